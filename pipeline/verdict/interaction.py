"""Two substances together: what is documented of the two, kept apart by kind. Missing trials never refute an interaction."""

from claims.records import Claim, Kind
from pipeline.grade.body import ON
from pipeline.records import Appraisal, Design, Match, Species, Step, Trust

RULE = "verdict.interaction.v1"


def documented(claim: Claim, appraisals: tuple[Appraisal, ...]) -> Step | None:
    """The records that name both substances, by kind; None for any other claim, and where there is no such record.

    What they found is for an editor to read: exposure, effects and reports of harm are not one outcome that moves up or down.
    """
    if claim.kind is not Kind.INTERACTION:
        return None
    both = [
        item
        for item in appraisals
        if item.trust is Trust.SOUND and item.match.intervention in ON and item.match.context is Match.SAME
    ]
    if not both:
        return None
    kinds = {"studies of people": 0, "case reports": 0, "laboratory or animal work": 0}
    for item in both:
        kinds[_kind(item)] += 1
    told = ", ".join(f"{name}: {count}" for name, count in kinds.items() if count)
    named = ", ".join(f"PMID {item.pmid}" for item in both)
    return Step(
        "interaction", 0, RULE, tuple(f"PMID {item.pmid}: {_kind(item)}" for item in both),
        f"The two together are documented ({told}; {named}). Read them: an interaction is not refuted by missing trials, and its denial is not borne out by them.",
    )  # fmt: skip


def _kind(item: Appraisal) -> str:
    if item.design is Design.LABORATORY or item.species in {Species.ANIMAL, Species.IN_VITRO}:
        return "laboratory or animal work"
    return "case reports" if item.design is Design.CASE_REPORT else "studies of people"
