"""Source → Claims. Chains the rules; every claim keeps the exact span that it was read from."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from claims.extract import classify, concepts, modifiers, subjects, wording
from claims.extract.frame import Frame
from claims.extract.frames import frames_of
from claims.extract.phrases import split_phrase, trim
from claims.extract.quantities import row_frame
from claims.extract.relations import find_relations
from claims.records import Block, BlockKind, Claim, Concept, Direction, Kind, Source
from claims.sentences import sentence_spans
from claims.vocabulary import Vocabulary

_MOST_WORDS = 14
# An outcome that no table knows and that takes more words than this is a piece of sentence, not a thing.
_MOST_UNKNOWN = 8
_WHOLE = {"interaction", "after stopping", "table row", "trend", "leading cause", "share of people"}
_OPENING_CONTEXT = re.compile(
    r"^(?:when|while|as\s+soon\s+as|once|after|before|during|upon|as)\b[^,]{2,160}(?=,)", re.I
)


def extract(
    source: Source, interventions: Vocabulary, outcomes: Vocabulary, *, every: bool = False
) -> tuple[Claim, ...]:
    """Every checkable (intervention → outcome) assertion of an article, in the order of its text.

    A claim that the article repeats is given once, at its first place. `every` keeps assertions none of whose terms the
    vocabulary knows: right for a sentence that an editor typed in, far too much for an article.
    """
    setting = modifiers.setting_of(source.title, source.text, interventions)
    claims: list[Claim] = []
    seen: dict[tuple[str, str, Direction, bool], Claim] = {}
    topic: str | None = None
    for block in source.blocks:
        text = source.text[block.start : block.end]
        if block.kind is BlockKind.HEADING:
            named = subjects.last_intervention(text, interventions)
            topic = named[0] if named else None
            continue
        for claim in _block_claims(source, block, topic, setting, interventions, outcomes, every=every):
            key = (
                claim.intervention_concept.preferred,
                claim.outcome_concept.preferred,
                claim.direction,
                claim.negated,
            )
            first = seen.setdefault(key, claim)
            # Two outcomes of one sentence stay two claims, even where one concept stands for both.
            if first is claim or (first.start == claim.start and first.outcome != claim.outcome):
                claims.append(claim)
    return tuple(claims)


def _block_claims(
    source: Source, block: Block, topic: str | None, setting: str | None, interventions: Vocabulary, outcomes: Vocabulary,
    *, every: bool,
) -> Iterator[Claim]:  # fmt: skip
    text = source.text
    at = block.start
    head = subjects.list_head(text[block.start : block.end], interventions)
    if head:
        topic, skipped = head
        at += skipped
    last = topic
    nearby: str | None = None
    row = row_frame(text[block.start : block.end]) if block.kind is BlockKind.ROW else None
    if row:
        row_text = text[block.start : block.end]
        yield from _frame_claims(
            source, block.start, row_text, row, None, setting, None, interventions, outcomes, every=every
        )
        return
    listed = head is not None or block.kind is BlockKind.ITEM
    for start, end in sentence_spans(text, at, block.end):
        sentence = text[start:end]
        situation = modifiers.stopping_context(sentence, interventions)
        for frame in () if sentence.rstrip().endswith("?") or _REFERENCE.search(sentence) else frames_of(sentence):
            if _is_order(sentence, frame) and not listed:
                continue
            after = sentence[frame.end :]
            denied = bool(
                _taken_back(text[end : block.end])
                or _MYTH.match(sentence)
                or _BUT_NOT.match(after)
                or _BUT_NOT.search(frame.tail)
            )
            yield from _frame_claims(
                source,
                start,
                sentence,
                frame,
                last,
                setting,
                nearby if head else None,
                interventions,
                outcomes,
                every=every,
                denied=denied,
            )
        named = subjects.last_intervention(sentence, interventions)
        if named and not head:
            last = named[0]
        nearby = situation or nearby


def _frame_claims(
    source: Source, offset: int, sentence: str, frame: Frame, topic: str | None, setting: str | None,
    nearby: str | None, interventions: Vocabulary, outcomes: Vocabulary, *, every: bool, denied: bool = False,
) -> Iterator[Claim]:  # fmt: skip
    counted = frame.kind is Kind.PREVALENCE
    subject = frame.subject if counted else _resolve(frame.subject, topic, sentence[: frame.start], interventions)
    if subject is None:
        return
    clause = sentence[frame.start : frame.end]
    opening = _OPENING_CONTEXT.match(sentence)
    context = modifiers.context_of(frame.tail, f"{clause} | {opening.group() if opening else ''}", interventions)
    if frame.rule in {"after stopping", "after stopping …, it", "factors"}:
        context = None
    if context is None and nearby and frame.direction is not Direction.CAUSES:
        context = nearby
    quote_start, quote_end = _quote(sentence, frame)
    start, end = offset + quote_start, offset + quote_end
    for worded in split_phrase(subject, interventions):
        intervention = trim(worded, intervention=True)
        concept = concepts.intervention_concept(intervention, interventions)
        for piece in [frame.objects] if frame.rule in _WHOLE else split_phrase(frame.objects, outcomes):
            outcome, outcome_concept = concepts.outcome_and_concept(piece, frame.verb, concept, outcomes)
            if frame.direction is Direction.ASSOCIATED and not outcome_concept.known and not concept.known:
                swapped = _swapped(intervention, outcome, interventions, outcomes)
                if swapped is not None:
                    intervention, concept, outcome, outcome_concept = swapped
            fewer = _FEWER.match(piece.strip())
            direction, outcome_concept = concepts.harm_of(frame, outcome, outcome_concept, outcomes)
            if not _is_claim(
                intervention,
                interventions.best(intervention),
                outcome,
                outcome_concept,
                outcomes.best(intervention),
                frame,
                every=every,
            ):
                continue
            kind = frame.kind or classify.kind_of(concept, outcome_concept, direction, outcome)
            hedge = wording.hedge_of(frame.lead, clause)
            stated = None if concepts.STOPPING.match(intervention) else context
            if fewer and direction is Direction.CAUSES and not fewer.group().lower().startswith("no"):
                direction = Direction.DECREASES
            reason = classify.not_checkable_because(outcome_concept, outcome)
            claim = Claim(
                id="",
                quote=source.text[start:end],
                start=start,
                end=end,
                intervention=intervention,
                outcome=outcome,
                intervention_concept=concept,
                outcome_concept=outcome_concept,
                direction=direction,
                negated=wording.negated(frame.lead, f"{frame.objects} {frame.tail}")
                is not (denied or bool(fewer and fewer.group().lower().startswith("no"))),
                hedge=hedge,
                strength=wording.strength_of(direction, hedge, frame.lead),
                population=modifiers.population_of(f"{clause} {frame.tail}"),
                context=stated,
                setting=setting,
                dose=modifiers.dose_of(sentence) if kind is not Kind.PREVALENCE else None,
                kind=kind,
                checkable=reason is None,
                not_checkable_because=reason,
                priority=classify.priority_of(outcome, f"{stated or ''} {setting or ''} {intervention}", kind),
                found_by=f"rule: {frame.rule}",
            )
            yield replace(claim, id=claim_id(source.sha256, claim))


def _swapped(
    intervention: str, outcome: str, interventions: Vocabulary, outcomes: Vocabulary
) -> tuple[str, Concept, str, Concept] | None:
    """ "Autism is linked to the MMR vaccine": what is linked may stand either way round."""
    acting, suffered = concepts.intervention_concept(outcome, interventions), outcomes.best(intervention)
    return (outcome, acting, intervention, suffered) if acting.known and suffered.known else None


def claim_id(source_sha256: str, claim: Claim) -> str:
    """Twelve hex digits of a hash over the source and what the claim says."""
    content = "\x1f".join(
        (
            source_sha256,
            str(claim.start),
            str(claim.end),
            claim.intervention,
            claim.outcome,
            claim.direction,
            str(claim.negated),
        )
    )
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:12]


def _resolve(subject: str | None, topic: str | None, before: str, interventions: Vocabulary) -> str | None:
    """The subject as worded, a pronoun replaced by what it names; None where nothing that could act is named."""
    if subject is None or not subject.strip():
        return topic
    if subjects.is_pronoun(subject) or not trim(subject, intervention=True):
        named = subjects.antecedent(subject, before, topic, interventions)
        return named or (subject if interventions.lookup(trim(subject)) else None)
    return None if subjects.is_nobody(subject) else subjects.plain_subject(subject, interventions)


# "Nicolucci, A.C., Hume, M.P.": a list of references claims nothing.
_REFERENCE = re.compile(r"(?:[A-Z][a-z]+,\s+(?:[A-Z]\.)+,?\s+){2}|\bet\s+al\.")
# "causes fewer bleeds", "causes no pain".
_FEWER = re.compile(r"(?:fewer|less|lower|reduced|no)\s+", re.I)
_MYTH = re.compile(r"^\W*(?:myth|false|fiction|wrong)\s*(?:#?\d+)?\s*[:–—-]", re.I)
_TAKEN_BACK = re.compile(r"^\s*(?:this|that|it|they|these|all\s+of\s+this|both)\s+", re.I)


_BUT_NOT = re.compile(
    r"\W*(?:but|yet|though)\s+(?:it|they|this|that|these|in\s+fact\s+it)\s+(?:really\s+|actually\s+)?(?:(?:do|does|did|is|are|was|were|has|have|can|will)\s*(?:not|n[’']t)|cannot|fails?\b)",
    re.I,
)


def _taken_back(following: str) -> bool:
    """Whether the next sentence dismisses this one ("This has been thoroughly disproved.")."""
    first = following[:120].split(".")[0]
    return bool(_TAKEN_BACK.match(first)) and bool(wording.DISMISSED.search(first)) and not re.search(r"\bnot\b", first)


def _is_order(sentence: str, frame: Frame) -> bool:
    """ "Treat posters with care": a verb in its base form opens the sentence and nobody acts."""
    return (
        frame.subject is None
        and bool(frame.verb)
        and not frame.verb.endswith("s")
        and sentence[: len(frame.verb)].lower() == frame.verb
    )


def _quote(sentence: str, frame: Frame) -> tuple[int, int]:
    """The clause without surrounding marks and without the final full stop; the whole sentence where the clause is less than half of it."""
    start, end = frame.start, frame.end
    if end - start < len(sentence) / 2:
        start, end = 0, len(sentence)
    while start < end and sentence[start] in " ,;:–—\"“”'‘(":
        start += 1
    while end > start and sentence[end - 1] in ' ,;:.!–—"“”)':
        end -= 1
    return start, end


def _is_claim(
    intervention: str, concept: Concept, outcome: str, outcome_concept: Concept, condition: Concept, frame: Frame,
    *, every: bool,
) -> bool:  # fmt: skip
    if not intervention or not outcome or len(intervention.split()) > _MOST_WORDS or len(outcome.split()) > _MOST_WORDS:
        return False
    if not outcome.lower().startswith(frame.verb or "-") and any(
        relation.start == 3 and relation.form.endswith("ing") for relation in find_relations(f"by {outcome}")
    ):
        return False  # "stopped lowering cholesterol": what is acted on is an action, not an outcome
    if not re.search(r"[^\W\d_]{2,}|\d", outcome) or outcome.lower() in {"an", "the", "of"}:
        return False
    if not any(character.isalpha() for character in outcome) or intervention.lower() == outcome.lower():
        return False
    if frame.kind is Kind.PREVALENCE:
        return condition.known
    if frame.rule in {"contents of a food", "should be avoided", "is safe", "interaction", "has no side effects"}:
        return concept.known
    if (not outcome_concept.known and len(outcome.split()) > _MOST_UNKNOWN) or subjects.REPORTING.search(outcome):
        return False
    if every:
        return True
    if frame.strong:
        return concept.known or outcome_concept.known
    return concept.known and outcome_concept.known
