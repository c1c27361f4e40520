"""Extraction: a table of sentences, one comment a row, and what always holds of a span."""

import json
import string

import pytest
from factories import source
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extract import extract
from claims.records import Claim, Hedge, Kind, Strength
from claims.vocabulary import Vocabulary, load_vocabulary


def found_in(text: str, *, every: bool = False) -> tuple[Claim, ...]:
    return extract(source(text), load_vocabulary("interventions"), load_vocabulary("outcomes"), every=every)


def brief(claims: tuple[Claim, ...]) -> list[tuple[str, str, str, bool]]:
    return [(claim.intervention, str(claim.direction), claim.outcome, claim.negated) for claim in claims]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # plain verb
        ("Garlic lowers blood pressure.", [("Garlic", "decreases", "blood pressure", False)]),
        # two interventions, two outcomes: four claims
        (
            "Valerian and lavender reduce anxiety and improve sleep.",
            [
                ("Valerian", "decreases", "anxiety", False),
                ("lavender", "decreases", "anxiety", False),
                ("Valerian", "improves", "sleep", False),
                ("lavender", "improves", "sleep", False),
            ],
        ),
        # an adjective shares the noun of the next one
        (
            "Magnesium can increase mental and physical relaxation.",
            [("Magnesium", "increases", "mental and physical relaxation", False)],
        ),
        # "help to" lends itself to the next verb
        (
            "Krill oil can help to stabilize erratic brain activity.",
            [("Krill oil", "improves", "erratic brain activity", False)],
        ),
        # the words of taking and the dose are not the intervention
        (
            "Taking 400 mg of riboflavin daily can reduce the number of migraine attacks.",
            [("riboflavin", "decreases", "number of migraine attacks", False)],
        ),
        # denial
        ("Vitamin C does not prevent colds.", [("Vitamin C", "prevents", "colds", True)]),
        # denial in another clause does not spread
        (
            "Rifampicin weakens the pill, but amoxicillin does not cause nausea.",
            [("Rifampicin", "worsens", "pill", False), ("amoxicillin", "causes", "nausea", True)],
        ),
        # "not only" denies nothing
        ("Ginger not only relieves nausea.", [("Ginger", "decreases", "nausea", False)]),
        # there is no evidence that …
        ("There is no evidence that garlic prevents colds.", [("garlic", "prevents", "colds", True)]),
        # association
        ("Low magnesium is linked with migraine.", [("Low magnesium", "associated", "migraine", False)]),
        # what is linked may stand either way round
        ("Autism is not linked to the MMR jab.", [("MMR jab", "associated", "Autism", True)]),
        # a comparative wraps its outcome
        ("Butterbur makes migraine attacks less frequent.", [("Butterbur", "decreases", "migraine attacks", False)]),
        # passive: who acts stands behind
        ("Gut health is damaged during the use of amitriptyline.", [("amitriptyline", "worsens", "Gut health", False)]),
        # damage to an organ is caused; a function gets worse
        ("Raw butterbur can damage the liver.", [("Raw butterbur", "causes", "liver", False)]),
        # a denial inside the phrase, before it, after it, and in the next sentence
        ("Magnesium is not effective for muscle cramps.", [("Magnesium", "treats", "muscle cramps", True)]),
        ("Homeopathy is useless for migraine.", [("Homeopathy", "treats", "migraine", True)]),
        ("Echinacea is of no use against colds.", [("Echinacea", "treats", "colds", True)]),
        ("Homeopathy is not ineffective for migraine.", [("Homeopathy", "treats", "migraine", False)]),
        ("Scientists doubt that garlic prevents colds.", [("garlic", "prevents", "colds", True)]),
        ("That garlic prevents colds is a myth.", [("garlic", "prevents", "colds", True)]),
        ("Garlic prevents colds. This has been thoroughly disproved.", [("Garlic", "prevents", "colds", True)]),
        # what is dismissed in the next sentence is another claim, unless it points back
        (
            "Garlic may lower blood pressure. It is a myth that vitamin C cures colds.",
            [("Garlic", "decreases", "blood pressure", False), ("vitamin C", "treats", "colds", True)],
        ),
        ("Garlic lowers blood pressure. It is a myth that it does.", [("Garlic", "decreases", "blood pressure", True)]),
        (
            "Garlic lowers blood pressure. It is wrong to think that vitamin C prevents colds.",
            [("Garlic", "decreases", "blood pressure", False), ("vitamin C", "prevents", "colds", True)],
        ),
        # a denial in one clause leaves the next alone
        (
            "It is not true that garlic prevents colds, but garlic lowers blood pressure.",
            [("garlic", "prevents", "colds", True), ("garlic", "decreases", "blood pressure", False)],
        ),
        # where the table knows the verb with its object, there is more of that, and not less of the object
        ("Green tea burns fat.", [("Green tea", "increases", "burns fat", False)]),
        ("Magnesium relaxes muscles.", [("Magnesium", "increases", "relaxes muscles", False)]),
        # bringing about something good is no harm
        ("Valerian leads to better sleep quality.", [("Valerian", "causes", "better sleep quality", False)]),
        # chain: A does B, which does C
        (
            "Exercise lowers cortisol, which improves sleep.",
            [("Exercise", "decreases", "cortisol", False), ("Exercise", "improves", "sleep", False)],
        ),
        # contraindication
        ("Feverfew should be avoided during pregnancy.", [("Feverfew", "other", "avoided during pregnancy", False)]),
        # two substances together
        ("Do not combine ginkgo with warfarin.", [("ginkgo", "other", "combined with warfarin", False)]),
        (
            "St John's wort can interact with amitriptyline.",
            [("St John's wort", "other", "interacts with amitriptyline", False)],
        ),
        # harmlessness is a denied harm
        ("Valerian has no side effects.", [("Valerian", "causes", "side effects", True)]),
        # advice with its purpose
        (
            "You may like to use melatonin in the event that it is hard to stay asleep.",
            [("melatonin", "treats", "hard to stay asleep", False)],
        ),
        # how common
        ("About 1 in 5 adults lives with chronic pain.", [("chronic pain", "other", "About 1 in 5 adults", False)]),
        # a question, an order, praise and a plan are no claims
        ("Does garlic lower blood pressure?", []),
        ("Treat posters in lifts with care.", []),
        ("This is one of the best supplements you can buy.", []),
        ("I hope to taper in spring.", []),
        # a verb of everyday life between things that are not of health
        ("The vinegar brings the soup to life.", []),
    ],
)
def test_sentences(sentence: str, expected: list[tuple[str, str, str, bool]]) -> None:
    assert brief(found_in(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "hedge", "strength"),
    [
        ("Garlic lowers blood pressure.", Hedge.NONE, Strength.DOES),
        ("Garlic can lower blood pressure.", Hedge.CAN, Strength.CAN),
        ("Garlic may lower blood pressure.", Hedge.MAY, Strength.MAY),
        ("Garlic helps lower blood pressure.", Hedge.NONE, Strength.CAN),
        ("Some people find that garlic lowers blood pressure.", Hedge.SOME_PEOPLE, Strength.MAY),
        ("Garlic is linked with low blood pressure.", Hedge.NONE, Strength.LINKED),
        # "studies show" adds nothing and takes nothing
        ("Studies show that garlic lowers blood pressure.", Hedge.REPORTED, Strength.DOES),
    ],
)
def test_hedge_and_strength(sentence: str, hedge: Hedge, strength: Strength) -> None:
    claim = found_in(sentence)[0]
    assert (claim.hedge, claim.strength) == (hedge, strength)


def test_a_list_item_gives_its_head_to_it_and_its_context_to_what_follows() -> None:
    text = (
        "How to come off amitriptyline\nMany people ask about stopping amitriptyline.\n"
        "Number 3. Krill oil – use it when you withdraw from amitriptyline. It can help to calm anxiety.\nDone."
    )
    claim = found_in(text)[-1]
    assert claim.intervention == "Krill oil"
    assert claim.context == "when you withdraw from amitriptyline"
    assert claim.setting == "stopping amitriptyline"


def test_unknown_terms_stay_themselves() -> None:
    claim = found_in("Zorbium extract reduces anxiety.")[0]
    assert claim.intervention_concept.preferred == "zorbium extract"
    assert not claim.intervention_concept.known
    assert brief(found_in("Blorf improves zorp.", every=True)) == [("Blorf", "improves", "zorp", False)]


@pytest.mark.parametrize(
    "worded", ["Lack of exercise", "Avoiding salt", "Low magnesium", "Cutting out sugar", "Vitamin D deficiency"]
)
def test_the_lack_of_a_thing_is_not_the_thing(worded: str) -> None:
    concept = found_in(f"{worded} causes anxiety.")[0].intervention_concept
    assert concept.preferred not in {"exercise", "salt", "magnesium", "sugar", "vitamin d"}


def test_vague_outcomes_that_nothing_measures_are_not_checkable() -> None:
    claim = found_in("Celery juice removes toxins and reduces anxiety.", every=True)[0]
    assert not claim.checkable
    assert "toxins" in (claim.not_checkable_because or "")


def test_the_example_article_makes_its_six_kinds_of_claim() -> None:
    from importlib.resources import files

    text = files("reports.example").joinpath("article.txt").read_text("utf-8")
    pairs = {(claim.intervention_concept.preferred, claim.outcome_concept.preferred) for claim in found_in(text)}
    assert {
        ("magnesium", "relaxation"), ("magnesium", "sleep"), ("magnesium", "mood"), ("probiotics", "gut health"),
        ("krill oil", "brain activity"), ("melatonin", "insomnia"), ("melatonin", "night-time awakenings"),
        ("lemon balm", "anxiety"), ("lemon balm", "stress"), ("amitriptyline", "gut health"),
        ("amitriptyline discontinuation", "neurochemistry"), ("amitriptyline discontinuation", "electrolyte imbalance"),
    } <= pairs  # fmt: skip


_PIECES = st.sampled_from(
    [
        "Garlic ",
        "krill oil ",
        "may ",
        "lowers ",
        "blood pressure",
        ", ",
        " and ",
        ". ",
        "it ",
        "does not ",
        "\n",
        "- ",
        "é\u0301",
        "😀",
        "“",
        "\r\n",
        " – ",
        "1. ",
        "| ",
        "?",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=60).map("".join).filter(lambda text: any(c.isalpha() for c in text)))
def test_every_quote_round_trips(text: str) -> None:
    article = source(text + " and the rest of this is plain English that is here for the reader.")
    for claim in extract(article, load_vocabulary("interventions"), load_vocabulary("outcomes"), every=True):
        assert article.text[claim.start : claim.end] == claim.quote
        assert claim.quote.strip() == claim.quote


@settings(max_examples=60, deadline=None)
@given(
    st.text(string.printable + "é–“”…\u0301\u200b😀", min_size=1, max_size=400).filter(
        lambda text: any(c.isalpha() for c in text)
    )
)
def test_no_text_breaks_it(text: str) -> None:
    from claims.errors import SourceError

    try:
        article = source(text)
    except SourceError:
        return
    extract(article, load_vocabulary("interventions"), load_vocabulary("outcomes"), every=True)


def test_ids_differ_and_are_stable() -> None:
    text = "Garlic lowers blood pressure and cholesterol. Garlic raises blood pressure."
    ids = [claim.id for claim in found_in(text)]
    assert len(set(ids)) == len(ids) == 3
    assert ids == [claim.id for claim in found_in(text)]


def test_benchmark_article_holds_what_it_must(shared: object, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    from pathlib import Path

    from claims.intake import read_source

    folder = Path(str(shared)) / "benchmarks" / "claims"
    article = read_source(str(folder / "00-amitriptyline-withdrawal.txt"), now="x")
    found = {
        (claim.intervention_concept.preferred, claim.outcome_concept.preferred): claim
        for claim in extract(article, interventions, outcomes)
    }
    wanted = [
        ("magnesium", "relaxation"), ("magnesium", "sleep"), ("magnesium", "mood"), ("probiotics", "gut health"), ("krill oil", "brain activity"),
        ("melatonin", "night-time awakenings"), ("electrolytes", "electrolyte imbalance"), ("lemon balm", "anxiety"), ("lemon balm", "stress"),
        ("amitriptyline discontinuation", "neurochemistry"), ("amitriptyline", "gut health"),
    ]  # fmt: skip
    assert [pair for pair in wanted if pair not in found] == []
    gold = json.loads((folder / "00-amitriptyline-withdrawal.gold.json").read_text("utf-8"))["claims"]
    assert len(found) >= 20 <= len(gold)
    for claim in found.values():
        assert article.text[claim.start : claim.end] == claim.quote
        assert claim.kind is not Kind.PREVALENCE


def test_a_long_list_of_one_claim_is_one_claim() -> None:
    text = "Supplements and what they do\n" + "\n".join(f"{n}. Garlic – it lowers blood pressure." for n in range(2000))
    assert len(found_in(text)) == 1


def test_tapering_is_not_stopped(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    """Stopping drug tapering would be the opposite of what the sentence says."""
    text = "In the view of the clinic this is so. Tapering slowly over several months reduces withdrawal symptoms."
    (found,) = extract(source(text), interventions, outcomes)
    assert found.intervention_concept.preferred == "drug tapering"


@pytest.mark.parametrize(
    ("sentence", "population"),
    [
        # what is measured, and in whom: a condition that those have, or a group
        ("Glucosamine relieves the pain of knee osteoarthritis.", "people with knee osteoarthritis"),
        ("Garlic lowers the death rate of patients in hospital with influenza.", "patients in hospital with influenza"),
        # one term of the vocabulary is not taken apart, and a place is nobody
        ("Garlic lowers the risk of death.", None),
        ("Magnesium relieves pain in the knee.", None),
    ],
)
def test_whose_outcome(sentence: str, population: str | None) -> None:
    made = found_in(sentence)
    assert [one.population for one in made] == [population]
    assert population is None or made[0].confirm is None  # nothing is left that could change what is meant
