"""Reports: every file of an audit, inert whatever the article and the records say, and readable by other programs."""

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
import rispy
from conftest import NOW
from factories import audited, study, xml_of

from claims.errors import UsageError
from claims.extract import extract
from claims.intake import read_sentence
from claims.vocabulary import Vocabulary
from pipeline.canonical import canonical_json
from pipeline.literature import local
from pipeline.literature.local import Library
from pipeline.records import Audit, Author, Coverage, Provenance, PublicationType
from reports import citations, render, tables
from reports.schemas.make import schema_text
from reports.write import FILES, folder_name, write_audit

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "[link](javascript:alert(1))",
    "`code` | pipe | **bold**",
    '=HYPERLINK("http://example.org")',
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "ER  - \nTY  - JOUR\nTI  - forged",
    "\x1b[31mred\x1b[0m \u202edesrever\u202c",
    "]]> --> */ <!--",
]


@pytest.fixture(scope="module")
def record(starter: Library) -> Audit:
    article = read_sentence(
        "Iron reduces fatigue. Vitamin C prevents colds. The MMR vaccine does not cause autism.", now=NOW
    )
    return audited(article, starter)


def hostile(attack: str, interventions: Vocabulary, outcomes: Vocabulary) -> Audit:
    """An audit in which the article and every record field say the attack."""
    records = [
        study(
            f"{attack} Garlic and blood pressure", f"Garlic lowered blood pressure {attack} (p = 0.01).", pmid="7", journal=attack, doi="10.1/" + attack,
            authors=(Author(attack),), publication_types=(PublicationType("Randomized Controlled Trial"),), keywords=(attack,),
        )
    ]  # fmt: skip
    library = local.in_memory(
        map(xml_of, records), Provenance("x", Coverage.PARTIAL, 1, None, f"About {attack}. More.")
    )
    article = read_sentence(
        f"Garlic lowers blood pressure {attack}, and it is said by all of them.".replace("\x1b", ""), now=NOW
    )
    claims = tuple(
        replace(claim, context=attack, population=attack, dose=attack, setting=attack, found_by=attack)
        for claim in extract(article, interventions, outcomes)
    )
    article = replace(article, title=attack, author=attack, address=attack, published=attack)
    return audited(article, library, claims)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


OURS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "p", "h1", "h2", "h3", "div", "strong", "dl", "dt", "dd", "time", "main", "section", "ul", "li",
    "span", "table", "thead", "tbody", "tr", "th", "td", "article", "blockquote", "mark", "ol", "details", "summary", "code", "br", "footer", "del", "ins",
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_inert_in_every_format(attack: str, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    made = hostile(attack, interventions, outcomes)
    page = Page()
    text = render.html(made)
    page.feed(text)
    assert {tag for tag, _ in page.tags} <= OURS
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert re.match(r"https://(?:pubmed\.ncbi\.nlm\.nih\.gov/\d+/|doi\.org/10\.)|#|$", attributes.get("href") or "")
    if "7*7" in attack:
        assert "{{ 7*7 }}" in text
    if attack.startswith(("=", "+", "@", "-")):
        for row in csv.reader(io.StringIO(tables.csv(made))):
            assert not any(cell.startswith(("=", "+", "@", "-")) for cell in row)
    entries = rispy.loads(citations.ris(made))
    assert len(entries) == len(made.studies)
    down = render.markdown(made)
    assert "](javascript" not in down
    assert not re.search(r"(?<!\\)<", down.replace("> ", ""))
    assert json.loads(canonical_json(made))["source"]["title"] == attack


def test_the_page_needs_nothing_from_outside(record: Audit) -> None:
    text = render.html(record)
    assert "default-src 'none'" in text
    page = Page()
    page.feed(text)
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in page.tags}
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {
        str(attributes["href"])[1:]
        for tag, attributes in page.tags
        if tag == "a" and str(attributes.get("href")).startswith("#")
    }
    assert targets <= set(ids)


def test_the_style_hash_fits(record: Audit) -> None:
    import base64
    import hashlib

    text = render.html(record)
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"sha256-{digest}" in text.replace("&#43;", "+").replace("&#x2b;", "+")


def test_the_first_lines_say_what_was_searched(record: Audit) -> None:
    for text in (render.html(record), render.markdown(record)):
        head = text[text.index("Evidence report") :][:20_000]
        assert head.index("Demonstration on 206 studies") < head.index("to check" if "to check" in head else "| # |")
        assert "cannot decide" in text


def test_each_claim_is_shown_with_all_that_it_rests_on(record: Audit) -> None:
    text = unescape(render.html(record))
    for claim, verdict in zip(record.claims, record.verdicts, strict=True):
        assert f'id="claim-{claim.id}"' in text
        assert verdict.label in text
        for step in verdict.reasons:
            assert step.rule in text
    for entry in record.log.entries:
        assert entry.rung in text
    iron = next(verdict for verdict in record.verdicts if verdict.certainty)
    for pmid in iron.certainty.studies if iron.certainty else ():
        assert f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" in text


def test_json_fits_its_published_schema(record: Audit) -> None:
    path = Path(__file__).resolve().parent.parent / "reports" / "schemas" / "audit.schema.json"
    assert path.read_text("utf-8") == schema_text(), "run python -m reports.schemas.make"
    jsonschema.validate(json.loads(canonical_json(record)), json.loads(schema_text()))


def test_citations_read_back(record: Audit) -> None:
    entries = rispy.loads(citations.ris(record))
    assert [entry["accession_number"] for entry in entries] == [made.pmid for made in record.studies]
    assert all("Digest" in entry["abstract"] for entry in entries)


def test_the_table_has_a_row_for_each_shown_study(record: Audit) -> None:
    rows = list(csv.DictReader(io.StringIO(tables.csv(record))))
    assert tuple(rows[0]) == tables.COLUMNS
    assert {row["claim_id"] for row in rows} <= {claim.id for claim in record.claims}
    assert any(row["counted"] == "True" for row in rows)


def test_files_are_equal_in_bytes_when_made_twice(record: Audit) -> None:
    for make in FILES.values():
        assert make(record) == make(record)


def test_an_article_without_claims_is_reported_as_such(starter: Library) -> None:
    article = read_sentence("The kettle mutters and the cat sleeps on the warm half of the bed.", now=NOW)
    made = audited(article, starter, ())
    for make in FILES.values():
        make(made)
    assert "No health claim" in render.html(made)


def test_writing_keeps_what_is_there(record: Audit, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert {path.name for path in write_audit(record, folder)} == set(FILES)
    with pytest.raises(UsageError, match="--force"):
        write_audit(record, folder)
    write_audit(record, folder, force=True)
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        write_audit(record, tmp_path / "file")
    assert [path.name for path in folder.parent.iterdir()] == ["b"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/home/x/My Article (1).html", "my-article-1-audit"),
        ("https://example.org/health/krill?x=1#y", "example-org-health-krill-x-1-y-audit"),
        ("../../etc/passwd", "passwd-audit"),
        ("\x1b[31m\n.txt", "31m-audit"),
        ("大蒜.txt", "article-audit"),
        ("con.txt", "con-article-audit"),
        ("x" * 400 + ".txt", "x" * 80 + "-audit"),
    ],
)
def test_folder_names_are_harmless(address: str, name: str) -> None:
    assert folder_name(address) == name
