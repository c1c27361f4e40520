"""The article as a whole, fragility and interactions: what is told, and what is never made of silence."""

import pytest
from factories import PUBMED, appraisal, claim, matrix, source
from test_verdict import verdict

from claims.records import Direction, Kind
from pipeline.records import Design, Label, Match, RollUp, Species, Trust
from pipeline.verdict.article_summary import summary_of
from pipeline.verdict.left_out import criteria_of

STORY = (
    "Garlic lowers blood pressure by 8 mmHg.\n\nIt costs £12 a month.\n\nSide effects are rare.\n\n"
    "In a placebo-controlled trial it did well. Dr Moss, who was not involved, is wary. There are alternatives."
)


@pytest.mark.parametrize(
    ("left_out", "name"),
    [
        ("It costs £12 a month.", "costs"),
        ("Side effects are rare.", "harms"),
        ("In a placebo-controlled trial it did well.", "quality of the evidence"),
        ("Dr Moss, who was not involved, is wary.", "an independent source"),
        ("There are alternatives.", "alternatives"),
    ],
)
def test_what_is_left_out(left_out: str, name: str) -> None:
    article = source(STORY)
    made = claim(quote="Garlic lowers blood pressure by 8 mmHg")
    told = {one.name: one for one in criteria_of(article, (made,))}
    assert all(one.quote and article.text[one.start : one.end] == one.quote for one in told.values())
    without = criteria_of(source(STORY.replace(left_out, "The sun shone.")), (made,))
    assert [one.name for one in without if one.quote is None] == [name]


def test_a_dose_is_no_benefit_in_numbers() -> None:
    made = claim(quote="300 mg of garlic a day lowers blood pressure", dose="300 mg")
    (benefit,) = (one for one in criteria_of(source(STORY), (made,)) if one.name == "the benefit in numbers")
    assert benefit.quote is None


def test_nothing_is_asked_of_a_sentence_or_of_an_article_without_claims() -> None:
    assert criteria_of(source("Garlic lowers blood pressure."), (claim(),)) == ()
    assert criteria_of(source(STORY), ()) == ()


@pytest.mark.parametrize(
    ("second", "roll_up"),
    [(Label.REFUTED, RollUp.PARTLY), (Label.INSUFFICIENT, RollUp.PARTLY), (Label.SUPPORTED, RollUp.AS_ONE), (Label.NOT_ASSESSED, RollUp.AS_ONE)],
)  # fmt: skip
def test_parts_are_shown_and_never_averaged(second: Label, roll_up: RollUp) -> None:
    from dataclasses import replace

    one, other = (
        claim(id="c1"),
        claim("garlic", "colds", Direction.PREVENTS, id="c2", quote="garlic decreases blood pressure"),
    )
    first = replace(verdict([], one), label=Label.PROBABLY_SUPPORTED)
    made = summary_of(source(STORY), (one, other), (first, replace(first, claim_id="c2", label=second)))
    (compound,) = made.compounds
    assert (compound.claim_ids, compound.roll_up) == (("c1", "c2"), roll_up)


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "rests on one study of 1,000 people"), (2, "Without PMID 1 this verdict would change."), (3, "Without PMID 1, PMID 2 this verdict would change. No one of them"), (5, "No three of the 5 studies")],
)  # fmt: skip
def test_fragility(count: int, told: str) -> None:
    made = verdict([appraisal(str(number)) for number in range(1, count + 1)])
    assert made.fragility is not None
    assert told in made.fragility


DRUGS = claim(
    "st john's wort", "interacts with warfarin", Direction.OTHER, kind=Kind.INTERACTION, context="with warfarin"
)
TOGETHER = matrix(outcome=Match.DIFFERENT, context=Match.SAME)


@pytest.mark.parametrize("negated", [False, True])
@pytest.mark.parametrize(
    ("fields", "kind"),
    [({}, "studies of people: 1"), ({"design": Design.CASE_REPORT}, "case reports: 1"), ({"design": Design.LABORATORY, "species": Species.IN_VITRO}, "laboratory or animal work: 1")],
)  # fmt: skip
def test_an_interaction_is_told_by_kind_and_its_denial_never_borne_out(
    negated: bool, fields: dict[str, object], kind: str
) -> None:
    from dataclasses import replace

    made = verdict([appraisal(match=TOGETHER, **fields)], replace(DRUGS, negated=negated), PUBMED)
    assert made.label is Label.INSUFFICIENT
    assert any(kind in step.sentence for step in made.reasons)


def test_what_is_retracted_or_names_one_substance_documents_nothing() -> None:
    for study in (appraisal(match=TOGETHER, trust=Trust.RETRACTED), appraisal(match=matrix(outcome=Match.DIFFERENT))):
        assert verdict([study], DRUGS, PUBMED).label is Label.NO_STUDIES
