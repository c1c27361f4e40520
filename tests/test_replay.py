"""The audit as a whole, and replay: the same bytes from what is stored, with nothing else at hand."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW
from factories import audited

from claims.errors import LiteratureError, ReplayDiffers, RuleNotInstalled, SearchFailed, UsageError
from claims.extract import extract
from claims.intake import read_bytes, read_sentence
from claims.vocabulary import Vocabulary
from pipeline.audit import all_failed
from pipeline.canonical import canonical_json, load_audit
from pipeline.literature.local import Library
from pipeline.literature.snapshot import Snapshot
from pipeline.records import Audit, Label
from pipeline.replay import replay

SENTENCE = "Iron reduces fatigue, and vitamin C prevents colds."


@pytest.fixture(scope="module")
def record(starter: Library) -> Audit:
    article = read_sentence(SENTENCE, now=NOW)
    return audited(article, starter)


@pytest.fixture(scope="module")
def example(starter: Library) -> Audit:
    article = read_bytes(files("reports.example").joinpath("article.txt").read_bytes(), "example", now=NOW)
    return audited(article, starter)


def test_replay_gives_the_same_bytes(
    record: Audit, example: Audit, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    for made in (record, example):
        data = canonical_json(made)
        assert replay(data, "x", interventions, outcomes) == data
        assert canonical_json(load_audit(data, "x")) == data


def test_two_audits_are_equal_in_bytes(record: Audit, starter: Library) -> None:
    article = read_sentence(SENTENCE, now=NOW)
    again = audited(article, starter)
    assert canonical_json(again) == canonical_json(record)


def test_an_effect_changed_in_the_snapshot_changes_the_verdict(
    record: Audit, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    """The review that carries "iron reduces fatigue" is made to leave room for nothing: certainty and label move, exit 6."""
    plain = json.loads(canonical_json(record))
    carrying = plain["verdicts"][0]["certainty"]["studies"][0]
    before = plain["verdicts"][0]["label"]
    changed = next(
        item
        for item in plain["appraisals"]
        if item["pmid"] == carrying and item["claim_id"] == plain["claims"][0]["id"]
    )
    assert changed["effect"]["high"] == -0.23
    changed["effect"]["high"] = -0.01
    data = (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
    with pytest.raises(ReplayDiffers) as caught:
        replay(data, "x", interventions, outcomes)
    assert caught.value.exit_code == 6
    after = json.loads(caught.value.recomputed)["verdicts"][0]
    assert (before, after["label"]) == ("possibly supported", "insufficient")
    assert any(step["domain"] == "imprecision" for step in after["certainty"]["steps"])


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain["verdicts"][0].update(label="supported"),
        lambda plain: plain["verdicts"].pop(),
        lambda plain: plain["studies"][0].update(title="Another title"),
        lambda plain: plain["source"].update(sha256="0" * 64),
        lambda plain: plain["appraisals"][0]["match"].update(notes=["x"]),
        lambda plain: plain["appraisals"].clear(),
        lambda plain: plain["claims"][0].update(negated=True),
    ],
    ids=["label", "verdict gone", "title", "hash", "note", "no appraisals", "claim"],
)  # fmt: skip
def test_a_changed_file_is_noticed(
    record: Audit, interventions: Vocabulary, outcomes: Vocabulary, change: Callable[[Any], None]
) -> None:
    plain = json.loads(canonical_json(record))
    change(plain)
    data = (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
    with pytest.raises(ReplayDiffers):
        replay(data, "x", interventions, outcomes)


def test_other_bytes_are_noticed(record: Audit, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    with pytest.raises(ReplayDiffers, match="other bytes"):
        replay(json.dumps(json.loads(canonical_json(record))).encode(), "x", interventions, outcomes)


def test_an_unknown_rule_version_is_named(record: Audit, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    data = canonical_json(record).replace(b"grade.imprecision.v2", b"grade.imprecision.v9")
    with pytest.raises(RuleNotInstalled, match=r"grade\.imprecision\.v9") as caught:
        replay(data, "x", interventions, outcomes)
    assert caught.value.exit_code == 7
    plain = json.loads(canonical_json(record))
    plain["versions"]["rules"] = []
    with pytest.raises(RuleNotInstalled, match="judges too"):
        replay(json.dumps(plain).encode(), "x", interventions, outcomes)


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain["appraisals"][0].update(pmid="x1"),
        lambda plain: plain["appraisals"][0].update(participants=-5),
        lambda plain: plain["appraisals"][0].update(stance_scores=[1e400, 0, 0]),
        lambda plain: plain["appraisals"][0].update(surprise=1),
    ],
)
def test_impossible_values_are_refused(
    record: Audit, interventions: Vocabulary, outcomes: Vocabulary, change: Callable[[Any], None]
) -> None:
    plain = json.loads(canonical_json(record))
    change(plain)
    with pytest.raises(UsageError, match="not an audit"):
        replay(json.dumps(plain).encode(), "x", interventions, outcomes)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"not json", b'{"now": 1}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_audit_is_refused(data: bytes, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    with pytest.raises(UsageError, match="not an audit"):
        replay(data, "x", interventions, outcomes)


def test_replay_touches_no_network_library_model_or_clock(record: Audit, tmp_path: Path) -> None:
    """A fresh process in which sockets, clocks and every literature source raise as soon as they are touched."""
    path = tmp_path / "audit.json"
    path.write_bytes(canonical_json(record))
    program = """
import sys, time, socket, random, datetime
def forbidden(*_, **__): raise AssertionError("touched")
socket.socket = socket.create_connection = forbidden
for name in ("time", "monotonic", "sleep", "perf_counter"): setattr(time, name, forbidden)
class Clock(datetime.datetime):
    now = utcnow = today = forbidden
datetime.datetime = Clock
for name in ("tantivy", "requests", "Bio", "trafilatura", "pipeline.literature.starter", "pipeline.literature.local", "pipeline.literature.pubmed"):
    sys.modules[name] = None
from reports.cli import main
main(["replay", sys.argv[1]])
"""
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == path.read_bytes()


class Failing:
    """A literature source that fails for every search whose first concept is (or contains) some words."""

    at_once = 1

    def __init__(self, real: Library, words: str) -> None:
        self.real, self.words = real, words

    def describe(self) -> Any:
        return self.real.describe()

    def search(self, query: Any, limit: int, since: str | None = None) -> Any:
        if self.words in query.blocks[0].label:
            raise SearchFailed("PubMed: the service is down.")
        return self.real.search(query, limit, since)

    def fetch(self, pmids: Any) -> Any:
        return self.real.fetch(pmids)


def test_a_failed_search_costs_its_claim_the_verdict_and_nothing_else(
    interventions: Vocabulary, outcomes: Vocabulary, starter: Library
) -> None:
    article = read_sentence(SENTENCE, now=NOW)
    claims = extract(article, interventions, outcomes)
    made = audited(article, Failing(starter, "vitamin c"), claims)  # type: ignore[arg-type]
    assert made.completeness.failed
    labels = {verdict.claim_id: verdict.label for verdict in made.verdicts}
    assert [labels[claim_id] for claim_id in made.completeness.affected_claims] == [Label.NOT_ASSESSED] * len(
        made.completeness.affected_claims
    )
    assert made.completeness.affected_claims == (claims[1].id,)
    assert made.completeness.sentence.endswith("searches failed, so claim 2 could not be assessed.")
    assert not all_failed(made)
    assert replay(canonical_json(made), "x", interventions, outcomes) == canonical_json(made)
    assert all_failed(audited(article, Failing(starter, ""), claims))  # type: ignore[arg-type]


class Counting:
    """A literature source that counts what it is asked, and never delivers one of the records that it names."""

    at_once = 1

    def __init__(self, real: Library) -> None:
        self.real, self.searches, self.fetches = real, 0, 0

    def describe(self) -> Any:
        return self.real.describe()

    def search(self, *arguments: Any, **options: Any) -> Any:
        self.searches += 1
        return self.real.search(*arguments, **options)

    def fetch(self, pmids: Any) -> Any:
        self.fetches += 1
        assert len(set(pmids)) == len(pmids)
        return self.real.fetch([pmid for pmid in pmids if pmid != "29626044"])


def test_records_of_all_claims_are_fetched_together_and_missing_ones_are_told(starter: Library) -> None:
    article = read_sentence(
        "Iron reduces fatigue. Vitamin C prevents colds. Garlic lowers blood pressure. Lemon balm reduces anxiety.",
        now=NOW,
    )
    source = Counting(starter)
    made = audited(article, source)  # type: ignore[arg-type]
    assert source.fetches <= 2
    assert source.searches == sum(
        bool(entry.executed or entry.error) for entry in made.log.entries if entry.rung != "linked records"
    )
    failed = [entry for entry in made.log.entries if "not delivered" in (entry.error or "")]
    assert {entry.claim_id for entry in failed} == {made.claims[0].id} == set(made.completeness.affected_claims)


class Patchy(Counting):
    """A source whose fetch fails for batches that hold one certain record."""

    def fetch(self, pmids: Any) -> Any:
        if "23440782" in pmids:
            raise SearchFailed("PubMed (efetch): the answer broke off.")
        return self.real.fetch(pmids)


def test_a_failed_fetch_costs_only_the_claims_that_need_it(starter: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.gather.search.BATCH", 1)
    article = read_sentence(SENTENCE, now=NOW)
    made = audited(article, Patchy(starter))  # type: ignore[arg-type]
    labels = {claim.intervention: verdict.label for claim, verdict in zip(made.claims, made.verdicts, strict=True)}
    assert labels == {"Iron": Label.POSSIBLY_SUPPORTED, "vitamin C": Label.NOT_ASSESSED}
    assert made.completeness.affected_claims == (made.claims[1].id,)
    assert "broke off" in (next(entry.error for entry in made.log.entries if entry.error) or "")


def test_a_snapshot_answers_as_its_audit_did(record: Audit) -> None:
    snapshot = Snapshot(record)
    article = read_sentence(SENTENCE, now=NOW)
    again = audited(article, snapshot)
    assert [(verdict.label, verdict.certainty) for verdict in again.verdicts] == [
        (verdict.label, verdict.certainty) for verdict in record.verdicts
    ]
    other = read_sentence("Garlic lowers blood pressure.", now=NOW)
    missed = audited(other, snapshot)
    assert missed.verdicts[0].label is Label.NOT_ASSESSED
    with pytest.raises(LiteratureError):
        snapshot.search(missed_query(), 5)


def missed_query() -> Any:
    from pipeline.records import ConceptBlock, Query

    return Query("exact", (ConceptBlock("x", (), ("x",)),))


def test_withdrawal_claims_of_the_example_are_never_supported(example: Audit) -> None:
    for verdict in example.verdicts:
        assert verdict.label in {Label.NOT_ASSESSED, Label.INSUFFICIENT}
        assert any(notice.rule == "stopping-antidepressant" for notice in verdict.safety)
    assert example.notices
    assert all(entry.error is None for entry in example.log.entries)
    assert {entry.claim_id for entry in example.log.entries} == {claim.id for claim in example.claims}


def test_sockets_are_blocked_in_tests() -> None:
    from pytest_socket import SocketConnectBlockedError

    with pytest.warns(UserWarning, match="tried to use"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
