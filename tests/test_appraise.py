"""Reading a study: design, figures, match, finding and stance, on sentences of our own."""

import pytest
from factories import claim, matrix, study

from claims.records import Claim, Direction
from claims.vocabulary import load_vocabulary
from pipeline.appraise import appraise
from pipeline.appraise.dose import with_dose
from pipeline.appraise.duration import with_duration
from pipeline.appraise.facts import facts_of
from pipeline.appraise.figures import effects_in, excludes_null, number_of
from pipeline.appraise.question import question_of, wanted_finding
from pipeline.appraise.short import shorts_of
from pipeline.records import (
    Appraisal,
    Design,
    Finding,
    Link,
    Match,
    MeshHeading,
    PublicationType,
    Section,
    Species,
    Stance,
    Study,
    Trust,
)


def read(made: Claim, record: Study) -> Appraisal:
    question = question_of(made, load_vocabulary("interventions"), load_vocabulary("outcomes"))
    return appraise(question, record, "exact")


def trial(abstract: str, title: str = "Garlic and blood pressure: a randomised trial") -> Study:
    return study(
        title,
        abstract,
        publication_types=(PublicationType("Randomized Controlled Trial"),),
        mesh=(MeshHeading("Humans", None, False),),
    )


@pytest.mark.parametrize(
    ("abstract", "finding"),
    [
        ("Blood pressure fell by 8 mmHg with garlic (p = 0.01).", Finding.DECREASED),
        ("Garlic lowered blood pressure significantly.", Finding.DECREASED),
        ("Blood pressure was higher in the garlic group (P < .001).", Finding.INCREASED),
        # a null is a finding of its own
        ("Blood pressure did not differ between the groups (p = 0.7).", Finding.NO_SIGNIFICANT_DIFFERENCE),
        ("There was no significant effect of garlic on blood pressure.", Finding.NO_SIGNIFICANT_DIFFERENCE),
        ("Garlic was no better than placebo for blood pressure.", Finding.NO_SIGNIFICANT_DIFFERENCE),
        # the interval speaks where the words do not
        ("For high blood pressure the risk ratio was 0.97 (95% CI 0.80 to 1.20).", Finding.NO_SIGNIFICANT_DIFFERENCE),
        # an aim is no finding
        ("We tested whether garlic lowers blood pressure.", Finding.NOT_REPORTED),
        # what another substance did is not garlic's
        ("Blood pressure fell with amlodipine.", Finding.NOT_REPORTED),
        # another outcome is not this one
        ("Cholesterol fell with garlic (p = 0.01).", Finding.NOT_REPORTED),
        # what cannot be said is not said
        ("The data on blood pressure did not allow conclusions.", Finding.NOT_REPORTED),
        # what an earlier review had found is not this study's finding
        ("An earlier review had found lower blood pressure with garlic.", Finding.NOT_REPORTED),
        # a vote count decides nothing
        ("Blood pressure improved in 6 of 11 studies of garlic.", Finding.NOT_REPORTED),
        # another arm's movement is not garlic's, nor is what happened in the placebo group
        ("Blood pressure was lower in the amlodipine group.", Finding.NOT_REPORTED),
        ("Blood pressure was higher in the placebo group.", Finding.NOT_REPORTED),
        ("Blood pressure was lower in group B.", Finding.NOT_REPORTED),
        ("Blood pressure was lower in the treatment group.", Finding.DECREASED),
        ("Blood pressure was lower with garlic than in the placebo group.", Finding.DECREASED),
        # opposite statements of equal weight
        ("Garlic lowered blood pressure in men. Garlic increased blood pressure in women.", Finding.MIXED),
    ],
)  # fmt: skip
def test_findings(abstract: str, finding: Finding) -> None:
    assert read(claim(), trial(abstract)).finding is finding


@pytest.mark.parametrize(
    ("direction", "outcome", "abstract", "stance"),
    [
        (Direction.DECREASES, "anxiety", "Anxiety fell with garlic.", Stance.SUPPORTS),
        (Direction.TREATS, "anxiety", "Anxiety improved with garlic.", Stance.SUPPORTS),
        (Direction.IMPROVES, "sleep quality", "Sleep quality improved with garlic.", Stance.SUPPORTS),
        (Direction.IMPROVES, "sleep quality", "Insomnia was worse with garlic.", Stance.SAYS_NOTHING),
        (Direction.PREVENTS, "lung cancer", "Lung cancer was 18% commoner with garlic (HR 1.18, 1.03 to 1.36).", Stance.REFUTES),
        (Direction.CAUSES, "lung cancer", "Lung cancer was 18% commoner with garlic (HR 1.18, 1.03 to 1.36).", Stance.SUPPORTS),
        (Direction.DECREASES, "anxiety", "Anxiety did not differ.", Stance.DID_NOT_SHOW),
        (Direction.NO_EFFECT, "anxiety", "Anxiety did not differ.", Stance.SUPPORTS),
        # a shorter cold is not a prevented one, and a prevented one is not cured
        (Direction.PREVENTS, "common cold", "Colds were shorter by a day with garlic.", Stance.SAYS_NOTHING),
        (Direction.PREVENTS, "common cold", "The risk of colds was lower with garlic.", Stance.SUPPORTS),
    ],
)  # fmt: skip
def test_stance_is_direction_times_finding(direction: Direction, outcome: str, abstract: str, stance: Stance) -> None:
    assert read(claim("garlic", outcome, direction), trial(abstract, "Garlic: a randomised trial")).stance is stance


def test_the_rationale_is_the_sentence_by_offset() -> None:
    abstract = "We asked something else. Blood pressure fell with garlic (p = 0.01). Nobody was harmed."
    made = read(claim(), trial(abstract))
    assert [part.text for part in made.rationale] == ["Blood pressure fell with garlic (p = 0.01)."]
    assert abstract[made.rationale[0].start : made.rationale[0].end] == made.rationale[0].text


@pytest.mark.parametrize(
    ("types", "mesh", "title", "abstract", "design", "species"),
    [
        (["Meta-Analysis"], ["Humans"], "Garlic", "Trials.", Design.SYSTEMATIC_REVIEW, Species.HUMAN),
        (["Randomized Controlled Trial"], ["Humans"], "Garlic", "", Design.RANDOMISED_TRIAL, Species.HUMAN),
        # a narrative review is not a systematic one, a protocol is no trial
        (["Review"], ["Humans"], "Garlic", "Randomised trials are reviewed.", Design.NARRATIVE_REVIEW, Species.HUMAN),
        (["Randomized Controlled Trial"], ["Humans"], "Garlic: study protocol", "", Design.PROTOCOL, Species.HUMAN),
        # text is the fallback where nothing is indexed
        ([], [], "Garlic", "Ninety patients were randomly assigned to garlic.", Design.RANDOMISED_TRIAL, Species.HUMAN),
        ([], [], "A cohort study of garlic", "We followed 900 adults.", Design.COHORT, Species.HUMAN),
        ([], [], "Garlic in mice", "Mice were fed garlic.", Design.LABORATORY, Species.ANIMAL),
        (["Randomized Controlled Trial"], ["Animals"], "Garlic", "", Design.LABORATORY, Species.ANIMAL),
        ([], [], "Garlic", "HeLa cells were treated.", Design.LABORATORY, Species.IN_VITRO),
        (["Letter"], ["Humans"], "Garlic", "", Design.EDITORIAL, Species.HUMAN),
        (["Case Reports"], ["Humans"], "Garlic", "", Design.CASE_REPORT, Species.HUMAN),
        ([], ["Humans"], "Thoughts on garlic", "", Design.UNCLEAR, Species.HUMAN),
    ],
)  # fmt: skip
def test_design_and_species(
    types: list[str], mesh: list[str], title: str, abstract: str, design: Design, species: Species
) -> None:
    record = study(
        title,
        abstract,
        publication_types=tuple(map(PublicationType, types)),
        mesh=tuple(MeshHeading(name, None, False) for name in mesh),
    )
    made = read(claim(), record)
    assert (made.design, made.species) == (design, species)


@pytest.mark.parametrize(
    ("links", "types", "trust"),
    [
        ([], [], Trust.SOUND),
        (["ErratumIn"], [], Trust.SOUND),  # an erratum is never a retraction
        (["RetractionIn"], [], Trust.RETRACTED),
        ([], ["Retracted Publication"], Trust.RETRACTED),
        (["ExpressionOfConcernIn"], [], Trust.CONCERN),
        (["UpdateIn"], [], Trust.SUPERSEDED),
        (["RetractionOf"], ["Retraction Notice"], Trust.SOUND),  # the notice itself is not retracted
    ],
)
def test_trust(links: list[str], types: list[str], trust: Trust) -> None:
    record = study(
        "Garlic",
        "x",
        links=tuple(Link(kind, "2", None) for kind in links),
        publication_types=tuple(map(PublicationType, types)),
    )
    assert read(claim(), record).trust is trust


@pytest.mark.parametrize(
    ("text", "measure", "value", "low", "high", "shown"),
    [
        ("RR 0.97, 0.94 to 1.00", "RR", 0.97, 0.94, 1.0, False),
        ("odds ratio 0.55 (95% CI 0.44-0.67)", "OR", 0.55, 0.44, 0.67, True),
        ("SMD -0.38, -0.52 to -0.23", "SMD", -0.38, -0.52, -0.23, True),
        ("hazard ratio was 1.02; p = 0.8", "HR", 1.02, None, None, False),
        ("7.06 minutes (4.37 to 9.75)", "MD", 7.06, 4.37, 9.75, True),
        # a bound rounded onto the null, and a p that says which side
        ("RR 0.94, 0.89 to 1.00, P = .049", "RR", 0.94, 0.89, 1.0, True),
        # an interval that does not hold the value is another's
        ("RR 0.5, 1.2 to 1.9", "RR", 0.5, None, None, None),
    ],
)
def test_effects(
    text: str, measure: str, value: float, low: float | None, high: float | None, shown: bool | None
) -> None:
    found = next(iter(effects_in("abstract", text, 0, len(text))))
    assert (found.measure, found.value, found.low, found.high) == (measure, value, low, high)
    assert excludes_null(found) is shown


def test_a_figure_is_quoted_without_a_bracket_that_opened_before_it() -> None:
    text = "Fewer had an infection (OR 0.88, 0.81 to 0.96), and attacks fell (RR 0.5 (0.4 to 0.7))."
    spans = [found.span for found in effects_in("abstract", text, 0, len(text))]
    assert [span.text for span in spans] == ["OR 0.88, 0.81 to 0.96", "RR 0.5 (0.4 to 0.7)"]
    assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1,206", 1206),
        ("Sixty-four", 64),
        ("two hundred", 200),
        ("one hundred and five", 105),
        ("many", None),
        ("", None),
    ],
)
def test_numbers(words: str, number: int | None) -> None:
    assert number_of(words) == number


def test_match_by_concept_and_class() -> None:
    asked = claim(
        "krill oil",
        "brain activity",
        Direction.IMPROVES,
        context="after stopping amitriptyline",
        population="pregnant women",
    )
    made = read(asked, trial("Electroencephalography improved with fish oil in men.", "Fish oil: a randomised trial"))
    assert made.match.intervention is Match.RELATED  # both are omega-3 fatty acids
    assert made.match.outcome is Match.RELATED  # what could stand for it
    assert made.match.context is Match.DIFFERENT
    assert made.match.population is Match.DIFFERENT
    assert (made.match.studied, made.match.measured) == ("fish oil", "electroencephalography")


def test_people_are_counted_once_by_registration() -> None:
    record = trial("Blood pressure fell with garlic.")
    from dataclasses import replace

    assert read(claim(), replace(record, registrations=("nct001",))).body == "NCT001"


def test_labelled_aims_and_methods_are_not_findings() -> None:
    text = "Blood pressure is lowered by garlic.\nBlood pressure did not differ (p = 0.6)."
    cut = text.index("\n")
    record = study(
        "Garlic and blood pressure", text, sections=(Section("BACKGROUND", 0, cut), Section("RESULTS", cut + 1, len(text))),
        publication_types=(PublicationType("Randomized Controlled Trial"),),
    )  # fmt: skip
    assert read(claim(), record).finding is Finding.NO_SIGNIFICANT_DIFFERENCE


RCT = PublicationType("Randomized Controlled Trial", "D016449")
WHO_AND_HOW = [
    # species without MeSH: animals of all kinds are no people, whatever the design
    ("Garlic in client-owned dogs", "Dogs were randomized to garlic or placebo. Blood pressure fell, as in people.", (), (), "animal", "laboratory"),
    ("Zinc in broiler chickens", "Broilers were randomly assigned to zinc. Chickens grew faster.", (), (), "animal", "laboratory"),
    ("Garlic in horses", "Twelve mares were randomised. Horses were bled weekly.", (), (), "animal", "laboratory"),
    ("Krill oil in spontaneously hypertensive animals", "Wistar animals were randomly assigned.", (), (), "animal", "laboratory"),
    ("Grafts from people in rats", "Rats were randomly assigned. Rats were killed.", (), ("Animals", "Humans", "Rats"), "animal", "laboratory"),
    ("Ageing in people and mice", "We studied 200 people; the patients were followed. Mice confirmed it.", (), ("Animals", "Humans", "Mice"), "human", None),
    ("Fibroblasts of patients", "Cells were cultured, transfected and randomly assigned to vitamin C in vitro.", (), (), "in vitro", "laboratory"),
    # names of foods and herbs are no animals; words of the bench are no cells where people were studied
    ("Horse chestnut and chicken soup", "Sixty adults were randomly assigned to fish oil.", (), (), "human", "randomised trial"),
    ("Red yeast rice and cholesterol", "Yeast was incubated. Adults were randomly assigned.", (RCT,), (), "human", "randomised trial"),
    ("Recombinant human insulin", "Recombinant insulin, in vitro binding assay, incubated. We randomised 90 patients.", (RCT,), (), "human", "randomised trial"),
    ("Yeast probiotic in infants", "Saccharomyces yeast, incubated, was given to infants by chance: they were randomly assigned.", (), (), "human", "randomised trial"),
    ("Curcumin after work in rodents", "Mice, rats and other rodents gave hope. We randomised patients.", (RCT,), (), "human", "randomised trial"),
    # notices by their headings, studies by theirs
    ("Author Correction: Garlic lowers blood pressure: a randomised trial", "", (), (), None, "editorial or letter"),
    ("Correction. Garlic lowers blood pressure: a randomised trial", "", (), (), None, "editorial or letter"),
    ("WITHDRAWN: Garlic for hypertension: a meta-analysis", "", (), (), None, "editorial or letter"),
    ("Notice of retraction. Garlic: a randomised trial", "", (), (), None, "editorial or letter"),
    ("[Erratum: Garlic, a randomised trial]", "", (), (), None, "editorial or letter"),
    ("Retraction — Garlic: a randomised trial", "", (), (), None, "editorial or letter"),
    ("Correction of vitamin D deficiency: a randomised trial", "Adults were randomly assigned.", (), (), "human", "randomised trial"),
    ("Retraction of the uvula in snoring: a randomised trial", "Adults were randomly assigned.", (), (), "human", "randomised trial"),
    ("Expression of concern in interviews: a randomised trial", "Adults were randomly assigned.", (RCT,), (), "human", "randomised trial"),
    # one person or many
    ("Exercise in a large patient sample", "A prospective cohort of 5,000 adults.", (), (), "human", "cohort"),
    ("Blood pressure in cases of hypertension: a prospective cohort study", "We followed 5,000 adults.", (), (), "human", "cohort"),
    ("Births in a 50-year-old registry", "A cohort from a 50-year-old birth registry of women.", (), (), "human", "cohort"),
    ("Liver failure after green tea", "A 45-year-old otherwise healthy woman presented with jaundice.", (), (), "human", "case series or report"),
    # protocols
    ("An exercise protocol reduces back pain: a randomized trial", "Adults were randomly assigned.", (RCT,), (), "human", "randomised trial"),
    ("Saffron for mood: study protocol for a randomised trial", "Women will be randomised.", (), (), "human", "protocol"),
    ("A letter with a trial", "Adults were randomly assigned.", (PublicationType("Letter"), PublicationType("Equivalence Trial")), (), "human", "randomised trial"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "abstract", "types", "mesh", "species", "design"), WHO_AND_HOW, ids=[row[0][:40] for row in WHO_AND_HOW]
)
def test_who_was_studied_and_how(
    title: str,
    abstract: str,
    types: tuple[PublicationType, ...],
    mesh: tuple[str, ...],
    species: str | None,
    design: str | None,
) -> None:
    """Animal and cell work never speaks for people; and work on people is not thrown out for a word."""
    from pipeline.appraise.design import design_of
    from pipeline.appraise.species import species_of

    made = study(title, abstract, publication_types=types, mesh=tuple(MeshHeading(term, None, False) for term in mesh))
    found = species_of(made)
    assert species is None or found == species
    assert design is None or design_of(made, found) == design


OPENING = "Garlic is associated with lower blood pressure in adults."
REST = "Its effect in dialysis is unknown. We searched three databases. Fifteen trials were found. Triglycerides fell."


@pytest.mark.parametrize(
    ("abstract", "finding"),
    [
        (f"{OPENING} {REST}", Finding.NOT_REPORTED),  # what is believed is not what was found
        (
            f"Garlic (S-2 garlic) is associated with lower blood pressure. {REST}",
            Finding.NOT_REPORTED,
        ),  # a figure of a name
        (f"We found that garlic is associated with lower blood pressure. {REST}", Finding.DECREASED),
        (f"In 120 adults garlic lowered blood pressure. {REST}", Finding.DECREASED),
        (f"{REST} Garlic is associated with lower blood pressure in adults.", Finding.DECREASED),  # a conclusion
        (OPENING, Finding.DECREASED),  # all that there is
    ],
)
def test_the_opening_of_an_abstract_is_no_finding(abstract: str, finding: Finding) -> None:
    question = question_of(claim(), load_vocabulary("interventions"), load_vocabulary("outcomes"))
    assert appraise(question, study("Garlic and blood pressure: a meta-analysis", abstract), "exact").finding is finding


@pytest.mark.parametrize(
    ("direction", "outcome", "wanted"),
    [
        (Direction.CAUSES, "blood pressure", Finding.INCREASED),
        (Direction.CAUSES, "drop in blood pressure", Finding.DECREASED),
        (Direction.CAUSES, "sharp rise in blood pressure", Finding.INCREASED),
        (Direction.CAUSES, "falls", Finding.INCREASED),
        (Direction.DECREASES, "rise in blood sugar", Finding.DECREASED),
        (Direction.DECREASES, "fewer bleeds", Finding.DECREASED),
        (Direction.PREVENTS, "fall in blood pressure", Finding.INCREASED),
        (Direction.ASSOCIATED, "stroke", None),
        (Direction.ASSOCIATED, "lower risk of stroke", Finding.DECREASED),
        (Direction.ASSOCIATED, "higher risk of stroke", Finding.INCREASED),
    ],
)
def test_an_outcome_that_is_a_change_says_which_way_is_wanted(
    direction: Direction, outcome: str, wanted: Finding | None
) -> None:
    assert wanted_finding(direction, 0, outcome) is wanted


@pytest.mark.parametrize(
    ("asked", "abstract", "expected"),
    [
        # within half and double
        ("400 mg daily", "Adults took magnesium 300 mg a day or placebo.", Match.SAME),
        ("0.4 g", "Adults took magnesium 400 mg a day or placebo.", Match.SAME),
        # far from it
        ("50 mg", "Adults took magnesium 400 mg a day or placebo.", Match.DIFFERENT),
        # one of several arms is near
        ("100 mg", "Adults took magnesium 100 mg a day, magnesium 400 mg a day or placebo.", Match.SAME),
        # silence on either side, and units that cannot be compared, are no mismatch
        (None, "Adults took magnesium 400 mg a day or placebo.", Match.UNKNOWN),
        ("400 mg", "Adults took magnesium or placebo.", Match.UNKNOWN),
        ("2000 IU", "Adults took magnesium 400 mg a day or placebo.", Match.UNKNOWN),
        ("a cup", "Adults took magnesium 400 mg a day or placebo.", Match.UNKNOWN),
    ],
)
def test_dose(asked: str | None, abstract: str, expected: Match) -> None:
    made = claim("magnesium", "sleep", dose=asked)
    record = study("Magnesium for sleep: a randomised trial", abstract)
    found = with_dose(matrix(), made, facts_of(record, Design.RANDOMISED_TRIAL))
    assert found.dose is expected
    assert bool(found.notes) is (expected is Match.DIFFERENT)


@pytest.mark.parametrize(
    ("quote", "abstract", "expected"),
    [
        (
            "Magnesium improves sleep within two weeks.",
            "Adults took magnesium or placebo for 8 weeks.",
            Match.DIFFERENT,
        ),
        # three times as long is as long
        ("Magnesium improves sleep within a month.", "Adults took magnesium or placebo for 8 weeks.", Match.SAME),
        # an age is no length of time, and silence
        (
            "Magnesium improves sleep in women over 50 years.",
            "Women took magnesium or placebo for 12 weeks.",
            Match.UNKNOWN,
        ),
        (
            "Magnesium improves sleep in children over 1 year.",
            "Children took magnesium or placebo for 12 weeks.",
            Match.UNKNOWN,
        ),
        # and silence on either side is no mismatch
        ("Magnesium improves sleep.", "Adults took magnesium or placebo for 8 weeks.", Match.UNKNOWN),
        ("Magnesium improves sleep within a month.", "Adults over 65 years took magnesium or placebo.", Match.UNKNOWN),
    ],
)
def test_duration(quote: str, abstract: str, expected: Match) -> None:
    record = study("Magnesium for sleep: a randomised trial", abstract)
    found = with_duration(matrix(), claim("magnesium", "sleep", quote=quote), facts_of(record, Design.RANDOMISED_TRIAL))
    assert found.duration is expected
    assert bool(found.notes) is (expected is Match.DIFFERENT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Emergence agitation (EA) was scored.", (("EA", "Emergence agitation"),)),
        ("patients with type 2 diabetes (T2D), and", (("T2D", "type 2 diabetes"),)),
        # letters that do not come from the words, a single capital, a number
        ("in the control group (n = 20)", ()),
        ("two tablets (Merck)", ()),
        ("a dose of garlic (ABC)", ()),
    ],
)
def test_short_forms(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert shorts_of(text) == expected


@pytest.mark.parametrize(
    ("result", "finding"),
    [
        ("Pain was lower in group D than in group C.", Finding.DECREASED),
        # the other arm's result is not turned into the claim's
        ("Pain was higher in group C than in group D.", Finding.NOT_REPORTED),
        ("Pain in group X was lower.", Finding.NOT_REPORTED),
    ],
)
def test_lettered_arms(result: str, finding: Finding) -> None:
    record = study(
        "Garlic for pain: a randomised trial",
        f"We randomised 90 adults. Group D received garlic and group C received saline. {result}",
    )
    made = claim("garlic", "pain")
    question = question_of(made, load_vocabulary("interventions"), load_vocabulary("outcomes"))
    assert appraise(question, record, "exact").finding is finding
