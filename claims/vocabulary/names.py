"""A concept's name as print spells it: the tables keep names in lower case, an editor writes "vitamin D"."""

import re

_NAMES = ("St John", "Alzheimer", "Parkinson", "Crohn", "HIV", "LDL", "HDL", "COVID")
_SPELT = {name.lower(): name for name in _NAMES}
_PROPER = re.compile(
    r"\b(?:" + "|".join(map(re.escape, _SPELT)) + r")\b|(?<=\bvitamin )[a-k](?=\d{0,2}\b)|\bb(?= vitamin)"
)


def in_print(name: str) -> str:
    """Capitals where they belong: "vitamin d2" as "vitamin D2", "crohn's disease" as "Crohn's disease"; all other words stay as they are."""
    return _PROPER.sub(lambda found: _SPELT.get(found.group(), found.group().upper()), name)
