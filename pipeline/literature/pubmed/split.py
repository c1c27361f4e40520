"""Past the wall: a search with more hits than one answer can name, asked in ranges of entry date."""

from collections.abc import Callable
from datetime import date

from claims.errors import AnswerUnreadable
from pipeline.literature.pubmed.page import Page


def by_entry_date(ask: Callable[[str, str], Page], first: str, last: str, wall: int) -> tuple[list[str], int]:
    """All ids of a search between two days (YYYY-MM-DD, both included), newest range first, and how many ranges that took.

    `ask` asks for one range. Raises AnswerUnreadable where even one day has more hits than the wall.
    """
    found: dict[str, None] = {}
    open_ranges = [(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())]
    pieces = 0
    while open_ranges:
        low, high = open_ranges.pop()
        page = ask(date.fromordinal(low).isoformat(), date.fromordinal(high).isoformat())
        if page.total <= wall:
            pieces += bool(page.total)
            found.update(dict.fromkeys(page.pmids))
        elif low == high:
            raise AnswerUnreadable(
                f"PubMed entered {page.total:,} hits on one day ({date.fromordinal(low)}), more than {wall:,}. Ask a narrower question."
            )
        else:
            middle = (low + high) // 2
            open_ranges += [(low, middle), (middle + 1, high)]
    return list(found), pieces
