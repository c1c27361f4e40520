"""The second reading: it takes away what is disputed, never adds, within its limit. With readers of our own, not the shipped one."""

from collections.abc import Sequence
from typing import Any

import numpy
import pytest
from factories import appraisal, claim, study

from claims.records import Direction
from claims.vocabulary import Vocabulary
from pipeline.appraise.question import Question, question_of
from pipeline.appraise.reader.encoder import Scores
from pipeline.reading import DISPUTED, NOT_READ, opinion_of, read_again
from pipeline.records import Appraisal, Design, Finding, Match, Stance, Trust

YES, NO, SILENT = Scores(0.9, 0.05, 0.05), Scores(0.05, 0.9, 0.05), Scores(0.05, 0.05, 0.9)
UP, DOWN, NONE = Finding.INCREASED, Finding.DECREASED, Finding.NO_SIGNIFICANT_DIFFERENCE


class Says:
    """A reader that always finds the same thing, and answers the claim as it is told to."""

    version = "says.v0"

    def __init__(self, finding: Finding | None, claim: Scores) -> None:
        self.finding, self.claim, self.asked = finding, claim, 0

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scores]:
        self.asked += len(pairs)
        return [self._one(hypothesis) for hypothesis, _ in pairs]

    def _one(self, hypothesis: str) -> Scores:
        for words, finding in ((" increases ", UP), (" decreases ", DOWN), (" makes no significant ", NONE)):
            if words in hypothesis:
                return YES if finding is self.finding else NO if self.finding else SILENT
        return self.claim


@pytest.fixture(scope="module")
def question(interventions: Vocabulary, outcomes: Vocabulary) -> Question:
    """Garlic lowers blood pressure: wanted is that it goes down."""
    return question_of(claim("garlic", "blood pressure", Direction.DECREASES), interventions, outcomes)


def item(question: Question, pmid: str = "1", finding: Finding = DOWN, **fields: object) -> Appraisal:
    stance = Stance.SUPPORTS if finding is DOWN else Stance.REFUTES
    return appraisal(pmid, claim_id=question.claim.id, finding=finding, stance=stance, **fields)


def read(question: Question, items: list[Appraisal], reader: Says, most: int = 300) -> tuple[Appraisal, ...]:
    studies = [study("Garlic", "Garlic was given.", pmid=made.pmid) for made in items]
    return read_again([question], studies, tuple(items), reader, most)


@pytest.mark.parametrize(
    ("wanted", "hypotheses", "of_claim", "opinion"),
    [
        (DOWN, [NO, YES, NO], YES, DOWN),
        (DOWN, [YES, NO, NO], NO, UP),
        (DOWN, [NO, NO, YES], NO, NONE),
        (NONE, [NO, NO, YES], YES, NONE),
        (None, [YES, NO, NO], YES, UP),  # "is linked with": either way holds it
        (None, [NO, NO, YES], NO, NONE),
        (DOWN, [NO, YES, NO], NO, None),  # the two ways of asking do not agree
        (DOWN, [YES, NO, NO], YES, None),
        (DOWN, [SILENT, SILENT, SILENT], SILENT, None),
        (DOWN, [NO, Scores(0.6, 0.2, 0.2), NO], YES, None),  # not sure enough
        (DOWN, [NO, YES, NO], SILENT, None),
    ],
)
def test_an_opinion_needs_both_ways_of_asking(
    wanted: Finding | None, hypotheses: list[Scores], of_claim: Scores, opinion: Finding | None
) -> None:
    assert opinion_of(wanted, hypotheses, of_claim) is opinion


def test_agreement_leaves_a_finding_and_adds_the_scores(question: Question) -> None:
    (made,) = read(question, [item(question)], Says(DOWN, YES))
    assert (made.finding, made.stance, made.stance_scores) == (DOWN, Stance.SUPPORTS, tuple(YES))
    assert "says.v0" in made.rules


@pytest.mark.parametrize(("finding", "of_claim"), [(UP, NO), (NONE, NO)])
def test_a_disputed_study_bears_the_claim_out_no_more(question: Question, finding: Finding, of_claim: Scores) -> None:
    (made,) = read(question, [item(question)], Says(finding, of_claim))
    assert (made.finding, made.stance) == (Finding.NOT_REPORTED, Stance.SAYS_NOTHING)
    assert DISPUTED in made.flags


@pytest.mark.parametrize("finding", [UP, NONE])
def test_a_disputed_study_that_speaks_against_the_claim_is_not_lost(question: Question, finding: Finding) -> None:
    against = item(question, finding=finding)
    (made,) = read(question, [against], Says(DOWN, YES))
    assert (made.finding, made.stance) == (finding, Stance.REFUTES)
    assert DISPUTED in made.flags


def test_for_a_denied_claim_it_is_the_other_way_round(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    denied = question_of(claim("garlic", "blood pressure", Direction.DECREASES, negated=True), interventions, outcomes)
    down, none = item(denied, "1"), item(denied, "2", finding=NONE)
    assert [made.finding for made in read(denied, [down], Says(NONE, NO))] == [DOWN]
    assert [made.finding for made in read(denied, [none], Says(DOWN, YES))] == [Finding.NOT_REPORTED]


@pytest.mark.parametrize("reader", [Says(None, SILENT), Says(UP, YES), Says(DOWN, NO)])
def test_a_reader_without_an_opinion_changes_no_finding(question: Question, reader: Says) -> None:
    (made,) = read(question, [item(question)], reader)
    assert (made.finding, made.flags) == (DOWN, item(question).flags)


@pytest.mark.parametrize("finding", [Finding.NOT_REPORTED, Finding.MIXED])
def test_the_reader_never_adds_a_finding(question: Question, finding: Finding) -> None:
    (made,) = read(question, [item(question, finding=finding)], Says(DOWN, YES))
    assert made.finding is finding


class Nearest:
    """The higher a record's PMID, the nearer."""

    def vectors(self, texts: Sequence[str]) -> Any:
        return numpy.array([[1.0, 0.0], *([number / 10, 0.0] for number in range(1, len(texts)))])


def test_what_is_beyond_the_limit_is_told_and_what_bears_on_the_claim_is_read(question: Question) -> None:
    items = [item(question, str(number)) for number in range(1, 5)]
    items.append(item(question, "5", finding=Finding.NOT_REPORTED))
    reader = Says(DOWN, YES)
    studies = [study("Garlic", "Garlic was given.", pmid=made.pmid) for made in items]
    made = read_again([question], studies, tuple(items), reader, 11, Nearest())  # four pairs a study: two of them
    assert reader.asked == 8
    assert [NOT_READ in one.flags for one in made] == [True, True, False, False, True]


def test_each_claim_gets_its_turn(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    first, second = (
        question_of(claim(acting, "blood pressure", Direction.DECREASES, id=acting), interventions, outcomes) for acting in ("garlic", "magnesium")
    )  # fmt: skip
    items = [item(first, "1"), item(first, "2"), item(second, "3")]
    studies = [study("Garlic", "Garlic was given.", pmid=made.pmid) for made in items]
    made = read_again([first, second], studies, tuple(items), Says(DOWN, YES), 8)
    assert [NOT_READ in one.flags for one in made] == [False, True, False]


@pytest.mark.parametrize(
    "fields",
    [
        {"trust": Trust.RETRACTED},
        {"design": Design.EDITORIAL},
        {"match": Match.DIFFERENT},
    ],
)
def test_only_what_could_carry_weight_is_read(question: Question, fields: dict[str, object]) -> None:
    made = item(question)
    if "match" in fields:
        from dataclasses import replace

        made = replace(made, match=replace(made.match, outcome=Match.DIFFERENT))
    else:
        made = item(question, **fields)
    reader = Says(UP, NO)
    assert read(question, [made], reader) == (made,)
    assert reader.asked == 0


def test_one_study_found_on_two_rungs_is_read_once_and_told_twice(question: Question) -> None:
    reader = Says(UP, NO)
    made = read(question, [item(question, rung="exact"), item(question, rung="class")], reader)
    assert reader.asked == 4
    assert all(one.finding is Finding.NOT_REPORTED for one in made)
