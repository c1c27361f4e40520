"""What a record says of how it was done, with its own words; and what it does not say stays unknown."""

import pytest
from factories import study
from hypothesis import given
from hypothesis import strategies as st

from pipeline.appraise.facts import facts_of
from pipeline.records import Design, Fact, Study

TRIAL = Design.RANDOMISED_TRIAL


def told(abstract: str, design: Design = TRIAL) -> dict[str, tuple[float | None, str | None]]:
    return {fact.kind: (fact.value, fact.unit) for fact in reversed(facts_of(study("A study", abstract), design))}


@pytest.mark.parametrize(
    ("abstract", "kind", "value", "unit"),
    [
        ("Of 150 screened, 120 adults were randomly assigned to garlic or placebo.", "randomised", 120, None),
        ("We randomised 1,206 people to garlic or to placebo.", "randomised", 1206, None),
        ("Sixty-four women were randomised; 58 completed the study.", "analysed", 58, None),
        ("In all, 680 took part, of whom 668 were included in the primary analysis.", "analysed", 668, None),
        ("Participants took garlic 600 mg twice a day.", "dose", 600, "mg"),
        ("They received 4 g/day of fish oil.", "dose", 4, "g"),
        ("They received 4 mg/kg/day of the extract.", "dose", 4, "mg/kg"),
        ("The dose was 1500-2000 mg daily.", "dose", None, "mg"),
        ("It was taken for 8 to 12 weeks.", "duration", None, "weeks"),
        ("It was taken over a period of 3 months.", "duration", 3, "months"),
        ("The capsules were taken for twelve weeks.", "duration", 12, "weeks"),
        ("This was an 8-week trial.", "duration", 8, "week"),
        ("The median follow-up was 5.2 years.", "follow-up", 5.2, "years"),
        ("They were followed up for a period of 24 months.", "follow-up", 24, "months"),
    ],
)
def test_quantities(abstract: str, kind: str, value: float, unit: str | None) -> None:
    assert told(abstract)[kind] == (value, unit)


@pytest.mark.parametrize(
    ("abstract", "kind", "words"),
    [
        ("A double-blind trial of garlic.", "blinding", "double-blind"),
        ("An open-label trial of garlic.", "blinding", "open-label"),
        ("Garlic against sham treatment.", "placebo", "sham"),
        ("Registered as NCT01234567.", "registration", "NCT01234567"),
        ("Registered as ISRCTN12345678.", "registration", "ISRCTN12345678"),
        ("The work was funded by the Garlic Board of Ruritania.", "funding", "funded by the Garlic Board of Ruritania"),
        ("Competing interests: none.", "interests", "Competing interests: none"),
    ],
)
def test_words(abstract: str, kind: str, words: str) -> None:
    found = [fact for fact in facts_of(study("A study", abstract), TRIAL) if fact.kind == kind]
    assert [fact.span.text for fact in found] == [words]


@pytest.mark.parametrize(
    ("abstract", "kind"),
    [
        ("72 patients were randomised to garlic and 69 to placebo.", "randomised"),  # one arm is not the whole
        ("Women seen between May 2008 and October 2009 were randomly assigned to an arm.", "randomised"),
        ("An analysis of six trials with 322 people.", "analysed"),
        ("21/26 patients completed the trial.", "analysed"),
        ("Scores of the SF-36 were analysed.", "analysed"),
        ("A run-in was followed by 4 weeks of treatment.", "follow-up"),
        ("This view is supported by the lower level after birth.", "funding"),
        ("It was tested in adults over 65 years.", "duration"),
        ("It was tested in boys of 8 years.", "duration"),
        ("Pain was rated at 3 months.", "duration"),  # a time of measurement
        ("It was given to those aged over 60 years.", "duration"),
        ("Garlic was given.", "dose"),
    ],
)
def test_what_is_not_said_stays_unknown(abstract: str, kind: str) -> None:
    assert kind not in told(abstract)


def test_a_review_gives_its_studies_and_no_people_of_its_own() -> None:
    found = told("We included 12 trials; 400 adults were randomised.", Design.SYSTEMATIC_REVIEW)
    assert found == {"included studies": (12, None)}


def test_fields_of_the_record_are_quoted_as_they_stand() -> None:
    record = study(
        "A study", "Text.", registrations=("NCT1", "NCT2"), grants=("Garlic Board",), conflict_of_interest="None known."
    )
    assert [(fact.kind, fact.span.field, fact.span.text) for fact in facts_of(record, TRIAL)] == [
        ("registration", "registrations.0", "NCT1"), ("registration", "registrations.1", "NCT2"),
        ("funding", "grants.0", "Garlic Board"), ("interests", "conflict_of_interest", "None known."),
    ]  # fmt: skip


def _held(record: Study, fact: Fact) -> str:
    field, _, number = fact.span.field.partition(".")
    held = getattr(record, field)
    return held[int(number)] if number else held


_WORDS = st.sampled_from(
    "we randomised 120 twelve adults people were placebo double-blind for weeks 8 mg daily 600 funded by the Board NCT01234567 . ; completed"
    " the study follow-up of years and 1/2 -".split()
)


@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_every_span_round_trips(abstract: str) -> None:
    record = study("Garlic 600 mg daily", abstract, grants=("A 1",))
    for design in (TRIAL, Design.SYSTEMATIC_REVIEW):
        for fact in facts_of(record, design):
            assert _held(record, fact)[fact.span.start : fact.span.end] == fact.span.text
