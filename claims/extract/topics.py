"""What an article as a whole is about: whether it speaks of health, and the thing that its title names."""

import re

from claims.extract.subjects import last_intervention
from claims.extract.terms import Terms
from claims.records import Source

# Kinds of terms that no everyday text is full of.
_OUTCOMES = frozenset({"condition", "symptom", "biomarker", "event", "function", "vague"})
_INTERVENTIONS = frozenset({"drug", "supplement", "vitamin", "mineral", "herb", "procedure"})
# Terms in a hundred words. Recipes and features without a health claim have 0.8 to 1.4, health pages 1.7 to 12 (articles of the tests).
_DENSE = 1.6
_NAME = re.compile(r"[A-Z][a-z]{3,}")


def speaks_of_health(text: str, terms: Terms) -> bool:
    found = sum(mention.concept.kind in _OUTCOMES for mention in terms.outcomes.mentions(text))
    found += sum(mention.concept.kind in _INTERVENTIONS for mention in terms.interventions.mentions(text))
    return 100 * found >= _DENSE * max(1, len(text.split()))


def subject_of(source: Source, terms: Terms) -> str | None:
    """The last intervention that the title names, or the product whose name the article keeps using."""
    if not source.title:
        return None
    named = last_intervention(source.title, terms.interventions)
    if named:
        return named[0]
    names: list[str] = _NAME.findall(source.title)
    for name in names:
        used = len(re.findall(rf"\b{name}\b", source.text))
        taken = re.search(
            rf"\b(?:take|taking|takes|use|using|stop|stopping|combine|combining|swallow|apply)\s+{name}\b", source.text
        )
        if (
            used >= 3
            and taken
            and not re.search(rf"\b{name.lower()}\b", source.text)
            and not terms.outcomes.mentions(name)
        ):
            return name
    return None


def condition_of(source: Source, terms: Terms) -> str | None:
    """The outcome that the title names, as worded."""
    mentions = terms.outcomes.mentions(source.title) if source.title else []
    return source.title[mentions[0].start : mentions[0].end] if source.title and mentions else None
