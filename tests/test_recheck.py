"""Re-checks: every material change alerts once, nothing else does, and what they say is what an audit from scratch says."""

import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW, ROOT
from factories import VOCABULARIES, audited, study, xml_file
from watching import FIRST, Served, World, articles, rechecked, record

from claims.errors import Locked, ServiceUnavailable, UsageError
from claims.intake import read_bytes
from claims.records import Priority
from claims.vocabulary import Vocabulary
from pipeline.audit import audit
from pipeline.literature import local
from pipeline.literature.pubmed import rate
from pipeline.recheck.cadence import days_between
from pipeline.recheck.delta import supersedes
from pipeline.recheck.run import Outcome, Tools, recheck
from pipeline.recheck.watching import begin_watching
from pipeline.records import Audit, Coverage, Label, Link, Provenance, SafetyNotice, SearchResult, Study
from pipeline.store import Store, open_store
from pipeline.store.alerts import alerts, digest_lines
from pipeline.store.audits import latest_audit
from pipeline.store.watches import watches

PUBMED = Provenance("PubMed", Coverage.PUBMED, None, "2026-11-22", "A whole PubMed, for tests.")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.sqlite") as opened:
        yield opened


@pytest.fixture
def _no_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """How fast PubMed may be asked is tested by itself."""
    monkeypatch.setattr(rate.RateLimit, "wait", lambda *_, **__: True)


def library(*studies: Study) -> local.Library:
    from factories import xml_of

    return local.in_memory(map(xml_of, studies), PUBMED)


def watched(store: Store, text: str, held: local.Library, address: str = "a.txt") -> Audit:
    made = replace(audited(read_bytes(text.encode(), address, now=NOW), held), now="2026-11-01T06:00:00Z")
    begin_watching(store, made, address, *VOCABULARIES, every=1)
    return made


def look(
    store: Store,
    held: local.Library,
    interventions: Vocabulary,
    outcomes: Vocabulary,
    day: str = "2026-11-22",
    **tools: object,
) -> Outcome:
    return recheck(store, Tools(held, interventions, outcomes, **tools), f"{day}T06:00:00Z", today=day)  # type: ignore[arg-type]


TRIAL = record(
    100, "garlic", "blood pressure", FIRST, kind="Randomized Controlled Trial", effect="reduces", people=3000
)
REVIEW = record(
    200, "garlic", "blood pressure", FIRST + timedelta(days=50), kind="Systematic Review", effect="nothing", people=9000
)
RETRACTED = record(100, "garlic", "blood pressure", FIRST, kind="Retracted Publication", effect="reduces", people=3000)
CLAIM = "Garlic reduces blood pressure."


@pytest.mark.usefixtures("_no_pace")
@pytest.mark.parametrize("seed", [3, 4])
def test_a_week_agrees_with_audits_from_scratch(seed: int, store: Store, tmp_path: Path) -> None:
    """The whole month with 200 claims: tests/benchmarks/watch_month.py."""
    days = 0
    with Served(World(15, 7, seed)) as served:
        for one in rechecked(served, 15, store, tmp_path):
            assert one.outcome.failed == []
            assert one.unlike == 0
            assert sorted(alert.claim_id for alert in one.outcome.alerts) == sorted(one.expected)
            assert (one.again.due, one.again.alerts, one.again.audits) == (0, [], 0)
            days += 1
    assert days == 7
    assert store.faults() == ()


def test_a_retraction_alerts_once_and_says_why(store: Store, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    old = watched(store, CLAIM, library(TRIAL))
    assert old.verdicts[0].label in {Label.POSSIBLY_SUPPORTED, Label.PROBABLY_SUPPORTED}
    now = library(RETRACTED)
    (alert,) = look(store, now, interventions, outcomes).alerts
    assert {aspect for aspect, *_ in alert.changes} >= {"verdict", "trust of evidence"}
    assert alert.because == (("100", RETRACTED.title),)
    assert alert.label == "no studies found"
    assert "no longer enough evidence" in alert.correction
    assert "PMID 100 retracted" in alert.correction
    assert look(store, now, interventions, outcomes, "2026-11-23").alerts == []


def test_a_review_that_overturns(store: Store, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    watched(store, CLAIM, library(TRIAL))
    (alert,) = look(store, library(TRIAL, REVIEW), interventions, outcomes).alerts
    assert "200" in dict(alert.because)
    assert "speaks against this" in alert.correction


def test_what_does_not_matter_goes_into_the_digest(
    store: Store, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    watched(store, CLAIM, library(REVIEW))
    other = record(
        300,
        "garlic",
        "blood pressure",
        FIRST + timedelta(days=52),
        kind="Systematic Review",
        effect="nothing",
        people=9500,
    )
    outcome = look(store, library(REVIEW, other), interventions, outcomes)
    assert outcome.alerts == []
    assert outcome.digest == 2
    assert all("Garlic" in line for _, _, line in digest_lines(store.connection, 10))


def test_the_same_claim_in_two_articles_is_one_alert(
    store: Store, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    held = library(TRIAL)
    watched(store, CLAIM, held, "a.txt")
    watched(store, f"{CLAIM} It is cheap.", held, "b.txt")
    (alert,) = look(store, library(RETRACTED), interventions, outcomes).alerts
    assert len(alert.articles) == 2
    assert len(alerts(store.connection)) == 1
    # and so is its next change
    assert len(look(store, library(RETRACTED, REVIEW), interventions, outcomes, "2026-11-23").alerts) == 1
    assert len(alerts(store.connection)) == 2


def test_copies_of_an_article_keep_their_own_days(
    store: Store, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    """Equal bytes make equal ids; what one copy has seen the other has not."""
    watched(store, CLAIM, library(TRIAL), "a.txt")
    watched(store, CLAIM, library(TRIAL), "b.txt")
    store.connection.execute("UPDATE watched_claims SET checked = '2026-11-21' WHERE watch = 2")
    late = record(
        201,
        "garlic",
        "blood pressure",
        FIRST + timedelta(days=40),
        kind="Systematic Review",
        effect="nothing",
        people=9000,
    )
    look(store, library(TRIAL, late), interventions, outcomes)
    first = latest_audit(store.connection, 1)
    assert first is not None
    assert "201" in {one.pmid for one in first.studies}


def test_what_is_removed_while_the_literature_is_asked(
    store: Store, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    from pipeline.store.watches import remove, watch_named

    watched(store, CLAIM, library(TRIAL), "a.txt")
    watched(store, "Garlic reduces blood pressure. It is cheap.", library(TRIAL), "b.txt")

    class Slow(local.Library):
        def __init__(self, held: local.Library) -> None:
            self.__dict__ = dict(held.__dict__)

        def news(self, queries: object, since: str) -> tuple[str, ...]:
            with open_store(store.path) as other, other.writing() as connection:
                if any(watch.address == "a.txt" for watch in watches(connection)):
                    remove(connection, watch_named(connection, "a.txt"), NOW)
            return super().news(queries, since)  # type: ignore[arg-type]

    outcome = look(store, Slow(library(RETRACTED)), interventions, outcomes)
    assert [alert.address for alert in outcome.alerts] == ["b.txt"]


def test_an_edited_article_whose_searches_fail_stays_due(
    store: Store, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    watched(store, CLAIM, library(TRIAL))

    class Deaf(local.Library):
        def __init__(self, held: local.Library) -> None:
            self.__dict__ = dict(held.__dict__)

        def search(self, *_: object, **__: object) -> SearchResult:
            raise ServiceUnavailable("down")

        def news(self, *_: object) -> tuple[str, ...]:
            return ()

    def fetch(_watch: object, old: Audit) -> object:
        source = read_bytes(f"{CLAIM} It is cheap.".encode(), "a.txt", now=NOW)
        return source, old.claims

    outcome = look(store, Deaf(library(TRIAL)), interventions, outcomes, fetch_article=fetch)
    assert (outcome.alerts, outcome.checked) == ([], 0)
    assert "failed" in outcome.failed[0][1]
    with pytest.raises(UsageError, match="incomplete"):
        begin_watching(
            store,
            audited(read_bytes(b"Zinc reduces fatigue.", "z.txt", now=NOW), Deaf(library())),
            "z.txt",
            interventions,
            outcomes,
            every=1,
        )


def test_an_update_file_is_no_look_at_all_that_is_new(
    store: Store, tmp_path: Path, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    watched(store, CLAIM, library(TRIAL))
    path = tmp_path / "pubmed26n2001.xml"
    path.write_bytes(xml_file(study("Roof tiles", "Nothing.", pmid="9")))
    before = store.connection.execute("SELECT checked, due FROM watched_claims").fetchall()
    recheck(
        store, Tools(library(TRIAL), interventions, outcomes), "2026-12-05T06:00:00Z", today="2026-12-05", files=[path]
    )
    assert store.connection.execute("SELECT checked, due FROM watched_claims").fetchall() == before


def test_an_audit_by_older_rules_is_judged_again(store: Store, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    made = replace(audited(read_bytes(CLAIM.encode(), "a.txt", now=NOW), library(TRIAL)), now="2026-11-01T06:00:00Z")
    older = replace(made, versions=replace(made.versions, rules=made.versions.rules[1:]))
    begin_watching(store, older, "a.txt", interventions, outcomes, every=1)
    look(store, library(TRIAL), interventions, outcomes)
    now = latest_audit(store.connection, 1)
    assert now is not None
    assert now.versions == made.versions


@pytest.mark.parametrize(
    ("label", "safety", "priority", "hinges_on", "days"),
    [
        (Label.PROBABLY_SUPPORTED, (SafetyNotice("x", "Careful.", "y"),), Priority.LOW, None, 1),
        (Label.PROBABLY_SUPPORTED, (), Priority.HIGH, None, 1),
        (Label.PROBABLY_SUPPORTED, (), Priority.LOW, 1, 1),
        (Label.REFUTED, (), Priority.LOW, None, 30),
        (Label.INSUFFICIENT, (), Priority.LOW, 1, 7),
        (Label.NOT_ASSESSED, (), Priority.MEDIUM, None, 7),
    ],
)  # fmt: skip
def test_cadence(
    label: Label, safety: tuple[SafetyNotice, ...], priority: Priority, hinges_on: int | None, days: int
) -> None:
    """Daily for harm and for what hangs on few studies, monthly for what stands firm, weekly in between."""
    base = audited(read_bytes(CLAIM.encode(), "a.txt", now=NOW), library(TRIAL))
    claim, verdict = (
        replace(base.claims[0], priority=priority),
        replace(base.verdicts[0], label=label, safety=safety, hinges_on=hinges_on),
    )
    assert days_between(claim, verdict) == days


class Failing(local.Library):
    """A library that cannot be asked what is new, or for a record."""

    def __init__(self, held: local.Library, what: str) -> None:
        self.__dict__ = dict(held.__dict__)
        self.what = what

    def news(self, queries: object, since: str) -> tuple[str, ...]:
        if self.what == "news":
            raise ServiceUnavailable("down")
        return super().news(queries, since)  # type: ignore[arg-type]

    def fetch(self, pmids: object) -> tuple[Study, ...]:
        if self.what == "fetch":
            raise ServiceUnavailable("down")
        return super().fetch(pmids)  # type: ignore[arg-type]


@pytest.mark.parametrize("what", ["news", "fetch"])
def test_what_could_not_be_asked_stays_due_and_is_no_news(
    what: str, store: Store, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    watched(store, CLAIM, library(TRIAL))
    outcome = look(store, Failing(library(RETRACTED), what), interventions, outcomes)
    assert (outcome.alerts, outcome.checked) == ([], 0)
    assert outcome.failed[0][1] == "down"
    assert len(look(store, library(RETRACTED), interventions, outcomes).alerts) == 1


def test_an_edited_article(store: Store, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    held = library(TRIAL)
    old = watched(store, f"{CLAIM}\n\nZinc reduces fatigue.", held)

    def fetch(_watch: object, _old: object) -> object:
        from claims.carried import carried_over
        from claims.extract import extract

        source = read_bytes(b"Garlic may reduce blood pressure.\n\nMagnesium reduces migraine.", "a.txt", now=NOW)
        return source, carried_over(old.claims, extract(source, interventions, outcomes), old.source, source)

    outcome = look(store, held, interventions, outcomes, fetch_article=fetch)
    kinds = sorted(change[0] for alert in outcome.alerts for change in alert.changes)
    assert kinds == ["claim added", "claim removed", "wording against evidence"]
    kept = latest_audit(store.connection, 1)
    assert kept is not None
    assert kept.claims[0].id == old.claims[0].id, "a claim that says the same keeps its name"


def test_update_files_are_matched_with_all_claims(
    store: Store, tmp_path: Path, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    held = library(TRIAL, REVIEW)
    watched(store, CLAIM, held)
    path = tmp_path / "pubmed26n2001.xml"
    newer = record(
        300,
        "garlic",
        "blood pressure",
        FIRST + timedelta(days=60),
        kind="Systematic Review",
        effect="raises",
        people=20_000,
    )
    path.write_bytes(xml_file(study("Roof tiles", "Nothing.", pmid="9"), newer, deleted=("200",)))
    outcome = recheck(
        store, Tools(held, interventions, outcomes), "2026-12-05T06:00:00Z", today="2026-12-05", files=[path]
    )
    (alert,) = outcome.alerts
    assert {"200", "300"} <= set(dict(alert.because))
    made = latest_audit(store.connection, 1)
    assert made is not None
    assert {one.pmid for one in made.studies} == {"100", "300"}


def test_two_at_once(store: Store, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    watched(store, CLAIM, library(TRIAL))
    with open_store(store.path) as other, other.locked("re-check"), pytest.raises(Locked):
        look(store, library(TRIAL), interventions, outcomes)


def test_a_quiet_day_adds_nothing(store: Store, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    watched(store, CLAIM, library(TRIAL))
    outcome = look(store, library(TRIAL), interventions, outcomes)
    assert (outcome.due, outcome.checked, outcome.audits, outcome.alerts) == (1, 1, 0, [])
    assert watches(store.connection)[0].due == "2026-11-23"
    assert store.connection.execute("SELECT count(*) FROM audits").fetchone()[0] == 1


def test_a_review_that_cites_a_retracted_trial_is_flagged(
    store: Store, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    citing = replace(REVIEW, references=("100",))
    watched(store, CLAIM, library(TRIAL, citing))
    (alert,) = look(store, library(RETRACTED, citing), interventions, outcomes).alerts
    (trust,) = (change for change in alert.changes if change[0] == "trust of evidence")
    assert "PMID 200 sound and its reference list holds a study that was retracted (PMID 100)" in trust[2]


CHILD = """
import sys
from pathlib import Path
sys.path[:0] = {paths!r}
from claims.vocabulary import load_vocabulary
from pipeline.literature.pubmed import PubMed, rate
from pipeline.recheck.run import Tools, recheck
from pipeline.settings import Settings
from pipeline.store import open_store
rate.RateLimit.wait = lambda *_, **__: True
store, url, cache, day = sys.argv[1:]
literature = PubMed(Settings(email="e@example.org", api_key="SECRETKEY", eutils_url=url, record_days=0), Path(cache))
with open_store(Path(store)) as opened:
    outcome = recheck(opened, Tools(literature, load_vocabulary("interventions"), load_vocabulary("outcomes")), day + "T06:00:00Z", today=day)
    assert not outcome.failed, outcome.failed
"""


def killed_rechecks(folder: Path, kills: int, seed: int, interventions: Vocabulary, outcomes: Vocabulary) -> int:
    """Re-checks that are killed at random moments end with the alerts of one that was not disturbed, none lost and none doubled.

    Returns how many alerts that is. A chain of kills goes on until its re-check has got through; then another begins.
    """
    world, texts = World(20, 5, seed), articles(20)
    day = (FIRST + timedelta(days=5)).isoformat()
    chance = random.Random(seed)
    child = CHILD.format(paths=[str(ROOT), str(ROOT / "tests")])
    with Served(world) as served:
        held = served.pubmed(folder / "first.sqlite")
        with open_store(folder / "start.sqlite") as opened:
            for source, claims in texts:
                made = audit(source, claims, held, interventions, outcomes, reader=None, now=f"{FIRST}T06:00:00Z")
                begin_watching(opened, made, source.address, *VOCABULARIES, every=1)
            opened.backup(folder / "calm.sqlite")
        served.move_to(FIRST + timedelta(days=5))
        served.server.latency = 0.1

        def order(path: Path) -> list[str]:
            return [sys.executable, "-c", child, str(path), served.server.url, str(path.with_suffix(".cache")), day]

        def keys(path: Path) -> list[str]:
            with open_store(path) as opened:
                assert opened.faults() == ()
                return sorted(alert.key for _, alert in alerts(opened.connection))

        subprocess.run(order(folder / "calm.sqlite"), check=True)
        expected = keys(folder / "calm.sqlite")
        while kills > 0:
            path = folder / f"killed-{kills}.sqlite"
            with open_store(folder / "start.sqlite") as opened:
                opened.backup(path)
            while kills > 0 and watches_due(path, day):
                running = subprocess.Popen(order(path), stderr=subprocess.DEVNULL)
                try:
                    running.wait(chance.uniform(0.3, 2.0))
                except subprocess.TimeoutExpired:
                    running.kill()
                    kills -= 1
                running.wait()
                assert set(keys(path)) <= set(expected)
            subprocess.run(order(path), check=True)
            assert keys(path) == expected
    return len(expected)


def watches_due(path: Path, day: str) -> int:
    from pipeline.store.watches import claims_due

    with open_store(path) as opened:
        return len(claims_due(opened.connection, day))


def test_kills_lose_nothing_and_double_nothing(tmp_path: Path, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    """A hundred kills: tests/benchmarks/kill_rechecks.py."""
    assert killed_rechecks(tmp_path, 10, 21, interventions, outcomes) > 0


def test_another_source_is_no_news(store: Store, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    """What another library lacks would look like a change of the evidence."""
    watched(store, CLAIM, library(TRIAL))
    other = local.in_memory([], Provenance("local library", Coverage.PARTIAL, 0, None, "Another."))
    outcome = look(store, other, interventions, outcomes)
    assert (outcome.alerts, outcome.checked) == ([], 0)
    assert "audited against PubMed" in outcome.failed[0][1]
    made = latest_audit(store.connection, 1)
    assert made is not None
    assert made.verdicts[0].label in {Label.POSSIBLY_SUPPORTED, Label.PROBABLY_SUPPORTED}


def test_a_source_that_lags_does_not_undo_a_retraction(
    store: Store, tmp_path: Path, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    held = library(TRIAL)
    watched(store, CLAIM, held)
    path = tmp_path / "pubmed26n2001.xml"
    path.write_bytes(xml_file(RETRACTED))
    first = recheck(
        store, Tools(held, interventions, outcomes), "2026-12-05T06:00:00Z", today="2026-12-05", files=[path]
    )
    assert len(first.alerts) == 1
    assert look(store, held, interventions, outcomes, "2026-12-06").alerts == []


def test_update_files_are_taken_in_their_order(
    store: Store, tmp_path: Path, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    held = library(TRIAL)
    watched(store, CLAIM, held)
    older, newer = tmp_path / "pubmed26n2001.xml", tmp_path / "pubmed26n2002.xml"
    older.write_bytes(xml_file(TRIAL))
    newer.write_bytes(xml_file(RETRACTED))
    outcome = recheck(
        store, Tools(held, interventions, outcomes), "2026-12-05T06:00:00Z", today="2026-12-05", files=[newer, older]
    )
    assert len(outcome.alerts) == 1


def test_update_files_reach_claims_that_are_not_due(
    store: Store, tmp_path: Path, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    held = library(TRIAL)
    watched(store, CLAIM, held)
    store.connection.execute("UPDATE watched_claims SET due = '2030-01-01'")
    path = tmp_path / "pubmed26n2001.xml"
    path.write_bytes(xml_file(RETRACTED))
    outcome = recheck(
        store, Tools(held, interventions, outcomes), "2026-12-05T06:00:00Z", today="2026-12-05", files=[path]
    )
    assert len(outcome.alerts) == 1


def test_what_comes_and_goes_is_told_each_time(store: Store, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    held = library(TRIAL)
    watched(store, CLAIM, held)
    texts = [f"{CLAIM}\n\nZinc reduces fatigue.", CLAIM] * 2
    told = []
    for at, text in enumerate(texts):

        def fetch(_watch: object, old: Audit, text: str = text) -> object:
            from claims.carried import carried_over
            from claims.extract import extract

            source = read_bytes(text.encode(), "a.txt", now=NOW)
            return source, carried_over(old.claims, extract(source, interventions, outcomes), old.source, source)

        outcome = look(store, held, interventions, outcomes, f"2026-11-{22 + at}", fetch_article=fetch)
        told += [change[0] for alert in outcome.alerts for change in alert.changes]
    assert told == ["claim added", "claim removed"] * 2


def test_what_somebody_changes_meanwhile_is_not_overwritten(
    store: Store, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    from pipeline.store.watches import remove, watch_named

    watched(store, CLAIM, library(TRIAL))

    def fetch(_watch: object, _old: object) -> None:
        with open_store(store.path) as other, other.writing() as connection:
            remove(connection, watch_named(connection, "a.txt"), NOW)

    outcome = look(store, library(RETRACTED), interventions, outcomes, fetch_article=fetch)
    assert outcome.alerts == []
    assert "changed by somebody else" in outcome.failed[0][1]
    assert look(store, library(RETRACTED), interventions, outcomes).due == 0


def test_the_loss_of_a_weaker_verdict_is_not_called_support(
    store: Store, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    from pipeline.recheck.alerting import correction_of

    old = watched(store, CLAIM, library(TRIAL))
    was = replace(old.verdicts[0], label=Label.PROBABLY_SUPPORTED)
    said = correction_of(old.claims[0], was, replace(was, label=Label.POSSIBLY_SUPPORTED), (), "2026-11-22")
    assert "How sure that is has changed" in said
    assert "now supports" not in said
    assert correction_of(old.claims[0], was, replace(was, label=Label.NOT_ASSESSED), (), "2026-11-22") == ""
    del interventions, outcomes


@pytest.mark.parametrize(
    ("before", "after", "taken"),
    [
        ((), ("RetractionIn",), True),
        (("UpdateIn",), ("RetractionIn",), True),
        (("ExpressionOfConcernIn",), ("RetractionIn",), True),
        (("RetractionIn",), ("ErratumIn",), False),
        (("RetractionIn",), (), False),
        ((), ("ErratumIn",), True),
    ],
)
def test_trust_is_only_lost_further(before: tuple[str, ...], after: tuple[str, ...], taken: bool) -> None:
    """Unless a later revision says otherwise."""
    old, new = (replace(TRIAL, links=tuple(Link(kind, "9", "J") for kind in kinds)) for kinds in (before, after))
    assert supersedes(new, old) is taken
    assert supersedes(replace(new, revised="2026-11-01"), replace(old, revised="2026-10-01"))
    assert not supersedes(replace(new, revised="2026-09-01"), replace(old, revised="2026-10-01"))
    assert not supersedes(new, replace(old, version=2))
