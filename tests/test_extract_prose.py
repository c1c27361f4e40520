"""Extraction from prose as pages have it: what wraps its outcome, names it first, leans on the sentence before, or only looks like a claim."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_extract import brief, found_in

from claims.errors import SourceError
from claims.extract import extract
from claims.extract.speakers import speaker_of
from claims.intake.read import read_bytes
from claims.records import Hedge
from claims.vocabulary import load_vocabulary

NOW = "2026-11-25T12:00:00Z"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the relation wraps its outcome
        ("Diclofenac gel takes the pain away.", [("Diclofenac gel", "decreases", "pain", False)]),
        ("Salt pushes your blood pressure up.", [("Salt", "increases", "blood pressure", False)]),
        ("Copper bracelets do nothing for arthritis.", [("Copper bracelets", "no effect", "arthritis", False)]),
        # the outcome comes first
        ("A reduction in blood pressure was seen with garlic.", [("garlic", "decreases", "blood pressure", False)]),
        ("Diarrhoea often follows antibiotics.", [("antibiotics", "causes", "Diarrhoea", False)]),
        ("Blood pressure was not affected by zinc.", [("zinc", "no effect", "Blood pressure", False)]),
        ("A cold is not caused by bacteria.", [("bacteria", "causes", "cold", True)]),
        ("Colds come from viruses, not from the weather.", [("viruses", "causes", "Colds", False), ("weather", "causes", "Colds", True)]),
        # an aside is no part of who acts, and what is denied after it is not denied before it
        (
            "Saffron extract (14 mg, for 28 days) improved sleep quality, though it did not change mood.",
            [("Saffron extract", "improves", "sleep quality", False), ("Saffron extract", "no effect", "mood", False)],
        ),
        ("Garlic, on the other hand, lowers blood pressure.", [("Garlic", "decreases", "blood pressure", False)]),
        ("In marathon runners vitamin C halved the risk of a cold.", [("vitamin C", "decreases", "risk of a cold", False)]),
        # leaning on the sentence before
        (
            "Amoxicillin does not stop the pill working. Rifampicin does.",
            [("Amoxicillin", "worsens", "pill", True), ("Rifampicin", "worsens", "pill", False)],
        ),
        ("Zinc shortens colds. Vitamin C doesn't.", [("Zinc", "decreases", "length of colds", False), ("Vitamin C", "decreases", "length of colds", True)]),
        # what a remedy lessens does the harm that it does, not the remedy
        ("Garlic reduces cholesterol, which can lead to a heart attack.", [("Garlic", "decreases", "cholesterol", False), ("cholesterol", "causes", "heart attack", False)]),
        ("Zinc fights bacteria that cause acne.", [("Zinc", "treats", "bacteria", False), ("bacteria", "causes", "acne", False)]),
        # denials: of both, of a clause before, of the sentence before; and what only sounds like one
        ("Neither garlic nor ginger lowers blood pressure.", [("garlic", "decreases", "blood pressure", True), ("ginger", "decreases", "blood pressure", True)]),
        ("Although garlic does not prevent colds, it lowers blood pressure.", [("garlic", "prevents", "colds", True), ("garlic", "decreases", "blood pressure", False)]),
        ("Coffee was once thought to cause cancer; it does not.", [("Coffee", "causes", "cancer", True)]),
        ("There is little doubt that smoking causes cancer.", [("smoking", "causes", "cancer", False)]),
        ("Melatonin may or may not help with jet lag.", [("Melatonin", "treats", "jet lag", False)]),
        ("Far from easing pain, glucosamine makes it worse.", [("glucosamine", "worsens", "pain", False)]),
        ("Stop taking valerian if it makes you drowsy.", []),
        ("Aspirin is no cure for cancer.", [("Aspirin", "treats", "cancer", True)]),
        ("No supplement prevents dementia.", [("supplement", "prevents", "dementia", True)]),
        ("Garlic lowers neither blood pressure nor cholesterol.", [("Garlic", "decreases", "blood pressure", True), ("Garlic", "decreases", "cholesterol", True)]),
        ("Zinc prevents colds (it does not).", [("Zinc", "prevents", "colds", True)]),
        ("Zinc was supposed to shorten colds. It didn't.", [("Zinc", "decreases", "length of colds", True)]),
        ("We once believed that HRT protects the heart.", [("HRT", "improves", "heart", True)]),
        ("Myths about vitamin C:\n- It prevents colds\n- It cures cancer\nThat is the end of it.", [("vitamin C", "prevents", "colds", True), ("vitamin C", "treats", "cancer", True)]),
        # what is denied of one thing or in one clause is not denied of the next
        ("Without vitamin D, calcium does not strengthen bones.", [("calcium", "improves", "bones", True)]),
        ("Exercise, not medication, reduces back pain.", [("Exercise", "decreases", "back pain", False)]),
        ("Vitamin C, which does not prevent colds, reduces their duration.", [("Vitamin C", "decreases", "duration", False)]),
        ("Ibuprofen is not effective for migraine and may worsen headaches.", [("Ibuprofen", "treats", "migraine", True), ("Ibuprofen", "worsens", "headaches", False)]),
        ("Unlike ibuprofen, paracetamol does not cause stomach bleeding.", [("paracetamol", "causes", "stomach bleeding", True)]),
        # a warning says nothing of the benefit, and one that is lifted warns of nothing
        ("Do not use aspirin to reduce fever in children.", []),
        ("Don't take ibuprofen for chickenpox.", []),
        ("People taking statins do not have to avoid grapefruit.", []),
        ("Warfarin does not interact with vitamin C.", [("Warfarin", "other", "interacts with vitamin C", True)]),
        ("Side effects of melatonin:\n- none known in adults\nThat is the end of it.", []),
        # clefts
        ("It isn't sulphites that cause headaches.", [("sulphites", "causes", "headaches", True)]),
        ("What ibuprofen won't do is prevent a febrile fit.", [("ibuprofen", "prevents", "febrile fit", True)]),
        # stopping is what acts
        ("Never stop amitriptyline suddenly: this can cause seizures.", [("stopping amitriptyline suddenly", "causes", "seizures", False)]),
        # what a reader does is nobody's effect
        ("As soon as you stop smoking, garlic lowers blood pressure.", [("garlic", "decreases", "blood pressure", False)]),
        # warnings
        ("Aspirin should not be given to children.", [("Aspirin", "other", "not be given to children", False)]),
        ("People with asthma should avoid ibuprofen.", [("ibuprofen", "other", "avoid", False)]),
        # what was observed
        ("A few patients on statins developed a rash.", [("statins", "causes", "rash", False)]),
        ("Smokers are more likely to develop lung cancer than people who never smoked.", [("Smokers", "associated", "lung cancer", False)]),
        # how much, how common
        ("Men need 11 mg of zinc a day.", [("zinc", "other", "11 mg of zinc", False)]),
        ("Dry eye affects one in three people.", [("Dry eye", "other", "one in three people", False)]),
        # lists that a line opens, and tables under a head
        ("Side effects of ibuprofen:\n- nausea\n- heartburn\nThe end of it.", [("ibuprofen", "causes", "nausea", False), ("ibuprofen", "causes", "heartburn", False)]),
        ("Benefits of zinc:\n- Shortens colds\n- Supports the immune system\nThat is all.", [("zinc", "decreases", "length of colds", False), ("zinc", "improves", "immune system", False)]),
        ("Food | Zinc\nOysters | 32 mg\nThat is all there is to say.", [("Oysters", "other", "Zinc 32 mg", False)]),
        # no claims: a disclaimer, what a trial gave, what it asked, a question
        ("Our products are not intended to diagnose, treat or cure any disease.", []),
        ("The trial gave zinc to 40 patients.", []),
        ("Researchers studied whether zinc prevents colds.", []),
        ("Could zinc prevent colds?", []),
    ],
)  # fmt: skip
def test_prose(text: str, expected: list[tuple[str, str, str, bool]]) -> None:
    assert brief(found_in(text)) == expected


def test_the_same_said_three_times_is_one_claim_with_its_places() -> None:
    text = "Garlic lowers blood pressure. As we said, garlic lowers blood pressure. Garlic lowers blood pressure!"
    (claim,) = found_in(text)
    assert claim.quote == "Garlic lowers blood pressure"
    assert [text[start:end].lower() for start, end in claim.also_at] == ["garlic lowers blood pressure"] * 2


@pytest.mark.parametrize(
    ("block", "sentence", "who"),
    [
        ("“Turmeric eases joint pain,” said Dr Lena Hofmann. “It lowers cholesterol.”", "“It lowers cholesterol.”", "Dr Lena Hofmann"),
        ("According to researchers at Norwell, coffee lowers risk.", "According to researchers at Norwell, coffee lowers risk.", "researchers"),
        ("Garlic lowers blood pressure. Ann Lee said so.", "Garlic lowers blood pressure.", None),
        ("It said garlic helps.", "It said garlic helps.", None),
    ],
)  # fmt: skip
def test_who_says_it(block: str, sentence: str, who: str | None) -> None:
    start = block.index(sentence)
    assert speaker_of(block, start, start + len(sentence)) == who


def test_a_quoted_claim_is_reported_and_keeps_its_speaker() -> None:
    (claim,) = found_in("“Turmeric eases joint pain,” said Dr Lena Hofmann, a rheumatologist.")
    assert (claim.said_by, claim.hedge) == ("Dr Lena Hofmann", Hedge.REPORTED)


def test_what_no_table_knows_stands_only_among_other_claims() -> None:
    advert = "Nurse wanted for asthma, diabetes and flu clinics. Interviews reduce the shortlist to three."
    assert found_in(advert) == ()


_PAGE = st.lists(
    st.sampled_from(
        ["Garlic lowers", "blood pressure", "&amp;", "é", "e\u0301", "😀", "👩‍⚕️", "zinc", "prevents colds", "<b>", "</b>", "&nbsp;", "&lt;", "“", "”", ". ", ", ", "\r\n", "\n", " "]
    ),
    min_size=3, max_size=40,
)  # fmt: skip
_BODY = "<p>This is a page of plain English text that tells readers what they should know about health and food.</p>"


@settings(max_examples=80, deadline=None)
@given(_PAGE, st.sampled_from([".html", ".txt"]))
def test_quotes_round_trip_through_pages_and_line_ends(pieces: list[str], kind: str) -> None:
    inner = " ".join(pieces)
    page = f"<html><body><article>{_BODY}<p>{inner}</p>{_BODY}</article></body></html>" if kind == ".html" else html.unescape(_BODY[3:-4] + "\r\n" + inner)  # fmt: skip
    try:
        source = read_bytes(page.encode(), f"a{kind}", now=NOW)
    except SourceError:
        return
    for claim in extract(source, load_vocabulary("interventions"), load_vocabulary("outcomes"), every=True):
        assert source.text[claim.start : claim.end] == claim.quote
        assert all(0 <= start < end <= len(source.text) for start, end in claim.also_at)


def test_every_field_is_told_by_explain(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    from pathlib import Path

    from reports.cli import main

    path = Path(str(tmp_path)) / "a.txt"
    path.write_text("Turmeric boosts immunity, says Dr Lena Hofmann.\n", "utf-8")
    with pytest.raises(SystemExit):
        main(["claims", "--explain", str(path)])
    told = capsys.readouterr().out
    assert "rule: relation verb" in told
    assert "said by: Dr Lena Hofmann" in told
    assert "looked up as" in told


def test_a_line_that_names_nobody_opens_an_ordinary_list() -> None:
    found = found_in("Benefits:\n- Zinc shortens colds\n- Garlic lowers blood pressure\nThat is all there is.")
    assert brief(found) == [
        ("Zinc", "decreases", "length of colds", False),
        ("Garlic", "decreases", "blood pressure", False),
    ]


def test_time_does_not_grow_with_the_power_of_little_words() -> None:
    """A pattern that could match "only" in two ways took twice as long with each one more."""
    assert (
        len(found_in("It is " + "not only " * 400 + "true that zinc reduces pain for the people who take it here."))
        <= 1
    )


@pytest.mark.parametrize(
    ("text", "concept", "direction"),
    [
        ("Magnesium prevents a fall in blood pressure.", "blood pressure", "prevents"),
        ("Vinegar can blunt the rise in blood sugar.", "blood glucose", "decreases"),
        ("Garlic causes a drop in blood pressure.", "blood pressure", "causes"),
    ],
)
def test_a_change_is_of_what_changes(text: str, concept: str, direction: str) -> None:
    (claim,) = found_in(text)
    assert (claim.outcome_concept.preferred, str(claim.direction)) == (concept, direction)


def test_what_was_once_held_denies_nothing_after_but() -> None:
    assert not any(
        claim.negated for claim in found_in("I used to think garlic was useless, but garlic lowers blood pressure.")
    )


def test_only_the_first_sentence_of_a_myth_is_one() -> None:
    claims = found_in(
        "Myths about garlic:\n- Garlic cures cancer. Garlic lowers blood pressure.\nThat is the end of it."
    )
    assert [(claim.outcome, claim.negated) for claim in claims] == [("cancer", True), ("blood pressure", False)]


def test_two_things_given_together_act_together() -> None:
    (claim,) = found_in("Don't give aspirin on top of carprofen, because that can cause bleeding in the stomach.")
    assert claim.intervention == "aspirin on top of carprofen"
    assert claim.intervention_concept.preferred != "aspirin"


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        # in part only
        ("Garlic doesn't always lower blood pressure.", True),
        ("Vaccines cause autism in no child.", True),
        # supposed, not ruled out, compared, believed once, taken back
        ("Garlic would lower blood pressure if you ate a kilo.", True),
        ("Scientists have not ruled out that vaccines cause autism.", True),
        ("Nothing works like garlic to lower blood pressure.", True),
        ("Vitamin C was thought to prevent colds.", True),
        ("Garlic lowers blood pressure, according to its makers; independent trials found nothing.", True),
        ("Vitamin C prevents colds in runners, but not in the rest of us.", True),
        # how it is taken
        ("Folic acid taken too late prevents neural tube defects.", True),
        # an outcome that says more than the known term, or two of them
        ("Vitamin C prevents cold hands.", True),
        ("Beta-carotene lowers the risk of dying from lung cancer.", True),
        ("Garlic keeps blood pressure steady.", True),
        # plain statements and plain denials
        ("Garlic lowers blood pressure.", False),
        ("Garlic does not lower blood pressure.", False),
        ("Garlic reduces the risk of high blood pressure in older people.", False),
        ("Mother swears that garlic lowers blood pressure.", False),
    ],
)
def test_odd_ways_of_putting_things_are_to_be_confirmed(text: str, doubted: bool) -> None:
    (found,) = found_in(text)
    assert (found.confirm is not None) is doubted
    assert found.intervention.lower() in {"garlic", "vaccines", "vitamin c", "folic acid", "beta-carotene"}
