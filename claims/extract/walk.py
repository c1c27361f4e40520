"""Walks the blocks and sentences of an article, keeps track of what they are about, and reads each by the rules."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from claims.extract import gate, modifiers, subjects
from claims.extract.assemble import claims_of
from claims.extract.ellipsis import carried_over
from claims.extract.frame import Frame
from claims.extract.frames import frames_of
from claims.extract.intros import Intro, intro_of, item_frame
from claims.extract.leads import strip_leads
from claims.extract.rows import cells_of, is_header, row_frames
from claims.extract.speakers import speaker_of
from claims.extract.terms import Place, Terms
from claims.records import Block, BlockKind, Claim, Hedge, Source
from claims.sentences import sentence_spans

# What no page says of its own accord.
_DISCLAIMER = re.compile(
    r"\b(?:not\s+intended\s+(?:to|for)|not\s+(?:been\s+)?evaluated\s+by|(?:is|are)\s+no\s+substitute\s+for|not\s+a\s+substitute\s+for|does\s+not\s+(?:replace|constitute)|(?:consult|ask|talk\s+to|speak\s+to)\s+(?:your|a)\s+(?:doctor|physician|pharmacist)\s+before)\b",
    re.I,
)
# What a line says of the items below it: that they are false.
_FACT = re.compile(r"\W*(?:fact|truth|true|in\s+(?:fact|truth|reality))\b", re.I)
_MYTHS = re.compile(
    r"^(?!.*\b(?:facts?|truths?)\b).*\b(?:myths|misconceptions|falsehoods|debunked|not\s+true|untrue)\b", re.I
)
# "Nicolucci, A.C., Hume, M.P.": a list of references claims nothing.
_REFERENCE = re.compile(r"(?:[A-Z][a-z]+,\s+(?:[A-Z]\.)+,?\s+){2}|\bet\s+al\.")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, an item or a row, and what the rules read there. `claimless`: a question, a reference or a disclaimer."""

    place: Place
    claims: tuple[Claim, ...]
    speaker: str | None = None
    claimless: bool = False


def readings_of(source: Source, terms: Terms) -> Iterator[Reading]:
    """Every part of the article that can hold claims, in order."""
    setting = modifiers.setting_of(source.title, source.text, terms.interventions)
    topic = terms.about
    header: list[str] = []
    intro: Intro | None = None
    myths = False
    for block in source.blocks:
        words = source.text[block.start : block.end]
        opens = block.kind is BlockKind.HEADING or words.rstrip().endswith(":")
        if opens:
            named = subjects.last_intervention(words, terms.interventions)
            topic = named[0] if named else terms.about
        topic = subjects.entry_head(words) or topic
        myths = bool(_MYTHS.search(words)) if opens else myths
        intro = intro_of(words) if opens else intro if block.kind is BlockKind.ITEM else None
        if block.kind is not BlockKind.ROW:
            header = []
        elif is_header(words) and not header:
            header = cells_of(words)
        listed = item_frame(words, intro) if intro and block.kind is BlockKind.ITEM else None
        if listed:
            place = Place(block.start, words, "", topic, setting=setting)
            read: Iterable[Reading] = [Reading(place, tuple(claims_of(source, place, listed, terms)))]
        else:
            read = _block_readings(source, block, header, topic, setting, terms)
        for reading in read:
            yield _denied(reading, words, block.start) if myths and block.kind is BlockKind.ITEM else reading


def _denied(reading: Reading, item: str, start: int) -> Reading:
    """An item of a list of myths: what its first sentence says is denied."""
    claims = tuple(
        replace(claim, negated=True) if _first_said(item, claim.start - start) else claim for claim in reading.claims
    )
    return replace(reading, claims=claims)


def _block_readings(
    source: Source, block: Block, header: list[str], topic: str | None, setting: str | None, terms: Terms
) -> Iterator[Reading]:
    text = source.text[block.start : block.end]
    rows = row_frames(text, header, topic, terms) if block.kind is BlockKind.ROW else []
    if rows:
        place = Place(block.start, text, "", topic, setting=setting)
        alone = replace(place, topic=None)
        yield Reading(place, tuple(claim for row in rows for claim in claims_of(source, alone, row, terms)))
        return
    head = subjects.list_head(text, terms.interventions, item=block.kind is BlockKind.ITEM)
    topic, skipped = head or (topic, 0)
    nearby: str | None = None
    suffered: str | None = None
    previous: Frame | None = None
    for start, end in sentence_spans(source.text, block.start + skipped, block.end):
        sentence = source.text[start:end]
        situation = modifiers.stopping_context(sentence, terms.interventions)
        place = Place(start, sentence, source.text[end : block.end], topic, nearby if head else None, setting=setting)
        spoken_of: str | None = None
        opening = subjects.opening_subject(strip_leads(sentence)[0])
        speaker = speaker_of(text, start - block.start, end - block.start)
        claims: list[Claim] = []
        claimless = _is_question(sentence) or bool(_REFERENCE.search(sentence) or _DISCLAIMER.search(sentence))
        if not claimless:
            leaning = carried_over(sentence, previous)
            for frame in [leaning] if leaning else frames_of(sentence):
                if head is not None or not gate.is_order(sentence, frame):
                    earlier = terms.outcomes.mentions(sentence[: frame.start])
                    suffered = sentence[earlier[-1].start : earlier[-1].end] if earlier else suffered
                    within = replace(place, spoken_of=spoken_of or opening, outcome=suffered)
                    for claim in claims_of(source, within, frame, terms):
                        spoken_of, suffered, previous = _short(claim.intervention, terms), claim.outcome, frame
                        claims.append(attributed(claim, speaker))
        yield Reading(replace(place, spoken_of=opening), tuple(claims), speaker, claimless)
        if not head:
            topic = spoken_of or _mentioned(sentence, topic, terms) or (opening if terms.dense else None) or topic
        nearby = situation or nearby


# What a sentence mentions by the way ("with honey") does not become what the next one is about, where there is a topic already.
_BY_THE_WAY = frozenset({"food", "exposure"})


_ASKS = re.compile(
    r"\W*(?:so\s+|and\s+|but\s+|or\s+)?(?:do|does|did|is|are|was|were|can|could|will|would|should|has|have|what|why|how|who|which|when|where|whether|ever|any|want|need|worried|tired|struggling)\b",
    re.I,
)


def _is_question(sentence: str) -> bool:
    """Asked, not said. "It might prevent infections too??" is said."""
    words = sentence.rstrip(' "”')
    return words.endswith("?") and not (words.endswith("??") and not _ASKS.match(sentence))


def _short(intervention: str, terms: Terms) -> str:
    """What a pronoun can stand for: the thing, without how it is taken."""
    mentions = terms.interventions.mentions(intervention)
    opens = len(mentions) == 1 and mentions[0].start == 0
    return (
        intervention[: mentions[0].end]
        if opens
        and re.match(r"\s+(?:for|without|during|with|in|on|at|after|before|if|when)\b", intervention[mentions[0].end :])
        else intervention
    )


def _first_said(item: str, at: int) -> bool:
    """Whether [at …] stands in an item's first sentence, and that is no "Fact: …": only that sentence is the myth."""
    first = sentence_spans(item)
    return not _FACT.match(item) and bool(first) and at < first[0][1]


def _mentioned(sentence: str, topic: str | None, terms: Terms) -> str | None:
    named = subjects.last_intervention(sentence, terms.interventions)
    return named[0] if named and not (topic and named[1].kind in _BY_THE_WAY) else None


def attributed(claim: Claim, speaker: str | None) -> Claim:
    """With whoever says it; a flat statement that the article hands to somebody is reported."""
    reported = claim.hedge is Hedge.NONE and speaker is not None
    return replace(claim, said_by=speaker, hedge=Hedge.REPORTED if reported else claim.hedge)
