"""Source → Claims: walks the blocks and sentences of an article and keeps track of what they are about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claims.extract import gate, modifiers, subjects, topics
from claims.extract.assemble import NEITHER_KNOWN, claims_of
from claims.extract.ellipsis import carried_over
from claims.extract.frame import Frame
from claims.extract.frames import frames_of
from claims.extract.intros import Intro, intro_of, item_frame
from claims.extract.leads import strip_leads
from claims.extract.rows import cells_of, is_header, row_frames
from claims.extract.speakers import speaker_of
from claims.extract.terms import Place, Terms
from claims.records import Block, BlockKind, Claim, Direction, Hedge, Source
from claims.sentences import sentence_spans
from claims.vocabulary import Vocabulary

# "Nicolucci, A.C., Hume, M.P.": a list of references claims nothing.
# What no page says of its own accord.
_DISCLAIMER = re.compile(
    r"\b(?:not\s+intended\s+(?:to|for)|not\s+(?:been\s+)?evaluated\s+by|(?:is|are)\s+no\s+substitute\s+for|not\s+a\s+substitute\s+for|does\s+not\s+(?:replace|constitute)|(?:consult|ask|talk\s+to|speak\s+to)\s+(?:your|a)\s+(?:doctor|physician|pharmacist)\s+before)\b",
    re.I,
)
# An article that makes fewer claims with a side that the vocabulary knows speaks of health by the way: a job advert, an open day.
_FEW = 4
# What a line says of the items below it: that they are false.
_FACT = re.compile(r"\W*(?:fact|truth|true|in\s+(?:fact|truth|reality))\b", re.I)
_MYTHS = re.compile(
    r"^(?!.*\b(?:facts?|truths?)\b).*\b(?:myths|misconceptions|falsehoods|debunked|not\s+true|untrue)\b", re.I
)
_REFERENCE = re.compile(r"(?:[A-Z][a-z]+,\s+(?:[A-Z]\.)+,?\s+){2}|\bet\s+al\.")


def extract(
    source: Source, interventions: Vocabulary, outcomes: Vocabulary, *, every: bool = False
) -> tuple[Claim, ...]:
    """Every checkable (intervention → outcome) assertion of an article, in the order of its text.

    A claim that the article repeats is given once, at its first place, with its other places. `every` keeps assertions none of whose terms the
    vocabulary knows: right for a sentence that an editor typed in, far too much for an article.
    """
    terms = Terms(interventions, outcomes, every)
    terms = replace(
        terms,
        dense=topics.speaks_of_health(source.text, terms),
        about=topics.subject_of(source, terms),
        condition=topics.condition_of(source, terms),
        creatures=topics.creatures_of(source.text),
    )
    setting = modifiers.setting_of(source.title, source.text, interventions)
    claims: list[Claim] = []
    seen: dict[tuple[str, str, Direction, bool], int] = {}
    elsewhere: dict[int, dict[tuple[int, int], None]] = {}
    topic = terms.about
    header: list[str] = []
    intro: Intro | None = None
    myths = False
    for block in source.blocks:
        words = source.text[block.start : block.end]
        opens = block.kind is BlockKind.HEADING or words.rstrip().endswith(":")
        if opens:
            named = subjects.last_intervention(words, interventions)
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
            found: Iterable[Claim] = claims_of(
                source, Place(block.start, words, "", topic, setting=setting), listed, terms
            )
        else:
            found = _block_claims(source, block, header, topic, setting, terms)
        for claim in found:
            if myths and block.kind is BlockKind.ITEM and _first_said(words, claim.start - block.start):
                claim = replace(claim, negated=True)
            concepts = (claim.intervention_concept.preferred, claim.outcome_concept.preferred)
            at = seen.setdefault((*concepts, claim.direction, claim.negated), len(claims))
            # Two outcomes of one sentence stay two claims, even where one concept stands for both.
            if at == len(claims) or (claims[at].start == claim.start and claims[at].outcome != claim.outcome):
                claims.append(claim)
            elif (claim.start, claim.end) != (claims[at].start, claims[at].end):
                elsewhere.setdefault(at, {})[claim.start, claim.end] = None
    claims = [
        replace(claim, also_at=tuple(elsewhere[at])) if at in elsewhere else claim for at, claim in enumerate(claims)
    ]
    plain = [claim for claim in claims if NEITHER_KNOWN not in claim.found_by]
    return tuple(claims if every or len(plain) >= _FEW else plain)


def _block_claims(
    source: Source, block: Block, header: list[str], topic: str | None, setting: str | None, terms: Terms
) -> Iterator[Claim]:
    text = source.text[block.start : block.end]
    rows = row_frames(text, header, topic, terms) if block.kind is BlockKind.ROW else []
    for row in rows:
        yield from claims_of(source, Place(block.start, text, "", setting=setting), row, terms)
    if rows:
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
        if not _is_question(sentence) and not _REFERENCE.search(sentence) and not _DISCLAIMER.search(sentence):
            leaning = carried_over(sentence, previous)
            for frame in [leaning] if leaning else frames_of(sentence):
                if head is not None or not gate.is_order(sentence, frame):
                    earlier = terms.outcomes.mentions(sentence[: frame.start])
                    suffered = sentence[earlier[-1].start : earlier[-1].end] if earlier else suffered
                    within = replace(place, spoken_of=spoken_of or opening, outcome=suffered)
                    for claim in claims_of(source, within, frame, terms):
                        spoken_of, suffered, previous = _short(claim.intervention, terms), claim.outcome, frame
                        yield _attributed(claim, speaker_of(text, start - block.start, end - block.start), sentence)
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


def _attributed(claim: Claim, speaker: str | None, sentence: str) -> Claim:
    """With whoever says it; a flat statement that the sentence itself hands to somebody is reported."""
    reported = claim.hedge is Hedge.NONE and speaker is not None and speaker in sentence
    return replace(claim, said_by=speaker, hedge=Hedge.REPORTED if reported else claim.hedge)
