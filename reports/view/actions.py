"""What an editor does first: safety, then what the evidence contradicts, then wording, then what must be confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.view.claim import ClaimView


@dataclass(frozen=True)
class Action:
    """`name`: a key of the catalogue's `summary.act_…`; a claim stands under each that applies to it."""

    name: str
    claims: tuple[ClaimView, ...]


def actions_of(claims: Iterable[ClaimView]) -> tuple[Action, ...]:
    views = tuple(claims)
    wanted = {
        "dangerous": [view for view in views if view.verdict.safety],
        "against": [view for view in views if view.against],
        "edit": [view for view in views if view.verdict.overclaim and view.verdict.overclaim.edit and not view.against],
        "overstated": [
            view for view in views if view.verdict.overclaim and not view.verdict.overclaim.edit and not view.against
        ],
        "confirm": [view for view in views if view.claim.confirm is not None],
    }
    return tuple(Action(name, tuple(found)) for name, found in wanted.items() if found)
