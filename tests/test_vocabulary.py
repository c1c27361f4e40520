"""The tables: well-formed, without contradictions, and found in texts."""

import pytest

from claims.vocabulary import Vocabulary, in_print, load_vocabulary
from claims.vocabulary.terms import words_of


@pytest.mark.parametrize("table", ["interventions", "outcomes"])
def test_tables_are_sound(table: str) -> None:
    vocabulary = load_vocabulary(table)
    concepts = list(vocabulary)
    names = {concept.preferred for concept in concepts}
    assert len(names) == len(concepts) > 400
    seen: dict[tuple[str, ...], str] = {}
    for concept in concepts:
        assert concept.wider is None or concept.wider in names, concept.preferred
        assert set(concept.measures) <= names, concept.preferred
        assert (concept.mesh_id is None) == (concept.mesh_heading is None), concept.preferred
        assert concept.mesh_id is None or concept.mesh_id.startswith("D"), concept.preferred
        assert concept.valence in (-1, 0, 1)
        for term in {concept.preferred, *concept.synonyms}:
            assert seen.setdefault(words_of(term), concept.preferred) == concept.preferred, term
        # walking up ends
        assert all(parent.preferred != concept.preferred for parent in vocabulary.wider(concept))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # longest term wins, hyphens and plural s do not matter
        ("omega-3 fatty acids and fish oils", ["omega-3 fatty acids", "fish oil"]),
        # a lay term, a Latin name, an apostrophe
        ("St John’s wort, Melissa officinalis", ["st john's wort", "lemon balm"]),
        # an official heading names the same thing
        ("Measles-Mumps-Rubella Vaccine", ["mmr vaccine"]),
        # no part of a longer word
        ("magnesiumlike irony", []),
    ],
)
def test_mentions(text: str, expected: list[str], interventions: Vocabulary) -> None:
    assert [mention.concept.preferred for mention in interventions.mentions(text)] == expected


def test_classes_and_valence(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    amitriptyline = interventions.named("amitriptyline")
    assert amitriptyline is not None
    assert [parent.preferred for parent in interventions.wider(amitriptyline)][:2] == [
        "tricyclic antidepressants",
        "antidepressants",
    ]
    valences = {
        name: concept.valence
        for name in ("insomnia", "sleep quality", "night-time awakenings", "sleep maintenance")
        if (concept := outcomes.named(name))
    }
    assert valences == {"insomnia": -1, "sleep quality": 1, "night-time awakenings": -1, "sleep maintenance": 1}


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("vitamin d2 and b vitamins", "vitamin D2 and B vitamins"),
        ("vitamin d deficiency", "vitamin D deficiency"),
        ("st john's wort", "St John's wort"),
        ("long covid", "long COVID"),
        ("ldl cholesterol or crohn's disease", "LDL cholesterol or Crohn's disease"),
        ("hives, vitamins and a bad cold", "hives, vitamins and a bad cold"),
    ],
)
def test_names_are_printed_with_their_capitals(name: str, printed: str) -> None:
    assert in_print(name) == printed
