"""Records that speak of another record, and bear its title: they are never the study that they are about."""

import re

from pipeline.appraise.publication_types import NOTICES, OPINIONS, REPUBLISHED, STUDIES
from pipeline.records import Study

RULE = "appraise.notice.v1"

_NOTICE_IDS = frozenset({"D016440", "D016425", "D000076962"})
_NOTICE_LINKS = frozenset({"RetractionOf", "PartialRetractionOf", "ErratumFor", "ExpressionOfConcernFor"})
# With the colon, dash or full stop that makes it a heading: "Correction of anaemia in …" is a study.
_NOTICE_TITLE = re.compile(
    r"\W*(?:(?:author|publisher|editorial)\s+)?(?:retraction(?:\s+not(?:e|ice))?|(?:notice|statement)\s+of\s+retraction|retracted\s+article|withdrawn|corrections?(?:\s+notice)?|"
    r"corrigend(?:um|a)|errat(?:um|a)|addendum|expression\s+of\s+concern)\s*(?:(?:to|of|for)\s*:|to\b|[:.—–]|-\s|\]|$)",
    re.I,
)


def speaks_of_another(study: Study) -> bool:
    """Whether a record is a notice, an editorial, a letter or a comment, and no study of its own. A letter may report a trial; then
    both types stand in the record."""
    types = {kind.name for kind in study.publication_types}
    return is_notice(study) or bool(types & OPINIONS and not types & STUDIES)


def is_notice(study: Study) -> bool:
    """Whether a record only says something of another record: a retraction, a correction, an expression of concern."""
    names = {kind.name for kind in study.publication_types}
    return (
        bool(names & NOTICES)
        or bool({kind.id for kind in study.publication_types} & _NOTICE_IDS)
        or bool({link.type for link in study.links} & _NOTICE_LINKS)
        or (bool(_NOTICE_TITLE.match(study.title)) and not names & (STUDIES | REPUBLISHED))
    )
