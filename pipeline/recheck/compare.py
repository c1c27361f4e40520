"""Two audits of an article: which claims are still made, which came and went, and what became of their verdicts."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.records import Claim
from claims.same import said
from pipeline.recheck.changes import Change, changes_of
from pipeline.records import Audit, Verdict

# Two quotes as alike as this are one sentence, reworded.
_REWORDED = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim in both audits. `reworded`: its quote is another."""

    old: Claim
    new: Claim
    was: Verdict
    now: Verdict
    reworded: bool
    changes: tuple[Change, ...]

    @property
    def material(self) -> bool:
        """Whether its verdict has moved in a way that matters to a reader."""
        return any(change.material for change in self.changes)

    @property
    def told(self) -> bool:
        """Whether an editor is told of it: a verdict that moved, or a sentence that is another."""
        return self.material or self.reworded


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same_article`: equal bytes; `rules`: what only one of the two audits was judged by."""

    same_article: bool
    pairs: tuple[Pair, ...]
    added: tuple[tuple[Claim, Verdict], ...]
    removed: tuple[tuple[Claim, Verdict], ...]
    rules: tuple[str, ...]

    @property
    def material(self) -> bool:
        """Whether an editor is told: a verdict that moved, or a claim that came, went or was reworded."""
        return bool(self.added or self.removed or any(pair.told for pair in self.pairs))

    @property
    def nothing(self) -> bool:
        return not (self.added or self.removed or any(pair.changes or pair.reworded for pair in self.pairs))


def compare(old: Audit, new: Audit) -> Comparison:
    """Claims are paired by what they say; what is left over, by how alike their sentences are."""
    was, now = ({verdict.claim_id: verdict for verdict in audit.verdicts} for audit in (old, new))
    paired = _paired(old.claims, new.claims)
    pairs = tuple(
        Pair(
            before,
            after,
            was[before.id],
            now[after.id],
            " ".join(before.quote.split()) != " ".join(after.quote.split()),
            changes_of(
                was[before.id],
                now[after.id],
                (item for item in old.appraisals if item.claim_id == before.id),
                (item for item in new.appraisals if item.claim_id == after.id),
            ),
        )
        for before, after in paired
    )
    kept_old, kept_new = {before.id for before, _ in paired}, {after.id for _, after in paired}
    judged = [{*audit.versions.rules, *audit.versions.tables} for audit in (old, new)]
    return Comparison(
        same_article=old.source.sha256 == new.source.sha256,
        pairs=pairs,
        added=tuple((claim, now[claim.id]) for claim in new.claims if claim.id not in kept_new),
        removed=tuple((claim, was[claim.id]) for claim in old.claims if claim.id not in kept_old),
        rules=tuple(sorted(judged[0] ^ judged[1])),
    )


def _paired(old: tuple[Claim, ...], new: tuple[Claim, ...]) -> list[tuple[Claim, Claim]]:
    left = list(new)
    pairs: list[tuple[Claim, Claim]] = []
    waiting = []
    for claim in old:
        same = [other for other in left if said(other) == said(claim)]
        found = max(
            same, key=lambda other: (other.quote == claim.quote, other.strength == claim.strength), default=None
        )
        if found is None:
            waiting.append(claim)
        else:
            left.remove(found)
            pairs.append((claim, found))
    for claim in waiting:
        alike = [(_likeness(claim, other), other) for other in left]
        score, found = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        if found is not None and score >= _REWORDED:
            left.remove(found)
            pairs.append((claim, found))
    place = {claim.id: at for at, claim in enumerate(new)}
    return sorted(pairs, key=lambda pair: place[pair[1].id])


def _likeness(one: Claim, other: Claim) -> float:
    """0 to 1; claims about another thing or another outcome, and a claim and its denial, are never one claim reworded."""
    same = (
        one.intervention_concept.preferred == other.intervention_concept.preferred
        and one.outcome_concept.preferred == other.outcome_concept.preferred
        and one.negated is other.negated
    )
    return SequenceMatcher(None, one.quote.lower(), other.quote.lower(), autojunk=False).ratio() if same else 0.0
