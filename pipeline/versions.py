"""The versions of everything that judges: named in every audit, checked before a replay."""

from claims.errors import RuleNotInstalled
from claims.vocabulary.terms import DATED as VOCABULARY_DATED
from pipeline import grade, plan, reading, verdict
from pipeline.appraise.appraise import RULES as APPRAISE_RULES
from pipeline.appraise.reader.shipped import VERSION as READER
from pipeline.grade.mids import DATED as MIDS_DATED
from pipeline.records import Versions
from pipeline.verdict.safety import DATED as SAFETY_DATED

FORMAT = 6
PROGRAM = "claimaudit 0.1.0"


def versions() -> Versions:
    return Versions(
        program=PROGRAM,
        format=FORMAT,
        rules=tuple(sorted((plan.RULE, *APPRAISE_RULES, reading.RULE, READER, *grade.RULES, *verdict.RULES))),
        tables=(
            f"vocabulary {VOCABULARY_DATED}",
            f"minimal important differences {MIDS_DATED}",
            f"safety {SAFETY_DATED}",
        ),
    )


def require_installed(wanted: Versions) -> None:
    """Raises RuleNotInstalled where an audit was judged by a rule or table that is not here."""
    here = versions()
    missing = sorted({*wanted.rules, *wanted.tables} - {*here.rules, *here.tables})
    if wanted.format != here.format:
        missing.insert(0, f"audit format {wanted.format}")
    added = sorted({*here.rules, *here.tables} - {*wanted.rules, *wanted.tables})
    if added and not missing:
        raise RuleNotInstalled(
            f"This audit was made by {wanted.program} without {', '.join(added)}, by which this installation ({here.program}) judges too. "
            "Install that version to replay it, or audit the article again."
        )
    if missing:
        raise RuleNotInstalled(
            f"This audit was made by {wanted.program} with {', '.join(missing)}, which this installation ({here.program}) does not have. "
            "Install that version to replay it, or audit the article again."
        )
