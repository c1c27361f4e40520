"""Reports: every file of an audit, inert whatever the article and the records say, and readable by other programs."""

import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from attacks import ATTACKS, hostile
from conftest import NOW
from factories import audited

from claims.errors import UsageError
from claims.intake import read_sentence
from claims.vocabulary import Vocabulary
from pipeline.canonical import canonical_json
from pipeline.literature.local import Library
from pipeline.records import Audit
from reports.formats import export
from reports.schemas.make import schema_text
from reports.write import FILES, folder_name, write_audit


@pytest.fixture(scope="module")
def record(starter: Library) -> Audit:
    article = read_sentence(
        "Iron reduces fatigue. Vitamin C prevents colds. The MMR vaccine does not cause autism.", now=NOW
    )
    return audited(article, starter)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


OURS = set(
    """html head meta title style script body a header p h1 h2 h3 div strong dl dt dd time main section ul li span table caption thead tbody tr th td article
    blockquote mark ol details summary code br footer del ins q figure figcaption svg g line rect text""".split()
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_inert_on_the_page_and_in_markdown(
    attack: str, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    made = hostile(attack, interventions, outcomes)
    page = Page()
    text = export(made, "html").decode()
    page.feed(text)
    assert {tag for tag, _ in page.tags} <= OURS
    assert [tag for tag, _ in page.tags].count("script") == 1
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert re.match(r"https://(?:pubmed\.ncbi\.nlm\.nih\.gov/\d+/|doi\.org/10\.)|#|$", attributes.get("href") or "")
    if "7*7" in attack:
        assert "{{ 7*7 }}" in text
    down = export(made, "markdown").decode()
    assert "](javascript" not in down
    assert not re.search(r"(?<!\\)<", down.replace("> ", ""))


def test_the_page_needs_nothing_from_outside(record: Audit) -> None:
    text = export(record, "html").decode()
    assert "default-src 'none'" in text
    page = Page()
    page.feed(text)
    assert not {"link", "img", "iframe", "form", "object", "embed"} & {tag for tag, _ in page.tags}
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {
        str(attributes["href"])[1:]
        for tag, attributes in page.tags
        if tag == "a" and str(attributes.get("href")).startswith("#")
    }
    assert targets <= set(ids)


@pytest.mark.parametrize("tag", ["style", "script"])
def test_the_policy_names_the_only_style_and_script(tag: str, record: Audit) -> None:
    text = export(record, "html").decode()
    (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    assert f"{tag}-src 'sha256-{digest}'" in text
    assert "'unsafe" not in text


def test_the_first_lines_say_what_was_searched(record: Audit) -> None:
    for text in (export(record, "html").decode(), export(record, "markdown").decode()):
        head = text[text.index("Evidence report") :][:20_000]
        assert head.index("Demonstration on 206 studies") < head.index("to check" if "to check" in head else "| # |")
        assert "cannot decide" in text


def test_each_claim_is_shown_with_all_that_it_rests_on(record: Audit) -> None:
    text = unescape(export(record, "html").decode())
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


def test_an_article_without_claims_is_reported_as_such(starter: Library) -> None:
    article = read_sentence("The kettle mutters and the cat sleeps on the warm half of the bed.", now=NOW)
    made = audited(article, starter, ())
    assert "No health claim" in export(made, "html").decode()


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


def test_a_forest_plot_of_many_is_not_a_choice_of_those_in_favour() -> None:
    from factories import appraisal, effect, study

    from pipeline.records import Finding
    from reports.charts.forest import forest_of
    from reports.view.evidence import Evidence

    def row(number: int, group: str, people: int) -> Evidence:
        found = Finding.DECREASED if group == "for" else Finding.INCREASED
        read = appraisal(
            str(number), found, participants=people, effect=effect("RR", 0.5 if group == "for" else 2.0, 0.4, 2.5)
        )
        return Evidence(study(pmid=str(number)), read, group, False, "", None, (), "", (), ())

    many = [row(number, "for", 50) for number in range(1, 60)] + [
        row(number, "against", 5000) for number in range(100, 120)
    ]
    plot = forest_of(many)
    assert plot is not None
    assert sum(line.x > plot.null for line in plot.lines) == 20
    assert len(plot.lines) == 30
