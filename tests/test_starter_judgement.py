"""Judgement on the starter library: labels that a careful editor accepts.

A wrong "supported" is the worst thing the program can print, so the labels not named here are what the test is about.
"""

import pytest
from conftest import NOW
from factories import audited

from claims.extract import extract
from claims.intake import read_sentence
from claims.vocabulary import Vocabulary
from pipeline.literature.local import Library
from pipeline.records import Label

OPEN = {"insufficient", "not assessed", "mixed evidence"}
YES = {"supported", "probably supported", "possibly supported"}
NO = {"refuted", "probably not", "possibly not"}
AGAINST = {"contradicted"}

# (claim, accepted labels)
CLAIMS: list[tuple[str, set[str]]] = [
    ("Vitamin C prevents colds.", NO | OPEN),
    ("Vitamin C does not prevent colds.", YES | OPEN),
    ("Vitamin C cures a cold.", OPEN | NO),
    ("Vitamin C prevents colds in marathon runners.", OPEN | {"possibly supported", "probably supported"}),
    ("The MMR vaccine causes autism.", NO | OPEN),
    ("The MMR vaccine does not cause autism.", YES | OPEN),
    ("Beta-carotene prevents lung cancer.", AGAINST | NO | OPEN),
    ("Beta-carotene causes lung cancer.", YES | OPEN),
    ("Avoiding beta-carotene causes lung cancer.", OPEN),
    ("Vitamin E reduces mortality.", NO | OPEN | AGAINST),
    ("Vitamin E increases mortality.", OPEN | {"possibly supported"}),
    ("Melatonin reduces sleep onset latency.", NO | OPEN | {"possibly supported"}),
    ("Folic acid prevents neural tube defects.", YES | OPEN),
    ("A lack of folic acid prevents neural tube defects.", OPEN),
    ("Folic acid cures neural tube defects.", OPEN | NO),
    ("Ginkgo prevents dementia.", NO | OPEN),
    ("Selenium prevents prostate cancer.", NO | OPEN | AGAINST),
    ("Fish oil prevents depression.", NO | OPEN | AGAINST),
    ("Vitamin D prevents fractures.", NO | OPEN),
    ("Vitamin D prevents cancer.", NO | OPEN),
    ("Ivermectin treats COVID-19.", NO | OPEN),
    ("Hydroxychloroquine reduces deaths from COVID-19.", NO | OPEN | AGAINST),
    ("Hydroxychloroquine is not effective for COVID-19.", YES | OPEN),
    ("Echinacea prevents colds.", NO | OPEN),
    ("Black cohosh relieves hot flushes.", NO | OPEN),
    ("Saw palmetto improves urinary symptoms.", NO | OPEN | AGAINST),
    ("Glucosamine relieves knee pain.", NO | OPEN),
    ("Magnesium prevents muscle cramps.", NO | OPEN),
    ("Magnesium cures insomnia.", OPEN | NO),
    ("Low magnesium is linked with migraine.", OPEN),
    ("Peppermint oil relieves IBS.", YES | OPEN),
    ("Peppermint oil is not effective for IBS.", OPEN | AGAINST | NO),
    ("Red yeast rice lowers LDL cholesterol.", YES | OPEN),
    ("Iron reduces fatigue.", {"possibly supported"} | OPEN),
    ("Lemon balm reduces anxiety.", {"possibly supported"} | OPEN),
    ("Ashwagandha reduces stress.", {"possibly supported"} | OPEN),
    ("St John's wort relieves depression.", YES | OPEN),
    ("Krill oil improves mood.", OPEN | NO),
    ("Krill oil stabilizes brain activity.", OPEN),
    ("Probiotics prevent antibiotic-associated diarrhoea.", {"possibly supported", "probably supported"} | OPEN),
    ("Homeopathy cures disease.", OPEN | NO),
    ("Coffee prevents liver cancer.", {"possibly supported"} | OPEN),
    ("Garlic lowers blood pressure.", {"possibly supported", "probably supported"} | OPEN),
    ("Sauna lowers the risk of death.", {"possibly supported"} | OPEN),
    ("Aspirin causes bleeding.", YES | OPEN),
    ("Omega-3 supplements prevent cardiovascular events.", NO | OPEN | {"possibly supported"}),
    ("Lavender reduces anxiety.", {"possibly supported"} | OPEN),
    ("Oral collagen leads to skin hydration.", YES | OPEN),
    # what stands around a known name changes what is meant
    ("Antidotes to aspirin cause bleeding.", OPEN),
    ("Fear of beta-carotene causes lung cancer.", OPEN),
    ("Skipping iron tablets reduces fatigue.", OPEN),
    ("The price of garlic lowers blood pressure.", OPEN),
    ("Red yeast rice with coenzyme Q10 lowers LDL cholesterol.", OPEN),
    # comparisons, circumstances and other creatures are other questions
    ("Aspirin causes fewer bleeds than placebo.", OPEN | AGAINST),
    ("Red yeast rice lowers LDL cholesterol better than simvastatin.", OPEN),
    ("Folic acid prevents neural tube defects when taken in the ninth month.", OPEN),
    ("Vitamin C prevents colds when taken as a cream.", OPEN),
    ("Red yeast rice lowers LDL cholesterol in rats.", OPEN),
    ("Folic acid prevents neural tube defects in men.", OPEN),
    ("Red yeast rice lowers LDL cholesterol in people who do not respond to statins.", OPEN),
    ("Beta-carotene causes lung cancer in non-smokers.", OPEN),
    ("Garlic lowers blood pressure within five minutes.", OPEN),
    ("Aspirin increases bleeding in healthy older adults.", YES | OPEN),
    # denials of many shapes
    ("Red yeast rice lowers LDL cholesterol only in theory.", OPEN | AGAINST),
    ("Red yeast rice lowers LDL cholesterol, critics wrongly say.", OPEN | AGAINST),
    ("Few doctors believe that folic acid prevents neural tube defects.", OPEN | AGAINST),
    ("No study has found that red yeast rice lowers LDL cholesterol.", OPEN | AGAINST),
    ("Red yeast rice is said to lower LDL cholesterol, but it does not.", OPEN | AGAINST),
    ("Red yeast rice rarely lowers LDL cholesterol.", OPEN | AGAINST),
    ("Aspirin is wrongly blamed for causing bleeding.", OPEN | AGAINST),
    # what is given against a harm does not cause it
    ("Statins cause muscle pain.", OPEN | YES),
    ("Folic acid heals neural tube defects.", OPEN | NO),
    ("Valerian leads to good sleep quality.", NO | OPEN | {"possibly supported"}),
    ("Magnesium is never good for migraine.", OPEN | AGAINST | NO),
    ("Scientists doubt that red yeast rice lowers LDL cholesterol.", OPEN | AGAINST),
    ("Vitamin C makes colds last longer.", OPEN | NO | AGAINST),
    ("Vitamin C shortens colds.", OPEN | {"possibly supported", "probably supported"}),
    ("Valerian improves sleep quality.", NO | OPEN | {"possibly supported"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "accepted"), CLAIMS, ids=[sentence for sentence, _ in CLAIMS])
def test_accepted(
    sentence: str, accepted: set[str], interventions: Vocabulary, outcomes: Vocabulary, starter: Library
) -> None:
    article = read_sentence(sentence, now=NOW)
    claims = extract(article, interventions, outcomes, every=True)
    assert len(claims) == 1
    verdict = audited(article, starter, claims).verdicts[0]
    assert str(verdict.label) in accepted, [step.sentence for step in verdict.reasons]


def test_the_library_is_not_silent(starter: Library) -> None:
    """Caution is no excuse: at least a fifth of these claims get an answer."""
    answered = 0
    for sentence, _ in CLAIMS:
        article = read_sentence(sentence, now=NOW)
        made = audited(article, starter, every=True)
        answered += bool(made.verdicts) and str(made.verdicts[0].label) in YES | NO | AGAINST
    assert answered >= len(CLAIMS) // 5


@pytest.mark.parametrize("sentence", ["Calcium prevents fractures.", "Calcium tablets prevent hip fractures."])
def test_a_combination_does_not_speak_for_one_of_its_parts(sentence: str, starter: Library) -> None:
    """A review of vitamin D with calcium says little of calcium alone."""
    article = read_sentence(sentence, now=NOW)
    made = audited(article, starter, every=True)
    assert made.verdicts[0].label in {Label.NOT_ASSESSED, Label.INSUFFICIENT}
