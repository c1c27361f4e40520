"""Literature sources: the parser, the starter and local libraries, and PubMed through a local server."""

import csv
import gzip
import json
import threading
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from eutils_server import EutilsServer
from factories import claim, study

from claims.errors import LibraryUnreadable, SearchFailed
from claims.records import Direction
from claims.vocabulary import Vocabulary
from pipeline.literature import local
from pipeline.literature.local import Library
from pipeline.literature.pubmed import PubMed
from pipeline.literature.pubmed.rate import RateLimit
from pipeline.literature.pubmed_xml import Deleted, parse_records, parse_studies
from pipeline.literature.starter import make
from pipeline.plan import plan
from pipeline.records import ConceptBlock, Coverage, Provenance, Query
from pipeline.settings import Settings

STARTER = gzip.decompress(files("pipeline.literature.starter").joinpath("starter.xml.gz").read_bytes())
GARLIC = Query(
    "exact",
    (
        ConceptBlock("garlic", ("Garlic",), ("garlic",)),
        ConceptBlock("blood pressure", ("Blood Pressure",), ("blood pressure",)),
    ),
)

# --- the parser -------------------------------------------------------------------------------------------------

RECORD = b"""<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "x" "http://example.org/none.dtd"><PubmedArticleSet><PubmedArticle>
<MedlineCitation Status="MEDLINE"><PMID Version="2">77</PMID><DateRevised><Year>2020</Year><Month>02</Month><Day>03</Day></DateRevised>
<Article><Journal><JournalIssue><PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate></JournalIssue><Title>J. of  Tests</Title></Journal>
<ArticleTitle>Effect of <i>Melissa</i> on H<sub>2</sub>O &amp; sleep.</ArticleTitle>
<Abstract><AbstractText Label="AIM">To see.</AbstractText><AbstractText Label="RESULTS">It <b>fell</b> (p &lt; 0.05).</AbstractText></Abstract>
<AuthorList><Author><LastName>Roe</LastName><Initials>A</Initials></Author><Author><CollectiveName>The Group</CollectiveName></Author></AuthorList>
<Language>eng</Language><DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>NCT1</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
<PublicationTypeList><PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="ErratumIn"><RefSource>J</RefSource><PMID>78</PMID></CommentsCorrections></CommentsCorrectionsList>
<MeshHeadingList><MeshHeading><DescriptorName UI="D031334" MajorTopicYN="N">Melissa</DescriptorName><QualifierName MajorTopicYN="Y">therapeutic use</QualifierName></MeshHeading></MeshHeadingList>
<CoiStatement>None.</CoiStatement></MedlineCitation>
<PubmedData><History><PubMedPubDate PubStatus="entrez"><Year>1999</Year><Month>1</Month><Day>5</Day></PubMedPubDate></History>
<ArticleIdList><ArticleId IdType="doi">10.1000/ABC</ArticleId><ArticleId IdType="pmc">PMC9</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
<DeleteCitation><PMID>1</PMID><PMID>2</PMID></DeleteCitation></PubmedArticleSet>"""  # fmt: skip


def test_every_field_of_a_record() -> None:
    made, deleted = parse_records(RECORD)
    assert deleted == Deleted(("1", "2"))
    assert not isinstance(made, Deleted)
    assert (made.pmid, made.version, made.year, made.published) == ("77", 2, 1998, "1998 Dec-1999 Jan")
    assert made.title == "Effect of Melissa on H2O & sleep."
    assert [(part.label, made.abstract[part.start : part.end]) for part in made.sections] == [
        ("AIM", "To see."),
        ("RESULTS", "It fell (p < 0.05)."),
    ]
    assert [(author.name, author.collective) for author in made.authors] == [("Roe A", False), ("The Group", True)]
    assert (made.doi, made.pmcid, made.journal, made.entered, made.revised) == (
        "10.1000/abc",
        "PMC9",
        "J. of Tests",
        "1999-01-05",
        "2020-02-03",
    )
    assert [(heading.term, heading.id, heading.major) for heading in made.mesh] == [("Melissa", "D031334", True)]
    assert [(link.type, link.pmid) for link in made.links] == [("ErratumIn", "78")]
    assert (made.registrations, made.conflict_of_interest, made.status) == (("NCT1",), "None.", "MEDLINE")


@pytest.mark.parametrize(
    "data",
    [b"", b"not xml", RECORD[:900], b"<a><b></a>", gzip.compress(RECORD)[:200], b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z SYSTEM "file:///etc/passwd">]><PubmedArticleSet>&z;'],
    ids=["empty", "no xml", "cut", "crossed", "cut gzip", "entities"],
)  # fmt: skip
def test_malformed_xml_is_an_error_not_an_empty_answer(data: bytes) -> None:
    with pytest.raises(SearchFailed):
        list(parse_studies(data))


def test_entities_of_a_file_are_not_expanded() -> None:
    bomb = RECORD.replace(
        b'"http://example.org/none.dtd"', b'"x" [<!ENTITY a "boom"><!ENTITY f SYSTEM "file:///etc/passwd">]'
    ).replace(b"To see.", b"&a;&f;")
    made = next(parse_studies(bomb))
    assert "boom" not in made.abstract
    assert "root:" not in made.abstract


def test_all_real_records_are_read_without_loss(shared: Path) -> None:
    folder = shared / "pubmed-samples"
    rows = list(csv.DictReader((folder / "real-records.index.csv").read_text("utf-8").splitlines()))
    made = list(parse_studies((folder / "real-records.xml.gz").read_bytes()))
    assert len(made) == len(rows) == 999
    for record, row in zip(made, rows, strict=True):
        assert (record.pmid, str(record.version), record.status or "") == (row["pmid"], row["version"], row["status"])
        assert "|".join(record.languages) == row["lang"]
        assert len(record.sections) == int(row["n_abstract"]), record.pmid
        assert len("".join(record.abstract.split())) > 0 or row["abstract_chars"] == "0", record.pmid
        assert "|".join(part.label for part in record.sections if part.label) == row["labels"], record.pmid
        assert len(record.other_abstracts) == int(row["other_abstract"]), record.pmid
        assert len(record.mesh) == int(row["n_mesh"]), record.pmid
        assert sorted(kind.name for kind in record.publication_types) == sorted(
            filter(None, row["pubtypes"].split("|"))
        ), record.pmid
        assert len(record.authors) == int(row["n_authors"]), record.pmid
        assert any(author.collective for author in record.authors) == (row["collective"] != "0"), record.pmid
        assert bool(record.vernacular_title) == (row["vernacular"] == "1"), record.pmid
        assert (record.doi or "", record.pmcid or "") == (row["doi"].lower(), row["pmc"]), record.pmid
        assert sorted({link.type for link in record.links}) == sorted(set(filter(None, row["cc"].split("|")))), (
            record.pmid
        )
        assert any(heading.term == "Humans" for heading in record.mesh) == (row["humans"] == "1"), record.pmid
        assert any(heading.term == "Animals" for heading in record.mesh) == (row["animals"] == "1"), record.pmid
        assert str(record.year or "") == row["pubdate"][:4] or row["medlinedate"] == "1", record.pmid
    books = list(parse_studies((folder / "books.xml.gz").read_bytes()))
    assert [book.pmid for book in books] == ["21413195", "20301295", "20301577"]
    assert all(book.book and book.title for book in books)


def test_an_update_file_with_deletions(shared: Path) -> None:
    records = list(parse_records((shared / "pubmed-samples" / "nlm-files" / "pubmed26n1335.xml.gz").read_bytes()))
    assert isinstance(records[-1], Deleted)
    assert len(records[-1].pmids) == 6


# --- the starter and local libraries ----------------------------------------------------------------------------


def test_the_starter_library_says_what_it_is(starter: Library) -> None:
    described = starter.describe()
    assert described.coverage is Coverage.DEMONSTRATION
    assert described.records == len(list(parse_studies(STARTER))) == 206
    assert "cannot decide" in described.statement
    assert all(made.digest and made.sections[0].label == "DIGEST" for made in parse_studies(STARTER))
    retracted = starter.fetch(["9500320", "32450107"])
    assert [[link.type for link in made.links] for made in retracted] == [["RetractionIn"], ["RetractionIn"]]


def test_the_starter_library_is_made_from_its_facts(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "starter-library" / "facts.jsonl").read_text("utf-8").splitlines()]
    assert gzip.decompress(make.make(rows)) == STARTER
    text = STARTER.decode("utf-8")
    for row in rows:
        for private in (row["notes"], row.get("doubt")):
            assert not private or private not in text


def test_search_finds_by_word_phrase_and_heading(starter: Library) -> None:
    result = starter.search(GARLIC, 10)
    assert "25557383" in result.pmids
    assert result.empty_blocks == ()
    nothing = Query("exact", (ConceptBlock("zorb", (), ("zorbium",)), GARLIC.blocks[1]))
    empty = starter.search(nothing, 10)
    assert (empty.total, empty.pmids, empty.empty_blocks) == (0, (), ("zorb",))
    assert starter.fetch(["0", "25557383"])[0].pmid == "25557383"


def test_a_library_on_disk(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    versions = [
        study("Garlic one", "Garlic and blood pressure.", pmid="5"),
        study("Garlic two", "Garlic and blood pressure.", pmid="5", version=2),
    ]
    assert local.build(versions, folder, database_date="2026-11-01") == 1
    library = local.open_library(folder)
    assert library.fetch(["5"])[0].title == "Garlic two"
    assert library.search(GARLIC, 5).pmids == ("5",)
    assert (library.describe().coverage, library.describe().database_date) == (Coverage.PARTIAL, "2026-11-01")
    with pytest.raises(LibraryUnreadable, match="not empty"):
        local.build(versions, folder)
    (folder / "library.json").write_text('{"format": 99}')
    with pytest.raises(LibraryUnreadable, match="format 99"):
        local.open_library(folder)
    with pytest.raises(LibraryUnreadable, match="library build"):
        local.open_library(tmp_path)


def test_equal_libraries_answer_alike() -> None:
    provenance = Provenance("x", Coverage.PARTIAL, 1, None, "x")
    studies = [study(f"Garlic {n}", "Garlic and blood pressure.", pmid=str(n)) for n in range(50, 0, -1)]
    answers = {local.in_memory(studies, provenance).search(GARLIC, 20).pmids for _ in range(3)}
    assert len(answers) == 1


# --- PubMed -----------------------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[EutilsServer]:
    running = EutilsServer(STARTER)
    yield running
    running.close()


@pytest.fixture
def pubmed(server: EutilsServer, tmp_path: Path) -> PubMed:
    source = PubMed(
        Settings(email="editor@example.org", api_key="SECRETKEY", eutils_url=server.url), tmp_path / "cache.sqlite"
    )
    source.transport._sleep = lambda _: None
    return source


def test_search_and_fetch(pubmed: PubMed, server: EutilsServer) -> None:
    result = pubmed.search(GARLIC, 10)
    assert "25557383" in result.pmids
    assert result.total == len(result.pmids)
    assert result.translation
    assert [made.pmid for made in pubmed.fetch(["25557383", "1", "9500320"])] == ["25557383", "9500320"]
    assert pubmed.describe().database_date == "2026/11/21 08:00"
    for _, _, asked in server.requests:
        assert (asked["email"], asked["tool"], asked["api_key"]) == ("editor@example.org", "claimaudit", "SECRETKEY")


def test_every_rung_of_a_plan_runs(pubmed: PubMed, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    made = claim("krill oil", "brain activity", Direction.IMPROVES, context="after stopping amitriptyline")
    for query in plan(made, interventions, outcomes).queries:
        pubmed.search(query, 10)


@pytest.mark.parametrize("fault", [429, 500, 502, 503, "backend", "wrapped 502", "no root", "cut"])
def test_what_passes_is_tried_again(pubmed: PubMed, server: EutilsServer, fault: int | str) -> None:
    server.faults.append(fault)
    assert "25557383" in pubmed.search(GARLIC, 10).pmids
    assert pubmed.transport.retries == 1


@pytest.mark.parametrize(
    ("faults", "tries"),
    [([500] * 9, 4), (["cut"] * 9, 4), (["no root"] * 9, 4), (["backend"] * 9, 4), ([400], 1), ([403], 1), (["html"], 1)],
    ids=str,
)  # fmt: skip
def test_a_failure_is_an_error_and_tells_no_secret(
    pubmed: PubMed, server: EutilsServer, faults: list[int | str], tries: int
) -> None:
    server.faults.extend(faults)
    with pytest.raises(SearchFailed) as caught:
        pubmed.search(GARLIC, 10)
    assert len(server.requests) == tries
    for secret in ("SECRETKEY", "editor@example.org", "127.0.0.1"):
        assert secret not in str(caught.value)
    assert "SECRETKEY" not in repr(pubmed._settings)
    server.faults.clear()
    server.faults.extend(faults)
    with pytest.raises(SearchFailed):
        pubmed.fetch(["25557383"])


def test_no_email_no_request(server: EutilsServer, tmp_path: Path) -> None:
    with pytest.raises(SearchFailed, match="e-mail"):
        PubMed(Settings(eutils_url=server.url), tmp_path / "cache.sqlite")
    assert server.requests == []


def test_a_service_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    source = PubMed(Settings(email="e@example.org", eutils_url="http://127.0.0.1:9/"), tmp_path / "cache.sqlite")
    source.transport._sleep = lambda _: None
    with pytest.raises(SearchFailed, match="connection failed"):
        source.search(GARLIC, 10)


def test_the_rate_limit_holds_for_threads_together(tmp_path: Path) -> None:
    """Four threads with a limiter each, as four processes would have: never more than the limit in a rolling second."""
    starts: list[float] = []

    def work() -> None:
        limit = RateLimit(tmp_path / "cache.sqlite", 10)
        for _ in range(6):
            limit.wait()
            starts.append(time.monotonic())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    starts.sort()
    assert len(starts) == 24
    assert all(later - earlier >= 1.0 for earlier, later in zip(starts, starts[10:], strict=False))
