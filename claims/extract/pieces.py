"""What only looks like an intervention or an outcome: pieces of sentences, people, heads of a study or a body, afterthoughts.

Not asked of a sentence that an editor typed in: there all is kept.
"""

import re

from claims.extract.frame import Frame

# Pieces that follow an outcome and are none.
_AFTERTHOUGHT = re.compile(
    r"^(?:no\s+longer|however|whatever|whichever|whether|meaning|often|usually|sometimes|yes|makes?|made|has\s+been|have\s+been|is|are|was|were|robs|to$|people$|users$|anything|something|everything|away|off|up(?!\s+to)|out|it$|them$|him$|her$|more$|less$|most$|you\s+\w+$|(?:them|him|her|us|you)\s+to\b|one$|lads|folks)\b",
    re.I,
)
_ONLY_PEOPLE = re.compile(
    r"(?:mice|rats|animals|humans|people|patients|women|men|children|adults|users|readers|runners|it|that|which|one)",
    re.I,
)
# Heads of phrases that are about a study or a body, and act on nobody's health.
_NO_HEAD = re.compile(
    r"^(?:(?!\b(?:of|for|in|that|from|with|to)\b).)*?\b(?:findings?|results?|factors?|ability|abilities|opportunit(?:y|ies)|evaluations?|definitions?|populations?|implications?|anecdotes?|agency|agencies|company|companies|researchers?|participants?|authors?|teams?|data|information|mechanisms?|history|facts?|questions?|ideas?|goals?|aims?|approvals?|analys[ie]s|announcement|fda|foundation|institute|university|hospital|society|association|statements?|samples?|groups?|averages?|roles?|practice|posts?|jobs?|candidates?|pensions?|clinics?|surger(?:y|ies)(?=$)|experience|nurses?|doctors?|gps?|pharmacists?|midwi(?:fe|ves)|lifts?|wings?|museums?|charit(?:y|ies)|councils?|government|services?|laws?|polic(?:y|ies)|shops?|staff|directors?|curators?|managers?|trusts?|courses?\s+fees?|prices?|website|page|kitchen|visitors?|customers?|readers?|parents?)(?:\s+(?:of|for|in|that|from|with|to)\b.*)?$",
    re.I,
)
_NO_OUTCOME_WORD = re.compile(
    r"(?:such|or|and|rare|costly|serious|what|how|why|\w+(?:ary|able|ful|ous|ive|ical|ional|antly|ently|ly))", re.I
)
_STATED = re.compile(
    r"^(?:us|we|me|researchers?|doctors?|clinicians?|scientists?|guide|identify|inform|understand|explain|determine|detect|diagnose|find|choose|decide|what|better\s+understand)\b|\b(?:is|are|was|were|has|have|includes?|included|should|will)\b",
    re.I,
)
_HANGS = re.compile(
    r"\b(?:that|which|who|whose|whom|and|or|but|neither|if|when|because|find|finds|found|say|says|believe|know|than)$",
    re.I,
)
# Pieces of a sentence that only look as if they acted: a year, a preposition's words, an order, another statement.
_NO_ACTOR = re.compile(
    r"^(?:\d{4}$|(?:far|rather|instead|please|by|to|from|of|than|in|at|on|for|with|during|before|don[’']t|never|not|nor|if|when|as|because|nothing|nobody|nearly|always|cases|reports|buy|ask|tell|feed|call|ring|let|put|give|otherwise|certain(?=\s*$)|results?|more|less|fewer|lots|plenty|some\s+\w+ed|it|he|she|even|there|our$|whereas|diagnosed|despite|none|neither|currently|propensity|developed|designed|created|tested|people\s+on|the\s+average|average|inside|whatever|whichever|an?\s+(?:study|trial|survey|review|way|lot|bit|handful|few|number|day|week|month|year))\b)"
    r"|^(?:(?!\b(?:that|which|who)\b).)*\b(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|should|must|doesn[’']t|don[’']t|isn[’']t|aren[’']t|it|said|says|whether|studied|learned|cautions|warns)\b",
    re.I,
)
_PERSON = re.compile(r"(?:who|whose|what|why|how|he|she|i|we|you|dr|prof|professor|mr|mrs|ms|sir)\b\.?", re.I)


def is_piece(intervention: str, outcome: str, frame: Frame) -> bool:
    """Whether one of the two sides is no thing of its own."""
    if _HANGS.search(intervention) or _PERSON.match(intervention) or _NO_ACTOR.search(intervention):
        return True  # a piece of a sentence whose verb no table knows
    if frame.rule == "relation verb" and (_STATED.search(outcome) or _NO_OUTCOME_WORD.fullmatch(outcome)):
        return True
    return bool(_NO_HEAD.match(intervention) or _AFTERTHOUGHT.match(outcome) or _ONLY_PEOPLE.fullmatch(intervention))
