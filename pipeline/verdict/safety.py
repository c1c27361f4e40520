"""The safety gate: warnings that stand whatever the evidence of benefit says, and are never netted against it.

`safety.tsv` is dated 2026-11-25; each row names its source (a guideline, a regulator, a product label, or a PMID). A row applies where
the claim acts with one of its `interventions`, where its `situation` (a medicine or its class) is in play, and where one of the groups
in `population` is named; an empty cell asks nothing. A medicine that the table does not know is said to be unknown: that is not "safe".
"""

import csv
import re
from functools import cache
from importlib.resources import files

from claims.records import Claim, Concept
from claims.vocabulary import Vocabulary
from pipeline.plan import is_stopping, situation_of
from pipeline.records import SafetyNotice

DATED = "2026-11-25"
RULE = "verdict.safety.v2"
_ANY = "*"
_ADVISES_CHANGE = re.compile(
    r"\b(?:stop|quit|replace|substitute|instead\s+of|come\s+off|coming\s+off|swap|skip|halve|double|ditch|bin|throw\s+(?:away|out)|threw\s+(?:away|out)|came\s+off|come\s+off|wean|taper|flush|unnecessary|don[’']t\s+need|no\s+longer\s+need)\w*\b",
    re.I,
)
# What in a claim names each group of the table.
GROUPS = {
    "pregnant": re.compile(r"\bpregnan\w*|\bexpecting\b|\bmums?-to-be\b|\bmothers?-to-be\b|\btrimester\b|\bunborn\b|\bfoetus\b|\bfetus\b", re.I),
    "breastfeeding": re.compile(r"\bbreast-?feed\w*|\bbreast-?fed\b|\bnursing\s+mothers?\b|\blactat\w*|\bbreast\s*milk\b", re.I),
    "children": re.compile(r"\bchild(?:ren)?\b|\bkids?\b|\btoddlers?\b|\bteenagers?\b|\badolescents?\b|\bteens?\b|\bunder[-\s]?(?:12|16|18)s?\b", re.I),
    "infants": re.compile(r"\binfants?\b|\bbab(?:y|ies)\b|\bnewborns?\b|\bteething\b|\bunder\s+one\b", re.I),
    "older people": re.compile(r"\b(?:older|elderly)\b|\bseniors?\b|\bpensioners?\b|\bthe\s+aged\b|\bover[-\s]?(?:65|70|75|80)s?\b", re.I),
    "kidney disease": re.compile(r"\bkidney\s+(?:disease|failure|problems?|patients?)\b|\brenal\b|\bfailing\s+kidneys\b|\bdialysis\b", re.I),
    "liver disease": re.compile(r"\bliver\s+(?:disease|failure|problems?)\b|\bcirrhosis\b|\bhepatitis\b", re.I),
    "epilepsy": re.compile(r"\bepilep\w*|\bseizures?\b", re.I),
    "diabetes": re.compile(r"\bdiabet\w*", re.I),
    "bleeding disorder": re.compile(r"\bbleeding\s+disorders?\b|\bhaemophil\w*|\bhemophil\w*", re.I),
    "surgery": re.compile(r"\bsurgery\b|\boperation\b|\banaesthe\w*|\banesthe\w*", re.I),
}  # fmt: skip


def safety_of(claim: Claim, interventions: Vocabulary) -> tuple[SafetyNotice, ...]:
    """Every notice that the claim's intervention, context, setting or population calls for, in the order of the table."""
    stopped = (
        situation_of(claim) is not None
        or is_stopping(claim.intervention_concept)
        or _advises_change(claim, interventions)
    )
    acting = _family(claim.intervention_concept, interventions)
    beside = _beside(claim, interventions)
    medicines = {name for concept in beside if concept.kind == "drug" for name in _family(concept, interventions)}
    if stopped:
        medicines |= _taken(claim, interventions)
    named = acting | {name for concept in beside for name in _family(concept, interventions)}
    said = " ; ".join(part for part in (claim.population, claim.context, claim.setting, claim.quote) if part)
    notices: list[SafetyNotice] = []
    for row in _table():
        if row["id"].startswith("stopping-"):
            general = row["situation"] == _ANY
            specific = any(notice.rule.startswith("stopping-") for notice in notices)
            fits = stopped and (not specific if general else row["situation"] in medicines)
        else:
            fits = _concerns(row, acting, medicines, named)
        if fits and _in_group(row["population"], said):
            notices.append(SafetyNotice(row["id"], row["text"], row["source"]))
    if stopped and not medicines:
        unknown = "The medicine is not in this program's safety table. Unknown does not mean safe."
        notices.append(SafetyNotice("unknown-medicine", unknown, f"safety table, {DATED}"))
    return tuple(notices)


def _concerns(row: dict[str, str], acting: set[str], medicines: set[str], named: set[str]) -> bool:
    """Either may be the one that acts: "cranberry with warfarin", "warfarin with cranberry"."""
    wanted = set(_parts(row["interventions"]))
    situation = row["situation"]
    if not situation:
        return bool(wanted & acting)
    if wanted & acting and situation in medicines:
        return True
    return (situation in acting and bool(wanted & named)) or (not wanted and situation in medicines)


def _in_group(groups: str, said: str) -> bool:
    return not groups or any(GROUPS[group].search(said) for group in _parts(groups))


def _beside(claim: Claim, interventions: Vocabulary) -> list[Concept]:
    """What else the claim speaks of: in its circumstances, its people, the article's situation, and in the sentence itself."""
    parts = [claim.context, claim.setting, claim.population, claim.outcome, claim.quote]
    words = " ; ".join(part for part in parts if part)
    return [mention.concept for mention in interventions.mentions(words)]


def _taken(claim: Claim, interventions: Vocabulary) -> set[str]:
    """The medicines that the sentence or the claim itself would have people stop or change."""
    drugs = [mention.concept for mention in interventions.mentions(claim.quote) if mention.concept.kind == "drug"]
    base = (
        interventions.named(claim.intervention_concept.wider or "") if is_stopping(claim.intervention_concept) else None
    )
    drugs += [concept for concept in (base, claim.intervention_concept) if concept and concept.kind == "drug"]
    return {name for concept in drugs for name in _family(concept, interventions)}


def _advises_change(claim: Claim, interventions: Vocabulary) -> bool:
    """Whether the sentence speaks of stopping, replacing or changing a prescribed medicine."""
    drugs = [mention for mention in interventions.mentions(claim.quote) if mention.concept.kind == "drug"]
    return bool(drugs) and bool(_ADVISES_CHANGE.search(claim.quote))


def _family(concept: Concept, interventions: Vocabulary) -> set[str]:
    return {concept.preferred, *(parent.preferred for parent in interventions.wider(concept))}


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


@cache
def _table() -> tuple[dict[str, str], ...]:
    text = files("pipeline.verdict").joinpath("safety.tsv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
