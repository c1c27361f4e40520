"""The measured reader's parts: which sentences are chosen, what is asked, and the project's own pairs."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_pairs import reader_pairs

from pipeline.appraise.reader.choose import chosen, relevance
from pipeline.appraise.reader.hypotheses import hypotheses_of

ABSTRACT = [
    "Background: insomnia is common, and magnesium is often taken for it.",
    "Methods: we randomised 120 adults to magnesium or placebo for eight weeks.",
    "Sleep onset latency was shortened by 17 minutes with magnesium (p = 0.01).",
    "Blood pressure did not change.",
    "Conclusion: magnesium shortened the time to fall asleep.",
]


@pytest.mark.parametrize(
    ("claim", "best"),
    [
        ("Magnesium shortens the time to fall asleep.", 4),  # the conclusion that names it
        ("Magnesium lowers blood pressure.", 3),  # the one sentence on the outcome
        ("Magnesium reduces sleep onset latency.", 2),
    ],
)
def test_the_sentence_that_answers_comes_first(claim: str, best: int) -> None:
    scores = relevance(claim, ABSTRACT)
    assert max(range(len(scores)), key=lambda at: scores[at]) == best


@given(
    st.text(max_size=60),
    st.lists(st.text(max_size=200), min_size=1, max_size=12),
    st.integers(1, 120),
    st.integers(1, 5),
)
def test_choice_is_in_order_within_its_room_and_never_empty(
    claim: str, sentences: list[str], words: int, most: int
) -> None:
    taken = chosen(claim, sentences, words, most)
    assert taken == sorted(set(taken))
    assert 1 <= len(taken) <= most
    assert len(taken) == 1 or sum(len(sentences[at].split()) for at in taken) <= words


def test_three_hypotheses() -> None:
    asked = hypotheses_of("garlic", "blood pressure", "placebo")
    assert list(asked) == ["increased", "decreased", "no difference"]
    assert all("compared with placebo" in hypothesis for hypothesis in asked.values())


def test_the_projects_own_pairs_are_what_they_should_be() -> None:
    pairs = reader_pairs()
    assert len(pairs) >= 300
    assert len({(pair.text, pair.hypothesis) for pair in pairs}) == len(pairs)
    labels = Counter(pair.label for pair in pairs)
    assert min(labels.values()) >= 80
    kinds = {pair.kind for pair in pairs}
    assert {
        "negation",
        "direction",
        "intervention",
        "outcome",
        "null",
        "hedge",
        "subgroup",
        "animal",
        "population",
    } <= kinds
