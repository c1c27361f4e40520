"""Source → Claims: walks the blocks and sentences of an article and keeps track of what they are about."""

import re
from collections.abc import Iterator
from dataclasses import replace

from claims.extract import gate, modifiers, subjects
from claims.extract.assemble import claims_of
from claims.extract.frames import frames_of
from claims.extract.quantities import row_frame
from claims.extract.speakers import speaker_of
from claims.extract.terms import Place, Terms
from claims.records import Block, BlockKind, Claim, Direction, Hedge, Source
from claims.sentences import sentence_spans
from claims.vocabulary import Vocabulary

# "Nicolucci, A.C., Hume, M.P.": a list of references claims nothing.
_REFERENCE = re.compile(r"(?:[A-Z][a-z]+,\s+(?:[A-Z]\.)+,?\s+){2}|\bet\s+al\.")


def extract(
    source: Source, interventions: Vocabulary, outcomes: Vocabulary, *, every: bool = False
) -> tuple[Claim, ...]:
    """Every checkable (intervention → outcome) assertion of an article, in the order of its text.

    A claim that the article repeats is given once, at its first place, with its other places. `every` keeps assertions none of whose terms the
    vocabulary knows: right for a sentence that an editor typed in, far too much for an article.
    """
    terms = Terms(interventions, outcomes, every)
    setting = modifiers.setting_of(source.title, source.text, interventions)
    claims: list[Claim] = []
    seen: dict[tuple[str, str, Direction, bool], int] = {}
    topic: str | None = None
    for block in source.blocks:
        if block.kind is BlockKind.HEADING:
            named = subjects.last_intervention(source.text[block.start : block.end], interventions)
            topic = named[0] if named else None
            continue
        for claim in _block_claims(source, block, topic, setting, terms):
            concepts = (claim.intervention_concept.preferred, claim.outcome_concept.preferred)
            at = seen.setdefault((*concepts, claim.direction, claim.negated), len(claims))
            # Two outcomes of one sentence stay two claims, even where one concept stands for both.
            if at == len(claims) or (claims[at].start == claim.start and claims[at].outcome != claim.outcome):
                claims.append(claim)
            elif (claim.start, claim.end) not in {(claims[at].start, claims[at].end), *claims[at].also_at}:
                claims[at] = replace(claims[at], also_at=(*claims[at].also_at, (claim.start, claim.end)))
    return tuple(claims)


def _block_claims(
    source: Source, block: Block, topic: str | None, setting: str | None, terms: Terms
) -> Iterator[Claim]:
    text = source.text[block.start : block.end]
    row = row_frame(text) if block.kind is BlockKind.ROW else None
    if row:
        yield from claims_of(source, Place(block.start, text, "", setting=setting), row, terms)
        return
    head = subjects.list_head(text, terms.interventions)
    topic, skipped = head or (topic, 0)
    listed = head is not None or block.kind is BlockKind.ITEM
    nearby: str | None = None
    for start, end in sentence_spans(source.text, block.start + skipped, block.end):
        sentence = source.text[start:end]
        situation = modifiers.stopping_context(sentence, terms.interventions)
        place = Place(start, sentence, source.text[end : block.end], topic, nearby if head else None, setting)
        if not sentence.rstrip().endswith("?") and not _REFERENCE.search(sentence):
            for frame in frames_of(sentence):
                if listed or not gate.is_order(sentence, frame):
                    for claim in claims_of(source, place, frame, terms):
                        yield _attributed(claim, speaker_of(text, start - block.start, end - block.start), sentence)
        named = subjects.last_intervention(sentence, terms.interventions)
        if named and not head:
            topic = named[0]
        nearby = situation or nearby


def _attributed(claim: Claim, speaker: str | None, sentence: str) -> Claim:
    """With whoever says it; a flat statement that the sentence itself hands to somebody is reported."""
    reported = claim.hedge is Hedge.NONE and speaker is not None and speaker in sentence
    return replace(claim, said_by=speaker, hedge=Hedge.REPORTED if reported else claim.hedge)
