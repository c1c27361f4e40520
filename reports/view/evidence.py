"""One study as it is shown for one claim, and the group that it is shown in."""

from dataclasses import dataclass
from urllib.parse import quote

from claims.records import Claim
from pipeline.appraise.trust import DIGEST
from pipeline.grade.body import LABORATORY, on_question, stream_of
from pipeline.records import Appraisal, Finding, Match, Stance, Study, Trust
from reports.symbols import FACETS

_LONGEST_FACT = 120


@dataclass(frozen=True)
class Evidence:
    """`group`: one of `symbols.GROUPS`, or "off" for a study that is set aside; `counted`: it is part of what the verdict rests on."""

    study: Study
    appraisal: Appraisal
    group: str
    counted: bool
    pubmed: str
    doi: str | None
    rationale: tuple[str, ...]
    notes: str
    facts: tuple[str, ...]
    matches: tuple[tuple[str, str], ...]


def evidence_of(claim: Claim, item: Appraisal, study: Study, counted: bool) -> Evidence:
    return Evidence(
        study=study,
        appraisal=item,
        group=_group(claim, item),
        counted=counted,
        pubmed=f"https://pubmed.ncbi.nlm.nih.gov/{int(item.pmid)}/",
        doi=_doi(study.doi),
        rationale=tuple(span.text for span in item.rationale),
        # That all of a library is digests stands at the top of every report.
        notes="; ".join((*item.match.notes, *(flag for flag in item.flags if flag != DIGEST))),
        facts=_facts(item),
        matches=tuple((name, str(getattr(item.match, name))) for name in FACETS),
    )


def evidence_order(row: Evidence) -> tuple[bool, int, int, int]:
    """Counted first, then reviews, trials and the rest, the newest first."""
    designs = ("systematic review", "randomised trial")
    rank = designs.index(row.appraisal.design) if row.appraisal.design in designs else len(designs)
    return not row.counted, rank, -(row.study.year or 0), int(row.study.pmid)


def _facts(item: Appraisal) -> tuple[str, ...]:
    """In the record's own words. Words of title and abstract speak for themselves; what a field of the record holds is named."""
    return tuple(
        dict.fromkeys(
            _shown(fact.span.text)
            if fact.span.field in {"title", "abstract"}
            else f"{fact.kind}: {_shown(fact.span.text)}"
            for fact in item.facts
        )
    )


def _shown(words: str) -> str:
    return f"“{words}”" if len(words) <= _LONGEST_FACT else f"“{words[:_LONGEST_FACT].rsplit(' ', 1)[0]} …”"


def _group(claim: Claim, item: Appraisal) -> str:
    """Where a study is shown. For a denied claim, for and against change places."""
    if item.trust is not Trust.SOUND:
        return "untrusted"
    if not on_question(item):
        return (
            "near"
            if item.match.intervention is not Match.DIFFERENT and item.match.outcome is not Match.DIFFERENT
            else "off"
        )
    if stream_of(item) == LABORATORY:
        return "laboratory"
    if stream_of(item) is None:
        return "weightless"
    if item.finding is Finding.NOT_REPORTED:
        return "unread"
    if item.stance is Stance.MIXED:
        return "mixed"
    if item.stance is Stance.DID_NOT_SHOW:
        return "none"
    supports = (item.stance is Stance.SUPPORTS) is not claim.negated
    return "for" if supports else "against"


def _doi(doi: str | None) -> str | None:
    return f"https://doi.org/{quote(doi, safe='/().;:-_')}" if doi and doi.startswith("10.") else None
