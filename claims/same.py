"""When two claims are one: they assert the same, however they are worded."""

from claims.records import Claim


def said(claim: Claim) -> tuple[str, ...]:
    """What a claim asserts, apart from how it is worded and how firmly."""
    return (
        claim.intervention_concept.preferred.lower(),
        claim.outcome_concept.preferred.lower(),
        str(claim.direction),
        str(claim.negated),
        (claim.population or "").lower(),
        (claim.context or "").lower(),
        (claim.setting or "").lower(),
        (claim.dose or "").lower(),
    )
