"""The four levels of certainty as numbers, and moving between them."""

from pipeline.records import Level

ORDER = (Level.VERY_LOW, Level.LOW, Level.MODERATE, Level.HIGH)


def moved(level: Level, change: int) -> Level:
    """A level raised or lowered, kept within Very low and High."""
    return ORDER[max(0, min(3, ORDER.index(level) + change))]


def at_least(level: Level | None, least: Level) -> bool:
    return level is not None and ORDER.index(level) >= ORDER.index(least)
