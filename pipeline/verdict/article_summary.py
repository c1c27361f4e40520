"""The article as a whole: sentences of several claims with their parts side by side, what is overstated, dangerous, or left out."""

from claims.records import Claim, Source
from pipeline.records import ArticleSummary, Compound, Label, RollUp, Verdict
from pipeline.verdict.label import OPPOSING, SUPPORTING
from pipeline.verdict.left_out import criteria_of

RULE = "verdict.article_summary.v1"


def summary_of(source: Source, claims: tuple[Claim, ...], verdicts: tuple[Verdict, ...]) -> ArticleSummary:
    by_claim = {verdict.claim_id: verdict for verdict in verdicts}
    return ArticleSummary(
        overstated=tuple(verdict.claim_id for verdict in verdicts if verdict.overclaim is not None),
        dangerous=tuple(verdict.claim_id for verdict in verdicts if verdict.safety),
        compounds=_compounds(claims, by_claim),
        criteria=criteria_of(source, claims),
    )


def _compounds(claims: tuple[Claim, ...], verdicts: dict[str, Verdict]) -> tuple[Compound, ...]:
    """Claims that one stretch of the article makes together."""
    places: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        places.setdefault((claim.start, claim.end), []).append(claim)
    made = []
    for parts in places.values():
        if len(parts) < 2:
            continue
        labels = [verdicts[claim.id].label for claim in parts]
        # What could not be looked into is no part that fails.
        families = {_family(label) for label in labels if label not in {Label.NOT_ASSESSED, Label.NOT_CHECKABLE}}
        alike = len(families) < 2
        roll_up = RollUp.AS_ONE if alike else RollUp.PARTLY
        counted = {label: labels.count(label) for label in dict.fromkeys(labels)}
        told = ", ".join(f"{count} {label}" for label, count in counted.items())
        sentence = f"One sentence makes {len(parts)} claims: {told}." + (
            "" if alike else " What holds for one part does not hold for all of it."
        )
        made.append(Compound(tuple(claim.id for claim in parts), roll_up, sentence))
    return tuple(made)


def _family(label: Label) -> str:
    return "for" if label in SUPPORTING else "against" if label in OPPOSING else str(label)
