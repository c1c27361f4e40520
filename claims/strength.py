"""How much a conclusion asserts, as a whole sentence: nothing, a link, that something may act, that it does.

The classes are those of Yu, Li & Wang (EMNLP 2019) for conclusions of PubMed abstracts; on our one scale of wording they are None, LINKED, MAY
and DOES. Read from cue words: what relation is stated, and what takes it back to a possibility, a need or a question.
"""

import re

from claims.records import Strength


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b".replace("_", r"\s+"), re.I)


_LINK = _any(
    r"associat(?:ed|ions?|es)_(?:\w+_){0,3}?(?:with|between|of|to|was|were|in|among) associations? correlat(?:ed?s?|ions?|ing) (?:inversely|positively|negatively|strongly)_related"
    r" (?:is|are|was|were|be|been|being|closely|significantly|directly|not)_(?:linked|related|tied|predictive) linked_(?:to|with) link_between related_to relationships?_(?:between|with|was|were|of|exists?) predict(?:s|ed|ors?|ive)"
    r" (?:independent|significant|important|potential|modifiable|major|strong|possible|the|additional|known|new|main|key|common)_(?:\w+_){0,2}?risk_factors? risk_factors?_(?:for|of) (?:odds|hazard|risk)_ratios? relative_risk"
    r" (?:more|less|most|least)_(?:\w+_)?(?:likely|common|frequent|frequently|prevalent|commonly|often|pronounced|severe) (?:higher|lower|greater|increased|decreased|elevated|reduced|fewer|worse|better|poorer|larger|smaller|longer|shorter|excess)_(?:\w+_){0,4}?(?:risks?|odds|prevalence|incidence|likelihood|rates?|mortality|survival|levels?|frequency|concentrations?|scores?|intakes?)"
    r" (?:higher|lower|greater|worse|better|more|less|fewer|longer|shorter|larger|smaller|poorer)_(?:\w+_){0,8}?(?:than|compared|in_(?:patients|women|men|those|children|people|adults|the|boys|girls|subjects)|among)"
    r" (?:significant(?:ly)?|statistically_significant|marked|clear|substantial|considerable|important)_(?:\w+_){0,2}?(?:differen(?:ces?|t)|correlations?|relationships?|trends?) differences?_(?:between|in|among|were|was)"
    r" (?:differed|differs?)_ (?:is|was|are|were)_(?:significantly|markedly)?_?different prognostic biomarkers? determinants? correlates dose-response confer(?:s|red)? varied_ (?:similar|comparable)_(?:\w+_){0,4}?(?:between|to|in|among)"
)
_ACT = _any(
    r"(?:increas|decreas|reduc|improv|induc|attenuat|ameliorat|enhanc|promot|caus|modulat|alleviat|stimulat|suppress|inhibit|prevent|affect|influenc|impair|accelerat|delay|elevat|worsen|prolong|facilitat|protect|eliminat|rais|lower|aggravat|exacerbat|contribut|trigger|activat|benefit|strengthen|weaken|impact|restor|shorten|diminish|potentiat|augment|block|boost|minimi[sz]|revers|abolish|slow|normali[sz]|lessen|heighten|alter|reliev|sav|curb|combat|eas|spark|spur|slash|doubl|halv|harm|damag|kill|cur|mitigat|disrupt|creat|forc|shap)(?:e?s|e?d|ing|ting|ted|ped|ping|e)?"
    r" (?:leads?|led|leading)_to (?:results?|resulted|resulting)_in effects?_(?:of|on|in|was|were) (?:had|has|have|exert(?:s|ed)?|no|beneficial|positive|negative|adverse|favou?rable|protective|significant|harmful)_(?:\w+_){0,3}?(?:effects?|impacts?|benefits?) effective(?:ly|ness)? efficac(?:y|ious) due_to because_of responsible_for attributable superior(?:ity)? ineffective successful(?:ly)? beneficial detrimental harmful role_(?:in|of) helps?_to?"
)
_POSSIBLE = _any(
    r"may might could potential(?:ly)? possibl[ey] perhaps seems? seemed appears? appeared likely probabl[ey] presumably can_be promising hypothesi[sz]ed? suggestive would putative tends?_to"
)
_ASKS = _any(
    r"(?:further|future|more|additional|larger|prospective|well-designed|randomi[sz]ed|longitudinal|other|these|new|longer)_(?:\w+_){0,4}?(?:stud(?:y|ies)|research|trials?|investigations?|work|evaluation|analys[ei]s|efforts?)_(?:\w+_){0,4}?(?:needed|required|warranted|necessary|should|to|must|are|is|will|on)"
    r" (?:is|are|be|seems?|also)_(?:\w+_)?(?:needed|required|warranted|necessary|recommended|essential|crucial|advisable|mandatory|advised|imperative) needs?_to_be should(?:_not)? must ought recommend(?:ed|s|ation|ations)? aim(?:ed|s)?_ (?:we|this_study)_(?:\w+_)?(?:aim(?:ed)?|investigated|examined|evaluated|sought|describe[ds]?|propose[ds]?|developed|present) whether unclear unknown clinical_trial_registration trial_registration registered clinicaltrials funded warrants? merits? deserves? attention remains_(?:to_be|unclear|unknown|uncertain) to_(?:determine|clarify|confirm|investigate|elucidate|evaluate|assess|establish|explore|examine|verify|understand|identify)"
)


# A link stated outright, which stays one whatever else the sentence holds.
_OUTRIGHT = _any(
    r"associated_with associations?_(?:between|with|of|was|were) (?:negatively|positively|inversely|significantly|strongly|independently|directly)_(?:related|associated|correlated) correlat(?:ed?s?|ions?)_(?:with|between|significantly|positively|negatively)"
    r" (?:is|are|was|were|closely|significantly)_(?:related|linked)_to relates?_to risk_factors?_for predict(?:s|ed|ors?|ive)_ (?:more|less)_likely (?:more|less)_(?:frequently|often|commonly|common|frequent|prevalent)"
)
# Said to be of use or of weight: an effect only where it "may" be.
_WORTH = _any(
    r"(?:may|might|could|seems?|appears?)_(?:\w+_){0,3}?(?:useful|helpful|promising|important|favou?rable|involved|critical|crucial|necessary|valuable|help|play|serve|offer|provide|produce|represent|lead|support|arise|explain|occur)"
)
# "Further studies are needed …", opening the sentence: nothing is concluded.
_OPENS_ASKING = re.compile(
    r"^\W*(?:\w+,\s+)?(?:(?:further|future|more|additional|larger|prospective|longitudinal|randomi[sz]ed|well-designed|new|other|long-term)\b[^,;]{0,80}?\b(?:stud(?:y|ies)|research|trials?|work|investigations?)\b"
    r"|(?:it is|there is)\s+(?:\w+\s+)?(?:important|necessary|needed|essential|crucial|a\s+need|hoped|scope)|(?:ABBREVIATIONS|trial registration|funded)\b)",
    re.I,
)
# A level that went up or down with nothing said to have moved it; a level named as raised or lowered.
_MOVED = re.compile(
    r"\b(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:increased|decreased|reduced|elevated|lowered|impaired|raised|lower|higher)\b(?!\s+by)|\b(?:increased|decreased|improved|declined)\s+(?:significantly|markedly|over|from|in|during|between|across|to)\b"
    r"|\b(?:an?|the|significant|was|of)\s+(?:\w+\s+){0,2}(?:increase|decrease|reduction|improvement|decline)s?\s+(?:in|of)\b[^.;]{0,80}\b(?:was|were|is|are)\s+(?:\w+\s+)?(?:observed|found|seen|noted|revealed|detected)",
    re.I,
)


def sentence_strength(sentence: str) -> Strength | None:
    """What a conclusion asserts of one thing upon another; None where it asserts no relation."""
    if _OPENS_ASKING.search(sentence):
        return None
    acts, links = _ACT.search(sentence), _LINK.search(sentence)
    if _ASKS.search(sentence) and not links:
        return None
    if _OUTRIGHT.search(sentence) or (links and not (acts and acts.start() < links.start())) or _MOVED.search(sentence):
        return Strength.LINKED
    if acts or _WORTH.search(sentence):
        return Strength.MAY if _POSSIBLE.search(sentence) else Strength.DOES if acts else None
    return None
