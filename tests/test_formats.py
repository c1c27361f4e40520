"""Every format: made twice it is the same, read back by another library it is whole, and whatever the article says it is inert."""

import csv
import io
import json
import re
import zipfile
from typing import Any

import bibtexparser
import msgspec_schemaorg.models as schema_org
import openpyxl
import pandas
import pytest
import rispy
from attacks import ATTACKS, hostile
from citeproc.source.json import CiteProcJSON
from conftest import NOW
from factories import audited
from pypdf import PdfReader

from claims.errors import UsageError
from claims.intake import read_sentence
from claims.vocabulary import Vocabulary
from pipeline.canonical import load_audit
from pipeline.literature.local import Library
from pipeline.records import Audit, Label
from reports.cli.decide import LABELS
from reports.cli.export import NAMES
from reports.formats import FORMATS, export
from reports.formats.table import CLAIM_COLUMNS, COLUMNS

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def record(starter: Library) -> Audit:
    article = read_sentence(
        "Iron reduces fatigue. Vitamin C prevents colds. The MMR vaccine does not cause autism.", now=NOW
    )
    return audited(article, starter)


@pytest.fixture(scope="module")
def nothing(starter: Library) -> Audit:
    return audited(read_sentence("The kettle mutters and the cat sleeps.", now=NOW), starter, ())


def test_the_command_knows_every_format() -> None:
    assert tuple(FORMATS) == NAMES
    assert len({one.file for one in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("name", NAMES)
def test_contract(name: str, record: Audit, nothing: Audit) -> None:
    made = export(record, name)
    assert isinstance(made, bytes)
    assert made
    assert made == export(record, name), "two exports of one audit differ"
    assert isinstance(export(nothing, name), bytes), "an article without claims"


def test_the_labels_of_decide_are_all_labels() -> None:
    assert tuple(map(str, Label)) == LABELS


def read_back(name: str, data: bytes) -> list[str]:
    """What another library finds in a file: its titles, or its cells."""
    text = data.decode("utf-8") if name not in {"xlsx", "parquet", "pdf"} else ""
    if name == "ris":
        return [str(entry.get("title", "")) for entry in rispy.loads(text)] if text else []
    if name == "bibtex":
        library = bibtexparser.parse_string(text)
        assert not library.failed_blocks
        return [entry.fields_dict["title"].value for entry in library.entries]
    if name == "csl-json":
        return [item.get("title", "") for item in json.loads(text)]
    if name == "claimreview":
        return [review["claimReviewed"] for review in json.loads(text)["@graph"]]
    if name == "csv":
        return [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        return [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
    if name == "parquet":
        return [str(cell) for cell in pandas.read_parquet(io.BytesIO(data)).to_numpy().ravel()]
    return []


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"html", "markdown", "pdf"}])
def test_attacks_are_inert(name: str, attack: str, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    """HTML and Markdown are looked at in test_reports and, in a browser, in test_browser; PDF is made of the HTML."""
    made = hostile(attack, interventions, outcomes)
    data = export(made, name)
    found = read_back(name, data)
    if name == "json":
        assert load_audit(data, "x").source.title == attack
    if name in {"ris", "bibtex", "csl-json"}:
        assert len(found) == len(made.studies), "an entry was forged"
    if name == "claimreview":
        assert len(found) == len(made.claims)
        assert not re.search(rb"[<>&]", data), "it could not stand inside a page"
        assert {review["@type"] for review in json.loads(data)["@graph"]} <= {"ClaimReview"}
    if name == "parquet":
        titles = {study.title for study in made.studies if any(item.pmid == study.pmid for item in made.appraisals)}
        assert not titles or titles & set(found), "what is for programs is kept as it is"
    if name in {"csv", "xlsx"}:
        assert not any(cell.lstrip().startswith(FORMULA) for cell in found)
    if name == "xlsx":
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet2.xml")


@pytest.mark.parametrize("attack", ATTACKS[:8])
def test_a_pdf_holds_no_action_and_no_foreign_link(
    attack: str, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    read = PdfReader(io.BytesIO(export(hostile(attack, interventions, outcomes), "pdf")))
    assert "/OpenAction" not in read.trailer["/Root"]
    for sheet in read.pages:
        for note in sheet.get("/Annots", []):
            address = str(note.get_object().get("/A", {}).get("/URI", ""))
            assert re.match(r"https://(?:pubmed\.ncbi\.nlm\.nih\.gov/\d+/|doi\.org/10\.)|$", address), address


def test_a_pdf_is_tagged_and_has_bookmarks(record: Audit) -> None:
    read = PdfReader(io.BytesIO(export(record, "pdf")))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert any("claims to check" in str(mark) for mark in str(read.outline).split("/Title"))
    first = read.pages[0].extract_text()
    assert "Demonstration on 206 studies" in first
    assert "cannot decide" in " ".join(first.split())


def test_citations_name_their_studies(record: Audit) -> None:
    count = len(record.studies)
    assert [entry["accession_number"] for entry in rispy.loads(export(record, "ris").decode())] == [
        study.pmid for study in record.studies
    ]
    items = json.loads(export(record, "csl-json"))
    assert len(CiteProcJSON(items)) == len(items) == count
    library = bibtexparser.parse_string(export(record, "bibtex").decode())
    assert [entry.key for entry in library.entries] == [f"pmid{study.pmid}" for study in record.studies]
    assert all("Digest" in item["abstract"] for item in items)


def test_claim_reviews_fit_the_types_of_schema_org(record: Audit) -> None:
    reviews = json.loads(export(record, "claimreview"))["@graph"]
    assert [review["claimReviewed"] for review in reviews] == [
        *(claim.quote for claim in record.claims[:2]),
        "MMR vaccine does not cause autism",
    ]
    for review in reviews:
        assert foreign(review) == [], "no property of that type in schema.org"
        assert "ratingValue" not in review["reviewRating"], "one number would merge direction and certainty"
    assert foreign({"@type": "ClaimReview", "itemReviewed": {"@type": "Claim", "verdict": "x"}}) == ["Claim.verdict"]


def foreign(thing: Any) -> list[str]:
    """Properties that schema.org does not know of their types."""
    if isinstance(thing, list):
        return [name for one in thing for name in foreign(one)]
    if not isinstance(thing, dict):
        return []
    known = set(getattr(schema_org, thing["@type"]).__struct_fields__)
    mine = [f"{thing['@type']}.{name}" for name in thing if not name.startswith("@") and name not in known]
    return mine + [name for value in thing.values() for name in foreign(value)]


def test_tables_have_their_columns(record: Audit) -> None:
    frame = pandas.read_parquet(io.BytesIO(export(record, "parquet")))
    assert tuple(frame.columns) == COLUMNS
    assert frame["counted"].any()
    rows = list(csv.DictReader(io.StringIO(export(record, "csv").decode())))
    assert len(rows) == len(frame)
    assert {row["claim_id"] for row in rows} <= {claim.id for claim in record.claims}
    book = openpyxl.load_workbook(io.BytesIO(export(record, "xlsx")))
    assert book.sheetnames == ["claims", "evidence"]
    assert tuple(cell.value for cell in book["claims"][1]) == CLAIM_COLUMNS
    assert book["claims"].max_row == len(record.claims) + 1


@pytest.mark.parametrize(
    ("name", "library", "extra"), [("pdf", "weasyprint", "pdf"), ("parquet", "pyarrow", "parquet")]
)
def test_a_missing_extra_says_how_to_install_it(
    name: str, library: str, extra: str, record: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(UsageError, match=rf"pip install 'claimaudit\[{extra}\]'"):
        export(record, name)
