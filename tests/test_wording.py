"""The catalogue of wording: whole, used, plain; and no words of our own in the templates."""

import re
import tomllib
from typing import Any

import pytest
from conftest import ROOT

from reports.symbols import FACETS, GROUPS
from reports.wording import catalogue, say

REPORTS = ROOT / "reports"
TEMPLATES = sorted((REPORTS / "templates").glob("*.j2"))
CODE = "\n".join(path.read_text("utf-8") for path in (*TEMPLATES, *sorted(REPORTS.rglob("*.py"))))
# Read as a whole, or by names that are put together.
WHOLE = {"glossary", "glossary_of", "levels", "limits", "verdicts", "groups", "charts", "matrix"}


def keys(table: dict[str, Any], above: str = "") -> list[str]:
    found = []
    for name, value in table.items():
        if isinstance(value, dict) and set(value) != {"one", "other"}:
            found += keys(value, f"{above}{name}.")
        else:
            found.append(f"{above}{name}")
    return found


def test_every_phrase_that_is_asked_for_is_there() -> None:
    for key in set(re.findall(r"""\bsay\(["']([\w.-]+)["']""", CODE)) - {"groups.", "matrix.facets."}:
        if not key.endswith((".", "_")):
            assert say(key, **dict.fromkeys(re.findall(r"\{(\w+)\}", str(raw(key))), 1)), key


def test_no_phrase_is_left_over() -> None:
    asked = set(re.findall(r"""["']([a-z_]+\.[\w.-]+)["']""", CODE))
    for key in keys(catalogue()):
        section = key.split(".")[0]
        put_together = section in WHOLE or key.startswith("summary.act_")
        assert put_together or key in asked, f"{key} is in the catalogue and nowhere used"


def raw(key: str) -> object:
    found: Any = catalogue()
    for part in key.split("."):
        found = found[part]
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words_of_their_own(path: Any) -> None:
    text = path.read_text("utf-8")
    bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", text, flags=re.S)
    if path.name.endswith(".html.j2"):
        bare = re.sub(r"<!doctype html>|<[^<>]*>", "", bare)
    assert not re.search(r"[A-Za-z]{2,}", bare), re.findall(r"[A-Za-z]{2,}", bare)[:5]


def test_every_group_facet_and_term_has_its_words() -> None:
    words = catalogue()
    assert set(GROUPS) == set(words["groups"])
    assert set(FACETS) == set(words["matrix"]["facets"])
    assert set(words["glossary_of"].values()) <= set(words["glossary"])


def test_the_words_are_those_of_a_newspaper() -> None:
    """Flesch-Kincaid grade of all full sentences; a general newspaper has 9 to 11 (Kincaid 1975)."""
    sentences = [
        sentence
        for key in keys(catalogue())
        for value in (raw(key),)
        for text in (value.values() if isinstance(value, dict) else value[1:] if isinstance(value, list) else [value])
        for sentence in re.split(r"(?<=[.!?])\s+", str(text))
        if sentence.endswith(".") and len(sentence.split()) > 3
    ]
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z’']+", sentence)]
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    assert grade < 10, grade


def test_the_calibration_card_names_commands_of_this_program() -> None:
    for part in tomllib.loads((REPORTS / "calibration.toml").read_text("utf-8"))["parts"]:
        assert part["command"].startswith("claimaudit evaluate ")
