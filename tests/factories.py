"""Records with defaults: a test names only what it is about."""

from dataclasses import replace
from typing import Any

from claims.records import Claim, Direction, Source
from claims.vocabulary import load_vocabulary
from pipeline.records import (
    Appraisal,
    Coverage,
    Design,
    Effect,
    Finding,
    Match,
    MatchMatrix,
    Section,
    Signal,
    Span,
    Species,
    Stance,
    Study,
    Trust,
)
from pipeline.verdict.adequacy import Adequacy

PUBMED = Adequacy(Coverage.PUBMED, 0, (), None)
DEMONSTRATION = Adequacy(Coverage.DEMONSTRATION, 0, (), 206)


def claim(
    intervention: str = "garlic",
    outcome: str = "blood pressure",
    direction: Direction = Direction.DECREASES,
    **fields: Any,
) -> Claim:
    quote = fields.pop("quote", f"{intervention} {direction} {outcome}")
    made = Claim(
        id="c1",
        quote=quote,
        start=0,
        end=len(quote),
        intervention=intervention,
        outcome=outcome,
        intervention_concept=load_vocabulary("interventions").best(intervention),
        outcome_concept=load_vocabulary("outcomes").best(outcome),
        direction=direction,
    )
    return replace(made, **fields)


def span(text: str = "It fell.") -> Span:
    return Span("abstract", 0, len(text), text)


def effect(
    measure: str = "RR", value: float = 0.5, low: float | None = 0.4, high: float | None = 0.6, **fields: Any
) -> Effect:
    made = Effect(measure, value, low, high, None, None, span(f"{measure} {value} ({low} to {high})"))
    return replace(made, **fields)


def matrix(**fields: Any) -> MatchMatrix:
    facets = dict.fromkeys(
        ("population", "intervention", "form", "dose", "duration", "comparator", "outcome", "context"), Match.UNKNOWN
    )
    facets |= {"intervention": Match.SAME, "outcome": Match.SAME, **{k: v for k, v in fields.items() if k in facets}}
    rest = {k: v for k, v in fields.items() if k not in facets}
    return MatchMatrix(**facets, **rest)


BLINDED = Signal("blinded", True, span("double-blind"))


def appraisal(pmid: str = "1", finding: Finding = Finding.DECREASED, **fields: Any) -> Appraisal:
    """A large, blinded, randomised trial with a clear effect, on the question."""
    made = Appraisal(
        claim_id="c1",
        pmid=pmid,
        rung="exact",
        match=matrix(),
        species=Species.HUMAN,
        design=Design.RANDOMISED_TRIAL,
        trust=Trust.SOUND,
        participants=1000,
        included_studies=None,
        effect=effect(),
        finding=finding,
        stance=Stance.SUPPORTS,
        stance_scores=(1.0, 0.0, 0.0),
        rationale=(span(),),
        signals=(BLINDED,),
        stated_certainty=None,
        stated_certainty_span=None,
        flags=(),
        body=f"PMID {pmid}",
        rules=(),
    )
    return replace(made, **fields)


def review(pmid: str = "9", finding: Finding = Finding.DECREASED, **fields: Any) -> Appraisal:
    """A review of blinded trials with 5,000 people."""
    base = appraisal(
        pmid,
        finding,
        design=Design.SYSTEMATIC_REVIEW,
        participants=5000,
        included_studies=12,
        flags=("includes trials",),
    )
    return replace(base, **fields)


def study(title: str = "A trial", abstract: str = "", **fields: Any) -> Study:
    made = Study(
        pmid="1", version=1, title=title, abstract=abstract, sections=(Section(None, 0, len(abstract)),) if abstract else (),
        journal="J", year=2020, published="2020", entered=None, revised=None, authors=(), doi=None, pmcid=None,
        publication_types=(), mesh=(), chemicals=(), keywords=(), languages=("eng",), registrations=(), grants=(),
        conflict_of_interest=None, status="MEDLINE", links=(),
    )  # fmt: skip
    return replace(made, **fields)


def source(text: str, **fields: Any) -> Source:
    from claims.intake import read_bytes

    return replace(read_bytes(text.encode(), "article.txt", now="2026-11-22T12:00:00Z"), **fields)
