"""Source → Claims: walks the blocks and sentences of an article and keeps track of what they are about."""

import re
from collections.abc import Iterator

from claims.extract import gate, modifiers, subjects
from claims.extract.assemble import claims_of
from claims.extract.frames import frames_of
from claims.extract.quantities import row_frame
from claims.extract.terms import Place, Terms
from claims.records import Block, BlockKind, Claim, Direction, Source
from claims.sentences import sentence_spans
from claims.vocabulary import Vocabulary

# "Nicolucci, A.C., Hume, M.P.": a list of references claims nothing.
_REFERENCE = re.compile(r"(?:[A-Z][a-z]+,\s+(?:[A-Z]\.)+,?\s+){2}|\bet\s+al\.")


def extract(
    source: Source, interventions: Vocabulary, outcomes: Vocabulary, *, every: bool = False
) -> tuple[Claim, ...]:
    """Every checkable (intervention → outcome) assertion of an article, in the order of its text.

    A claim that the article repeats is given once, at its first place. `every` keeps assertions none of whose terms the
    vocabulary knows: right for a sentence that an editor typed in, far too much for an article.
    """
    terms = Terms(interventions, outcomes, every)
    setting = modifiers.setting_of(source.title, source.text, interventions)
    claims: list[Claim] = []
    seen: dict[tuple[str, str, Direction, bool], Claim] = {}
    topic: str | None = None
    for block in source.blocks:
        if block.kind is BlockKind.HEADING:
            named = subjects.last_intervention(source.text[block.start : block.end], interventions)
            topic = named[0] if named else None
            continue
        for claim in _block_claims(source, block, topic, setting, terms):
            concepts = (claim.intervention_concept.preferred, claim.outcome_concept.preferred)
            first = seen.setdefault((*concepts, claim.direction, claim.negated), claim)
            # Two outcomes of one sentence stay two claims, even where one concept stands for both.
            if first is claim or (first.start == claim.start and first.outcome != claim.outcome):
                claims.append(claim)
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
                    yield from claims_of(source, place, frame, terms)
        named = subjects.last_intervention(sentence, terms.interventions)
        if named and not head:
            topic = named[0]
        nearby = situation or nearby
