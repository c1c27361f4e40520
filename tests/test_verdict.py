"""Grade and verdict: worked cases, each with its reason, and what must hold whatever the studies are."""

from dataclasses import replace

import pytest
from factories import BLINDED, DEMONSTRATION, PUBMED, appraisal, claim, effect, matrix, review, span
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.records import Claim, Direction, Hedge, Kind, Strength
from claims.vocabulary import load_vocabulary
from pipeline.grade import Body, bodies, grade
from pipeline.grade.levels import ORDER
from pipeline.records import (
    Absence,
    Appraisal,
    Certainty,
    Coverage,
    Decision,
    Design,
    Finding,
    Label,
    Level,
    Match,
    Signal,
    Species,
    Trust,
    Verdict,
)
from pipeline.verdict import judge
from pipeline.verdict.adequacy import Adequacy
from pipeline.verdict.label import OPPOSING, SUPPORTING
from pipeline.verdict.ocebm import level_of
from pipeline.verdict.overclaim import overclaim_of

UP, DOWN, NULL, MIXED, SILENT = (
    Finding.INCREASED, Finding.DECREASED, Finding.NO_SIGNIFICANT_DIFFERENCE, Finding.MIXED, Finding.NOT_REPORTED,
)  # fmt: skip
GARLIC = claim()


def verdict(
    studies: list[Appraisal],
    made: Claim = GARLIC,
    adequacy: Adequacy = PUBMED,
    years: dict[str, int | None] | None = None,
) -> Verdict:
    return judge(
        made,
        studies,
        years or {item.pmid: 2020 for item in studies},
        adequacy,
        (),
        load_vocabulary("interventions"),
        load_vocabulary("outcomes"),
    )


PRECISE = effect("RR", 1.0, 0.96, 1.04)
WIDE = effect("RR", 0.9, 0.6, 1.3)
OBSERVED = {
    "design": Design.COHORT,
    "effect": effect("RR", 0.7, 0.65, 0.75),
    "signals": (Signal("adjusted for other causes", True, span("adjusted")),),
}

# (what it is about, studies, label, certainty)
CASES: list[tuple[str, list[Appraisal], Label, Level | None]] = [
    ("a review of blinded trials with a clear effect", [review()], Label.SUPPORTED, Level.HIGH),
    ("two large blinded trials that agree", [appraisal("1"), appraisal("2")], Label.SUPPORTED, Level.HIGH),
    ("one trial: nobody knows whether others would agree", [appraisal()], Label.PROBABLY_SUPPORTED, Level.MODERATE),
    ("one small trial", [appraisal(participants=150, effect=None)], Label.POSSIBLY_SUPPORTED, Level.LOW),
    ("one tiny trial", [appraisal(participants=20, effect=None)], Label.INSUFFICIENT, Level.VERY_LOW),
    ("only small trials: those without an effect are rarely printed", [appraisal(str(n), participants=80) for n in (1, 2, 3, 4, 5)], Label.PROBABLY_SUPPORTED, Level.MODERATE),
    ("silence on methods and precision lowers once, not twice", [review(signals=(), effect=None)], Label.PROBABLY_SUPPORTED, Level.MODERATE),
    ("an open trial beside another", [appraisal("1", signals=(Signal("not blinded", False, span("open-label")),)), appraisal("2", participants=10)], Label.PROBABLY_SUPPORTED, Level.MODERATE),
    ("a review whose trials varied", [review(signals=(BLINDED, Signal("results varied", False, span("varied"))))], Label.PROBABLY_SUPPORTED, Level.MODERATE),
    ("another review, no smaller, found otherwise", [review(), review("8", MIXED, participants=None, included_studies=30)], Label.PROBABLY_SUPPORTED, Level.MODERATE),
    ("another review of unknown size found otherwise", [review(), review("8", NULL, participants=None, included_studies=None)], Label.PROBABLY_SUPPORTED, Level.MODERATE),
    ("a smaller review that found otherwise", [review(), review("8", MIXED, participants=400, included_studies=3)], Label.SUPPORTED, Level.HIGH),
    ("a review that rates itself low is taken at its word", [review(stated_certainty="low", stated_certainty_span=span("low-certainty evidence"))], Label.POSSIBLY_SUPPORTED, Level.LOW),
    ("a precise null says no", [review(finding=NULL, effect=PRECISE)], Label.REFUTED, Level.HIGH),
    ("not significant, and wide: that is no refutation", [review(finding=NULL, effect=WIDE)], Label.INSUFFICIENT, Level.MODERATE),
    ("a null without any figure is no refutation either", [review(finding=NULL, effect=None)], Label.INSUFFICIENT, Level.MODERATE),
    ("significant but below what matters", [review(effect=effect("RR", 0.9, 0.86, 0.95))], Label.REFUTED, Level.HIGH),
    ("the other way", [review(finding=UP, effect=effect("RR", 1.6, 1.3, 2.0))], Label.CONTRADICTED, Level.HIGH),
    ("the other way in one tiny trial contradicts nothing", [appraisal(finding=UP, participants=20, effect=None)], Label.INSUFFICIENT, Level.VERY_LOW),
    ("good trials disagree", [appraisal("1"), appraisal("2", UP)], Label.MIXED, Level.MODERATE),
    ("cohorts start low", [appraisal("1", **OBSERVED), appraisal("2", **OBSERVED)], Label.POSSIBLY_SUPPORTED, Level.LOW),
    ("a large effect raises cohorts", [appraisal(str(n), **{**OBSERVED, "effect": effect("RR", 0.15, 0.1, 0.2)}) for n in (1, 2)], Label.SUPPORTED, Level.HIGH),
    ("a benefit in cohorts beside null trials is not mixed", [review("9", NULL, effect=PRECISE), appraisal("1", **OBSERVED)], Label.REFUTED, Level.HIGH),
    ("case reports are signals", [appraisal(design=Design.CASE_REPORT)], Label.INSUFFICIENT, Level.VERY_LOW),
    ("a review speaks for its trials", [review(), appraisal("1", UP)], Label.SUPPORTED, Level.HIGH),
    ("animals are not people", [appraisal(species=Species.ANIMAL, design=Design.LABORATORY)], Label.NO_HUMAN_EVIDENCE, None),
    ("retracted is out", [review(trust=Trust.RETRACTED)], Label.NO_STUDIES, None),
    ("under concern is held out", [review(trust=Trust.CONCERN)], Label.NO_STUDIES, None),
    ("a narrative review carries no weight", [review(design=Design.NARRATIVE_REVIEW)], Label.NO_STUDIES, None),
    ("a study off the question is not counted", [review(match=matrix(outcome=Match.DIFFERENT))], Label.NO_STUDIES, None),
    ("a neighbouring outcome is not the outcome", [review(match=matrix(outcome=Match.RELATED))], Label.NO_STUDIES, None),
    ("the class is not the substance", [review(match=matrix(intervention=Match.BROADER))], Label.NO_STUDIES, None),
    ("nothing found is no refutation", [], Label.NO_STUDIES, None),
    ("on the question, but unread: not an answer", [review(finding=SILENT)], Label.NOT_ASSESSED, None),
]  # fmt: skip


@pytest.mark.parametrize(("studies", "label", "level"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_cases(studies: list[Appraisal], label: Label, level: Level | None) -> None:
    made = verdict(studies)
    assert made.label is label, [step.sentence for step in made.reasons]
    assert (made.certainty.level if made.certainty and not made.nearest else None) == level
    assert made.reasons


def test_two_small_trials_are_lowered_for_being_small() -> None:
    made = verdict([appraisal("1", participants=60, effect=None), appraisal("2", participants=70, effect=None)])
    rules = {step.rule for step in made.reasons}
    assert "grade.small_studies.v1 (ours)" in rules
    assert "grade.imprecision.v2" in rules
    assert made.label is Label.POSSIBLY_SUPPORTED


def test_seven_minutes_of_sleep_are_little_or_nothing() -> None:
    made = verdict(
        [review(effect=effect("MD", -7, -9.75, -4.4, unit="minutes"))],
        claim("melatonin", "sleep onset latency", Direction.DECREASES),
    )
    assert made.label is Label.REFUTED
    assert made.absence is Absence.PRECISE_NULL
    assert (made.size or "").startswith("Little or none")


def test_a_possible_small_rise_in_deaths_is_no_proof_of_harmlessness() -> None:
    touching = [review(finding=NULL, effect=effect("RR", 1.03, 1.0, 1.05))]
    assert verdict(touching, claim("vitamin e", "mortality", Direction.INCREASES)).label is Label.INSUFFICIENT
    inside = [review(finding=NULL, effect=effect("RR", 1.0, 0.98, 1.02))]
    assert verdict(inside, claim("vitamin e", "mortality", Direction.INCREASES)).label is Label.REFUTED


def test_below_pubmed_absence_decides_nothing() -> None:
    for studies in ([], [appraisal(species=Species.ANIMAL)], [review(match=matrix(outcome=Match.DIFFERENT))]):
        made = verdict(studies, adequacy=DEMONSTRATION)
        assert (made.label, made.absence) == (Label.NOT_ASSESSED, Absence.SEARCH_INADEQUATE)
        assert "this library cannot decide" in made.sentence
    held = verdict([review()], adequacy=DEMONSTRATION)
    assert held.label is Label.SUPPORTED
    assert held.caption == "on this one review"


@pytest.mark.parametrize(
    ("adequacy", "words"),
    [(Adequacy(Coverage.PUBMED, 1, (), None), "failed"), (Adequacy(Coverage.PUBMED, 0, ("zorb",), None), "“zorb”")],
)
def test_an_inadequate_search_decides_nothing(adequacy: Adequacy, words: str) -> None:
    made = verdict([], adequacy=adequacy)
    assert (made.label, made.absence) == (Label.NOT_ASSESSED, Absence.SEARCH_INADEQUATE)
    assert words in made.sentence


def test_a_failed_search_outweighs_what_another_found() -> None:
    assert verdict([review()], adequacy=Adequacy(Coverage.PUBMED, 1, (), None)).label is Label.NOT_ASSESSED


def test_typed_absence() -> None:
    assert verdict([]).absence is Absence.NO_RECORDS
    assert verdict([review(match=matrix(outcome=Match.DIFFERENT))]).absence is Absence.OFF_QUESTION
    assert verdict([appraisal(species=Species.ANIMAL)]).absence is Absence.ANIMAL_ONLY
    assert verdict([review(finding=NULL, effect=WIDE)]).absence is Absence.NOT_SHOWN
    assert verdict([review(finding=NULL, effect=PRECISE)]).absence is Absence.PRECISE_NULL


def test_a_claim_about_withdrawal_is_never_supported_by_other_people() -> None:
    """Indirectness, shown: the nearest question has an answer, the claim has none."""
    made = verdict([review(match=matrix(context=Match.DIFFERENT, studied="magnesium", measured="sleep", notes=("no one in the study was stopping the medicine",)))],
                   claim("magnesium", "sleep", Direction.IMPROVES, context="after stopping amitriptyline"))  # fmt: skip
    assert made.label is Label.NO_STUDIES
    assert made.nearest is not None
    assert made.nearest.label in SUPPORTING | OPPOSING
    assert any(step.domain == "indirectness" and step.change == -2 for step in made.reasons)
    assert any(notice.rule == "stopping-antidepressant" for notice in made.safety)


@pytest.mark.parametrize(
    ("kind", "checkable", "label"),
    [
        (Kind.PREVALENCE, True, Label.NOT_ASSESSED),
        (Kind.NUTRITION_FACT, True, Label.NOT_ASSESSED),
        (Kind.EFFICACY, False, Label.NOT_CHECKABLE),
    ],
)
def test_claims_that_studies_of_effect_cannot_answer(kind: Kind, checkable: bool, label: Label) -> None:
    assert verdict([review()], claim(kind=kind, checkable=checkable)).label is label


MIRROR = [
    ([review()], Label.SUPPORTED, Label.CONTRADICTED),
    ([review(finding=NULL, effect=PRECISE)], Label.REFUTED, Label.SUPPORTED),
    ([review(finding=UP, effect=effect("RR", 1.6, 1.3, 2.0))], Label.CONTRADICTED, Label.SUPPORTED),
    ([review(finding=NULL, effect=WIDE)], Label.INSUFFICIENT, Label.INSUFFICIENT),
    ([appraisal("1"), appraisal("2", UP)], Label.MIXED, Label.MIXED),
    ([], Label.NO_STUDIES, Label.NO_STUDIES),
]  # fmt: skip


@pytest.mark.parametrize(("studies", "plain", "denied"), MIRROR)
def test_a_denial_mirrors(studies: list[Appraisal], plain: Label, denied: Label) -> None:
    assert verdict(studies).label is plain
    assert verdict(studies, claim(negated=True)).label is denied


@pytest.mark.parametrize(
    ("strength", "hedge", "studies", "allowed", "edited"),
    [
        (Strength.DOES, Hedge.NONE, [review()], None, None),  # high certainty: nothing to edit
        (Strength.DOES, Hedge.NONE, [appraisal()], "can", "Garlic can lower blood pressure"),
        (Strength.DOES, Hedge.NONE, [appraisal("1", **OBSERVED), appraisal("2", **OBSERVED)], "may", "Garlic may lower blood pressure"),
        (Strength.MAY, Hedge.MAY, [appraisal()], None, None),
    ],
)  # fmt: skip
def test_overclaim_and_its_smallest_edit(
    strength: Strength, hedge: Hedge, studies: list[Appraisal], allowed: str | None, edited: str | None
) -> None:
    made = verdict(studies, claim(quote="Garlic lowers blood pressure", strength=strength, hedge=hedge))
    if allowed is None:
        assert made.overclaim is None
        return
    assert made.overclaim is not None
    assert made.overclaim.edit is not None
    assert (made.overclaim.allowed, made.overclaim.edit.result) == (allowed, edited)


def test_the_edit_of_a_denial_never_asserts_what_is_denied() -> None:
    made = verdict(
        [review(finding=NULL, effect=PRECISE, signals=())],
        claim("mmr vaccine", "autism", Direction.CAUSES, negated=True, kind=Kind.SAFETY),
    )
    assert made.label in SUPPORTING
    assert made.overclaim is None


def test_a_warning_is_never_told_to_go() -> None:
    made = verdict(
        [appraisal(participants=20, effect=None)], claim("garlic", "bleeding", Direction.CAUSES, kind=Kind.SAFETY)
    )
    assert made.label is Label.INSUFFICIENT
    assert made.overclaim is not None
    assert made.overclaim.allowed == "may"
    assert "not dropped" in made.overclaim.sentence


def test_an_editor_outranks_the_machine_and_both_are_kept() -> None:
    decision = Decision("c1", "A. Editor", "2026-11-22", "read-full-text", "read it", Label.MIXED)
    made = judge(
        GARLIC,
        [review()],
        {"9": 2020},
        PUBMED,
        (decision,),
        load_vocabulary("interventions"),
        load_vocabulary("outcomes"),
    )
    assert made.label is Label.MIXED
    assert "The program had: supported" in made.reasons[-1].sentence


# --- what must hold whatever the studies are --------------------------------------------------------------------

_STUDIES = st.lists(
    st.builds(
        lambda pmid, finding, design, people, has_effect, low, width, flawed, species, trust: appraisal(
            str(pmid), finding, design=design, participants=people, species=species, trust=trust,
            effect=effect("RR", low + width / 2, low, low + width) if has_effect else None,
            signals=(Signal("not blinded", False, span("open")),) if flawed else (BLINDED,),
            flags=("includes trials",) if design is Design.SYSTEMATIC_REVIEW else (),
        ),
        st.integers(1, 12), st.sampled_from([UP, DOWN, NULL, MIXED, SILENT]),
        st.sampled_from([Design.RANDOMISED_TRIAL, Design.SYSTEMATIC_REVIEW, Design.COHORT, Design.CASE_REPORT, Design.NARRATIVE_REVIEW]),
        st.sampled_from([None, 20, 150, 900, 20_000]), st.booleans(), st.sampled_from([0.3, 0.7, 0.9, 0.97, 1.1]), st.sampled_from([0.05, 0.2, 0.6]),
        st.booleans(), st.sampled_from([Species.HUMAN, Species.HUMAN, Species.HUMAN, Species.ANIMAL]), st.sampled_from([Trust.SOUND, Trust.SOUND, Trust.RETRACTED]),
    ),
    max_size=7,
    unique_by=lambda item: item.pmid,
)  # fmt: skip
_RANK = {Label.SUPPORTED: 3, Label.PROBABLY_SUPPORTED: 2, Label.POSSIBLY_SUPPORTED: 1}


def core(made: Verdict) -> tuple[object, ...]:
    return made.label, made.certainty, made.absence, made.size


@settings(max_examples=120, deadline=None)
@given(_STUDIES, st.randoms())
def test_order_and_duplicates_change_nothing(studies: list[Appraisal], random: object) -> None:
    shuffled = [*studies, *studies[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    years = {item.pmid: 2020 for item in studies}
    assert verdict(shuffled, years=years) == verdict(studies, years=years)


@settings(max_examples=120, deadline=None)
@given(_STUDIES)
def test_what_is_out_changes_nothing(studies: list[Appraisal]) -> None:
    before = core(verdict(studies))
    for extra in (
        review("99", trust=Trust.RETRACTED),
        review("99", match=matrix(outcome=Match.DIFFERENT, intervention=Match.DIFFERENT)),
        review("99", design=Design.EDITORIAL, flags=("a correction was published (an erratum is not a retraction)",)),
    ):
        after = core(verdict([*studies, extra]))
        if before[0] in {Label.NO_STUDIES, Label.NOT_ASSESSED}:
            assert after[0] is before[0]
        else:
            assert after == before


@pytest.mark.parametrize("other", [MIXED, UP])
def test_a_null_trial_settles_no_conflict_between_the_others(other: Finding) -> None:
    """One for it and one that is mixed (or against): a third without a difference does not make them agree."""
    held = [
        appraisal("1", DOWN, participants=20_000, effect=None),
        appraisal("2", other, participants=9_000 if other is UP else 20_000, effect=None),
    ]
    before = _RANK.get(verdict(held).label, 0)
    assert _RANK.get(verdict([*held, appraisal("99", NULL, effect=WIDE)]).label, 0) <= before


@settings(max_examples=120, deadline=None)
@given(_STUDIES)
def test_a_null_trial_never_raises_support(studies: list[Appraisal]) -> None:
    before = _RANK.get(verdict(studies).label, 0)
    after = _RANK.get(verdict([*studies, appraisal("99", NULL, effect=WIDE)]).label, 0)
    assert after <= before


@settings(max_examples=80, deadline=None)
@given(_STUDIES)
def test_animal_work_never_lifts(studies: list[Appraisal]) -> None:
    animals = [replace(item, species=Species.ANIMAL, design=Design.LABORATORY) for item in studies]
    assert verdict(animals).label in {Label.NO_HUMAN_EVIDENCE, Label.NO_STUDIES, Label.NOT_ASSESSED}
    human = verdict(studies)
    both = verdict([*studies, appraisal("98", species=Species.ANIMAL, design=Design.LABORATORY)])
    if (
        human.certainty
        and not human.nearest
        and human.label not in {Label.NO_STUDIES, Label.NOT_ASSESSED, Label.NO_HUMAN_EVIDENCE}
    ):
        assert core(both) == core(human)


@settings(max_examples=80, deadline=None)
@given(_STUDIES)
def test_certainty_is_the_sum_of_its_steps(studies: list[Appraisal]) -> None:
    for body in bodies(studies, {item.pmid: 2020 for item in studies}):
        made = grade(body, GARLIC.outcome_concept)
        if made.level is None or made.start is None:
            assert body.stream == "animal and laboratory work"
            continue
        total = ORDER.index(made.start) + sum(step.change for step in made.steps)
        assert ORDER.index(made.level) == max(0, min(3, total))
        assert all(step.rule and step.sentence for step in made.steps)


@pytest.mark.parametrize(
    ("quote", "acting", "outcome", "edited"),
    [
        (
            "Magnesium improves sleep, and it is said that melatonin shortens the time to fall asleep", "melatonin", "time to fall asleep",
            "Magnesium improves sleep, and it is said that melatonin may shorten the time to fall asleep",
        ),
        ("Garlic lowers blood pressure and improves sleep", "Garlic", "blood pressure", "Garlic may lower blood pressure and improves sleep"),
        ("Garlic can help to lower blood pressure", "Garlic", "blood pressure", "Garlic may help to lower blood pressure"),
        ("It lowers blood pressure", "garlic", "blood pressure", "It may lower blood pressure"),  # the name stands in an earlier sentence
        ("Ginger can calm, garlic lowers blood pressure", "garlic", "blood pressure", "Ginger can calm, garlic may lower blood pressure"),
        ("Garlic reduces blood pressure and improves sleep quality", "Garlic", "sleep quality", "Garlic reduces blood pressure and may improve sleep quality"),
        ("Garlic, which cuts cholesterol, reduces blood pressure", "Garlic", "blood pressure", "Garlic, which cuts cholesterol, may reduce blood pressure"),
        ("Garlic can improve sleep, and it lowers cholesterol", "Garlic", "cholesterol", "Garlic can improve sleep, and it may lower cholesterol"),
        ("Garlic, says Will Smith, reduces blood pressure", "Garlic", "blood pressure", "Garlic, says Will Smith, may reduce blood pressure"),
        ("Garlic taken at will reduces blood pressure", "Garlic", "blood pressure", "Garlic taken at will may reduce blood pressure"),
        ("Garlic tablets in a can reduce blood pressure", "Garlic", "blood pressure", None),
        ("Garlic completely cures blood pressure", "Garlic", "blood pressure", "Garlic may completely cure blood pressure"),
        ("Garlic not only lowers blood pressure", "Garlic", "blood pressure", None),
        ("Blood pressure is reduced by garlic, and garlic increases sleep quality", "garlic", "blood pressure", None),  # the other way round
        ("Garlic is good for blood pressure, and ginger reduces nausea", "Garlic", "blood pressure", None),  # no verb of its own: no edit
    ],
)  # fmt: skip
def test_the_smallest_edit_is_in_the_claims_own_clause(
    quote: str, acting: str, outcome: str, edited: str | None
) -> None:
    made = claim(acting, outcome, quote=quote, strength=Strength.DOES)
    low = Certainty("trials", Level.HIGH, (), Level.LOW, Finding.DECREASED, False, ("1",), 100)
    found = overclaim_of(made, Label.POSSIBLY_SUPPORTED, low)
    assert found
    assert (found.edit.result if found.edit else None) == edited


REVIEWED, COHORT = Design.SYSTEMATIC_REVIEW, Design.COHORT


@pytest.mark.parametrize(
    ("kind", "fields", "level"),
    [
        # benefits
        (Kind.EFFICACY, {"design": REVIEWED, "flags": ("includes trials",)}, 1),
        (Kind.EFFICACY, {}, 2),
        (Kind.EFFICACY, {"design": COHORT, "participants": 40}, 3),
        (Kind.EFFICACY, {"design": Design.CASE_CONTROL}, 4),
        (Kind.EFFICACY, {"design": Design.LABORATORY}, 5),
        # a dramatic effect lifts a study that watched: its whole interval is beyond five
        (Kind.EFFICACY, {"design": Design.CASE_CONTROL, "effect": effect("OR", 9, 6, 13)}, 2),
        (Kind.EFFICACY, {"design": Design.CASE_CONTROL, "effect": effect("OR", 9, 4, 20)}, 4),
        # harms: a review of cohorts with a dramatic effect is the first level, a cohort needs the people to see a harm in
        (Kind.SAFETY, {"design": REVIEWED, "flags": (), "effect": effect("RR", 9, 6, 13)}, 1),
        (Kind.SAFETY, {"design": REVIEWED, "flags": (), "effect": effect("RR", 2, 1.5, 3)}, 3),
        (Kind.SAFETY, {"design": COHORT, "participants": 40, "effect": None}, 4),
        (Kind.SAFETY, {"design": COHORT, "participants": 40_000, "effect": None}, 3),
    ],
)
def test_ocebm_level(kind: Kind, fields: dict[str, object], level: int) -> None:
    assert level_of(Body("any", (appraisal(**{"effect": None, **fields}),)), kind) == level
