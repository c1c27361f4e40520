"""Lead-ins of a clause: what stands before its statement and belongs to somebody else or to nothing."""

import re

_FRONTED = re.compile(
    r"^(?:(?:unlike|like|compared\s+(?:with|to)|far\s+from|rather\s+than|instead\s+of|apart\s+from|contrary\s+to|without|when|while|if|as\s+soon\s+as|once|after|before|during|upon|in|for|at|with|on|to|by|as|among|according\s+to|over)\b[^,]{2,160},\s*"
    r"|(?:however|moreover|also|in\s+fact|in\s+addition|furthermore|besides|plus|so|and|but|yes|no|well|sadly|luckily|fortunately|today|first(?:ly)?"
    r"|second(?:ly)?|third(?:ly)?|finally|lastly|overall|meanwhile|still|instead|generally|usually|often|interestingly|similarly)\b,?\s+)",
    re.I,
)
_REPORTED = re.compile(
    r"^(?:it\s+(?:isn[’']t|is\s+not|wasn[’']t)\s+true(?:\s+that)?|there\s+(?:isn[’']t|is\s+not|aren[’']t)\s+(?:any\s+|much\s+)?(?:\w+\s+){0,2}?(?:evidence|proof|trials?|stud(?:y|ies))(?:\s+that)?|(?:loads\s+of\s+|lots\s+of\s+|some\s+|many\s+)?(?:readers|users|fans|people|folk|customers|owners|parents|runners|regulars)(?:\s+(?:on|in|at|of|from)\s+[^,;:.]{2,40}?)?\s+(?:swear|say|claim|report|find|insist)(?:\s+that)?"
    r"|it(?:[’']s|\s+is|\s+isn[’']t|\s+is\s+not|\s+was|\s+wasn[’']t)(?=\s+(?!(?:thought|said|known|true|believed|possible|likely|clear|a\s+myth|not\s+true)\b)[^,;:.]{2,60}?(?:,[^,]{2,40},)?\s+that\s+\w)|(?:some|many|most|several|lots\s+of|a\s+few|plenty\s+of|a\s+lot\s+of)\s+(?:of\s+(?:our|my|the|us)\s+)?(?:[a-z]+\s+){0,2}?(?:on\s+here\s+)?(?:find|say|swear|report|believe|claim|feel|think|notice|tell\s+us)(?:\s+that)?|the\s+\w+\s+says(?:\s+that)?|it(?:[’']s|\s+is|\s+was|\s+has\s+been)\s+(?:being\s+)?(?:also\s+)?(?:widely\s+|commonly\s+|often\s+)?(?:thought|understood|believed|known|said|claimed|reported|deemed|suggested|shown|found|possible|likely|(?:not\s+|un)?true|false|an?\s+myth)"
    r"(?:\s+that)?|(?:some|many|most|several|lots\s+of)?\s*(?:\w+\s+){0,2}?(?:people|users|patients|experts|scientists|researchers|studies|research|evidence|doctors|trials|girls|lifters|reports|(?-i:Dr|Prof|Professor)\.?\s+[A-Z]\w+)\s*(?:on\s+here\s+)?"
    r"(?:have|has|had)?\s*(?:also\s+)?(?:say|says|said|believe|believes|find|finds|found|claim|claims|claimed|show|shows|shown|showed|suggest|suggests|suggested|report|reports|reported|think|thinks|concluded|indicates?|swear)"
    r"(?:\s+that)?|[^;:]{0,160}?\b(?:suggest(?:s|ing|ed)?|show(?:s|ing|ed|n)?|found|finds|claims?|claimed|says|said|reports?|reported|concluded|believes?|believed|thinks?|argues?|argued|warns?|warned|notes?|noted|adds|doubts?|doubted|indicat(?:es?|ed)|say|swears?|swore|reckons?|reckoned|insists?|insisted|maintains?|fears?|feared|hopes?|promises?|promised|admits?|agrees?)\s+that"
    r"|[^;:]{0,120}?\b(?:tells?|told|reminds?|reminded|assures?|assured|informs?|convinced)\s+[^,;:]{2,40}?\s+that|[^,;:]{0,60}?\b(?:no\s+(?:study|studies|trials?|research)\s+(?:has|have)\s+(?:found|shown|proved)|(?:is|are)\s+(?:often\s+|sometimes\s+)?asked|we\s+know|i\s+know|i(?:[’']m|\s+am)\s+not\s+saying|would\s+i\s+deny|there\s+is\s+no\s+doubt)\s+(?:that|whether)|(?:many\s+|some\s+)?people\s+still\s+(?:claim|believe|think)(?:\s+that)?|contrary\s+to\s+[^,]{3,40}?,?|there(?:[’']s|\s+is|\s+was)\s+(?:some\s+|no\s+|little\s+|good\s+|strong\s+|convincing\s+|\w+\s+)*(?:evidence|proof)(?:\s+that)?|i\s+(?:read|think|believe|heard)(?:\s+that)?)\s+",
    re.I,
)


def strip_leads(text: str) -> tuple[str, int]:
    """A clause without its lead-ins ("According to …,", "It is thought that"), and how many characters were taken."""
    at = 0
    while True:
        found = _REPORTED.match(text[at:]) or _FRONTED.match(text[at:])
        if not found or not found.end():
            break
        at += found.end()
    while at < len(text) and text[at] in " ,–—-\"“‘'":
        at += 1
    return text[at:], at
