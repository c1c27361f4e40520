"""Study design from title and abstract alone, as for records that have no MeSH yet: seven merged classes."""

from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.appraise import design as rules
from pipeline.appraise import species as species_rules
from pipeline.evaluate.measure import accuracy, f1, macro_f1
from pipeline.evaluate.rows import read_rows, texts_of
from pipeline.records import Design, Section, Species, Study

REVIEW, TRIAL, HUMAN, CASE, ANIMAL, VITRO, OTHER = CLASSES = (
    "systematic review", "randomised trial", "other human study", "case report", "animal", "in vitro", "other",
)  # fmt: skip
# The labels of StudyTypeTeller, by how they begin.
_GOLD = (
    ("Human-systematic-review", REVIEW), ("Human-RCT", TRIAL), ("Human-non-RCT", HUMAN), ("Human-case-report", CASE),
    ("Animal", ANIMAL), ("In-vitro", VITRO),
)  # fmt: skip
_OURS = {
    Design.SYSTEMATIC_REVIEW: REVIEW, Design.RANDOMISED_TRIAL: TRIAL, Design.CASE_REPORT: CASE, Design.CONTROLLED_TRIAL: HUMAN,
}  # fmt: skip
# "Human-non-RCT" there means that people were given something without chance deciding; studies that only watch are "Remaining".
_WATCHING = {Design.COHORT, Design.CASE_CONTROL, Design.CROSS_SECTIONAL, Design.UNCLEAR}


def evaluate(path: Path) -> dict[str, Any]:
    """`macro_f1` over the seven classes, `accuracy`, F1 by class, and the commonest confusions."""
    gold, found = [], []
    for row in read_rows(path):
        title, abstract, label = texts_of(row, "title", "abstract", "accepted_label")
        gold.append(next((ours for start, ours in _GOLD if label.startswith(start)), OTHER))
        found.append(class_of(title, abstract))
    wrong = Counter((a, b) for a, b in zip(gold, found, strict=True) if a != b)
    return {
        "task": "design",
        "n": len(gold),
        "macro_f1": macro_f1(gold, found),
        "accuracy": accuracy(gold, found),
        "per_class": {name: {"f1": f1(gold, found, name), "n": gold.count(name)} for name in CLASSES},
        "confusions": [{"gold": a, "found": b, "n": count} for (a, b), count in wrong.most_common(10)],
        "versions": [rules.RULE, species_rules.RULE],
    }


def class_of(title: str, abstract: str) -> str:
    """The merged class that our rules give a record of which only title and abstract are known."""
    study = bare_study(title, abstract)
    species = species_rules.species_of(study)
    design = rules.design_of(study, species)
    if design is Design.LABORATORY:
        return VITRO if species is Species.IN_VITRO else ANIMAL
    if design in _WATCHING and species is Species.HUMAN and rules.intervenes(study):
        return HUMAN
    return _OURS.get(design, OTHER)


def bare_study(title: str, abstract: str) -> Study:
    """A record of which nothing else is known."""
    return Study(
        pmid="0", version=1, title=title, abstract=abstract, sections=(Section(None, 0, len(abstract)),), journal=None, year=None,
        published=None, entered=None, revised=None, authors=(), doi=None, pmcid=None, publication_types=(), mesh=(), chemicals=(),
        keywords=(), languages=(), registrations=(), grants=(), conflict_of_interest=None, status=None, links=(),
    )  # fmt: skip
