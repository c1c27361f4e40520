"""How well the claims of annotated articles are found, and each of their fields read.

A prediction matches an annotated claim where the spans overlap (intersection over union 0.5, or the gold span within a prediction at most
three times as long) and the interventions share half their words. One-to-one, most matches first, then the likest outcomes. Whatever
goes to a claim that nobody could check, or says a matched claim once more with its negation right, is neither right nor wrong.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.errors import UsageError
from claims.extract import extract
from claims.intake import read_source
from claims.records import Claim
from claims.tagger import shipped_tagger
from claims.vocabulary import load_vocabulary
from pipeline.evaluate.assignment import assign
from pipeline.evaluate.words import best_overlap, overlap

_EXACT = ("direction", "negated", "hedge", "kind")
_WORDED = ("intervention", "outcome")
_NULLABLE = ("population", "context", "dose")
_SUFFIX = ".gold.json"
Gold = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scored:
    """One article: matched (annotated, found), annotated and not found, found and not annotated, of those on a sentence marked as no claim."""

    pairs: tuple[tuple[Gold, Claim], ...]
    missed: tuple[Gold, ...]
    wrong: tuple[Claim, ...]
    on_no_claim: int


def evaluate(folder: Path) -> dict[str, Any]:
    """`folder` holds NAME.gold.json beside NAME.txt. Raises UsageError where it does not."""
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    tagger = shipped_tagger()
    scored = {}
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        name = path.name.removesuffix(_SUFFIX)
        gold = _gold(path)
        source = read_source(str(path.with_name(f"{name}.txt")), now="1970-01-01T00:00:00Z")
        found = [claim for claim in extract(source, interventions, outcomes, tagger) if claim.checkable]
        scored[name] = score(gold["claims"], gold["not_claims"], found)
    if not scored:
        raise UsageError(f"{folder}: no NAME{_SUFFIX} in it, with NAME.txt beside it.")
    return {
        "task": "claims",
        "versions": [tagger.version],
        **_summary(list(scored.values())),
        "articles": {name: _detailed(one) for name, one in scored.items()},
    }


def score(gold: Sequence[Gold], no_claims: Sequence[Gold], found: Sequence[Claim]) -> Scored:
    units = [(number, at) for number, claim in enumerate(gold) for at in (claim, *claim.get("also_at", ()))]
    weights = [[_weight(gold[number], at, claim) for number, at in units] for claim in found]
    taken: dict[int, list[int]] = {}
    for mine, unit in sorted(assign(weights), key=lambda pair: -weights[pair[0]][pair[1]]):
        taken.setdefault(units[unit][0], []).append(mine)
    pairs, spared = [], set()
    for number, hits in sorted(taken.items()):
        if gold[number]["checkable"]:
            pairs.append((gold[number], found[hits[0]]))
            spared |= {at for at in hits if at == hits[0] or found[at].negated == gold[number]["negated"]}
        else:
            spared |= set(hits)
    missed = [claim for number, claim in enumerate(gold) if claim["checkable"] and number not in taken]
    wrong = [claim for at, claim in enumerate(found) if at not in spared]
    on = sum(any(claim.start < no["end"] and no["start"] < claim.end for no in no_claims) for claim in wrong)
    return Scored(tuple(pairs), tuple(missed), tuple(wrong), on)


def _weight(claim: Gold, at: Gold, found: Claim) -> float:
    """0 where the two do not match; else above 1,000, more for a likelier outcome, intervention and span."""
    share = _share((at["start"], at["end"]), (found.start, found.end))
    acting = best_overlap(found.intervention, claim, "intervention")
    if not share or acting < 0.5:
        return 0.0
    first = 0.0001 * claim["checkable"] + 0.0001 * (at is claim)
    return float(1000 + best_overlap(found.outcome, claim, "outcome") + 0.01 * acting + 0.001 * share + first)


def _share(gold: Span, found: Span) -> float:
    common = min(gold[1], found[1]) - max(gold[0], found[0])
    if common <= 0:
        return 0.0
    share = common / (max(gold[1], found[1]) - min(gold[0], found[0]))
    within = found[0] <= gold[0] and gold[1] <= found[1] and found[1] - found[0] <= 3 * (gold[1] - gold[0])
    return share if share >= 0.5 or within else 0.0


def _summary(parts: Sequence[Scored]) -> dict[str, Any]:
    pairs = [pair for part in parts for pair in part.pairs]
    missed, wrong = (sum(len(getattr(part, name)) for part in parts) for name in ("missed", "wrong"))
    precision = len(pairs) / (len(pairs) + wrong) if pairs or wrong else float(not missed)
    recall = len(pairs) / (len(pairs) + missed) if pairs or missed else 1.0
    fields: dict[str, Any] = {
        name: _mean([best_overlap(getattr(found, name), gold, name) for gold, found in pairs]) for name in _WORDED
    }
    fields |= {name: _mean([float(getattr(found, name) == gold[name]) for gold, found in pairs]) for name in _EXACT}
    for name in _NULLABLE:
        likeness = [(overlap(getattr(found, name), gold[name]), gold[name] is not None) for gold, found in pairs]
        fields[name] = _mean([value for value, _ in likeness])
        fields[f"{name}, where annotated"] = _mean([value for value, given in likeness if given])
    return {
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "precision": precision,
        "recall": recall,
        "matched": len(pairs),
        "missed": missed,
        "wrong": wrong,
        "wrong_on_no_claim": sum(part.on_no_claim for part in parts),
        "fields": fields,
    }


def _detailed(part: Scored) -> dict[str, Any]:
    return {
        **_summary([part]),
        "missed_claims": [[gold["id"], gold["quote"], gold["intervention"], gold["outcome"]] for gold in part.missed],
        "wrong_claims": [[claim.found_by, claim.quote, claim.intervention, claim.outcome] for claim in part.wrong],
    }


def _gold(path: Path) -> Gold:
    try:
        gold = json.loads(path.read_text("utf-8"))
        if all(isinstance(gold[name], list) for name in ("claims", "not_claims")):
            return dict(gold)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise UsageError(f"{path}: not an annotated article.")


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
