"""Two readings of a sentence: what is kept, and what an editor must confirm before it is judged. And the tagger that ships."""

from pathlib import Path

import pytest
from factories import PUBMED, claim, review
from hypothesis import given, settings
from hypothesis import strategies as st
from test_verdict import verdict

from claims.errors import ReaderUnreadable, SourceError
from claims.extract import extract
from claims.extract.agreement import DISPUTED, UNSETTLED, alike, rules_first, settled, together
from claims.extract.assemble import NEITHER_KNOWN
from claims.intake import read_bytes, read_sentence
from claims.records import Direction
from claims.tagger import VERSION, NetworkTagger, Tag, shipped, shipped_tagger
from claims.tagger.decode import Mark, sides
from claims.tokens import SHIPPED, verify
from claims.vocabulary import load_vocabulary
from pipeline.records import Label

D = Direction
TABLES = load_vocabulary("interventions"), load_vocabulary("outcomes")
RULED = claim()
PLAIN, LONGER = "Garlic lowers blood pressure.", "Nobody would say that garlic lowers blood pressure in most of us."
RULED_BY_GINGER = claim("ginger", "high blood pressure")


@pytest.mark.parametrize(
    ("one", "other", "valence", "same"),
    [
        # less of what is bad is better
        (D.TREATS, D.DECREASES, -1, True),
        (D.IMPROVES, D.DECREASES, -1, True),
        (D.WORSENS, D.INCREASES, -1, True),
        # and worse of what is good
        (D.IMPROVES, D.DECREASES, 1, False),
        (D.WORSENS, D.DECREASES, 1, True),
        # the opposite is never alike
        (D.CAUSES, D.PREVENTS, -1, False),
        (D.INCREASES, D.DECREASES, 0, False),
        (D.NO_EFFECT, D.DECREASES, -1, False),
        # a link says no more than that there is something
        (D.ASSOCIATED, D.INCREASES, -1, True),
    ],
)
def test_alike(one: Direction, other: Direction, valence: int, same: bool) -> None:
    assert alike(one, other, valence) is alike(other, one, valence) is same


def test_both_read_alike() -> None:
    (kept,) = together([RULED], [claim(found_by="model: t", confirm=UNSETTLED)], LONGER)
    assert (kept.confirm, kept.found_by) == (None, RULED.found_by)


@pytest.mark.parametrize("other", [claim(direction=D.INCREASES), claim(negated=True)])
def test_a_dispute_is_to_be_confirmed(other: object) -> None:
    (plain,) = together([RULED], [other], PLAIN)  # type: ignore[list-item]
    assert plain.confirm is None  # two known things and a verb can be read one way only
    (kept,) = together([RULED], [other], LONGER)  # type: ignore[list-item]
    assert kept.confirm == DISPUTED
    (typed,) = rules_first([RULED], [other], LONGER)  # type: ignore[list-item]
    assert typed.confirm == DISPUTED


def test_what_only_one_reads() -> None:
    other = claim("ginger", "nausea")
    assert together([RULED], [other], LONGER) == (RULED, other)
    unknown = claim(found_by=f"rule: relation verb{NEITHER_KNOWN}")
    assert together([unknown], [other], LONGER) == (other,)
    # an outcome that the rules have read has its claim already
    assert together([RULED], [RULED_BY_GINGER, other], LONGER) == (RULED, other)
    # and where the tagger takes something else to act, nobody knows which
    assert [one.confirm for one in together([RULED], [RULED_BY_GINGER], LONGER)] == [DISPUTED]
    assert together([], [other], LONGER) == (other,) == rules_first([], [other], LONGER)
    assert rules_first([RULED], [other], LONGER) == (RULED,)


def test_the_stopping_of_a_medicine_is_never_taken_for_the_medicine() -> None:
    stopping = claim("stopping amitriptyline", "nausea", D.CAUSES)
    (kept,) = together([stopping], [claim("amitriptyline", "nausea", D.CAUSES)], LONGER)
    assert kept.intervention == "stopping amitriptyline"


def test_the_tagger_alone_is_settled_by_a_relation_word_only() -> None:
    assert settled(RULED, D.DECREASES).confirm is None
    assert settled(RULED, D.INCREASES).confirm == settled(RULED, None).confirm == UNSETTLED


def test_what_must_be_confirmed_is_never_judged() -> None:
    made = verdict([review()], claim(confirm=DISPUTED), PUBMED)
    assert made.label is Label.NOT_ASSESSED
    assert made.reasons[0].rule == "verdict.reading.v1"
    assert verdict([review()], claim(), PUBMED).label is Label.SUPPORTED


class Says:
    """Marks what it is told, whatever the sentence."""

    version = "t"

    def __init__(self, *tags: Tag) -> None:
        self.tags_ = list(tags)

    def tags(self, _sentence: str, _topic: str) -> list[Tag]:
        return self.tags_


def test_an_unlikely_pair_is_no_claim() -> None:
    sentence = "Thanks to nettle, her colds are gone."
    source = read_sentence(sentence, now="2026-11-25T00:00:00Z")
    for sure, found in ((0.4, 0), (0.9, 1)):
        tagger = Says(Tag((10, 16), (22, 27), D.TREATS, sure, 0.0))
        claims = extract(source, *TABLES, tagger)
        assert len(claims) == found
        assert all((one.intervention, one.outcome, one.confirm) == ("nettle", "colds", UNSETTLED) for one in claims)


def test_sides_from_marks() -> None:
    marks = [0, Mark.INTERVENTION, Mark.INTERVENTION_ON, 0, Mark.OUTCOME_ON, Mark.OUTCOME, Mark.OUTCOME_ON]
    words = [(at, at + 1) for at in range(len(marks))]
    assert sides(marks, words) == ([(1, 3)], [(4, 5), (5, 7)])
    # a word is what its first token is
    assert sides([Mark.OUTCOME, 0, 0], [(0, 3)]) == ([], [(0, 3)])


def test_it_is_the_version_that_claims_name() -> None:
    assert shipped_tagger().version == VERSION
    for folder in (shipped.WEIGHTS, SHIPPED):
        verify(folder)


@pytest.mark.parametrize(
    "text", ["", "a" * 5_000, "word " * 800, "\x00\ud7ff\u202e", "\ud800 garlic lowers it", "<b>x</b>", "🧪" * 200]
)
def test_hostile_text_is_only_text(text: str) -> None:
    for tag in (*shipped_tagger().tags(text, "garlic"), *shipped_tagger().tags("Garlic lowers blood pressure.", text)):
        assert 0 <= tag.sure <= 1
        assert 0 <= tag.denied <= 1
        assert tag.outcome[0] < tag.outcome[1] <= max(len(text), 40)


def test_damaged_weights_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tagger.onnx").write_bytes(b"no network")
    with pytest.raises(Exception, match="tagger"):
        NetworkTagger(tmp_path)
    monkeypatch.setattr(shipped, "WEIGHTS", tmp_path)
    shipped.shipped_tagger.cache_clear()
    with pytest.raises(ReaderUnreadable, match="Install claimaudit again"):
        shipped.shipped_tagger()
    shipped.shipped_tagger.cache_clear()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Thanks to garlic, colds are rarer", "Nobody on zinc fell ill", "&amp;", "é", "e\u0301", "😀", "👩‍⚕️", "“", "”", ". ", ", ", "\r\n", "\n\n", "- ", " | ", "<b>", " 12 "]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_quotes_of_what_the_tagger_finds_round_trip(parts: list[str]) -> None:
    text = "".join(parts)
    for name in ("a.txt", "a.html"):
        try:
            source = read_bytes(text.encode(), name, now="2026-11-25T00:00:00Z")
        except SourceError:
            continue
        for found in extract(source, *TABLES, shipped_tagger(), every=True):
            assert source.text[found.start : found.end] == found.quote
            assert found.quote
