"""Claim → SearchPlan: a ladder of queries, from exact to wide, and one pass for counter-evidence.

The claim's direction is never part of a query: a search must find the studies that speak against the claim as easily as
those that speak for it.
"""

import re
from dataclasses import replace

from claims.extract.modifiers import WITHDRAWAL
from claims.records import Claim, Concept
from claims.vocabulary import Vocabulary
from pipeline.query import LONGEST_PHRASE, content_words, needed, plain_words
from pipeline.records import ConceptBlock, Filter, Query, SearchPlan

RULE = "plan.ladder.v3"
# PRISMA-S asks for the limits of a search to be stated, also where there are none.
LIMITS = "No limits on language, date, publication type, species or age."
# Rungs that leave the claim's own question for one near it.
WIDER = frozenset({"intervention's class", "outcome's parent", "mechanism"})
# A class of hundreds of members is searched by these many of its shortest sufficient wordings; the log says how many are left out.
_MOST_TERMS, _MOST_HEADINGS = 600, 300
_ARTICLE = re.compile(r"(?:an?|the)\s", re.I)

STOPPING = ConceptBlock(
    "stopping a medicine",
    ("Substance Withdrawal Syndrome", "Deprescriptions", "Drug Tapering"),
    (
        "withdrawal",
        "discontinuation",
        "discontinuing",
        "discontinued",
        "tapering",
        "deprescribing",
        "cessation",
        "stopping",
    ),
)
COUNTER_EVIDENCE = ConceptBlock(
    "counter-evidence",
    ("Placebos", "Placebo Effect"),
    tuple(
        "adverse effects,adverse events,side effects,safety,harms,toxicity,placebo,no difference,no significant difference,no effect,"
        "no significant effect,no association,not associated,ineffective".split(",")
    ),
)
LABORATORY = ConceptBlock(
    "laboratory or mechanism",
    ("Disease Models, Animal",),
    ("mechanism", "mechanisms", "mice", "mouse", "rats", "rat", "in vitro", "animal model", "cells", "pathway"),
)


def plan(claim: Claim, interventions: Vocabulary, outcomes: Vocabulary) -> SearchPlan:
    """The ladder for one claim. Rungs that would repeat an earlier one are left out."""
    acting = _acting(claim.intervention_concept, interventions)
    outcome = (_block(claim.outcome_concept, outcomes),)
    situation = _situation(claim, interventions)
    rungs: list[tuple[str, tuple[ConceptBlock, ...]]] = []
    if situation:
        rungs.append(("exact", (*acting, *outcome, *situation)))
    rungs.append(("without context" if situation else "exact", (*acting, *outcome)))
    for parent in interventions.wider(_base(claim.intervention_concept, interventions))[:1]:
        if interventions.is_broad(parent):
            continue
        wider = _acting_class(claim.intervention_concept, parent, interventions)
        rungs.append(("intervention's class", (*wider, *outcome)))
    for parent in outcomes.wider(claim.outcome_concept)[:1]:
        rungs.append(("outcome's parent", (*acting, _block(parent, outcomes))))
    rungs.append(("mechanism", (*acting, LABORATORY)))
    rungs.append(("counter-evidence", (*acting, *outcome, COUNTER_EVIDENCE)))
    queries: dict[tuple[ConceptBlock, ...], Query] = {}
    for name, blocks in rungs:
        queries.setdefault(blocks, Query(name, blocks))
    return SearchPlan(claim.id, tuple(queries.values()))


def narrowed(query: Query, subset: Filter) -> Query:
    """The same question, among the records that a published filter finds: for questions with more hits than are read."""
    return Query(f"{query.rung}, {subset.name}", query.blocks, subset)


def loosened(query: Query, empty: tuple[str, ...]) -> Query | None:
    """The query with the wordings of empty concepts taken apart into their words; None where that changes nothing."""
    blocks = tuple(_apart(block) if block.label in empty else block for block in query.blocks)
    return replace(query, blocks=blocks) if blocks != query.blocks else None


def word_check(block: ConceptBlock) -> Query:
    """Whether a concept occurs in the literature at all."""
    return Query(f"does “{block.label}” occur", (block,))


def _apart(block: ConceptBlock) -> ConceptBlock:
    wordings = (*block.terms, *block.near)
    if block.mesh or all(
        len(content_words(words)) < 2 or len(plain_words(words)) > LONGEST_PHRASE for words in wordings
    ):
        return block
    return replace(block, terms=(), near=(), apart=tuple(dict.fromkeys(wordings)))


def is_stopping(concept: Concept) -> bool:
    """Whether a concept is the stopping of a medicine rather than the medicine."""
    return concept.preferred.endswith(" discontinuation") and concept.wider is not None


def situation_of(claim: Claim) -> str | None:
    """The words that bind a claim to the stopping of a medicine: its own context first, then the article's setting."""
    for words in (claim.context, claim.setting):
        if words and WITHDRAWAL.search(words):
            return words
    return None


def _base(concept: Concept, interventions: Vocabulary) -> Concept:
    if is_stopping(concept) and concept.wider:
        return interventions.named(concept.wider) or concept
    return concept


def _acting(concept: Concept, interventions: Vocabulary) -> tuple[ConceptBlock, ...]:
    block = _block(_base(concept, interventions), interventions)
    return (block, STOPPING) if is_stopping(concept) else (block,)


def _acting_class(concept: Concept, parent: Concept, interventions: Vocabulary) -> tuple[ConceptBlock, ...]:
    block = _block(parent, interventions)
    return (block, STOPPING) if is_stopping(concept) else (block,)


def _situation(claim: Claim, interventions: Vocabulary) -> tuple[ConceptBlock, ...]:
    """The medicine that is stopped, with its classes, and the stopping; empty where the claim is bound to none."""
    words = situation_of(claim)
    if words is None or is_stopping(claim.intervention_concept):
        return ()
    drugs = [
        mention.concept
        for mention in interventions.mentions(f"{words} {claim.setting or ''}")
        if mention.concept.kind == "drug"
    ]
    if not drugs:
        return (STOPPING,)
    family = [drugs[0], *interventions.wider(drugs[0])]
    mesh = tuple(concept.mesh_heading for concept in family if concept.mesh_heading)
    terms = tuple(dict.fromkeys(term for concept in family for term in (concept.preferred, *concept.synonyms[:3])))
    return (ConceptBlock(drugs[0].preferred, mesh, terms), STOPPING)


def _block(concept: Concept, vocabulary: Vocabulary) -> ConceptBlock:
    """A concept with its synonyms, what stands below it, and (where it is vague) what could be measured instead."""
    family = [concept, *vocabulary.narrower(concept)]
    for name in concept.measures:
        measured = vocabulary.named(name)
        if measured:
            family += [measured, *vocabulary.narrower(measured)]
    mesh = tuple(dict.fromkeys(member.mesh_heading for member in family if member.mesh_heading))
    terms = [term for member in family for term in (member.preferred, *member.synonyms)]
    usable = [term for term in dict.fromkeys(terms) if plain_words(term) and not re.fullmatch(r"\W*\w{1,2}\W*", term)]
    if not concept.known:
        return ConceptBlock(concept.preferred, mesh, (), tuple(usable) or (concept.preferred,))
    # "the cold" would be looked up as cold.
    usable = [term for term in usable if not _ARTICLE.match(term)] or usable
    kept = usable if len(usable) <= _MOST_TERMS else list(needed(tuple(usable)))
    left_out = max(0, len(kept) - _MOST_TERMS) + max(0, len(mesh) - _MOST_HEADINGS)
    return ConceptBlock(
        concept.preferred, mesh[:_MOST_HEADINGS], tuple(kept[:_MOST_TERMS]) or (concept.preferred,), left_out=left_out
    )
