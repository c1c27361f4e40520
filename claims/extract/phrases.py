"""Noun phrases: trimming them, and taking coordinated ones apart."""

import re

from claims.vocabulary import Vocabulary

_ARTICLE = re.compile(
    r"^(?:an?|the|your|our|my|their|its|his|her|this|that|these|those|some|any|all|both|such|of|on|in|to|for|from|with|and|or|also|even|more|regular)\s+",
    re.I,
)
_TAKING = re.compile(
    r"^(?:(?:regularly|simply|just)\s+)?(?:taking|using|drinking|eating|having|consuming|chewing|adding|trying|sipping|getting|doing|practi[cs]ing"
    r"|supplement(?:ing|ation)\s+(?:your\s+(?:system|diet|body)\s+)?with|supplements?\s+of|(?:the\s+)?use\s+of|the\s+intake\s+of|intake\s+of|a\s+(?:cup|glass|dose|handful|spoonful|bit)\s+of"
    r"|(?:high|large|low|small)\s+doses?\s+of|daily|regular|extra|more|just|only|even|about|roughly|chewing|swallowing|popping|rubbing\s+in|applying|wearing(?=\s+\w)|sucking|breathing\s+in|inhaling)\s+",
    re.I,
)
_PRAISE = re.compile(r"^(?:high[- ]quality|good|best|natural|powerful|amazing|pure|organic|strong|premium)\s+", re.I)
DOSE = re.compile(
    r"(?:(?:about|up\s+to|at\s+least|around|between|an?\s+extra|at)\s+)?\d[\d.,]*(?:\s*(?:–|-|to|and)\s*\d[\d.,]*)?\s*"
    r"(?:mg|mcg|µg|ug|g|grams?|milligrams?|kg|iu|ml|millilit(?:re|er)s?|lit(?:re|er)s?|cups?|tablets?|capsules?|drops?|glasses|teaspoons?|tablespoons?|servings?|percent|%)\b"
    r"(?:\s+(?:per|of\s+body|a|per\s+kilo|each|every)\s+\w+(?:\s+of\s+body\s+weight)?)?(?:\s+(?:daily|a\s+day|per\s+day|each\s+day|once\s+daily|twice\s+(?:a\s+day|daily)|(?:two|three|four)\s+times\s+(?:a|per)\s+day))?"
    r"|\b(?:once|twice|three\s+times)\s+(?:a|per)\s+(?:day|week)\b|\b(?:one|two|three)\s+cups?\s+(?:a|per)\s+day\b",
    re.I,
)
_JOIN = re.compile(r"\s*,\s*(?:and/or|and|or|as\s+well\s+as)?\s+|\s+(?:and/or|and|or|as\s+well\s+as|plus|nor)\s+", re.I)
_FIXED = re.compile(
    r"\b(nausea and vomiting|body and mind|mind and body|aches and pains|bone and joint|nuts and seeds|trial and error|black and blue|hair and nail|mother and child)\b",
    re.I,
)
_LETTERS = re.compile(r"\bvitamins\s+([A-EK]\d{0,2})\s+and\s+([A-EK]\d{0,2})\b")
_ADVERB_END = re.compile(
    r"[\s,]+(?:daily|regularly|naturally|quickly|significantly|every\s+day|a\s+day|as\s+well|too|again|alike|in\s+general|overall|directly|dramatically|slightly|effectively|much|a\s+bit|a\s+lot)$",
    re.I,
)


# When and how a thing is taken is not the thing.
_TAKEN_HOW = re.compile(
    r"\s+(?:(?:about|some|around|roughly)\s+)?(?:[\w-]+\s+)?(?:minutes?|hours?)\s+(?:before|after)\b.*$"
    r"|\s+(?:at\s+(?:bedtime|night|every|each|breakfast|lunch|dinner)|every|each|(?:twice|once|daily|nightly)(?=\s*$|\s+(?:for|at|with|before|after|in|daily|a)\b)|on\s+an\s+empty|for\s+(?:up\s+to\s+|about\s+|at\s+least\s+)?(?:\d+|one|two|three|four|five|six|eight|ten|twelve|several|a\s+few|many)\s|in\s+(?:hot|warm|cold|the\s+(?:morning|evening))|(?:taken|used|eaten|applied|swallowed|drunk)\s|before\s+(?:bed|meals|a\s)|after\s+(?:meals|a\s)|with\s+(?:food|meals|breakfast|water|dinner))\b.*$",
    re.I,
)
_SPREAD = re.compile(r"^\w+\s+of\s+(?:the\s+|your\s+)?\w+,\s+\w+\s+(?:and|or)\s+\w+$", re.I)


_NOWHERE = re.compile(r"(?:during|while|before|after|in|at|on|too|when|less|and|or)\b", re.I)


def trim(phrase: str, *, intervention: bool = False) -> str:
    """A noun phrase without articles, praise and (for an intervention) the words for taking it and its dose."""
    words = " ".join(phrase.split()).strip(" ,.;:!?\"“”‘’'()[]*_–—-|")
    before = None
    while words != before:
        before = words
        if intervention:
            without = _TAKING.sub("", words)
            words = words if _NOWHERE.match(without) else without  # "drinking during pregnancy"
            dose = DOSE.match(words)
            if dose:
                words = re.sub(r"^\s*of\s+", "", words[dose.end() :])
            words = _PRAISE.sub("", words)
            shorter = _TAKEN_HOW.sub("", re.split(r"\s+(?:when|if|while|because|unless)\s", words)[0])
            words = shorter if re.search(r"\w{3,}", _ARTICLE.sub("", shorter)) else words
        words = _ARTICLE.sub("", words)
        words = _ADVERB_END.sub("", words).strip(" ,.;:!?\"“”‘’'()[]*_–—-|")
    return words


def split_phrase(phrase: str, vocabulary: Vocabulary) -> list[str]:
    """Coordinated parts ("stress, anxiety and low mood"), or the phrase itself where it names one thing.

    "mental and physical relaxation" stays whole: its first part is no term of its own and shares the head noun.
    """
    phrase = _LETTERS.sub(lambda found: f"vitamin {found.group(1)} and vitamin {found.group(2)}", phrase)
    if vocabulary.lookup(trim(phrase)) is not None or _FIXED.search(phrase) or _SPREAD.match(phrase.strip()):
        return [phrase]
    parts = [part for part in _JOIN.split(phrase) if part and part.strip(" ,.")]
    if len(parts) < 2:
        return [phrase]
    merged: list[str] = []
    at = phrase
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if not last and _shares_head(part, parts[index + 1], vocabulary):
            start = at.find(part)
            end = at.find(parts[index + 1], start) + len(parts[index + 1])
            parts[index + 1] = at[start:end]
            continue
        merged.append(parts[index])
    return merged


def _shares_head(part: str, following: str, vocabulary: Vocabulary) -> bool:
    """Whether a part is only an adjective of the next one's noun."""
    if len(part.split()) > 1 or len(following.split()) < 2 or vocabulary.mentions(part):
        return False
    return bool(
        re.search(
            r"(?:al|ic|ive|ous|ed|ary|able|er|upper|lower|good|bad|skin|short|long|joint|bone)$", part.strip(), re.I
        )
    )
