"""What part a named substance plays in a text: tested, or taken away, compared with, added to, or only the background."""

import re

RULE = "appraise.role.v1"

# Words just before the name, and just after it, that make it something else than what was given and tested.
_BEFORE = re.compile(
    r"\b(?:lack\s+of|deficien\w*\s+(?:of|in)|depletion\s+of|absence\s+of|low(?:er)?(?:ed)?|reduc(?:ed|ing|tion\s+(?:of|in))|restrict(?:ed|ing|ion\s+of)|less|without|avoid(?:ing|ance\s+of)|no"
    r"|other\s+than|except(?:\s+for)?|excluding|rather\s+than|instead\s+of|add(?:ed|-?on|ing|ition)?\s+to|adjunct(?:ive)?\s+to|inadequately\s+controlled\s+(?:with|on|by)|controlled\s+(?:with|on|by)"
    r"|background|failing|failed|not\s+respond\w*\s+to|resistant\s+to|refractory\s+to|compared\s+(?:with|to)|versus|vs\.?|than|against|in\s+(?:patients|people|adults|women|men)\s+(?:on|taking|receiving|treated\s+with|using)|in\s+combination\s+with|(?:groups?|arms?)\s+(?:taking|receiving)|symptoms\s+(?:from|on|of)|caused\s+by|due\s+to|injections?\s+of|pain\s+(?:of|on|with|after))"
    r"\s+(?:(?:the|a|an|dietary|oral|standard|conventional|stable|serum|plasma|blood)\s+){0,2}$",
    re.I,
)
_AFTER = re.compile(
    r"^(?:[-‐‑–\s]+(?:deficien\w+|depletion|restrict\w+|reduction|free|substitutes?|insufficiency|status|levels?|concentrations?|induced|resistant|refractory|treated|naive|na[iï]ve|poisoning|overdose|intoxication|toxicity|inadequately|associated|related|intolerant|resistance|sensitiv\w+|secretion|users?|allergy|price|industry|myopathy))\b",
    re.I,
)
_TAKEN_AWAY = re.compile(r"^[-‐‑–\s]+(?:withdrawal|discontinuation|cessation)\b", re.I)


# For something that one does rather than takes, these make it the setting or the yardstick: "pain after surgery", "exercise test".
_SETTING_BEFORE = re.compile(
    r"\b(?:after|following|during|prior\s+to|before|at\s+the\s+end\s+of|undergoing|scheduled\s+for)\s+(?:\w+\s+){0,2}$",
    re.I,
)
_SETTING_AFTER = re.compile(r"^[-‐‑–\s]+(?:\w+\s+)?(?:tests?|adherence|capacity|tolerance|performance)\b", re.I)


def is_tested(text: str, start: int, end: int, *, stopping: bool, kind: str) -> bool:
    """Whether the name at [start, end) can be what was tested. `stopping`: its being taken away is what is asked."""
    if _BEFORE.search(text[max(0, start - 60) : start]):
        return False
    after = text[end : end + 30]
    if kind in {"behaviour", "procedure"} and (
        _SETTING_BEFORE.search(text[max(0, start - 60) : start]) or _SETTING_AFTER.match(after)
    ):
        return False
    return not _AFTER.match(after) and (stopping or not _TAKEN_AWAY.match(after))
