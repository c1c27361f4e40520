"""Table rows: how common something is, what a food contains, what a thing does."""

import re

from claims.extract.frame import Frame
from claims.extract.quantities import QUANTITY
from claims.extract.terms import Terms
from claims.records import Direction, Kind

_QUANTITY = re.compile(QUANTITY, re.I)
_AMOUNT = re.compile(
    r"^(?:about\s+|up\s+to\s+|under\s+|over\s+)?\d[\d.,]*(?:\s*[–-]\s*\d[\d.,]*)?\s*(?:g|mg|mcg|µg|μg|ug|micrograms?|milligrams?|grams?|IU|kcal|calories|kJ|ml)$",
    re.I,
)
_PORTION = re.compile(r"\b(?:portion|serving|size|weight|amount\s+of\s+food|per)\b", re.I)
# A first cell that names people, not a thing: an age, a sex, a year, a place of the table.
_GROUP = re.compile(
    r"^(?:(?:aged?|over|under|ages?)\b|\d|men\b|women\b|boys?\b|girls?\b|children\b|adults?\b|all\b|total\b|pregnan|breast|infants?\b|babies\b|teenagers?\b|smokers?\b|non-smokers?\b)",
    re.I,
)


def cells_of(row: str) -> list[str]:
    return [cell.strip() for cell in row.split(" | ")]


def is_header(row: str) -> bool:
    """A row without a figure: it names the columns."""
    return not any(character.isdigit() for character in row)


def row_frames(row: str, header: list[str], topic: str | None, terms: Terms) -> list[Frame]:
    """The frames of a row; a row of words alone gives none and is read as a sentence."""
    cells = cells_of(row)
    if len(cells) < 2 or not any(character.isalpha() for character in cells[0] + (topic or "")):
        return []
    names = header if len(header) == len(cells) else [""] * len(cells)
    shares = [cell for cell in cells[1:] if _QUANTITY.search(cell)]
    if _GROUP.match(cells[0]) and len(header) == len(cells) and len(cells) > 2:
        filled = [(name, cell) for name, cell in zip(names[1:], cells[1:], strict=True) if any(map(str.isdigit, cell))]
        return [_frame(row, name, cell, "table row", Kind.PREVALENCE) for name, cell in filled]
    if shares:
        counted = _counted(names, topic, terms) if _GROUP.match(cells[0]) else cells[0]
        objects = "; ".join(shares)
        return [_frame(row, counted, objects, "table row", Kind.PREVALENCE)] if counted else []
    contents = [
        (name, cell) for name, cell in zip(names[1:], cells[1:], strict=True) if _AMOUNT.match(cell) and not _PORTION.search(name)
    ]  # fmt: skip
    if not contents or _GROUP.match(cells[0]):
        return []
    contents = [pair for pair in contents if terms.interventions.mentions(pair[0])] or contents[-1:]
    nutrient = topic or ""
    return [
        _frame(row, cells[0], f"{name if terms.interventions.mentions(name) else nutrient} {cell}".strip(), "table row", Kind.NUTRITION_FACT)
        for name, cell in contents
    ]  # fmt: skip


def _counted(names: list[str], topic: str | None, terms: Terms) -> str | None:
    """What the column of shares counts: a condition that a column head or the heading above names."""
    for text in (*names, topic or ""):
        mentions = terms.outcomes.mentions(text)
        if mentions:
            return text[mentions[-1].start : mentions[-1].end]
    return None


def _frame(row: str, subject: str, objects: str, rule: str, kind: Kind) -> Frame:
    return Frame(0, len(row), subject, objects, Direction.OTHER, strong=False, rule=rule, kind=kind)
