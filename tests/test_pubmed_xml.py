"""The parser of PubMed's XML: every field, real records without loss, and nothing taken from what is malformed."""

import csv
import gzip
from pathlib import Path

import pytest

from claims.errors import SearchFailed
from pipeline.literature.pubmed_xml import Deleted, parse_records, parse_studies

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
