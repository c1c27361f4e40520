"""Asides within a sentence, put out of the way of the rules: each becomes blanks, so that every offset holds."""

import re

_SAYS = r"(?:says|said|adds|added|explains|notes|warns|insists|argues|claims|admits|tells\s+\w+|told\s+\w+|thinks|reckons|believes|concedes|suggests|cautions|laughs|counters|writes|jokes|sighs|points\s+out|recalls|stresses|continues)"
_ASIDES = re.compile(
    r"\([^()]{0,200}\)"
    rf"|,\s+(?:(?:he|she|they|I|we|it\s+is|as)\s+(?:also\s+|now\s+)?{_SAYS}|{_SAYS}\s+(?:the\s+\w+|[A-Z][\w.]*(?:\s+[A-Z][\w-]+){{0,2}}))(?:,|(?=[.”\"]))"
    r"|,\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){1,3}?(?:(?:in|at|from)\s+[A-Z]\w+\s+)?(?:said|says|stressed|found|finds|reported|reports|noted|warned|argued|conceded|concluded|counters|claimed|insisted|explained)(?:,|(?=[.”\"]|$))"
    r"|,\s+(?:I\s+(?:am|[’']m)\s+(?:afraid|told|sorry\s+to\s+say)|no\s+radical|roughly|for\s+all\s+the\s+hype|I\s+promise|trust\s+me|believe\s+me)(?:,|(?=[.”\"]|$))"
    r"|,\s+(?:and\s+|but\s+)?not\s+[^,.;]{2,40},"
    r"|,\s+which\s+(?:\w+\s+){0,3}?(?:not|never|cannot|\w+n[’']t)\s[^,.;]{2,60},"
    r"|,\s+(?:on\s+the\s+other\s+hand|by\s+contrast|however|oddly|sadly|luckily|curiously|of\s+course|in\s+fact|in\s+turn|for\s+example|for\s+instance|it\s+seems|it\s+is\s+said|they\s+say|mind(?:\s+you)?|again|indeed|too|therefore|moreover|meanwhile|at\s+least|at\s+best"
    r"|as\s+it\s+happens|to\s+be\s+fair|in\s+other\s+words|in\s+short|as\s+we\s+(?:know|said)|and\s+only\s+then|admittedly|interestingly|surprisingly)(?=,),"
    r"|,\s+(?:[a-z]{3,}(?:ed|en)|drunk|sold|bought|made|held|fed|left|kept|worn|brought|ground|if|when|especially|particularly|even|unlike|like|such\s+as|including|also\s+called|once|about|roughly|around|say|at|in|with|from|by|for|over|after|before|during|whether)\s[^,.;]{2,70},(?!\s+(?:and|or|but|which|who|that|as\s+well|plus|then|so|it|they|you|we|I|the|an?|these|this)\b)"
    r"|,\s+(?:an?|one|two|three|half|the|\d[\d.,]*)\s[^,.;]{2,60},(?=\s+(?:also\s+|\w+ly\s+)?(?:is|are|was|were|can|could|may|might|will|would|does|do|did|has|have|had|seems?|helps?|cut|lower|reduce|improve|ease|cause|raise|relieve|increase|prevent|[a-z]{3,}(?<!ou)s)\s)",
    re.I,
)


def without_asides(sentence: str) -> str:
    """The sentence with its asides blanked, of the same length."""
    return _ASIDES.sub(lambda aside: " " * len(aside.group()), sentence)
