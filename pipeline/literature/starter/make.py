"""Make `starter.xml.gz` from a file of verified study facts: `python -m pipeline.literature.starter.make FACTS.jsonl`.

Only bibliography and digests go in. The file's findings are an answer key: they may check the product, never feed it.
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from lxml import etree

# Records whose figures or scope could not be settled.
_LEFT_OUT = frozenset("31792285 22419320 25534187 20609257 1457358".split())
# MeSH headings that the facts file lists among the publication types.
_HEADINGS = {"Cohort Studies", "Cross-Over Studies"}
# Reports of one body of people carry their trial's registration, as PubMed's own records do.
_REGISTRATIONS = {
    **dict.fromkeys(("19066370", "20924966"), "NCT00006392"),  # SELECT
    **dict.fromkeys(("19017911", "20040554"), "NCT00010803"),  # GEM
    **dict.fromkeys(("21954478", "23063633"), "NCT00603304"),  # CAMUS
    **dict.fromkeys(("30415637", "30415629", "32749491", "34932079", "35939577"), "NCT01169259"),  # VITAL
}
_SPECIES = {"animal": "Animals", "in vitro": "In Vitro Techniques", "human": "Humans"}


def make(facts: list[dict[str, Any]]) -> bytes:
    """PubMed XML, gzipped, of all records that may ship, in the order of their PMIDs. Equal input, equal bytes."""
    root = etree.Element("PubmedArticleSet")
    for row in sorted(facts, key=lambda fact: int(fact["pmid"])):
        if row["pmid"] not in _LEFT_OUT and not row.get("doubt"):
            root.append(_article(row))
    xml = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return gzip.compress(xml, mtime=0)


def _article(row: dict[str, Any]) -> Any:
    article = etree.Element("PubmedArticle")
    citation = etree.SubElement(article, "MedlineCitation", Status="PubMed-not-MEDLINE", Owner="claimaudit")
    _leaf(citation, "PMID", row["pmid"], Version="1")
    body = etree.SubElement(citation, "Article", PubModel="Print")
    journal = etree.SubElement(body, "Journal")
    _leaf(
        etree.SubElement(etree.SubElement(journal, "JournalIssue", CitedMedium="Print"), "PubDate"),
        "Year",
        str(row["year"]),
    )
    _leaf(journal, "Title", row["journal"])
    _leaf(body, "ArticleTitle", row["title"])
    _leaf(etree.SubElement(body, "Abstract"), "AbstractText", row["digest"], Label="DIGEST")
    if row["first_author"]:
        authors = etree.SubElement(body, "AuthorList", CompleteYN="N")
        author = etree.SubElement(authors, "Author", ValidYN="Y")
        last, _, initials = row["first_author"].rpartition(" ")
        _leaf(author, "LastName", last or initials)
        if last:
            _leaf(author, "Initials", initials)
    _leaf(body, "Language", "eng")
    if row["pmid"] in _REGISTRATIONS:
        bank = etree.SubElement(etree.SubElement(body, "DataBankList", CompleteYN="Y"), "DataBank")
        _leaf(bank, "DataBankName", "ClinicalTrials.gov")
        _leaf(etree.SubElement(bank, "AccessionNumberList"), "AccessionNumber", _REGISTRATIONS[row["pmid"]])
    types = etree.SubElement(body, "PublicationTypeList")
    for name in row["publication_types"]:
        if name not in _HEADINGS:
            _leaf(types, "PublicationType", name, **({"UI": "D016441"} if name == "Retracted Publication" else {}))
    if row["status"] == "retracted":
        links = etree.SubElement(citation, "CommentsCorrectionsList")
        link = etree.SubElement(links, "CommentsCorrections", RefType="RetractionIn")
        _leaf(link, "RefSource", "Retraction notice")
        if row["retraction_pmid"]:
            _leaf(link, "PMID", row["retraction_pmid"], Version="1")
    headings = etree.SubElement(citation, "MeshHeadingList")
    moved = [name for name in row["publication_types"] if name in _HEADINGS]
    for name in dict.fromkeys((*row["mesh"], *moved, _SPECIES[row["species"]])):
        _leaf(etree.SubElement(headings, "MeshHeading"), "DescriptorName", name, MajorTopicYN="N")
    _leaf(citation, "GeneralNote", "claimaudit digest", Owner="claimaudit")
    data = etree.SubElement(article, "PubmedData")
    ids = etree.SubElement(data, "ArticleIdList")
    _leaf(ids, "ArticleId", row["pmid"], IdType="pubmed")
    if row["doi"]:
        _leaf(ids, "ArticleId", row["doi"], IdType="doi")
    return article


def _leaf(parent: Any, tag: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text


if __name__ == "__main__":
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    Path(__file__).with_name("starter.xml.gz").write_bytes(make(rows))
