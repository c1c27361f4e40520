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
_PRODUCT = re.compile(
    r"\b(?:balm|cream|gumm(?:y|ies)|gel|lamp|purifier|drops|tablets|capsules|spray|serum|powder|patch|bracelet|device|supplement|shake|pillow|lozenges|syrup|tonic|tincture|rub)\b",
    re.I,
)
_TAKEN = "(?:take|taking|takes|use|using|stop|stopping|combine|combining|swallow|apply)"
_NAME = re.compile(r"[A-Z][a-z]{3,}")
# "They called it prunavin": a name that the article goes on using.
_COINED = re.compile(
    r"\b(?:called|named|dubbed|known\s+as|the\s+(?:compound|drug|molecule|medicine|extract|tablet))\s+(?P<name>[a-z]{5,}|[A-Z][a-z]{4,})\b"
)


def speaks_of_health(text: str, terms: Terms) -> bool:
    found = sum(mention.concept.kind in _OUTCOMES for mention in terms.outcomes.mentions(text))
    found += sum(mention.concept.kind in _INTERVENTIONS for mention in terms.interventions.mentions(text))
    return 100 * found >= _DENSE * max(1, len(text.split()))


def subject_of(source: Source, terms: Terms) -> str | None:
    """The new name that the article gives and keeps using; else the last intervention that its title names, or the product."""
    for coined in _COINED.finditer(source.text):
        name = coined.group("name")
        if len(re.findall(rf"\b{name}\b", source.text)) >= 3 and not terms.outcomes.mentions(name):
            return name
    if not source.title:
        return None
    named = last_intervention(source.title, terms.interventions)
    if named:
        return named[0]
    product = _PRODUCT.search(source.title)
    names: list[str] = _NAME.findall(source.title)
    for name in names:
        used = len(re.findall(rf"\b{name}\b", source.text))
        known = re.search(rf"\b{name.lower()}\b", source.text) or terms.outcomes.mentions(name)
        taken = re.search(rf"\b{_TAKEN}\s+{name}\b", source.text)
        if not known and ((used >= 3 and taken) or (used >= 2 and product)):
            return name
    return None


def condition_of(source: Source, terms: Terms) -> str | None:
    """The outcome that the title names, as worded."""
    mentions = terms.outcomes.mentions(source.title) if source.title else []
    return source.title[mentions[0].start : mentions[0].end] if source.title and mentions else None


_CREATURES = {
    "dogs": re.compile(r"\b(?:dogs?|pupp(?:y|ies))\b", re.I),
    "cats": re.compile(r"\b(?:cats?|kittens?)\b", re.I),
    "horses": re.compile(r"\b(?:horses?|pon(?:y|ies))\b", re.I),
}
_PEOPLE = re.compile(r"\b(?:people|patients|adults|women|men|children|humans)\b", re.I)
_OFTEN = 4


def creatures_of(text: str) -> str | None:
    """The animals that an article is about: named four times or more, and oftener than people. What holds for people need not hold for them."""
    counts = {name: len(pattern.findall(text)) for name, pattern in _CREATURES.items()}
    name = max(counts, key=lambda one: counts[one])
    return name if counts[name] >= _OFTEN and counts[name] > len(_PEOPLE.findall(text)) else None
