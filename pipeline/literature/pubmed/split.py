"""Past the wall: a search with more hits than one answer can name, asked in ranges of entry date."""

from collections.abc import Callable
from datetime import date

from claims.errors import AnswerUnreadable


def by_entry_date(
    ask: Callable[[str, str], tuple[int, list[str]]], first: str, last: str, wall: int
) -> tuple[list[str], int]:
    """All ids of a search between two days (YYYY-MM-DD, both included), newest range first, and how many ranges that took.

    `ask` gives the count and the ids of one range. Raises AnswerUnreadable where even one day has more hits than the wall.
    """
    found: dict[str, None] = {}
    open_ranges = [(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())]
    pieces = 0
    while open_ranges:
        low, high = open_ranges.pop()
        total, pmids = ask(date.fromordinal(low).isoformat(), date.fromordinal(high).isoformat())
        if total <= wall:
            pieces += bool(total)
            found.update(dict.fromkeys(pmids))
        elif low == high:
            raise AnswerUnreadable(
                f"PubMed entered {total:,} hits on one day ({date.fromordinal(low)}), more than {wall:,}. Ask a narrower question."
            )
        else:
            middle = (low + high) // 2
            open_ranges += [(low, middle), (middle + 1, high)]
    return list(found), pieces
