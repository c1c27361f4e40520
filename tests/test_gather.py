"""Gathering: which searches are asked when, what is followed, and how few requests that takes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW
from eutils import EutilsServer
from factories import EIGHT, STARTER, Clock, audited, claim, study, xml_file, xml_of

from claims.errors import SearchFailed
from claims.extract import extract
from claims.intake import read_bytes
from claims.records import Claim, Direction
from claims.vocabulary import Vocabulary
from pipeline.appraise.question import question_of
from pipeline.canonical import canonical_json
from pipeline.gather import Gathered, gather
from pipeline.literature import local
from pipeline.literature.pubmed import PubMed
from pipeline.literature.pubmed.rate import RateLimit
from pipeline.records import (
    Coverage,
    Finding,
    Label,
    Link,
    Provenance,
    PublicationType,
    Query,
    SearchResult,
    Study,
    Trust,
)
from pipeline.settings import Settings

TRIAL = (PublicationType("Randomized Controlled Trial", "D016449"),)
FELL = "Adults with hypertension were randomized to garlic or placebo. Garlic significantly reduced blood pressure (p < 0.001)."


class Asked:
    """PubMed in small: a library that reaches as far, and remembers what it was asked."""

    at_once = 4

    def __init__(self, *records: Study, fails: Callable[[Query], bool] = lambda _: False, lost: str = "") -> None:
        provenance = Provenance("PubMed", Coverage.PUBMED, None, NOW[:10], "All of it.")
        self.library = local.in_memory(map(xml_of, records), provenance)
        self.fails, self.lost = fails, lost
        self.queries: list[Query] = []
        self.fetched: list[str] = []

    def describe(self) -> Provenance:
        return self.library.describe()

    def search(self, query: Query, limit: int, since: str | None = None) -> SearchResult:
        self.queries.append(query)
        if self.fails(query):
            raise SearchFailed("PubMed (esearch): it is overloaded or down (HTTP 500). Try again later.")
        return self.library.search(query, limit, since)

    def fetch(self, pmids: Any) -> tuple[Study, ...]:
        self.fetched += pmids
        if self.lost in pmids:
            raise SearchFailed("PubMed (efetch): its answer broke off. Try again later.")
        return self.library.fetch(pmids)

    @property
    def rungs(self) -> list[str]:
        return [query.rung for query in self.queries]


def gathered(source: Any, vocabularies: tuple[Vocabulary, Vocabulary], *claims: Claim, limit: int = 60) -> Gathered:
    return gather([question_of(made, *vocabularies) for made in claims or (claim(),)], source, *vocabularies, limit)


@pytest.fixture
def both(interventions: Vocabulary, outcomes: Vocabulary) -> tuple[Vocabulary, Vocabulary]:
    return interventions, outcomes


def trial(pmid: int | str, **fields: Any) -> Study:
    return study("Garlic and blood pressure", FELL, pmid=str(pmid), publication_types=TRIAL, **fields)


# --- the order of questions --------------------------------------------------------------------------------------


def test_few_hits_lead_to_wider_rungs(both: tuple[Vocabulary, Vocabulary]) -> None:
    source = Asked(trial(1))
    made = gathered(source, both)
    assert source.rungs[0] == "exact"
    assert "mechanism" in source.rungs
    assert "counter-evidence" not in source.rungs  # it looks among hits that are all here already
    told = next(entry for entry in made.entries if entry.rung == "counter-evidence")
    assert told.executed == ""
    assert told.warnings[0].startswith("not asked")


def test_enough_good_studies_end_the_ladder(both: tuple[Vocabulary, Vocabulary]) -> None:
    source = Asked(*(trial(number) for number in range(1, 11)))
    gathered(source, both)
    assert source.rungs == ["exact"]


def test_more_hits_than_are_read_are_narrowed_by_published_filters(both: tuple[Vocabulary, Vocabulary]) -> None:
    unread = [study("Garlic and blood pressure", "A survey of cooks.", pmid=str(number)) for number in range(1, 30)]
    source = Asked(*unread, trial(77))
    made = gathered(source, both, limit=5)
    assert source.rungs == ["exact", "exact, systematic reviews", "exact, randomised trials", "counter-evidence"]
    assert "77" in {item.pmid for item in made.appraisals}
    enough = Asked(*(trial(number) for number in range(1, 30)))
    gathered(enough, both, limit=20)
    assert enough.rungs == ["exact", "exact, systematic reviews", "counter-evidence"]


def test_the_pass_for_counter_evidence_runs_alike_for_every_claim(both: tuple[Vocabulary, Vocabulary]) -> None:
    for direction in Direction:
        for negated in (False, True):
            source = Asked(*(trial(number) for number in range(1, 30)))
            gathered(source, both, claim(direction=direction, negated=negated), limit=20)
            assert source.rungs.count("counter-evidence") == 1


def test_a_concept_that_no_hit_has_proved_is_looked_up_by_itself(both: tuple[Vocabulary, Vocabulary]) -> None:
    source = Asked(study("Zorbium in cells", "Zorbium.", pmid="1"))
    made = gathered(source, both, claim("zorbium", "blorf syndrome"))
    checks = {entry.rung: entry for entry in made.entries if entry.rung.startswith("does")}
    assert set(checks) <= {"does “zorbium” occur", "does “blorf syndrome” occur"}
    assert "blorf syndrome" in {label for entry in made.entries for label in entry.empty_blocks}
    assert not made.appraisals or all(item.pmid == "1" for item in made.appraisals)


def test_words_that_are_not_found_together_are_asked_apart(both: tuple[Vocabulary, Vocabulary]) -> None:
    text = "Rowers were studied. " + "Nothing more was seen of it. " * 5 + "Grip was weak in the left hand of many."
    source = Asked(study("Zorbium", text, pmid="1"))
    made = gathered(source, both, claim("zorbium", "hand grip of rowers"))
    entry = made.entries[0]
    assert entry.rung == "exact"
    assert entry.total == 1
    assert any("asked again" in warning for warning in entry.warnings)


# --- links -------------------------------------------------------------------------------------------------------


def link(kind: str, pmid: int | str | None) -> tuple[Link, ...]:
    return (Link(kind, str(pmid) if pmid is not None else None, "J Tests. 2020"),)


def other(pmid: int, title: str = "A notice", **fields: Any) -> Study:
    return study(title, pmid=str(pmid), **fields)


@pytest.mark.parametrize(
    ("kind", "trust", "told"),
    [
        ("RetractionIn", Trust.RETRACTED, "retracted, see PMID 900"),
        ("RetractedandRepublishedIn", Trust.RETRACTED, "retracted and republished as PMID 900"),
        ("ExpressionOfConcernIn", Trust.CONCERN, "expression of concern in PMID 900"),
        ("UpdateIn", Trust.SUPERSEDED, "updated by PMID 900"),
        ("CorrectedandRepublishedIn", Trust.SUPERSEDED, "corrected and republished as PMID 900"),
        ("RepublishedIn", Trust.SUPERSEDED, "republished as PMID 900"),
        ("ErratumIn", Trust.SOUND, "a correction was published (an erratum is not a retraction), PMID 900"),
        ("PartialRetractionIn", Trust.SOUND, "retracted in part (counted as a correction), see PMID 900"),
        ("CommentIn", Trust.SOUND, "commented on in PMID 900"),
    ],
)
def test_links_are_typed_and_followed(both: tuple[Vocabulary, Vocabulary], kind: str, trust: Trust, told: str) -> None:
    source = Asked(trial(1, links=link(kind, 900)), other(900))
    made = gathered(source, both)
    read = next(item for item in made.appraisals if item.pmid == "1")
    assert read.trust is trust
    assert told in read.flags
    assert "900" in {record.pmid for record in made.studies}
    entry = next(entry for entry in made.entries if entry.rung == "linked records")
    assert (entry.pubmed_query, entry.total, entry.retrieved, entry.error) == ("900[uid]", 1, 1, None)


def test_a_successor_is_read_for_the_same_claim_and_a_notice_is_not(both: tuple[Vocabulary, Vocabulary]) -> None:
    source = Asked(
        trial(1, links=link("UpdateIn", 2)),
        other(2, "Cochrane update", links=link("UpdateIn", 3)),
        other(3, "Its update"),
        trial(4, links=link("RetractionIn", 5)),
        other(5, "Retraction notice"),
    )
    made = gathered(source, both)
    read = {item.pmid: item for item in made.appraisals}
    assert set(read) == {"1", "2", "3", "4"}
    assert "5" in {record.pmid for record in made.studies}
    assert read["2"].trust is Trust.SUPERSEDED
    assert read["3"].trust is Trust.SOUND


def test_records_that_link_in_a_circle_end(both: tuple[Vocabulary, Vocabulary]) -> None:
    source = Asked(trial(1, links=link("UpdateIn", 2)), trial(2, links=link("UpdateIn", 1)))
    assert {item.pmid for item in gathered(source, both).appraisals} == {"1", "2"}


@pytest.mark.parametrize("pmid", [None, "", "x", "12; DROP", "１２"])
def test_links_without_a_number_are_told_and_not_asked_for(both: tuple[Vocabulary, Vocabulary], pmid: Any) -> None:
    source = Asked(trial(1))
    source.library._read = lambda _: xml_of(trial(1, links=link("ErratumIn", pmid)))
    made = gathered(source, both)
    assert set(source.fetched) == {"1"}
    assert any(flag.startswith("a correction was published") for flag in made.appraisals[0].flags)


def test_a_notice_that_cannot_be_fetched_costs_that_claim_its_verdict(
    interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    """Without the notice it is not known whether the study may count: the search is not whole."""
    article = read_bytes(
        b"As the maker says, garlic lowers blood pressure. It also says that iron reduces fatigue.", "a.txt", now=NOW
    )
    claims = extract(article, interventions, outcomes)
    source = Asked(trial(1, links=link("ExpressionOfConcernIn", 900)), other(900), lost="900")
    made = audited(article, source, claims)  # type: ignore[arg-type]
    assert made.completeness.affected_claims == (claims[0].id,)
    assert made.verdicts[0].label is Label.NOT_ASSESSED
    assert "broke off" in (next(entry.error for entry in made.log.entries if entry.error) or "")


def test_records_in_other_languages_and_without_abstracts_are_kept_and_said(
    both: tuple[Vocabulary, Vocabulary],
) -> None:
    source = Asked(trial(1, languages=("ger",)), study("Garlic and blood pressure", pmid="2"), trial(3))
    flags = {item.pmid: item.flags for item in gathered(source, both).appraisals}
    assert "article not in English (ger)" in flags["1"]
    assert "no abstract: judged by its title alone" in flags["2"]
    assert not flags["3"]


# --- requests ----------------------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[EutilsServer]:
    with EutilsServer([STARTER.decode()]) as running:
        yield running


def pubmed(server: EutilsServer, cache: Path) -> PubMed:
    """With a limiter whose time passes only where somebody waits."""
    made = PubMed(Settings(email="editor@example.org", eutils_url=server.url), cache)
    clock = Clock()
    made.transport._sleep = lambda _: None
    made.transport._rate = RateLimit(cache.with_name("pace.sqlite"), 3, clock=clock, sleep=clock.sleep)
    return made


def test_eight_claims_with_three_rungs_each_cost_few_requests(
    server: EutilsServer, tmp_path: Path, both: tuple[Vocabulary, Vocabulary]
) -> None:
    claims = [claim(acting, outcome, id=f"c{at}") for at, (acting, outcome) in enumerate(EIGHT)]
    source = pubmed(server, tmp_path / "cache.sqlite")
    source.describe()
    made = gathered(source, both, *claims)
    rungs = {
        made_claim.id: sum(bool(entry.executed) for entry in made.entries if entry.claim_id == made_claim.id)
        for made_claim in claims
    }
    assert sum(rungs.values()) >= 8 * 3, rungs
    assert source.transport.requests <= 36
    assert sum(service == "efetch" for _, service, _ in server.requests) <= 4
    asked = [entry["term"] for _, service, entry in server.requests if service == "esearch"]
    assert len(set(asked)) == len(asked)  # nothing twice


def test_ids_travel_together_by_post(server: EutilsServer, tmp_path: Path) -> None:
    source = pubmed(server, tmp_path / "cache.sqlite")
    pmids = list(server.index.records)
    assert len(source.fetch(pmids)) == len(pmids) == 206
    assert source.transport.requests == 1


ARTICLE = (
    b"The maker of the pills says a good deal. Iron reduces fatigue, and vitamin C prevents colds. "
    b"Garlic lowers blood pressure. Krill oil helps with depression. Lemon balm reduces anxiety in adults."
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_faults_change_not_one_byte(
    tmp_path: Path, interventions: Vocabulary, outcomes: Vocabulary, seed: int
) -> None:
    """One answer in five is a reset, a 500, a 429 or cut short."""
    article = read_bytes(ARTICLE, "article.txt", now=NOW)
    claims = extract(article, interventions, outcomes)
    audits = []
    with EutilsServer([STARTER.decode()], seed=seed) as server:
        for name, chaos in (("calm", 0.0), ("storm", 0.2)):
            server.chaos = chaos
            source = pubmed(server, tmp_path / f"{name}.sqlite")
            made = audited(article, source, claims)
            audits.append(canonical_json(made))
            assert made.completeness.failed == 0
            assert bool(source.transport.retries) is bool(chaos)
    assert audits[0] == audits[1]
    assert any(item.finding is not Finding.NOT_REPORTED for item in made.appraisals)


def test_records_of_several_versions_count_once(both: tuple[Vocabulary, Vocabulary], tmp_path: Path) -> None:
    with EutilsServer([xml_file(trial(1)).decode()]) as server:
        inner = xml_file(trial(1), trial(1, version=2)).decode()
        server.index.records["1"].xml = inner.split("<PubmedArticleSet>", 1)[1].rsplit("</PubmedArticleSet>", 1)[0]
        made = gathered(pubmed(server, tmp_path / "cache.sqlite"), both)
        assert [(record.pmid, record.version) for record in made.studies] == [("1", 2)]
        assert [item.pmid for item in made.appraisals] == ["1"]


# --- found in review ---------------------------------------------------------------------------------------------


class Undelivering(Asked):
    """Names records, and leaves some of them out of what it delivers."""

    def __init__(self, *records: Study, leaves_out: set[str]) -> None:
        super().__init__(*records)
        self.leaves_out = leaves_out

    def fetch(self, pmids: Any) -> tuple[Study, ...]:
        return super().fetch([pmid for pmid in pmids if pmid not in self.leaves_out])


@pytest.mark.parametrize(
    ("leaves_out", "failed"),
    [(set(map(str, range(1, 61))), True), (set(map(str, range(1, 31))), True), ({"1", "2"}, True), ({"1"}, False), (set(), False)],
    ids=["all", "half", "two of sixty", "one of sixty", "none"],
)  # fmt: skip
def test_records_that_do_not_come_are_a_failed_search(
    interventions: Vocabulary, outcomes: Vocabulary, leaves_out: set[str], failed: bool
) -> None:
    article = read_bytes(b"As the maker says, garlic lowers blood pressure in adults.", "a.txt", now=NOW)
    claims = extract(article, interventions, outcomes)
    source = Undelivering(*(trial(number) for number in range(1, 61)), leaves_out=leaves_out)
    made = audited(article, source, claims)  # type: ignore[arg-type]
    assert bool(made.completeness.failed) is failed
    assert (made.verdicts[0].label is Label.NOT_ASSESSED) is failed
    if failed:
        assert "not delivered" in (next(entry.error for entry in made.log.entries if entry.error) or "")


def test_the_only_hit_not_delivered_is_never_no_studies_found(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    article = read_bytes(b"As the maker says, garlic lowers blood pressure in adults.", "a.txt", now=NOW)
    claims = extract(article, interventions, outcomes)
    source = Undelivering(trial(1), leaves_out={"1"})
    made = audited(article, source, claims)  # type: ignore[arg-type]
    assert made.verdicts[0].label is Label.NOT_ASSESSED


def test_a_later_version_that_does_not_come_is_a_failure_and_a_lost_notice_is_told(
    both: tuple[Vocabulary, Vocabulary],
) -> None:
    lost = gathered(Asked(trial(1, links=link("UpdateIn", 900))), both)
    assert "not delivered" in (next(entry for entry in lost.entries if entry.rung == "linked records").error or "")
    told = next(
        entry
        for entry in gathered(Asked(trial(1, links=link("RetractionIn", 900))), both).entries
        if entry.rung == "linked records"
    )
    assert (told.error, told.warnings) == (None, ("1 linked record is not in this source",))


NOTICES = [
    ((PublicationType("Retraction of Publication", "D016440"),), (), "Garlic lowers blood pressure: a randomised controlled trial"),
    ((PublicationType("Retraction Notice", "D016440"),), (), "Garlic lowers blood pressure: a meta-analysis"),
    ((PublicationType("Published Erratum", "D016425"),), (), "Garlic lowers blood pressure: a randomized trial"),
    ((PublicationType("Expression of Concern", None),), (), "Garlic lowers blood pressure: a randomized trial"),
    ((), ("RetractionOf",), "Garlic lowers blood pressure: a randomised controlled trial"),
    ((), ("ErratumFor",), "Garlic lowers blood pressure: a systematic review"),
    ((), (), "Retraction: Garlic lowers blood pressure in a randomised controlled trial"),
    ((), (), "Correction to: Garlic lowers blood pressure in a randomised controlled trial"),
    ((PublicationType("Letter"),), (), "Garlic lowers blood pressure in a randomised trial"),
    ((PublicationType("Comment"), PublicationType("Editorial")), (), "Garlic lowers blood pressure: a meta-analysis"),
]  # fmt: skip


@pytest.mark.parametrize(("types", "links", "title"), NOTICES, ids=lambda value: str(value)[:40])
def test_what_speaks_of_another_record_is_no_evidence(
    interventions: Vocabulary,
    outcomes: Vocabulary,
    types: tuple[PublicationType, ...],
    links: tuple[str, ...],
    title: str,
) -> None:
    """A notice bears the title of the study that it is about. It must never be counted as that study."""
    article = read_bytes(b"As the maker says, garlic lowers blood pressure in adults.", "a.txt", now=NOW)
    claims = extract(article, interventions, outcomes)
    notice = study(title, FELL, pmid="2", publication_types=types, links=tuple(Link(kind, "1", "J") for kind in links))
    made = audited(article, Asked(notice), claims)  # type: ignore[arg-type]
    assert made.verdicts[0].label in {
        Label.NO_STUDIES,
        Label.INSUFFICIENT,
        Label.NOT_ASSESSED,
        Label.NO_HUMAN_EVIDENCE,
    }
    assert "2" not in (made.verdicts[0].certainty.studies if made.verdicts[0].certainty else ())


def test_a_letter_that_reports_a_trial_is_one(both: tuple[Vocabulary, Vocabulary]) -> None:
    letter = study("Garlic and blood pressure", FELL, pmid="3", publication_types=(PublicationType("Letter"), *TRIAL))
    (read,) = gathered(Asked(letter), both).appraisals
    assert read.design == "randomised trial"


def test_a_chain_of_later_versions_that_goes_on_and_on_is_a_failure(both: tuple[Vocabulary, Vocabulary]) -> None:
    """What gave way to a version that was never read must not leave "no studies found" behind."""
    chain = [trial(100, links=link("UpdateIn", 101))]
    chain += [other(number, "A later version", links=link("UpdateIn", number + 1)) for number in range(101, 120)]
    entry = next(entry for entry in gathered(Asked(*chain), both).entries if entry.rung == "linked records")
    assert "goes on" in (entry.error or "")
    short = gathered(Asked(*chain[:4], other(104, "The last")), both)
    assert next(entry for entry in short.entries if entry.rung == "linked records").error is None
    assert "104" in {record.pmid for record in short.studies}
