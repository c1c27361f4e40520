"""A frame → its claims: one for each (intervention, outcome) pair that it asserts, with every field of the record."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from claims.extract import classify, concepts, gate, modifiers, subjects, wording
from claims.extract.doubts import doubt_of
from claims.extract.frame import Frame
from claims.extract.phrases import split_phrase, trim
from claims.extract.terms import Place, Terms
from claims.records import Claim, Concept, Direction, Kind, Source

# Rules whose objects are one phrase, whatever commas it holds; and those that state their own circumstances.
_WHOLE = {
    "interaction",
    "should be avoided",
    "contents of a food, by table",
    "after stopping",
    "table row",
    "trend",
    "leading cause",
    "share of people",
}
_SELF_CONTAINED = {"after stopping", "after stopping …, it", "factors"}
_OPENING_CONTEXT = re.compile(
    r"^(?:when|while|as\s+soon\s+as|once|after|before|during|upon|as)\b[^,]{2,160}(?=,)", re.I
)
# "causes fewer bleeds", "causes no pain".
_FEWER = re.compile(r"(?P<how>fewer|less|lower|reduced|no)\s+", re.I)
_IT = {"it", "them", "it too", "them too", "it further", "it more", "them slightly", "it slightly", "this", "that"}
_SAYS_IT = re.compile(r"\b(?:it|them|this|that)\b", re.I)
# Said of a claim neither of whose sides a table knows: it stands only in an article that makes others.
NEITHER_KNOWN = ", neither side in the vocabulary"
_Pair = tuple[str, Concept, str, Concept, Direction, bool]


def claims_of(source: Source, place: Place, frame: Frame, terms: Terms) -> Iterator[Claim]:
    """The claims of one frame, each with an exact span of the source's text."""
    counted = frame.kind is Kind.PREVALENCE
    subject = frame.subject if counted else _resolve(frame.subject, place, frame, terms)
    if subject is None:
        return
    clause = place.sentence[frame.start : frame.end]
    population = modifiers.population_of(f"{clause} {frame.tail}") or terms.creatures
    context = _context(place, frame, clause, terms)
    if context is not None and population is not None and context in population:
        context = None  # "in people with insomnia": who they are, and no circumstance
    denied = _denied(place, frame)
    hedge = wording.hedge_of(frame.lead, clause)
    start, end = (place.offset + at for at in _quote(place.sentence, frame))
    if trim(frame.objects).lower() in _IT and (place.outcome or terms.condition):
        frame = _with_what_it_names(frame, clause, place, terms)
    for intervention, concept, outcome, outcome_concept, direction, without in _pairs(frame, subject, terms):
        kind = frame.kind or classify.kind_of(concept, outcome_concept, direction, outcome)
        stated = None if concepts.STOPPING.match(intervention) else context
        reason = classify.not_checkable_because(outcome_concept, outcome)
        measured, whom = concepts.whose(outcome, terms.outcomes)
        who = whom if whom and (population is None or population in whom) else population
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
            negated=denied is not without,
            hedge=hedge,
            strength=wording.strength_of(direction, hedge, frame.lead, clause),
            population=who,
            context=stated,
            setting=place.setting,
            dose=modifiers.dose_of(place.sentence) if not counted else None,
            kind=kind,
            checkable=reason is None,
            not_checkable_because=reason,
            priority=classify.priority_of(outcome, f"{stated or ''} {place.setting or ''} {intervention}", kind),
            confirm=frame.confirm or _doubt(place, direction, measured, outcome_concept, who, terms),
            found_by=_found_by(
                frame, known=concept.known or outcome_concept.known or counted or kind is Kind.NUTRITION_FACT
            ),
        )
        yield replace(claim, id=claim_id(source.sha256, claim))


def _with_what_it_names(frame: Frame, clause: str, place: Place, terms: Terms) -> Frame:
    """The frame with the outcome spoken of last in place of "it". Where the clause does not even say "it", and the article is about no
    one illness, that is a guess: "Homeopathy is no better than placebo" need not go on about the autism of the sentence before."""
    named = place.outcome or terms.condition or ""
    guessed = not _SAYS_IT.search(clause) and named != terms.condition
    return replace(
        frame,
        objects=named,
        confirm=frame.confirm or (f"it does not say what for; “{named}” stands before it" if guessed else None),
    )


def _doubt(
    place: Place, direction: Direction, outcome: str, concept: Concept, population: str | None, terms: Terms
) -> str | None:
    if direction is Direction.OTHER:
        return None  # a warning or a quantity: nothing moves
    return doubt_of(place.sentence, place.following, concept, outcome, terms.outcomes, population)


def _found_by(frame: Frame, *, known: bool) -> str:
    return f"{'' if frame.rule.startswith('model: ') else 'rule: '}{frame.rule}{'' if known else NEITHER_KNOWN}"


def _denied(place: Place, frame: Frame) -> bool:
    said = wording.negated(frame.lead, f"{frame.objects} {frame.tail}") if frame.denied is None else frame.denied
    return said is not wording.taken_back(place.sentence, frame.end, frame.tail, place.following)


def claim_id(source_sha256: str, claim: Claim) -> str:
    """Twelve hex digits of a hash over the source and what the claim says."""
    said = (claim.intervention, claim.outcome, claim.direction, str(claim.negated))
    content = "\x1f".join((source_sha256, str(claim.start), str(claim.end), *said))
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:12]


def _pairs(frame: Frame, subject: str, terms: Terms) -> Iterator[_Pair]:
    """(intervention, concept, outcome, concept, direction, whether it is "no" outcome) for each pair that is a claim."""
    for worded in [subject] if frame.rule == "table row" else _acting_parts(subject, terms):
        acting = trim(worded, intervention=True)
        for piece in [frame.objects] if frame.rule in _WHOLE else split_phrase(frame.objects, terms.outcomes):
            intervention, concept = acting, concepts.intervention_concept(acting, terms.interventions)
            outcome, outcome_concept = concepts.outcome_and_concept(piece, frame.verb, concept, terms.outcomes)
            if frame.direction is Direction.ASSOCIATED and not outcome_concept.known and not concept.known:
                intervention, concept, outcome, outcome_concept = _either_way(
                    intervention, concept, outcome, outcome_concept, terms
                )
            direction, outcome_concept = concepts.harm_of(frame, outcome, outcome_concept, terms.outcomes)
            if direction is Direction.DECREASES and frame.verb and outcome.lower().startswith(f"{frame.verb.lower()} "):
                direction = Direction.INCREASES  # "burns fat": the burning is the outcome, and there is more of it
            if not gate.is_claim(intervention, outcome, outcome_concept, frame, terms):
                continue
            fewer = _FEWER.match(piece.strip())
            without = bool(fewer and fewer.group("how").lower() == "no")
            if fewer and not without and direction is Direction.CAUSES:
                direction = Direction.DECREASES
            yield intervention, concept, outcome, outcome_concept, direction, without


# A general term and its examples are one: "painkillers such as ibuprofen and naproxen".
_EXAMPLES = re.compile(r"^[^,]*\w\s*,?\s+(?:such\s+as|like|including)\s", re.I)
_DOING = re.compile(r"\w+ing\b", re.I)
_OF_SEVERAL = re.compile(r"^[^,]*\s(?:in|from|of|between|with)\s[^,]*\sand\s[^,]*$", re.I)


def _acting_parts(subject: str, terms: Terms) -> list[str]:
    """Coordinated interventions, "neither A nor B" among them. "Eating only between ten and six" and "phytates in beans and wholegrains" are one each."""
    both = re.match(r"neither\s+(?P<one>.+?)\s+nor\s+(?P<other>.+)$", subject, re.I)
    if both:
        return [both.group("one"), both.group("other")]
    parts = split_phrase(subject, terms.interventions)
    if len(parts) < 2 or _EXAMPLES.search(subject):
        return [subject] if len(parts) > 1 else parts
    if any(re.fullmatch(r"(?:\w+ly\s+)?\w{3,}ed", part.strip(), re.I) for part in parts[1:]):
        return [subject]  # "potatoes boiled, chilled and reheated"
    doing = bool(_DOING.match(parts[0].strip()))
    alike = all(
        _DOING.match(part.strip()) or terms.interventions.lookup(trim(part, intervention=True)) for part in parts
    )
    if (doing and not alike) or (_OF_SEVERAL.match(subject) and not alike):
        return [subject]
    return parts


def _either_way(
    intervention: str, concept: Concept, outcome: str, outcome_concept: Concept, terms: Terms
) -> tuple[str, Concept, str, Concept]:
    """ "Autism is linked to the MMR vaccine": what is linked may stand either way round."""
    acting, suffered = concepts.intervention_concept(outcome, terms.interventions), terms.outcomes.best(intervention)
    if acting.known and suffered.known:
        return outcome, acting, intervention, suffered
    return intervention, concept, outcome, outcome_concept


def _resolve(subject: str | None, place: Place, frame: Frame, terms: Terms) -> str | None:
    """The subject as worded, a pronoun replaced by what it names; None where nothing that could act is named."""
    before = place.sentence[: frame.start]
    named: str | None = place.spoken_of or subjects.antecedent("it", before, place.topic, terms.interventions)
    stopped = subjects.stopping_it(subject, before, named)
    if stopped:
        return stopped
    if subject is None or not subject.strip():
        return named
    bare = trim(subject, intervention=True)
    if not bare or subjects.is_pronoun(subject) or subjects.is_pronoun(bare):
        if place.spoken_of and subject.strip().lower() in {"it", "they", "this", "that", "which", "these"}:
            return place.spoken_of
        named = subjects.antecedent(subject, before, place.topic, terms.interventions)
        return named or (subject if terms.interventions.lookup(trim(subject)) else None)
    if subjects.is_nobody(subject):
        return None
    return subjects.doing_it(subject, named) or subjects.plain_subject(subject, terms.interventions)


def _context(place: Place, frame: Frame, clause: str, terms: Terms) -> str | None:
    if frame.rule in _SELF_CONTAINED:
        return place.nearby if frame.direction is not Direction.CAUSES else None
    opening = _OPENING_CONTEXT.match(place.sentence)
    stated = modifiers.context_of(frame.tail, f"{clause} | {opening.group() if opening else ''}", terms.interventions)
    if stated is None and frame.direction is not Direction.CAUSES:
        return place.nearby
    return stated


def _quote(sentence: str, frame: Frame) -> tuple[int, int]:
    """The clause without surrounding marks and its full stop; the whole sentence where the clause is less than half of it."""
    start, end = frame.start, frame.end
    if end - start < len(sentence) / 2:
        start, end = 0, len(sentence)
    while start < end and sentence[start] in " ,;:–—\"“”'‘(":
        start += 1
    while end > start and sentence[end - 1] in ' ,;:.!–—"“”)':
        end -= 1
    return start, end
