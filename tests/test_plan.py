"""Search plans: the ladder, the syntax, and what must never be in a query."""

import re

import pytest
from eutils import parse
from factories import claim

from claims.records import Direction
from claims.vocabulary import Vocabulary
from pipeline.plan import plan
from pipeline.query import pubmed_syntax

CLAIMS = [
    claim(),
    claim("krill oil", "erratic brain activity", Direction.IMPROVES, context="as soon as you stop using amitriptyline"),
    claim("stopping amitriptyline", "electrolyte imbalance", Direction.CAUSES),
    claim("gene expression of former user", "withdrawal symptoms severity", Direction.ASSOCIATED),
    claim('zorb "quoted" (brackets) AND NOT [tiab] OR', "blorf: \\ / * ~ ^", Direction.OTHER),
    claim("магний", "сон", Direction.IMPROVES),
    claim("d-mannose", "urinary tract infections", Direction.PREVENTS),
]


@pytest.mark.parametrize("made", CLAIMS, ids=lambda made: made.intervention[:20])
def test_every_query_is_valid_pubmed_syntax(made: object, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    queries = plan(made, interventions, outcomes).queries  # type: ignore[arg-type]
    assert 2 <= len(queries) <= 6
    for query in queries:
        parse(pubmed_syntax(query))


def test_the_ladder_goes_from_exact_to_wide(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    made = claim(
        "krill oil", "erratic brain activity", Direction.IMPROVES, context="as soon as you stop using amitriptyline"
    )
    rungs = {query.rung: query for query in plan(made, interventions, outcomes).queries}
    assert list(rungs) == ["exact", "without context", "intervention's class", "mechanism", "counter-evidence"]
    exact = pubmed_syntax(rungs["exact"])
    assert '"krill oil"[tiab]' in exact
    assert '"Amitriptyline"[Mesh]' in exact
    assert "withdrawal[tiab]" in exact
    assert "amitriptyline" not in pubmed_syntax(rungs["without context"])
    assert '"Fatty Acids, Omega-3"[Mesh]' in pubmed_syntax(rungs["intervention's class"])


def test_direction_is_never_part_of_a_query(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    texts = {
        tuple(pubmed_syntax(query) for query in plan(claim(direction=direction), interventions, outcomes).queries)
        for direction in Direction
    }
    assert len(texts) == 1
    assert not re.search(
        r"lower|decreas|reduc|improv|prevent", "".join(next(iter(texts))).split("counter")[0].split("[Mesh]")[0]
    )


def test_a_denied_claim_is_searched_like_the_plain_one(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    assert plan(claim(negated=True), interventions, outcomes) == plan(claim(), interventions, outcomes)
