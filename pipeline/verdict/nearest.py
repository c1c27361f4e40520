"""The nearest question that the studies at hand do answer. It is shown beside the verdict, never in its place."""

from collections.abc import Callable

from claims.vocabulary import in_print
from pipeline.appraise.question import Question
from pipeline.grade import Body, bodies, grade
from pipeline.grade.body import LABORATORY, ON
from pipeline.grade.levels import ORDER
from pipeline.records import Appraisal, Certainty, Label, Match, NearestQuestion
from pipeline.verdict.label import label_of
from pipeline.verdict.wording import acting_in_words, outcome_in_words

RULE = "verdict.nearest.v1"
_NEAR = (*ON, Match.BROADER, Match.RELATED)
_Accepts = Callable[[Appraisal], bool]


_CIRCLES: tuple[_Accepts, ...] = (
    lambda item: (
        _on(item, ON, ON) and item.match.population is not Match.DIFFERENT and item.match.form is not Match.DIFFERENT
    ),
    lambda item: _on(item, ON, ON),
    lambda item: _on(item, ON, _NEAR),
    lambda item: _on(item, _NEAR, ON),
    lambda item: _on(item, _NEAR, _NEAR),
)


def _on(item: Appraisal, intervention: tuple[Match, ...], outcome: tuple[Match, ...]) -> bool:
    return item.match.intervention in intervention and item.match.outcome in outcome


def nearest_of(
    question: Question, appraisals: tuple[Appraisal, ...], years: dict[str, int | None], *, settled: bool = False
) -> tuple[NearestQuestion, Certainty] | None:
    """The nearest question with human evidence, and the certainty of that evidence for the claim itself.

    `settled`: only a question that has more of an answer than "insufficient" will do.

    The first is graded as a question of its own, without the mismatch; the second counts it (indirectness, shown).
    """
    claim = question.claim
    for accepts in _CIRCLES:
        best = best_of(bodies(appraisals, years, accepts), question)
        if best is None or best[1].level is None:
            continue
        body, for_claim = best
        own = grade(_as_direct(body), claim.outcome_concept, question.wanted)
        label, _ = label_of(own, question.wanted, negated=claim.negated)
        if settled and label is Label.INSUFFICIENT:
            continue
        return NearestQuestion(_asked(question), _answered(question, body), label, own, own.studies), for_claim
    return None


def _asked(question: Question) -> str:
    claim = question.claim
    situation = f", {question.situation}" if question.situation else ""
    return f"{acting_in_words(claim)} and {outcome_in_words(claim)}{situation}" + (
        f", in {claim.population}" if claim.population else ""
    )


def _answered(question: Question, body: Body) -> str:
    """The nearest question in words: what these studies studied and measured, and what they leave out."""
    studied = " or ".join(dict.fromkeys(item.match.studied for item in body.studies if item.match.studied))
    measured = " or ".join(dict.fromkeys(item.match.measured for item in body.studies if item.match.measured))
    if question.stopping:
        studied = f"stopping {studied}"
    left_out = []
    if any(item.match.context is Match.DIFFERENT for item in body.studies):
        left_out.append(
            "in people who are not stopping a medicine" if question.situation else f"not {question.claim.context}"
        )
    if question.claim.population and any(item.match.population is Match.DIFFERENT for item in body.studies):
        left_out.append(f"not in {question.claim.population}")
    return ", ".join((in_print(f"{studied} and {measured}"), *left_out))


def best_of(made: tuple[Body, ...], question: Question) -> tuple[Body, Certainty] | None:
    """The body of the highest certainty; the earlier stream where two are equal. Animal work only where nothing else is."""
    graded = [(body, grade(body, question.claim.outcome_concept, question.wanted)) for body in made]
    human = [pair for pair in graded if pair[0].stream != LABORATORY and pair[1].level is not None]
    if not human:
        return graded[0] if graded else None
    return max(human, key=lambda pair: ORDER.index(pair[1].level) if pair[1].level else -1)


def _as_direct(body: Body) -> Body:
    """The same studies, seen from the nearest question: what differed from the claim differs no longer."""
    from dataclasses import replace

    def direct(item: Appraisal) -> Appraisal:
        match = replace(
            item.match,
            population=Match.UNKNOWN,
            form=Match.UNKNOWN,
            context=Match.UNKNOWN,
            comparator=Match.UNKNOWN,
            outcome=Match.SAME,
            intervention=Match.SAME,
        )
        return replace(item, match=match)

    return replace(body, studies=tuple(direct(item) for item in body.studies))
