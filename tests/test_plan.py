"""Search plans: the ladder, the syntax, and what must never be in a query."""

import re

import pytest
from eutils import parse
from eutils.syntax import Tree
from factories import VARIED, claim

from claims.records import Claim, Direction
from claims.vocabulary import Vocabulary
from pipeline.plan import loosened, narrowed, plan
from pipeline.query import REVIEWS, TRIALS, needed, pubmed_syntax

CLAIMS = [
    claim(),
    claim("krill oil", "erratic brain activity", Direction.IMPROVES, context="as soon as you stop using amitriptyline"),
    claim("stopping amitriptyline", "electrolyte imbalance", Direction.CAUSES),
    claim("gene expression of former user", "withdrawal symptoms severity", Direction.ASSOCIATED),
    claim('zorb "quoted" (brackets) AND NOT [tiab] OR', "blorf: \\ / * ~ ^", Direction.OTHER),
    claim("магний", "сон", Direction.IMPROVES),
    claim("d-mannose", "urinary tract infections", Direction.PREVENTS),
]


@pytest.mark.parametrize("made", CLAIMS + [claim(*pair) for pair in VARIED], ids=lambda made: made.intervention[:20])
def test_every_query_is_valid_pubmed_syntax(made: Claim, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    """Balanced, known tags, no empty block: read by the parser of the local server, which knows nothing of how it was made."""
    queries = plan(made, interventions, outcomes).queries
    assert 2 <= len(queries) <= 6
    for query in queries:
        for asked in (
            query,
            narrowed(query, REVIEWS),
            narrowed(query, TRIALS),
            loosened(query, (query.blocks[0].label,)),
        ):
            parts = _terms(parse(pubmed_syntax(asked))) if asked else []
            assert all(term.strip() for term, _ in parts)
            assert all(tag for _, tag in parts), "a term without a field is left to PubMed's guess"


def _terms(tree: Tree) -> list[tuple[str, str | None]]:
    if len(tree) == 3:
        return [(tree[1], tree[2])]
    return [found for branch in tree[1] for found in _terms(branch)]


@pytest.mark.parametrize(
    ("terms", "kept"),
    [
        (("krill oil", "krill"), ("krill",)),  # a word finds its phrases
        (("sleep quality", "quality of sleep"), ("sleep quality", "quality of sleep")),  # other order, other phrase
        (("major depression", "recurrent major depression"), ("major depression",)),
        (("omega-3", "omega 3", "omega-3 fatty acids"), ("omega-3", "omega 3")),
        (
            ("sleep", "wake time after sleep onset"),
            ("sleep",),
        ),  # too long for a phrase: all its words, sleep among them
        (("after sleep", "wake time after sleep onset"), ("after sleep", "wake time after sleep onset")),
        (("iron", "environment", "iron"), ("iron", "environment", "iron")),  # words, not letters
    ],
)
def test_needless_terms_are_left_out(terms: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert needed(terms) == kept


def test_the_ladder_goes_from_exact_to_wide(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    made = claim(
        "krill oil", "erratic brain activity", Direction.IMPROVES, context="as soon as you stop using amitriptyline"
    )
    rungs = {query.rung: query for query in plan(made, interventions, outcomes).queries}
    assert list(rungs) == ["exact", "without context", "intervention's class", "mechanism", "counter-evidence"]
    exact = pubmed_syntax(rungs["exact"])
    assert exact.startswith('("euphausia superba oil"[tiab] OR krill[tiab]) AND (')
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


def test_no_concept_is_so_large_that_its_words_are_left_out(interventions: Vocabulary, outcomes: Vocabulary) -> None:
    """What is not asked for cannot be found: "no studies found" would then be said of a search that was not whole."""
    from pipeline.plan import _block

    for vocabulary in (interventions, outcomes):
        for concept in vocabulary:
            assert _block(concept, vocabulary).left_out == 0, concept.preferred
