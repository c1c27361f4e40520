"""Whether a study was made in the people whom a claim names."""

import re

from pipeline.records import Match

RULE = "appraise.population.v2"

GROUPS: dict[str, re.Pattern[str]] = {
    "pregnancy": re.compile(r"\bpregnan\w*|\bmaternal\b|\bantenatal\b|\bprenatal\b", re.I),
    "children": re.compile(
        r"\bchild(?:ren)?\b|\binfants?\b|\bbab(?:y|ies)\b|\bkids?\b|\badolescents?\b|\bteenagers?\b|\bpa?ediatric\b|\bnewborns?\b",
        re.I,
    ),
    "older people": re.compile(
        r"\belderly\b|\bolder\s+(?:adults?|people|women|men)\b|\bseniors?\b|\bpensioners?\b|\baged\s+(?:60|65|70)\b",
        re.I,
    ),
    "women": re.compile(r"\bwomen\b|\bfemale\b|\bmenopaus\w*|\bpostmenopausal\b", re.I),
    "men": re.compile(r"\bmen\b|\bmale\b", re.I),
    "athletes": re.compile(r"\bathletes?\b|\brunners?\b|\btrained\b|\blifters?\b", re.I),
    "smokers": re.compile(r"(?<!non-)(?<!ex-)(?<!never-)\bsmokers?\b", re.I),
    "dogs": re.compile(r"\bdogs?\b|\bcanine\b", re.I),
    "cats": re.compile(r"\bcats?\b|\bfeline\b", re.I),
}
ANIMALS = re.compile(
    r"\b(?:mice|mouse|rats?|rabbits?|dogs?|cats?|horses?|pigs?|piglets?|monkeys?|animals?|poultry|cattle)\b", re.I
)
_PERSON = re.compile(
    r"\b(?:adults|people|women|men|children|patients|sufferers|those|anyone|individuals|persons|with|who|have|the|in|of|and|or|a)\b",
    re.I,
)


# Words that set no group apart from those whom a study takes in.
_ANYONE = frozenset(
    "hospital hospitalised hospitalized general generally healthy ordinary normal adult otherwise every".split()
)


def group_pattern(population: str | None) -> re.Pattern[str] | None:
    """What finds the named group in a text: its known kind ("athletes" for marathon runners), else its own telling words."""
    if population is None:
        return None
    kinds = [pattern.pattern for pattern in GROUPS.values() if pattern.search(population)]
    if kinds:
        return re.compile("|".join(kinds), re.I)
    words = [
        word for word in re.findall(r"[a-z][a-z-]{3,}", _PERSON.sub(" ", population.lower())) if word not in _ANYONE
    ]
    return (
        re.compile("|".join(rf"\b{re.escape(word.rstrip('s'))}(?:s|es)?\b" for word in words), re.I) if words else None
    )


def population_match(population: str | None, headings: str, abstract: str) -> Match:
    """Same where the study names the group. Different where the claim names a group apart, or the study names another."""
    pattern = group_pattern(population)
    if population is None or pattern is None:
        return Match.UNKNOWN
    if ANIMALS.search(population):
        # An abstract that mentions mice in passing was not made in mice: the title or the headings must say so.
        return Match.SAME if pattern.search(headings) else Match.DIFFERENT
    if pattern.search(headings) or pattern.search(abstract):
        return Match.SAME
    apart = any(GROUPS[name].search(population) for name in ("pregnancy", "children", "dogs", "cats"))
    another = any(kind.search(headings) for name, kind in GROUPS.items() if name not in {"women", "men"})
    return (
        Match.DIFFERENT
        if apart or another or not any(kind.search(population) for kind in GROUPS.values())
        else Match.UNKNOWN
    )
