"""The safety gate: warnings that stand whatever the evidence of benefit says, and are never netted against it.

The table is dated 2026-11-22; each row names its source. A medicine that it does not know is said to be unknown: that is
not "safe".
"""

import csv
import re
from functools import cache
from importlib.resources import files

from claims.records import Claim, Concept
from claims.vocabulary import Vocabulary
from pipeline.plan import is_stopping, situation_of
from pipeline.records import SafetyNotice

DATED = "2026-11-22"
RULE = "verdict.safety.v1"
_ADVISES_CHANGE = re.compile(
    r"\b(?:stop|quit|replace|substitute|instead\s+of|come\s+off|swap|skip|halve|double)\w*\b", re.I
)


def safety_of(claim: Claim, interventions: Vocabulary) -> tuple[SafetyNotice, ...]:
    """Every notice that the claim's intervention, context or setting calls for, in the order of the table."""
    acting = _family(claim.intervention_concept, interventions)
    situation = _medicines(claim, interventions)
    stopped = (
        situation_of(claim) is not None
        or is_stopping(claim.intervention_concept)
        or _advises_change(claim, interventions)
    )
    notices: list[SafetyNotice] = []
    for row in _table():
        wanted = {name for name in row["interventions"].split("|") if name}
        if wanted and not wanted & acting:
            continue
        if row["situation"] == "*":
            fits = stopped and not any(notice.rule == "stopping-antidepressant" for notice in notices)
        elif row["id"].startswith("stopping"):
            fits = stopped and row["situation"] in situation
        else:
            fits = not row["situation"] or row["situation"] in situation
        if fits:
            notices.append(SafetyNotice(row["id"], row["text"], row["source"]))
    if stopped and not situation:
        notices.append(
            SafetyNotice(
                "unknown-medicine",
                "The medicine is not in this program's safety table. Unknown does not mean safe.",
                f"safety table, {DATED}",
            )
        )
    return tuple(notices)


def _medicines(claim: Claim, interventions: Vocabulary) -> set[str]:
    """The medicines that the claim speaks of, with their classes."""
    words = " ; ".join(
        part
        for part in (
            claim.context,
            claim.setting,
            claim.quote if is_stopping(claim.intervention_concept) else None,
            claim.population,
        )
        if part
    )
    named = [mention.concept for mention in interventions.mentions(words) if mention.concept.kind == "drug"]
    if is_stopping(claim.intervention_concept) and claim.intervention_concept.wider:
        base = interventions.named(claim.intervention_concept.wider)
        named += [base] if base else []
    return {name for concept in named for name in _family(concept, interventions)}


def _advises_change(claim: Claim, interventions: Vocabulary) -> bool:
    """Whether the sentence speaks of stopping, replacing or changing a prescribed medicine."""
    drugs = [mention for mention in interventions.mentions(claim.quote) if mention.concept.kind == "drug"]
    return bool(drugs) and bool(_ADVISES_CHANGE.search(claim.quote))


def _family(concept: Concept, interventions: Vocabulary) -> set[str]:
    return {concept.preferred, *(parent.preferred for parent in interventions.wider(concept))}


@cache
def _table() -> tuple[dict[str, str], ...]:
    text = files("pipeline.verdict").joinpath("safety.tsv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
