"""Questions of published reviews, answered and graded from the abstracts of the trials that the review used.

The rows give the question and its sources, so each source is taken as on the question, and what it found is read by the words of intervention,
comparator and outcome (`read_comparison`). Body, grading and answer are those of an audit. What stands only in a full text cannot be seen.
"""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from claims.errors import UsageError
from claims.records import Claim, Concept, Direction
from claims.vocabulary import Vocabulary, load_vocabulary, own_words
from pipeline.appraise import comparison
from pipeline.appraise.appraise import appraise
from pipeline.appraise.question import question_of
from pipeline.evaluate.design import bare_study
from pipeline.evaluate.measure import accuracy
from pipeline.evaluate.rows import read_rows, texts_of
from pipeline.grade import bodies, grade
from pipeline.grade.levels import ORDER
from pipeline.records import Appraisal, Certainty, Design, Finding, Level, Match, MatchMatrix, Species

HIGHER, LOWER, SAME, UNCERTAIN, NO_DATA = ANSWERS = (
    "higher", "lower", "no difference", "uncertain effect", "insufficient data",
)  # fmt: skip
# How a graded body answers: the one table.
_ANSWER = {
    Finding.INCREASED: HIGHER,
    Finding.DECREASED: LOWER,
    Finding.NO_SIGNIFICANT_DIFFERENCE: SAME,
    Finding.MIXED: SAME,
}
_QUESTION = re.compile(
    r"(?:Is|Are)\s+(?:the\s+)?(?P<outcome>.+?)\s+(?:higher,\s+lower|lower,\s+higher),\s+or\s+the\s+same\s+when\s+comparing\s+(?:the\s+)?(?P<acting>.+?)\s+(?:to|with|and)\s+(?P<other>.+?)\s*\?",
    re.I,
)
_DESIGNS = {
    Design.RANDOMISED_TRIAL,
    Design.SYSTEMATIC_REVIEW,
    Design.COHORT,
    Design.CASE_CONTROL,
    Design.CONTROLLED_TRIAL,
}
_UNKNOWN = Match.UNKNOWN
_ON = MatchMatrix(
    population=_UNKNOWN, intervention=Match.SAME, form=_UNKNOWN, dose=_UNKNOWN, duration=_UNKNOWN, comparator=_UNKNOWN, outcome=Match.SAME, context=_UNKNOWN
)  # fmt: skip


def evaluate(path: Path) -> dict[str, Any]:
    """`answer_accuracy` over five answers; certainty (exact, within one level,
    linear-weighted kappa) where the row has one and something could be graded; how often each domain changed it."""
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    gold, found, levels = [], [], []
    ungraded = 0
    domains: Counter[str] = Counter()
    for row in read_rows(path):
        question, answer, level = texts_of(row, "question", "answer", "evidence_certainty")
        if answer not in ANSWERS or not isinstance(row.get("sources"), dict):
            raise UsageError(f"{path}: a row without one of the answers {', '.join(ANSWERS)}, or without sources.")
        certainty = certainty_of(question, list(row["sources"].values()), interventions, outcomes)
        gold.append(answer)
        found.append(answer_of(certainty))
        if level and certainty and certainty.level:
            levels.append((Level(level), certainty.level))
        ungraded += bool(level) and not (certainty and certainty.level)
        domains.update(step.domain for step in (certainty.steps if certainty else ()) if step.change)
    apart = [abs(ORDER.index(one) - ORDER.index(other)) for one, other in levels]
    return {
        "task": "grade",
        "n": len(gold),
        "answer_accuracy": accuracy(gold, found),
        "confusion": {name: {other: sum(a == name and b == other for a, b in zip(gold, found, strict=True)) for other in ANSWERS} for name in ANSWERS},
        "certainty_exact": sum(gap == 0 for gap in apart) / len(apart) if apart else None,
        "certainty_within_one": sum(gap <= 1 for gap in apart) / len(apart) if apart else None,
        "certainty_kappa": _kappa(levels),
        "n_certainty": len(levels),
        "n_ungraded": ungraded,
        "domains": dict(domains.most_common()),
        "versions": [comparison.RULE],
    }  # fmt: skip


def answer_of(certainty: Certainty | None) -> str:
    """ "Insufficient data": no source measures the outcome. "Uncertain effect": on the question, and very low."""
    if certainty is None:
        return NO_DATA
    return UNCERTAIN if certainty.level is Level.VERY_LOW else _ANSWER[certainty.finding]


def certainty_of(
    question: str, sources: list[dict[str, Any]], interventions: Vocabulary, outcomes: Vocabulary
) -> Certainty | None:
    """The graded body of the sources that report the outcome; None where none does."""
    asked = _QUESTION.match(question.strip())
    if asked is None:
        raise UsageError(f"{question[:120]!r} is no question of the shape that this task takes.")
    outcome = _concept(asked["outcome"], outcomes)
    claim = Claim(
        "asked", question, 0, len(question), asked["acting"], asked["outcome"], own_words(asked["acting"]), outcome, Direction.INCREASES,
    )  # fmt: skip
    on = question_of(claim, interventions, outcomes)
    read = []
    for source in sources:
        pmid, title, abstract = texts_of(source, "article_id", "title", "content")
        study = replace(bare_study(title, abstract), pmid=pmid)
        finding, effect = comparison.read_comparison(study, asked["acting"], asked["other"], outcome)
        read.append(_as_given(appraise(on, study, "exact"), finding, effect))
    made = bodies(read, dict.fromkeys((item.pmid for item in read), None))
    return grade(made[0], outcome) if made else None


def _concept(worded: str, outcomes: Vocabulary) -> Concept:
    """The outcome in the question's own words, with the valence of the term that stands in them."""
    known = outcomes.best(worded)
    return replace(own_words(worded), valence=known.valence if known.known else 0)


def _as_given(item: Appraisal, finding: Finding, effect: Any) -> Appraisal:
    """On the question by what the row says. A source of no telling design is a trial: reviews of treatments list little else."""
    design = item.design if item.design in _DESIGNS else Design.RANDOMISED_TRIAL
    return replace(item, finding=finding, effect=effect, match=_ON, species=Species.HUMAN, design=design, flags=())


def _kappa(levels: list[tuple[Level, Level]]) -> float | None:
    """Cohen's kappa with linear weights (Cohen 1968)."""
    if not levels:
        return None
    n = len(levels)
    places = [(ORDER.index(one), ORDER.index(other)) for one, other in levels]
    ours, theirs = Counter(one for one, _ in places), Counter(other for _, other in places)
    by_chance = sum(abs(a - b) * ours[a] * theirs[b] for a in ours for b in theirs) / n**2
    return 1 - sum(abs(a - b) for a, b in places) / n / by_chance if by_chance else None
