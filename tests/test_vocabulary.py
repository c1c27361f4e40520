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


# Headings that share no word with their entry; each was read and found to be the same thing (2026-11-25).
_OTHER_WORDS = {
    "fibrates": "Fibric Acids",
    "antihistamines": "Histamine Antagonists",
    "corticosteroids": "Adrenal Cortex Hormones",
    "bisphosphonates": "Diphosphonates",
    "almonds": "Prunus dulcis",
    "chia seeds": "Salvia hispanica",
    "rice": "Oryza",
    "legumes": "Fabaceae",
    "lentils": "Lens Plant",
    "tomatoes": "Solanum lycopersicum",
    "carrots": "Daucus carota",
    "potatoes": "Solanum tuberosum",
    "chilli": "Capsicum",
    "grapefruit": "Citrus paradisi",
    "apples": "Malus",
    "bananas": "Musa",
    "kiwifruit": "Actinidia",
    "prunes": "Prunus domestica",
    "surgery": "Surgical Procedures, Operative",
    "sex": "Coitus",
    "alertness": "Arousal",
    "fungal infections": "Mycoses",
    "bedwetting": "Nocturnal Enuresis",
    "bowel habit": "Defecation",
    "bruising": "Contusions",
    "allergies": "Hypersensitivity",
    "skin rash": "Exanthema",
    "scars": "Cicatrix",
    "stretch marks": "Striae Distensae",
    "eye strain": "Asthenopia",
    "blood cancer": "Hematologic Neoplasms",
    "numbness": "Hypesthesia",
    "swallowing problems": "Deglutition Disorders",
    "loss of appetite": "Anorexia",
}


def test_no_entry_is_mapped_to_another_things_heading() -> None:
    """An id has one heading and a heading one id; and a heading shares a word with its entry, or stands in the list above."""
    headings: dict[str, str] = {}
    strange = {}
    for table in ("interventions", "outcomes"):
        for concept in load_vocabulary(table):
            if concept.mesh_id is None or concept.mesh_heading is None:
                continue
            assert headings.setdefault(concept.mesh_id, concept.mesh_heading) == concept.mesh_heading, concept.preferred
            ours = {word[:5] for term in (concept.preferred, *concept.synonyms) for word in words_of(term)}
            if not ours & {word[:5] for word in words_of(concept.mesh_heading)}:
                strange[concept.preferred] = concept.mesh_heading
    assert len(set(headings.values())) == len(headings)
    assert strange == _OTHER_WORDS
