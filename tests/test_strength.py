"""How strongly a conclusion is worded."""

import json
from pathlib import Path

import pytest

from claims.records import Strength
from claims.strength import sentence_strength
from pipeline.evaluate import strength

# Measured 2026-11-25: 0.738 over four classes; pairs 0.488, the commonest class alone 0.253.
SENTENCES, PAIRS = 0.73, 0.47


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("Garlic lowers blood pressure in adults with hypertension.", Strength.DOES),
        ("Exercise did not improve sleep quality.", Strength.DOES),
        ("Garlic may lower blood pressure.", Strength.MAY),
        ("Zinc could be useful against colds.", Strength.MAY),
        ("Coffee drinking was associated with a lower risk of stroke.", Strength.LINKED),
        ("Shift workers were more likely to report headaches than day workers.", Strength.LINKED),
        ("Reduced sleep was associated with impaired memory.", Strength.LINKED),
        ("Further trials are needed to confirm whether garlic lowers blood pressure.", None),
        ("We describe a questionnaire for sleep in children.", None),
        ("", None),
    ],
)
def test_strength_of_a_sentence(sentence: str, meant: Strength | None) -> None:
    assert sentence_strength(sentence) is meant


def test_a_press_release_that_says_more_exaggerates(tmp_path: Path) -> None:
    rows = [
        ("Garlic lowers blood pressure.", "Garlic was associated with lower blood pressure.", "exaggerates"),
        ("Garlic may lower blood pressure.", "Garlic lowered blood pressure.", "downplays"),
        ("Garlic lowers blood pressure.", "Garlic reduced blood pressure.", "same"),
    ]
    names = ("press_release_conclusion", "abstract_conclusion", "exaggeration_label")
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in rows), "utf-8")
    assert strength.evaluate(path)["macro_f1"] == 1


def test_floors_on_real_conclusions(shared: Path) -> None:
    folder = shared / "benchmarks" / "strength"
    assert strength.evaluate(folder / "pubmed-conclusions-dev.jsonl.gz")["macro_f1"] >= SENTENCES
    pairs = strength.evaluate(folder / "press-release-pairs-dev.jsonl.gz")
    assert pairs["macro_f1"] >= PAIRS > pairs["majority_macro_f1"]
