"""The safety gate over the whole article: advice to stop, replace or combine a medicine, whether or not it is a claim."""

import re

from claims.records import Source
from claims.sentences import sentence_spans
from claims.vocabulary import Vocabulary
from pipeline.records import ArticleNotice

RULE = "verdict.article_safety.v2"

_CHANGE = re.compile(
    r"\b(?:stop(?:s|ped|ping)?(?:\s+(?:taking|using))?|quit(?:s|ting)?|com(?:e|es|ing)\s+off|came\s+off|swap(?:s|ped|ping)?|switch(?:es|ed|ing)?|replac(?:e|es|ed|ing)|substitut(?:e|es|ed|ing)|instead|ditch(?:es|ed|ing)?|bin(?:s|ned|ning)?|thr(?:ow|ows|ew|owing)\s+(?:away|out)|flush(?:ed|es|ing)?|say\s+no\s+to|unnecessary|(?:don[’']t|no\s+longer)\s+need|wean(?:ed|ing)?|taper(?:s|ed|ing)?|skip(?:s|ped|ping)?|halv(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|cut\s+down\s+on|without\s+(?:your\s+)?(?:doctor|prescriber))\b",
    re.I,
)
_TOGETHER = re.compile(
    r"\b(?:(?:take|taking|use|using|combin\w+|add(?:ing)?|together)\b[^.;]{0,60}\b(?:with|to|alongside|on\s+top\s+of|while\s+on)|alongside|on\s+top\s+of)\b",
    re.I,
)
_WARNS = re.compile(
    r"\b(?:do\s+not|don[’']t|never|not\s+(?:to|be)|should\s+not|avoid|before\s+you|ask\s+your|talk\s+to|speak\s+to|consult)\b",
    re.I,
)
_MEDICINE_WORDS = re.compile(
    r"\b(?:(?:your|prescribed|prescription)\s+(?:medicines?|medications?|drugs?|pills?|tablets?|treatment)|antidepressants?)\b",
    re.I,
)
_GOOD_ADVICE = "Do not stop, change or combine prescribed medicines without your prescriber."


def article_notices(source: Source, interventions: Vocabulary) -> tuple[ArticleNotice, ...]:
    """Sentences that speak of stopping, replacing or combining a medicine, each with its place; warnings are let be."""
    notices = []
    for block in source.blocks:
        for start, end in sentence_spans(source.text, block.start, block.end):
            sentence = source.text[start:end]
            if not (_CHANGE.search(sentence) or _TOGETHER.search(sentence)) or _WARNS.search(sentence):
                continue
            mentions = interventions.mentions(sentence)
            drugs = {
                mention.concept.preferred
                for mention in mentions
                if mention.concept.kind == "drug" and "vaccine" not in mention.concept.preferred
            }
            others = {mention.concept.preferred for mention in mentions} - drugs
            medicine = bool(drugs) or bool(_MEDICINE_WORDS.search(sentence))
            if medicine and (_CHANGE.search(sentence) or others or len(drugs) > 1):
                notices.append(ArticleNotice(RULE, _GOOD_ADVICE, start, end, sentence))
    return tuple(notices)
