"""Worked cases for the grading, written from shared/docs/evidence-grading.md alone, before the program was run on them.

A case is `(name, claim, studies, accepted_labels, expected_steps, why)` and, where the search was not a complete one of
PubMed, the adequacy as a seventh. `expected_steps` names the domains that must be among the steps with a change.
Numbers in the names of studies are real PMIDs where they have seven or eight figures; shorter ones are made up.
The figures of smoking, of RECOVERY's interval and of aspirin's bleeding interval are general knowledge, not the starter library's.
"""

from dataclasses import replace
from typing import Any

from factories import BLINDED, DEMONSTRATION, appraisal, claim, effect, matrix, review, span

from claims.records import Claim, Direction, Hedge, Kind, Strength
from pipeline.records import Appraisal, Coverage, Design, Effect, Finding, Label, Match, Signal, Species, Stance, Trust
from pipeline.verdict.adequacy import Adequacy

UP, DOWN, NULL, MIXED, SILENT = (
    Finding.INCREASED, Finding.DECREASED, Finding.NO_SIGNIFICANT_DIFFERENCE, Finding.MIXED, Finding.NOT_REPORTED,
)  # fmt: skip
D, L = Direction, Label
YES, NO = {L.SUPPORTED}, {L.REFUTED}
YES_OR_PROBABLY, PROBABLY_OR_POSSIBLY = (
    {L.SUPPORTED, L.PROBABLY_SUPPORTED},
    {L.PROBABLY_SUPPORTED, L.POSSIBLY_SUPPORTED},
)
NO_OR_PROBABLY_NOT = {L.REFUTED, L.PROBABLY_NOT}
UNDECIDED = {L.INSUFFICIENT}
NONE: set[str] = set()

# Searches: (coverage, searches that failed, concept blocks without hits of their own, records of the library).
FAILED = Adequacy(Coverage.PUBMED, 1, (), None)
EMPTY_BLOCK = Adequacy(Coverage.PUBMED, 0, ("zorb extract",), None)
PARTIAL = Adequacy(Coverage.PARTIAL, 0, (), 5000)


def good(name: str) -> Signal:
    return Signal(name, True, span(name))


def bad(name: str) -> Signal:
    return Signal(name, False, span(name))


ADJUSTED, OPEN = good("adjusted for other causes"), bad("not blinded")
VARIED = bad("I² of 50 % or more")
PRECISE = effect("RR", 1.0, 0.96, 1.04)
WIDE = effect("RR", 0.9, 0.6, 1.3)
CLEAR = effect("RR", 0.6, 0.52, 0.69)
HARMFUL = effect("RR", 1.6, 1.4, 1.83)


def rr(value: float, low: float, high: float) -> Effect:
    return effect("RR", value, low, high)


def hr(value: float, low: float, high: float) -> Effect:
    return effect("HR", value, low, high)


def smd(value: float, low: float, high: float) -> Effect:
    return effect("SMD", value, low, high)


def md(value: float, low: float, high: float, unit: str) -> Effect:
    return effect("MD", value, low, high, unit=unit)


def trial(pmid: str, finding: Finding, figures: Effect | None, n: int | None = 1000, **fields: Any) -> Appraisal:
    return appraisal(pmid, finding, effect=figures, participants=n, **fields)


def reviewed(
    pmid: str, finding: Finding, figures: Effect | None, n: int | None = 5000, k: int | None = 12, **fields: Any
) -> Appraisal:
    return review(pmid, finding, effect=figures, participants=n, included_studies=k, **fields)


def rated(certainty: str, finding: Finding, figures: Effect | None, **fields: Any) -> Appraisal:
    quote = span(f"{certainty}-certainty evidence")
    return review("9", finding, effect=figures, stated_certainty=certainty, stated_certainty_span=quote, **fields)


def cohort(pmid: str, finding: Finding, figures: Effect | None, n: int | None = 20000, **fields: Any) -> Appraisal:
    return appraisal(
        pmid,
        finding,
        **{"design": Design.COHORT, "effect": figures, "participants": n, "signals": (ADJUSTED,), **fields},
    )


def animal(pmid: str, finding: Finding, **fields: Any) -> Appraisal:
    base = {"species": Species.ANIMAL, "design": Design.LABORATORY, "effect": None, "participants": None, "signals": ()}
    return appraisal(pmid, finding, **{**base, **fields})


def dish(pmid: str, finding: Finding, **fields: Any) -> Appraisal:
    return animal(pmid, finding, species=Species.IN_VITRO, **fields)


def reports(pmid: str, finding: Finding, n: int = 5, **fields: Any) -> Appraisal:
    return appraisal(
        pmid,
        finding,
        design=Design.CASE_REPORT,
        effect=None,
        participants=n,
        signals=(bad("no control group"),),
        **fields,
    )


def _stance(made: Claim, study: Appraisal) -> Appraisal:
    """The stance as a reader would record it: that of the finding towards the claim as stated."""
    up = made.direction in (D.INCREASES, D.CAUSES, D.ASSOCIATED)
    if made.direction in (D.IMPROVES, D.WORSENS):
        up = (made.outcome_concept.valence >= 0) is (made.direction is D.IMPROVES)
    if study.finding in (UP, DOWN):
        agrees = made.direction is not D.NO_EFFECT and (study.finding is UP) is up
        stance = Stance.SUPPORTS if agrees is not made.negated else Stance.REFUTES
    else:
        stance = {NULL: Stance.DID_NOT_SHOW, MIXED: Stance.MIXED, SILENT: Stance.SAYS_NOTHING}[study.finding]
    scores = {Stance.SUPPORTS: (1.0, 0.0, 0.0), Stance.SAYS_NOTHING: (0.0, 0.0, 1.0), Stance.MIXED: (0.5, 0.5, 0.0)}
    return replace(study, stance=stance, stance_scores=scores.get(stance, (0.0, 1.0, 0.0)))


# Claims used more than once.
GARLIC = claim(strength=Strength.DOES)
GARLIC_NOT = claim(negated=True, quote="Garlic does not lower blood pressure.")
GARLIC_SAFE = claim(
    "garlic", "bleeding", D.CAUSES, kind=Kind.SAFETY, negated=True, quote="Garlic does not cause bleeding."
)
GARLIC_HARM = claim("garlic", "bleeding", D.CAUSES, kind=Kind.SAFETY)
MMR = claim("MMR vaccine", "autism", D.CAUSES, kind=Kind.SAFETY, quote="The MMR vaccine causes autism.")
MMR_NOT = replace(MMR, negated=True, quote="The MMR vaccine does not cause autism.")
SMOKING = claim("smoking", "lung cancer", D.CAUSES, kind=Kind.SAFETY)
SMOKING_NOT = replace(SMOKING, negated=True)
E_LIFE = claim("vitamin E", "mortality", D.DECREASES, quote="Vitamin E lowers the risk of dying.")
E_LIFE_NOT = replace(E_LIFE, negated=True, quote="Vitamin E does not lower the risk of dying.")
E_DEATH = claim("vitamin E", "mortality", D.INCREASES, kind=Kind.SAFETY, quote="Vitamin E raises the risk of dying.")
CAROTENE = claim("beta-carotene", "lung cancer", D.PREVENTS)
CAROTENE_NOT = replace(CAROTENE, negated=True)
CAROTENE_HARM = claim("beta-carotene", "lung cancer", D.INCREASES, kind=Kind.SAFETY)
COLDS = claim("vitamin C", "the common cold", D.PREVENTS)
COLDS_NOT = replace(COLDS, negated=True, quote="Vitamin C does not prevent colds.")
MELATONIN = claim("melatonin", "time to fall asleep", D.DECREASES)
BLEEDING = claim("aspirin", "bleeding", D.INCREASES, kind=Kind.SAFETY)
JOHNS = claim("St John's wort", "amitriptyline levels", D.DECREASES, kind=Kind.INTERACTION)
TRYPTOPHAN = claim("tryptophan", "amitriptyline levels", D.INCREASES, kind=Kind.INTERACTION)
NFKB = claim("curcumin", "NF-kB", D.DECREASES, kind=Kind.MECHANISM)
KRILL = claim("krill oil", "erratic brain activity", D.DECREASES, context="after stopping amitriptyline")

# Studies used more than once, with their own figures.
HVIID = cohort("30831578", NULL, hr(0.93, 0.85, 1.02), 657461)
MADSEN = cohort("12421889", NULL, rr(0.92, 0.68, 1.24), 537303)
WAKEFIELD = reports("9500320", UP, 12, trust=Trust.RETRACTED)
SMOKERS = [
    cohort("101", UP, rr(14.9, 11.8, 18.8), 34439),
    cohort("102", UP, rr(11.3, 9.6, 13.4), 440000),
    cohort("103", UP, rr(22.4, 19.0, 26.4), 520000),
]
ABNER = reviewed("21235492", NULL, rr(1.00, 0.98, 1.02), 246371, 57)
BJELAKOVIC = reviewed("24040282", UP, rr(1.03, 1.00, 1.05), 241883, 53)
CAROTENE_REVIEW = reviewed("35405977", UP, rr(1.16, 1.06, 1.26), 167141, 8)
ATBC = trial("8127329", UP, rr(1.18, 1.03, 1.36), 29133)
CARET = trial("8602180", UP, rr(1.28, 1.04, 1.57), 18314)
HEMILA = reviewed("23440782", NULL, rr(0.97, 0.94, 1.00), 11306, 29)
FERRACIOLI = reviewed("23691095", DOWN, md(-7.06, -9.75, -4.37, "min"), 1683, 19)
ASPIRIN_REVIEW = reviewed("30667501", UP, hr(1.43, 1.30, 1.56), 164225, 13)
JOHNE = appraisal("11799342", DOWN, design=Design.CONTROLLED_TRIAL, participants=12, effect=None, signals=())
THOMSON = trial("7156248", NULL, None, 115)

Case = tuple[Any, ...]

_CASES: list[Case] = [
    # MMR and autism: a harm, judged on large controlled cohorts
    ("MMR and autism: two nationwide cohorts, adjusted, both null", MMR, [HVIID, MADSEN], NO_OR_PROBABLY_NOT, {"large cohorts"},
     "Harm: large controlled cohorts are on the question; MMR and autism must come out right; whole pooled interval within 0.80 to 1.25."),
    ("MMR and autism: the retracted case series beside the cohorts changes nothing", MMR, [WAKEFIELD, HVIID, MADSEN], NO_OR_PROBABLY_NOT, NONE,
     "Trust filter first: a retracted study is out."),
    ("MMR and autism: the retracted case series alone", MMR, [WAKEFIELD], {L.NO_STUDIES}, NONE,
     "A retracted study is out, so an adequate search found nothing on the question."),
    ("MMR does not cause autism: the denial", MMR_NOT, [HVIID, MADSEN], YES_OR_PROBABLY, NONE,
     "A verdict judges the claim as stated; refuted of the plain claim supports its denial."),
    ("MMR is linked with autism: the weaker wording is refuted as well", claim("MMR vaccine", "autism", D.ASSOCIATED, kind=Kind.SAFETY,
     strength=Strength.LINKED), [HVIID, MADSEN], NO_OR_PROBABLY_NOT, NONE,
     "A hedge lowers what is needed, it exempts nothing; associations are on the question for cohorts."),
    ("MMR and autism: one cohort alone cannot be sure", MMR, [HVIID], {L.PROBABLY_NOT, L.POSSIBLY_NOT}, NONE,
     "One primary study: inconsistency not assessable, certainty at most Moderate; a precise null."),
    ("MMR and autism: uncontrolled reports only", MMR, [reports("1", UP, 8)], UNDECIDED, NONE,
     "Case reports are signals: Very low, and very low on the question is insufficient."),
    # Smoking and lung cancer
    ("smoking and lung cancer: three large cohorts with a very large effect", SMOKING, SMOKERS, YES, {"large effect"},
     "Observational evidence starts Low; RR of 5 or more raises by two where nothing was lowered; a trial is not demanded."),
    ("smoking does not cause lung cancer: the denial", SMOKING_NOT, SMOKERS, {L.REFUTED, L.CONTRADICTED}, NONE,
     "Mirror: an effect shown with High certainty stands against its denial."),
    ("smoking is associated with lung cancer", replace(SMOKING, direction=D.ASSOCIATED, strength=Strength.LINKED), SMOKERS, YES, NONE,
     "Associational evidence is enough for 'linked'; large effect raises cohorts."),
    ("smoking prevents lung cancer: the opposite is shown", claim("smoking", "lung cancer", D.PREVENTS), SMOKERS, {L.CONTRADICTED}, NONE,
     "Opposite direction, Low or better: contradicted."),
    # Vitamin E and mortality
    ("vitamin E lengthens life: a precise null in 57 trials", E_LIFE, [ABNER], NO, NONE,
     "Precise null, High: refuted; the whole interval 0.98 to 1.02 lies within the MID."),
    ("vitamin E lengthens life: a null review and one with slight harm", E_LIFE, [ABNER, BJELAKOVIC], NO_OR_PROBABLY_NOT, NONE,
     "Both whole intervals lie within the MID (RR 0.80 to 1.25): little or no effect, whichever way."),
    ("vitamin E lengthens life: cohorts of healthy users beside null trials", E_LIFE, [ABNER, cohort("1", DOWN, rr(0.72, 0.65, 0.8)), cohort("2", DOWN, rr(0.7,
     0.62, 0.79))], NO, NONE, "A benefit seen only in observational studies beside null trials is not mixed."),
    ("vitamin E does not lower mortality: the denial", E_LIFE_NOT, [ABNER], YES, NONE, "Refuted of the plain claim supports its denial."),
    ("vitamin E raises mortality: RR 1.00 exactly", E_DEATH, [ABNER], NO, NONE, "Precise null, High: refuted; trials answer a harm where they exist."),
    ("vitamin E raises mortality: RR 1.03 is below what matters", E_DEATH, [ABNER, BJELAKOVIC], NO_OR_PROBABLY_NOT, NONE,
     "A significant effect below the MID is little or no effect, not supported."),
    # Beta-carotene and lung cancer
    ("beta-carotene prevents lung cancer: trials show harm", CAROTENE, [CAROTENE_REVIEW], {L.CONTRADICTED}, NONE,
     "Opposite direction, Low or better: contradicted."),
    ("beta-carotene prevents lung cancer: the two great trials themselves", CAROTENE, [ATBC, CARET], {L.CONTRADICTED}, NONE,
     "Opposite direction, Low or better: contradicted."),
    ("beta-carotene prevents lung cancer: cohorts of carrot eaters beside the trials", CAROTENE, [ATBC, CARET, cohort("1", DOWN, rr(0.68, 0.6, 0.77)),
     cohort("2", DOWN, rr(0.7, 0.6, 0.78))], {L.CONTRADICTED}, NONE,
     "The verdict comes from the stream of highest certainty on the question (beta-carotene), never an average of streams."),
    ("beta-carotene prevents lung cancer: a marker in sputum does not outweigh the disease", CAROTENE, [CAROTENE_REVIEW, trial("1457358", DOWN,
     effect("percent", -27, -41, -9, unit="%"), 114, match=matrix(outcome=Match.RELATED, measured="micronuclei",
     notes=("micronuclei in sputum for lung cancer: a surrogate",)))], {L.CONTRADICTED}, NONE,
     "Surrogate outcomes go to indirectness; the trials of the disease decide."),
    ("beta-carotene does not prevent lung cancer: the denial", CAROTENE_NOT, [CAROTENE_REVIEW], YES_OR_PROBABLY, NONE,
     "Contradicted of the plain claim supports its denial."),
    ("beta-carotene raises the risk of lung cancer", CAROTENE_HARM, [CAROTENE_REVIEW], YES_OR_PROBABLY, NONE,
     "Harm shown by trials; a grave outcome also has an absolute threshold, else −1 as 1.06 to 1.26 includes effects below the MID."),
    ("beta-carotene raises the risk of lung cancer in smokers", replace(CAROTENE_HARM, population="smokers"), [reviewed("35405977", UP, rr(1.21, 1.08, 1.35),
     100000, 6, match=matrix(population=Match.SAME))], YES_OR_PROBABLY, NONE, "Harm shown by trials in the claim's own population."),
    # Efficacy with real figures
    ("vitamin C prevents colds: RR 0.97 in 29 trials", COLDS, [HEMILA], NO, NONE, "Whole interval within the MID: a precise null, High."),
    ("vitamin C does not prevent colds: the article is right", COLDS_NOT, [HEMILA], YES, NONE,
     "For 'vitamin C does not prevent colds', supported means that the article is right."),
    ("vitamin C prevents colds in marathon runners", replace(COLDS, population="marathon runners"), [reviewed("23440782", DOWN, rr(0.48, 0.35, 0.64), 598, 5,
     match=matrix(population=Match.SAME))], YES_OR_PROBABLY, NONE, "On the claim's own population with the whole interval beyond the MID."),
    ("melatonin brings sleep seven minutes sooner (min)", MELATONIN, [FERRACIOLI], NO_OR_PROBABLY_NOT, NONE,
     "A significant effect below the MID is little or no effect, not supported (7 minutes of sleep)."),
    ("melatonin brings sleep seven minutes sooner (minutes)", MELATONIN, [replace(FERRACIOLI, effect=md(-7.06, -9.75, -4.37, "minutes"))], NO_OR_PROBABLY_NOT,
     NONE, "A significant effect below the MID is little or no effect; the unit's spelling changes nothing."),
    ("melatonin does not shorten the time to fall asleep: the denial", replace(MELATONIN, negated=True), [FERRACIOLI], YES_OR_PROBABLY, NONE,
     "Little or no effect of the plain claim supports its denial."),
    ("melatonin in delayed sleep phase: 39 minutes sooner", replace(MELATONIN, population="people with delayed sleep phase syndrome"), [reviewed("16423108",
     DOWN, md(-38.8, -50.3, -27.3, "min"), None, 2, match=matrix(population=Match.SAME))], YES_OR_PROBABLY, NONE,
     "The whole interval is far beyond any MID for sleep."),
    ("valerian brings sleep sooner: 0.7 minutes, precisely nothing", claim("valerian", "time to fall asleep", D.DECREASES), [reviewed("20347389", NULL,
     md(0.70, -3.44, 4.83, "min"), 1500, 18)], NO, NONE, "Whole interval within the MID: a precise null."),
    ("cranberry prevents urinary infections: not significant and wide", claim("cranberry", "urinary tract infections", D.PREVENTS), [reviewed("23076891", NULL,
     rr(0.86, 0.71, 1.04), 4473, 24)], UNDECIDED, NONE, "No significant difference is no effect only where the interval says so (absence type c)."),
    ("coenzyme Q10 eases muscle pain: SMD −0.59 with a very wide interval", claim("coenzyme Q10", "muscle pain", D.DECREASES), [reviewed("33999383", NULL,
     smd(-0.59, -1.54, 0.36), 472, 8)], UNDECIDED, NONE, "On the question but imprecise: insufficient."),
    ("vitamin D prevents cancer: one great trial, a precise null", claim("vitamin D", "cancer", D.PREVENTS), [trial("30415629", NULL, hr(0.96, 0.88, 1.06),
     25871)], {L.PROBABLY_NOT}, {"inconsistency"}, "Precise null; one primary trial: certainty at most Moderate."),
    ("selenium prevents prostate cancer: one great trial", claim("selenium", "prostate cancer", D.PREVENTS), [trial("19066370", NULL, hr(1.04, 0.87, 1.24),
     35533)], {L.PROBABLY_NOT}, NONE, "Whole interval within 0.80 to 1.25; one primary trial: at most Moderate."),
    ("ginkgo prevents dementia: benefit ruled out, harm not", claim("ginkgo", "dementia", D.PREVENTS), [trial("19017911", NULL, hr(1.12, 0.94, 1.33), 3069)],
     {L.INSUFFICIENT, L.PROBABLY_NOT}, NONE, "The interval leaves ±MID on the harm side only; the document speaks of the whole interval."),
    ("a multivitamin prevents cancer: significant, and too small to matter", claim("multivitamins", "cancer", D.PREVENTS), [trial("23162860", DOWN, hr(0.92,
     0.86, 0.998), 14641)], {L.PROBABLY_NOT}, NONE, "Significant below the MID is little or no effect; one trial: at most Moderate."),
    ("omega-3 prevents cardiovascular events: RR 0.94 in 28 trials", claim("omega-3 fatty acids", "cardiovascular disease", D.PREVENTS), [reviewed("35905212",
     DOWN, rr(0.94, 0.89, 1.00), 136965, 28)], NO_OR_PROBABLY_NOT, NONE, "Statistical against important: the whole interval lies within the MID."),
    ("probiotics prevent diarrhoea from antibiotics: 63 trials", claim("probiotics", "diarrhoea", D.PREVENTS), [reviewed("22570464", DOWN, rr(0.58, 0.50,
     0.68), 11811, 63)], YES, NONE, "Randomised trials start High and nothing lowers: supported."),
    ("folic acid prevents neural tube defects: one trial, large effect", claim("folic acid", "neural tube defects", D.PREVENTS), [trial("1677062", DOWN,
     rr(0.28, 0.12, 0.71), 1817)], {L.PROBABLY_SUPPORTED}, {"inconsistency"},
     "One primary trial: at most Moderate; a large effect raises observational evidence only."),
    ("zinc shortens colds: I² of 95 %", claim("zinc", "cold duration", D.DECREASES), [reviewed("22566526", DOWN, md(-1.65, -2.50, -0.81, "days"), 2121, 17,
     signals=(BLINDED, VARIED))], PROBABLY_OR_POSSIBLY, {"inconsistency"}, "I² of 50 % or more lowers for inconsistency by one or two."),
    ("omega-3 eases depression: heterogeneous, and reaching below the MID", claim("omega-3 fatty acids", "depression", D.DECREASES), [reviewed("33806078",
     DOWN, smd(-0.34, -0.55, -0.12), 7682, 25, signals=(BLINDED, VARIED))], {L.POSSIBLY_SUPPORTED}, {"inconsistency", "imprecision"},
     "I² −1, and −1 where the interval includes both the effect and effects below SMD 0.2: Low."),
    ("omega-3 eases depression: the review calls its evidence very low", claim("omega-3 fatty acids", "depression", D.DECREASES), [rated("very low", DOWN,
     smd(-0.32, -0.52, -0.12))], UNDECIDED, NONE, "A review's own certainty is taken; very low is insufficient."),
    ("hydroxychloroquine lowers deaths from COVID-19: RECOVERY beside the retracted registry", claim("hydroxychloroquine", "mortality", D.DECREASES,
     population="people in hospital with COVID-19"), [trial("33031652", NULL, rr(1.09, 0.97, 1.23), 4716), trial("34582477", NULL, hr(0.88, 0.51, 1.53), 214),
     cohort("32450107", UP, hr(1.335, 1.223, 1.457), 96032, trust=Trust.RETRACTED)], NO_OR_PROBABLY_NOT, NONE,
     "Retracted is out; the large trial is a precise null, and the small one does not disagree."),
    ("hydroxychloroquine raises deaths: only the retracted registry says so", claim("hydroxychloroquine", "mortality", D.INCREASES, kind=Kind.SAFETY),
     [cohort("32450107", UP, hr(1.335, 1.223, 1.457), 96032, trust=Trust.RETRACTED)], {L.NO_STUDIES}, NONE,
     "A retracted study counts neither for nor against."),
    ("aspirin raises the risk of bleeding: 13 trials", BLEEDING, [ASPIRIN_REVIEW], YES, NONE, "Harm shown by trials, the whole interval above 1.25."),
    ("aspirin does not raise the risk of bleeding: the denial", replace(BLEEDING, negated=True), [ASPIRIN_REVIEW], {L.REFUTED, L.CONTRADICTED}, NONE,
     "Mirror: an effect shown stands against its denial."),
    ("aspirin raises the risk of bleeding: one trial whose interval reaches below the MID", BLEEDING, [trial("30221597", UP, hr(1.38, 1.18, 1.62), 19114)],
     PROBABLY_OR_POSSIBLY, NONE, "One trial: at most Moderate; the interval 1.18 to 1.62 includes effects below 1.25."),
    # GRADE domain by domain
    ("two large blinded trials that agree", GARLIC, [trial("1", DOWN, CLEAR), trial("2", DOWN, CLEAR)], YES, NONE,
     "Randomised trials start High and nothing lowers."),
    ("two records of one trial are one trial", GARLIC, [trial("1", DOWN, CLEAR, body="NCT00000001"), trial("2", DOWN, CLEAR, body="NCT00000001")],
     {L.PROBABLY_SUPPORTED}, {"inconsistency"}, "Count primary trials, not records: one trial, at most Moderate."),
    ("a review of a single trial is still one trial", GARLIC, [reviewed("9", DOWN, CLEAR, 1000, 1)], {L.PROBABLY_SUPPORTED}, {"inconsistency"},
     "One primary trial: at most Moderate; count primary trials, not records."),
    ("risk of bias: both trials were open", GARLIC, [trial("1", DOWN, CLEAR, signals=(OPEN,)), trial("2", DOWN, CLEAR, signals=(OPEN,))],
     {L.PROBABLY_SUPPORTED}, {"risk of bias"}, "A crucial limitation in one or some in several lowers by one."),
    ("risk of bias: open, and many dropped out, in every trial", GARLIC, [trial(n, DOWN, CLEAR, signals=(OPEN, bad("many dropped out"))) for n in "12"],
     PROBABLY_OR_POSSIBLY, {"risk of bias"}, "Limitations in several lower by one, very serious ones by two."),
    ("risk of bias: a small open trial beside two large blinded ones", GARLIC, [trial("1", DOWN, CLEAR, 3000), trial("2", DOWN, CLEAR, 3000), trial("3", DOWN,
     rr(0.6, 0.35, 1.0), 50, signals=(OPEN,))], YES, NONE, "Most information from low-risk studies lowers nothing; weighted by n."),
    ("risk of bias: a great open trial beside a small blinded one", GARLIC, [trial("1", DOWN, CLEAR, 6000, signals=(OPEN,)), trial("2", DOWN, rr(0.6, 0.4,
     0.9), 120)], {L.PROBABLY_SUPPORTED}, {"risk of bias"}, "Weighted by n: most information comes from the open trial."),
    ("risk of bias: a review of blinded, concealed trials at low risk", GARLIC, [reviewed("9", DOWN, CLEAR, signals=(BLINDED, good("concealed allocation"),
     good("low risk of bias")))], YES, NONE, "Most information from low-risk studies lowers nothing."),
    ("risk of bias: a review that criticises the methods of its trials", GARLIC, [reviewed("9", DOWN, CLEAR, signals=(bad("methods criticised"),))],
     PROBABLY_OR_POSSIBLY, {"risk of bias"}, "Limitations in several studies lower by one or, very serious, by two."),
    ("publication bias: a review that suspects it", GARLIC, [reviewed("9", DOWN, CLEAR, signals=(BLINDED, bad("publication bias suspected")))],
     {L.PROBABLY_SUPPORTED}, {"publication bias"}, "Publication bias lowers by one."),
    ("imprecision: significant, but reaching below what matters", GARLIC, [reviewed("9", DOWN, rr(0.7, 0.52, 0.94))], {L.PROBABLY_SUPPORTED}, {"imprecision"},
     "−1 where the interval includes both the effect claimed and effects below the MID."),
    ("imprecision: two small trials without an interval", GARLIC, [trial("1", DOWN, None, 45), trial("2", DOWN, None, 45)], {L.POSSIBLY_SUPPORTED,
     L.INSUFFICIENT}, {"imprecision"}, "No interval: total n below 100 lowers by two; that all are small may lower once more."),
    ("imprecision: null trials that exclude nothing", GARLIC, [trial("1", NULL, rr(0.85, 0.62, 1.17), 300), trial("2", NULL, rr(1.1, 0.75, 1.6), 300)],
     UNDECIDED, NONE, "Not significant and imprecise: did not show it, insufficient."),
    ("abstract only: a review silent on methods, with an interval", GARLIC, [reviewed("9", DOWN, CLEAR, signals=())], {L.PROBABLY_SUPPORTED},
     {"abstract only"}, "An abstract silent on methods or precision lowers once, over both together."),
    ("abstract only: two large trials silent on everything", GARLIC, [trial("1", DOWN, None, signals=()), trial("2", DOWN, None, signals=())],
     {L.PROBABLY_SUPPORTED}, {"abstract only"}, "Silence lowers once, not twice, under the name 'abstract only'."),
    ("abstract only: a precise null whose abstract is silent on methods", GARLIC, [reviewed("9", NULL, PRECISE, signals=())], {L.PROBABLY_NOT},
     {"abstract only"}, "Silence lowers once; precise null, Moderate: probably not."),
    ("stated certainty: low, and otherwise flawless", GARLIC, [rated("low", DOWN, CLEAR)], {L.POSSIBLY_SUPPORTED}, NONE,
     "A review's own certainty is the best input there is: take it."),
    ("stated certainty: moderate", GARLIC, [rated("moderate", DOWN, CLEAR)], {L.PROBABLY_SUPPORTED}, NONE, "A review's own certainty is taken, quoted."),
    ("stated certainty: high despite I², which the authors weighed", GARLIC, [rated("high", DOWN, CLEAR, signals=(BLINDED, VARIED))], YES, NONE,
     "Take the stated certainty and apply only our own indirectness."),
    ("stated certainty: low for a precise null", GARLIC, [rated("low", NULL, PRECISE)], {L.POSSIBLY_NOT}, NONE, "Precise null, Low: possibly not."),
    ("stated certainty: low for a precise null, denied", GARLIC_NOT, [rated("low", NULL, PRECISE)], {L.POSSIBLY_SUPPORTED}, NONE,
     "Mirror: possibly not of the plain claim possibly supports its denial."),
    ("stated certainty: low for the opposite", GARLIC, [rated("low", UP, HARMFUL)], {L.CONTRADICTED}, NONE, "Opposite direction, Low or better: contradicted."),
    ("stated certainty: very low for the opposite", GARLIC, [rated("very low", UP, HARMFUL)], UNDECIDED, NONE, "Contradicted needs Low or better."),
    ("stated certainty: low, and of other people than the claim's", replace(GARLIC, population="pregnant women"), [rated("low", DOWN, CLEAR,
     match=matrix(population=Match.DIFFERENT, notes=("men against pregnant women",)))], UNDECIDED, {"indirectness"},
     "Take it and apply our own indirectness: Low less one is Very low."),
    # Match: population, dose, form, outcome
    ("other people: a benefit shown in men, claimed for pregnant women", replace(GARLIC, population="pregnant women"), [reviewed("9", DOWN, CLEAR,
     match=matrix(population=Match.DIFFERENT))], {L.PROBABLY_SUPPORTED}, {"indirectness"}, "A different population lowers by one."),
    ("other people: a precise null in adults, claimed for children", replace(GARLIC, population="children"), [reviewed("9", NULL, PRECISE,
     match=matrix(population=Match.DIFFERENT))], {L.PROBABLY_NOT}, {"indirectness"}, "A different population lowers by one: precise null, Moderate."),
    ("only some people: the review says the effect holds for people with high pressure", GARLIC, [reviewed("25557383", DOWN, CLEAR, 1000, 17, signals=(BLINDED,
     bad("holds for some people only")))], PROBABLY_OR_POSSIBLY, NONE, "The claim is judged as stated, for everybody; the evidence is for a part of them."),
    ("dose stated in the claim, unknown in the study", replace(GARLIC, dose="500 mg a day"), [reviewed("9", DOWN, CLEAR)], YES, NONE,
     "Unknown is not a mismatch."),
    ("the claim is silent on dose and form", GARLIC, [reviewed("9", DOWN, CLEAR, match=matrix(dose=Match.SAME, form=Match.SAME))], YES, NONE,
     "A claim silent on dose or form matches any."),
    ("another dose than the claim's", replace(GARLIC, dose="one clove a week"), [reviewed("9", DOWN, CLEAR, match=matrix(dose=Match.DIFFERENT,
     notes=("2,400 mg a day against one clove a week",)))], PROBABLY_OR_POSSIBLY, {"indirectness"},
     "Match matrix: a different dose is indirectness of the intervention."),
    ("another substance altogether, with a precise null", GARLIC, [reviewed("9", NULL, PRECISE, match=matrix(intervention=Match.DIFFERENT))], {L.NO_STUDIES},
     NONE, "Population, form, dose differ: off-question is not refuted."),
    ("the class is not the substance: omega-3 for krill oil", KRILL, [reviewed("9", DOWN, CLEAR, match=matrix(intervention=Match.BROADER))], {L.NO_STUDIES},
     NONE, "The verdict is on the claim as written; the class is the nearest question, absence type b."),
    ("another outcome, with a precise null", GARLIC, [reviewed("9", NULL, PRECISE, match=matrix(outcome=Match.DIFFERENT))], {L.NO_STUDIES}, NONE,
     "Records off the question: not refuted."),
    ("surrogate: bone density for fractures", claim("vitamin D", "fractures", D.PREVENTS), [reviewed("9", UP, smd(0.6, 0.4, 0.8),
     match=matrix(outcome=Match.RELATED, measured="bone density", notes=("bone density for fractures: a surrogate",)))], {L.NO_STUDIES, L.PROBABLY_SUPPORTED},
     NONE, "A surrogate is indirect (−1) or off the question, and never full support."),
    ("krill oil and the brain after amitriptyline: one small trial in other people", KRILL, [trial("24098072", MIXED, None, 45, signals=(),
     match=matrix(population=Match.DIFFERENT, context=Match.DIFFERENT))], {L.INSUFFICIENT, L.NO_STUDIES}, NONE,
     "On the question but very low, or off it: never an answer."),
    # Streams
    ("cohorts alone for a benefit start Low", GARLIC, [cohort("1", DOWN, rr(0.7, 0.65, 0.75)), cohort("2", DOWN, rr(0.7, 0.65, 0.75))], {L.POSSIBLY_SUPPORTED},
     NONE, "Observational starts Low; RR 0.7 is no large effect; correlation as cause."),
    ("cohorts alone, RR 0.4", GARLIC, [cohort("1", DOWN, rr(0.4, 0.33, 0.48)), cohort("2", DOWN, rr(0.4, 0.34, 0.47))], {L.PROBABLY_SUPPORTED},
     {"large effect"}, "RR of 0.5 or less raises observational evidence by one."),
    ("cohorts alone, RR 2.5 for a harm", GARLIC_HARM, [cohort("1", UP, rr(2.5, 2.1, 3.0)), cohort("2", UP, rr(2.4, 2.1, 2.8))], YES_OR_PROBABLY,
     {"large effect"}, "RR of 2 or more raises by one; cohorts are on the question for a harm."),
    ("cohorts alone, RR 0.15, but criticised: nothing is raised", GARLIC, [cohort(n, DOWN, rr(0.15, 0.1, 0.2),
     signals=(bad("methods criticised"),)) for n in "12"], UNDECIDED, {"risk of bias"}, "A large effect raises only where nothing was lowered."),
    ("cohorts alone, a precise null for a benefit", GARLIC, [cohort("1", NULL, PRECISE), cohort("2", NULL, PRECISE)], {L.POSSIBLY_NOT}, NONE,
     "Precise null, Low: possibly not."),
    ("cohorts alone, the opposite of the benefit", GARLIC, [cohort("1", UP, HARMFUL), cohort("2", UP, HARMFUL)], {L.CONTRADICTED}, NONE,
     "Opposite direction, Low or better: contradicted."),
    ("sauna prevents dementia: one cohort, HR 0.34", claim("sauna", "dementia", D.PREVENTS), [cohort("27932366", DOWN, hr(0.34, 0.16, 0.71), 2315)],
     PROBABLY_OR_POSSIBLY, NONE, "Observational Low, raised by one at most for HR below 0.5; one cohort, at most Moderate."),
    ("coffee is linked with less liver cancer", claim("coffee", "liver cancer", D.DECREASES, strength=Strength.LINKED), [cohort("1", DOWN, rr(0.71, 0.65,
     0.77), 200000), cohort("2", DOWN, rr(0.69, 0.62, 0.77), 300000)], PROBABLY_OR_POSSIBLY, NONE,
     "Linked: associational evidence is enough; cohorts start Low unless confounding was rated."),
    ("alcohol raises the risk of breast cancer: a small effect in great cohorts", claim("alcohol", "breast cancer", D.INCREASES, kind=Kind.SAFETY),
     [cohort("1", UP, rr(1.4, 1.28, 1.53), 400000), cohort("2", UP, rr(1.45, 1.3, 1.62), 300000)], PROBABLY_OR_POSSIBLY, NONE,
     "Cohorts start High only where confounding and selection have been rated, else Low."),
    ("controlled trials without randomisation are observational", GARLIC, [trial(n, DOWN, CLEAR, design=Design.CONTROLLED_TRIAL) for n in "12"],
     {L.POSSIBLY_SUPPORTED}, NONE, "Only randomised trials start High."),
    ("an uncontrolled trial proves nothing", claim("lemon balm", "anxiety", D.DECREASES), [appraisal("22207903", DOWN, design=Design.CASE_REPORT,
     participants=20, effect=None, signals=(OPEN, bad("no control group")))], UNDECIDED, NONE, "Case series start Very low: insufficient."),
    ("animals beside trials that show nothing", GARLIC, [animal("1", DOWN), reviewed("9", NULL, PRECISE)], NO, NONE,
     "Streams are graded separately; animals never count for efficacy."),
    ("only rats", claim("krill oil", "depression", D.TREATS), [animal("23351783", DOWN)], {L.NO_HUMAN_EVIDENCE}, NONE,
     "An adequate search found only animal work."),
    ("only a test tube", claim("lemon balm", "anxiety", D.DECREASES), [dish("19165747", DOWN)], {L.NO_HUMAN_EVIDENCE}, NONE,
     "An adequate search found only laboratory work."),
    ("only rats that saw no effect: that refutes nothing in people", GARLIC, [animal("1", NULL)], {L.NO_HUMAN_EVIDENCE}, NONE,
     "Animals are a separate stream, hard gate."),
    ("rats and a narrative review about people", GARLIC, [animal("1", DOWN), appraisal("2", DOWN, design=Design.NARRATIVE_REVIEW, effect=None)],
     {L.NO_HUMAN_EVIDENCE}, NONE, "Narrative reviews carry no weight, which leaves animal work only."),
    ("only a protocol and an editorial", GARLIC, [appraisal("1", SILENT, design=Design.PROTOCOL, effect=None), appraisal("2", DOWN, design=Design.EDITORIAL,
     effect=None)], {L.NO_STUDIES}, NONE, "Narrative reviews, editorials and protocols carry no weight."),
    # Conflict and counting
    ("good trials of equal size disagree", GARLIC, [trial("1", DOWN, CLEAR), trial("2", UP, HARMFUL)], {L.MIXED}, NONE,
     "Credible conflict within the best stream."),
    ("good trials disagree, and the claim is a denial", GARLIC_NOT, [trial("1", DOWN, CLEAR), trial("2", UP, HARMFUL)], {L.MIXED}, NONE,
     "A conflict is a conflict for the denial too."),
    ("two reviews of equal size find opposite effects", GARLIC, [reviewed("8", DOWN, CLEAR), reviewed("9", UP, HARMFUL)], {L.MIXED}, NONE,
     "Credible conflict within the best stream."),
    ("a clear effect and a precise null, equally large", GARLIC, [trial("1", DOWN, CLEAR), trial("2", NULL, PRECISE)], {L.MIXED, L.POSSIBLY_SUPPORTED}, NONE,
     "Intervals that do not overlap: a credible conflict, or very serious inconsistency."),
    ("vote counting: five tiny null trials against one great trial with an effect", GARLIC, [trial("1", DOWN, CLEAR, 8000)] + [trial(f"2{n}", NULL, rr(0.8,
     0.4, 1.6), 50) for n in range(5)], YES_OR_PROBABLY, NONE,
     "Counts are descriptive only; conflict is weighted by n and the wide intervals include the effect."),
    ("vote counting: five tiny good-news trials against one great precise null", GARLIC, [trial("1", NULL, PRECISE, 20000, signals=(BLINDED,
     good("low risk of bias")))] + [trial(f"2{n}", DOWN, rr(0.5, 0.26, 0.96), 40) for n in range(5)], NO_OR_PROBABLY_NOT, NONE,
     "Counts are descriptive only; the conflict is weighted by n."),
    ("a null review, and small old trials that it includes", GARLIC, [reviewed("9", NULL, PRECISE, 9000, 20), trial("1", DOWN, CLEAR, 60), trial("2", DOWN,
     CLEAR, 60)], NO, NONE, "A review speaks for its trials: they are not counted again."),
    ("a null review, and a great new trial that agrees", GARLIC, [reviewed("9", NULL, PRECISE), trial("1", NULL, PRECISE, 20000, signals=(BLINDED,
     good("low risk of bias")))], NO, NONE, "Both are precise nulls."),
    ("a review of eighteen studies, half of them positive", claim("magnesium", "anxiety", D.DECREASES), [reviewed("28445426", MIXED, None, None, 18,
     signals=())], {L.MIXED, L.INSUFFICIENT}, NONE, "Half the studies either way is a conflict, and without a figure imprecise; counting votes would not do."),
    # Trust
    ("under an expression of concern, beside a sound null review", GARLIC, [trial("1", DOWN, CLEAR, trust=Trust.CONCERN), reviewed("9", NULL, PRECISE)], NO,
     NONE, "An expression of concern is held out."),
    ("under an expression of concern, alone", GARLIC, [reviewed("9", DOWN, CLEAR, trust=Trust.CONCERN)], {L.NO_STUDIES}, NONE,
     "Held out, and nothing else was found."),
    ("a superseded review with an effect, and its update without", GARLIC, [reviewed("8", DOWN, CLEAR, trust=Trust.SUPERSEDED), reviewed("9", NULL, PRECISE)],
     NO, NONE, "A superseded version gives way to its update."),
    ("two retracted trials for it, one small trial that did not show it", GARLIC, [trial("1", DOWN, CLEAR, trust=Trust.RETRACTED), trial("2", DOWN, CLEAR,
     trust=Trust.RETRACTED), trial("3", NULL, WIDE, 120)], UNDECIDED, NONE, "Retracted is out; what is left is imprecise."),
    ("only a retracted review, denied", GARLIC_NOT, [reviewed("9", DOWN, CLEAR, trust=Trust.RETRACTED)], {L.NO_STUDIES}, NONE,
     "A retracted study counts neither for nor against."),
    ("an erratum is only a flag", GARLIC, [reviewed("9", DOWN, CLEAR, flags=("includes trials", "corrected"))], YES, NONE,
     "A correction is only a flag; an erratum is never a retraction."),
    # Absence, negation and the search
    ("nothing found is not refuted", GARLIC, [], {L.NO_STUDIES}, NONE, "No evidence is not refuted: typed absence (a)."),
    ("nothing found does not support a denial", GARLIC_NOT, [], {L.NO_STUDIES}, NONE,
     "Support needs positive evidence on the question; only a precise null can support 'no'."),
    ("nothing found does not make it safe", GARLIC_SAFE, [], {L.NO_STUDIES}, NONE, "No counter-evidence is not support."),
    ("wide nulls do not support a denial", GARLIC_NOT, [reviewed("9", NULL, WIDE)], UNDECIDED, NONE, "Only (d), a precise null, can support 'no'."),
    ("wide nulls do not make it safe", GARLIC_SAFE, [cohort("1", NULL, rr(1.1, 0.5, 2.4)), cohort("2", NULL, rr(0.9, 0.4, 2.0))], UNDECIDED, NONE,
     "Only a precise null can support 'no'."),
    ("the opposite effect supports a denial", GARLIC_NOT, [reviewed("9", UP, HARMFUL)], YES, NONE, "Contradicted of the plain claim supports its denial."),
    ("a clear effect stands against a denial", GARLIC_NOT, [reviewed("9", DOWN, CLEAR)], {L.REFUTED, L.CONTRADICTED}, NONE, "Mirror of supported, High."),
    ("a denial, with animals only", GARLIC_NOT, [animal("1", NULL)], {L.NO_HUMAN_EVIDENCE}, NONE, "Animals only, whichever way the claim is worded."),
    ("'has no effect' is a denial: a precise null", claim(direction=D.NO_EFFECT), [reviewed("9", NULL, PRECISE)], YES, NONE,
     "A precise null can support 'no'."),
    ("'has no effect' is a denial: a clear effect", claim(direction=D.NO_EFFECT), [reviewed("9", DOWN, CLEAR)], {L.REFUTED, L.CONTRADICTED}, NONE,
     "An effect shown stands against 'no effect'."),
    ("'has no effect' is a denial: wide null", claim(direction=D.NO_EFFECT), [reviewed("9", NULL, WIDE)], UNDECIDED, NONE,
     "Not significant is no effect only where the interval says so."),
    ("studies on the question that report nothing on it", GARLIC, [trial("1", SILENT, None), trial("2", SILENT, None)], {L.NOT_ASSESSED, L.INSUFFICIENT}, NONE,
     "Support needs positive evidence on the question; silence is neither."),
    ("nothing in the starter library", GARLIC, [], {L.NOT_ASSESSED}, NONE, "Below pubmed, absence is always (f): not assessed.", DEMONSTRATION),
    ("nothing in a partial library", GARLIC, [], {L.NOT_ASSESSED}, NONE, "Source covers only part: not assessed.", PARTIAL),
    ("nothing in the starter library, denied", GARLIC_NOT, [], {L.NOT_ASSESSED}, NONE, "Below pubmed, absence is always (f), for a denial too.", DEMONSTRATION),
    ("only rats in the starter library", GARLIC, [animal("1", DOWN)], {L.NOT_ASSESSED}, NONE,
     "'No human evidence' needs an adequate search; below pubmed absence is (f).", DEMONSTRATION),
    ("only a retracted study in the starter library", MMR, [WAKEFIELD], {L.NOT_ASSESSED}, NONE, "Retracted is out and below pubmed absence is (f).",
     DEMONSTRATION),
    ("only off-question records in the starter library", GARLIC, [reviewed("9", NULL, PRECISE, match=matrix(outcome=Match.DIFFERENT))], {L.NOT_ASSESSED}, NONE,
     "Below pubmed, absence is always (f).", DEMONSTRATION),
    ("what the starter library holds is graded as usual", GARLIC, [reviewed("9", DOWN, CLEAR)], YES, NONE, "What the library does hold is graded as usual.",
     DEMONSTRATION),
    ("a precise null in the starter library", COLDS, [HEMILA], NO, NONE, "What the library does hold is graded as usual; (d) is no absence of records.",
     DEMONSTRATION),
    ("a wide null in the starter library", GARLIC, [reviewed("9", NULL, WIDE)], {L.INSUFFICIENT, L.NOT_ASSESSED}, NONE,
     "On the question but imprecise, graded as usual; or absence, which is (f) below pubmed.", DEMONSTRATION),
    ("nothing found, and a search failed", GARLIC, [], {L.NOT_ASSESSED}, NONE, "Search failed: not assessed; fail closed.", FAILED),
    ("only rats found, and a search failed", GARLIC, [animal("1", DOWN)], {L.NOT_ASSESSED}, NONE, "'No human evidence' needs an adequate search.", FAILED),
    ("a good review found, and a search failed", GARLIC, [reviewed("9", DOWN, CLEAR)], {L.SUPPORTED, L.NOT_ASSESSED}, NONE,
     "Incomplete: either what was found is graded, with the gap shown, or it fails closed; never refuted.", FAILED),
    ("a word of the claim that nobody has written about", claim("zorb extract", "blood pressure"), [], {L.NOT_ASSESSED}, NONE,
     "Adequate search: every concept block has hits of its own.", EMPTY_BLOCK),
    # Hedges and directions
    ("a hedge is no shield: 'can help' with a precise null", replace(GARLIC, hedge=Hedge.CAN, strength=Strength.CAN), [reviewed("9", NULL, PRECISE)], NO, NONE,
     "A hedge exempts nothing."),
    ("a hedge is no shield: 'some people find' with a precise null", replace(GARLIC, hedge=Hedge.SOME_PEOPLE, strength=Strength.MAY), [reviewed("9", NULL,
     PRECISE)], NO, NONE, "Store the hedge; judge the implied effect."),
    ("'may' with nothing found", replace(GARLIC, hedge=Hedge.MAY, strength=Strength.MAY), [], {L.NO_STUDIES}, NONE,
     "A hedge exempts nothing: no evidence is no support."),
    ("'may' with cohorts", replace(GARLIC, hedge=Hedge.MAY, strength=Strength.MAY), [cohort("1", DOWN, rr(0.7, 0.65, 0.75)), cohort("2", DOWN, rr(0.7, 0.65,
     0.75))], {L.POSSIBLY_SUPPORTED}, NONE, "The label follows the evidence, Low; the hedge only removes the overclaim."),
    ("a good outcome that rises", claim("creatine", "muscle strength", D.INCREASES), [reviewed("9", UP, smd(0.8, 0.6, 1.0))], YES, NONE,
     "Direction as claimed, High."),
    ("'improves' a bad outcome means less of it", claim("ginger", "nausea", D.IMPROVES), [reviewed("9", DOWN, smd(-0.8, -1.0, -0.6))], YES, NONE,
     "Direction as claimed, High."),
    ("'worsens' a good outcome means less of it", claim("alcohol", "sleep quality", D.WORSENS, kind=Kind.SAFETY), [reviewed("9", DOWN, smd(-0.6, -0.8, -0.4))],
     YES, NONE, "Direction as claimed, High."),
    ("'improves' a good outcome, and less of it is found", claim("alcohol", "sleep quality", D.IMPROVES), [reviewed("9", DOWN, smd(-0.6, -0.8, -0.4))],
     {L.CONTRADICTED}, NONE, "Opposite direction, Low or better."),
    # Other kinds of claim
    ("prevalence is not graded", claim("depression", "insomnia", D.ASSOCIATED, kind=Kind.PREVALENCE,
     quote="One in three people with depression has insomnia."), [reviewed("9", UP, HARMFUL)], {L.NOT_ASSESSED}, NONE,
     "Prevalence: not graded; needs official statistics."),
    ("prevalence, denied, with nothing found", claim("depression", "insomnia", D.ASSOCIATED, kind=Kind.PREVALENCE, negated=True), [], {L.NOT_ASSESSED}, NONE,
     "Prevalence: not assessed."),
    ("a nutrition fact is not graded", claim("bananas", "potassium", D.OTHER, kind=Kind.NUTRITION_FACT, quote="Bananas are rich in potassium."), [reviewed("9",
     UP, HARMFUL)], {L.NOT_ASSESSED}, NONE, "Nutrition fact: needs a food-composition table."),
    ("a nutrition fact, denied", claim("spinach", "iron content", D.OTHER, kind=Kind.NUTRITION_FACT, negated=True), [], {L.NOT_ASSESSED}, NONE,
     "Nutrition fact: not assessed."),
    ("advice: the implied effect is shown", replace(GARLIC, kind=Kind.ADVICE, quote="Eat garlic to lower your blood pressure."), [reviewed("9", DOWN, CLEAR)],
     YES, NONE, "Advice: the implied effect is judged."),
    ("advice: the implied effect is a precise null", replace(COLDS, kind=Kind.ADVICE, quote="Take vitamin C to keep colds away."), [HEMILA], NO, NONE,
     "Advice: the implied effect is judged."),
    ("advice not to: the implied effect is a precise null", replace(COLDS_NOT, kind=Kind.ADVICE, quote="Do not count on vitamin C to prevent colds."),
     [HEMILA], YES, NONE, "The implied denial is supported by a precise null."),
    ("advice from rats", replace(GARLIC, kind=Kind.ADVICE), [animal("1", DOWN)], {L.NO_HUMAN_EVIDENCE}, NONE,
     "The implied effect in people has animal work only."),
    ("mechanism: cells show it", NFKB, [dish("1", DOWN), dish("2", DOWN)], {L.POSSIBLY_SUPPORTED, L.NO_HUMAN_EVIDENCE}, NONE,
     "Laboratory work is on the question, labelled as mechanism, and never more than that."),
    ("mechanism: nothing found", NFKB, [], {L.NO_STUDIES}, NONE, "An adequate search found nothing."),
    ("mechanism, denied, against cells that show it", replace(NFKB, negated=True), [dish("1", DOWN), dish("2", DOWN)], {L.CONTRADICTED, L.NO_HUMAN_EVIDENCE},
     NONE, "Mirror of the mechanism: laboratory work is on the question, and says nothing of people."),
    ("mechanism, denied, with nothing found", replace(NFKB, negated=True), [], {L.NO_STUDIES}, NONE, "Absence supports no denial."),
    ("mechanism: trials in people show it", claim("ashwagandha", "cortisol", D.DECREASES, kind=Kind.MECHANISM), [trial(n, DOWN, smd(-0.9, -1.2,
     -0.6)) for n in "12"], YES, NONE, "People are on the question as well: trials start High."),
    ("interaction: twelve patients, blood levels before and after", JOHNS, [JOHNE], {L.POSSIBLY_SUPPORTED, L.INSUFFICIENT}, NONE,
     "Documented pharmacokinetics, kept apart; as a body it is a tiny study without randomisation."),
    ("interaction, denied, against twelve patients with lower levels", replace(JOHNS, negated=True,
     quote="St John's wort does not interact with amitriptyline."), [JOHNE], {L.CONTRADICTED, L.INSUFFICIENT}, NONE,
     "An interaction claim is never 'safe'; the documented effect stands against the denial or leaves it open."),
    ("interaction: nothing found does not refute it", JOHNS, [], {L.NO_STUDIES}, NONE, "Interaction: never refuted by missing trials."),
    ("interaction, denied: nothing found does not make it safe", replace(JOHNS, negated=True), [], {L.NO_STUDIES}, NONE,
     "An interaction claim is never 'safe': no signal found in N records."),
    ("interaction: nothing in the starter library", JOHNS, [], {L.NOT_ASSESSED}, NONE, "Below pubmed, absence is (f).", DEMONSTRATION),
    ("interaction: a trial that saw no change and gives no figure", TRYPTOPHAN, [THOMSON], UNDECIDED, NONE,
     "Not significant without interval: did not show it."),
    ("interaction, denied: a trial that saw no change and gives no figure", replace(TRYPTOPHAN, negated=True), [THOMSON], UNDECIDED, NONE,
     "Only a precise null can support 'no', and never as 'safe'."),
    ("interaction: case reports only", claim("St John's wort", "serotonin syndrome", D.CAUSES, kind=Kind.INTERACTION), [reports("1", UP), reports("2", UP)],
     UNDECIDED, NONE, "Case reports are signals: Very low, insufficient."),
    ("withdrawal: magnesium after stopping amitriptyline, nothing found", claim("magnesium", "withdrawal symptoms", D.TREATS,
     context="after stopping amitriptyline"), [], {L.NO_STUDIES}, NONE, "An adequate search found nothing on the question."),
    ("opinion", replace(GARLIC, checkable=False, not_checkable_because="opinion"), [reviewed("9", DOWN, CLEAR)], {L.NOT_CHECKABLE}, NONE,
     "Opinion: not checkable, whatever the studies."),
    ("anecdote", replace(GARLIC, checkable=False, not_checkable_because="anecdote", quote="Garlic brought my pressure down."), [], {L.NOT_CHECKABLE}, NONE,
     "Anecdote: not checkable."),
    ("promotion, in the starter library", replace(GARLIC, checkable=False, not_checkable_because="promotion"), [], {L.NOT_CHECKABLE}, NONE,
     "Promotion: not checkable before not assessed.", DEMONSTRATION),
    ("unfalsifiable", claim("homeopathy", "energy", D.IMPROVES, checkable=False, not_checkable_because="unfalsifiable"), [reviewed("9", NULL, PRECISE)],
     {L.NOT_CHECKABLE}, NONE, "Unfalsifiable: not checkable."),
]  # fmt: skip

CASES: list[Case] = [(case[0], case[1], [_stance(case[1], study) for study in case[2]], *case[3:]) for case in _CASES]
