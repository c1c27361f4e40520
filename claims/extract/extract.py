"""Source → Claims: what is read sentence by sentence, each claim once, with every place that says it."""

from dataclasses import replace

from claims.extract import topics
from claims.extract.agreement import rules_first, settled, together
from claims.extract.assemble import NEITHER_KNOWN, claim_id, claims_of
from claims.extract.tagged import tagged_frames
from claims.extract.terms import Terms
from claims.extract.walk import Reading, attributed, readings_of
from claims.records import Claim, Direction, Source
from claims.tagger import Tagger
from claims.vocabulary import Vocabulary

# An article that makes fewer claims with a side that the vocabulary knows speaks of health by the way: a job advert, an open day.
_FEW = 4


def extract(
    source: Source,
    interventions: Vocabulary,
    outcomes: Vocabulary,
    tagger: Tagger | None = None,
    *,
    every: bool = False,
) -> tuple[Claim, ...]:
    """Every checkable (intervention → outcome) assertion of an article, in the order of its text.

    A claim that the article repeats is given once, at its first place, with its other places. `every` keeps assertions none of whose terms the
    vocabulary knows: right for a sentence that an editor typed in, far too much for an article. `tagger` None: rules alone.
    """
    terms = terms_of(source, interventions, outcomes, tagger, every=every)
    claims: list[Claim] = []
    seen: dict[tuple[str, str, Direction, bool], int] = {}
    elsewhere: dict[int, dict[tuple[int, int], None]] = {}
    for reading in readings_of(source, terms):
        for claim in _read_twice(source, reading, terms):
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
    if every or len(plain) >= _FEW:
        return tuple(claims)
    # Few, and the tagger marks nothing in the whole article: it speaks of health by the way, unless a table knows both sides.
    silent = tagger is not None and not any(_tagged(source, reading, terms) for reading in readings_of(source, terms))
    sure = [claim for claim in plain if claim.intervention_concept.known and claim.outcome_concept.known]
    return tuple(sure if silent else plain)


def terms_of(
    source: Source,
    interventions: Vocabulary,
    outcomes: Vocabulary,
    tagger: Tagger | None = None,
    *,
    every: bool = False,
) -> Terms:
    """What the rules look words up in, and what the article as a whole is about."""
    terms = Terms(interventions, outcomes, tagger, every)
    return replace(
        terms,
        dense=topics.speaks_of_health(source.text, terms),
        about=topics.subject_of(source, terms),
        condition=topics.condition_of(source, terms),
        creatures=topics.creatures_of(source.text),
    )


def _read_twice(source: Source, reading: Reading, terms: Terms) -> tuple[Claim, ...]:
    """What rules and tagger make of one sentence. Of one that an editor typed in, what the rules read is never left out."""
    if terms.tagger is None or reading.claimless:
        return reading.claims
    tagged = _tagged(source, reading, terms)
    if terms.every:
        return rules_first(reading.claims, tagged, reading.place.sentence)
    if not tagged:
        return tuple(claim for claim in reading.claims if NEITHER_KNOWN not in claim.found_by)
    return tuple(
        replace(claim, id=claim_id(source.sha256, claim))
        for claim in together(reading.claims, tagged, reading.place.sentence)
    )


def _tagged(source: Source, reading: Reading, terms: Terms) -> tuple[Claim, ...]:
    place = reading.place
    if terms.tagger is None or reading.claimless:
        return ()
    found: list[Claim] = []
    named = bool(terms.outcomes.mentions(place.sentence) or terms.interventions.mentions(place.sentence))
    for frame, relation in tagged_frames(place.sentence, place.topic, terms.tagger, names_something=named):
        made = claims_of(source, place, frame, terms)
        found += [settled(attributed(claim, reading.speaker), relation) for claim in made]
    return tuple(found)
