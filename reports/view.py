"""What every human-readable format shows of an audit, laid out once: plain values, no markup."""

from collections import Counter
from dataclasses import dataclass

from claims.records import Claim
from pipeline.grade.body import LABORATORY, on_question, stream_of
from pipeline.records import (
    Appraisal,
    Audit,
    Compound,
    Coverage,
    Criterion,
    Finding,
    Match,
    MatchMatrix,
    RollUp,
    SearchEntry,
    Stance,
    Study,
    Trust,
    Verdict,
)
from pipeline.verdict.wording import claim_in_words
from reports.words import FACETS, GROUPS, LABELS, UNGRADED

_CONTEXT = 160
_LONGEST_FACT = 120


@dataclass(frozen=True)
class Evidence:
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


@dataclass(frozen=True)
class ClaimView:
    number: int
    claim: Claim
    verdict: Verdict
    words: str
    symbol: str
    family: str
    before: str
    quote: str
    after: str
    evidence: tuple[tuple[str, tuple[Evidence, ...]], ...]
    searches: tuple[SearchEntry, ...]
    records_read: int
    graded: bool
    told: str
    about: tuple[str, ...]
    set_aside: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ReportView:
    """`tally` counts the claims at each label, in the order of the label list."""

    audit: Audit
    title: str
    address: str | None
    demonstration: bool
    statement: tuple[str, str]
    below_pubmed: bool
    claims: tuple[ClaimView, ...]
    tally: tuple[tuple[str, str, str, int], ...]
    overstated: int
    dangerous: int
    criteria: tuple[Criterion, ...]


def view_of(audit: Audit) -> ReportView:
    studies = {study.pmid: study for study in audit.studies}
    verdicts = {verdict.claim_id: verdict for verdict in audit.verdicts}
    views = tuple(
        _claim_view(number, claim, verdicts[claim.id], audit, studies) for number, claim in enumerate(audit.claims, 1)
    )
    counts = {label: sum(view.verdict.label is label for view in views) for label in LABELS}
    coverage = audit.log.provenance.coverage
    address = audit.source.address if audit.source.address.startswith(("http://", "https://")) else None
    return ReportView(
        audit=audit,
        title=audit.source.title or audit.source.address,
        address=address,
        demonstration=coverage is Coverage.DEMONSTRATION,
        statement=_first_sentence(audit.log.provenance.statement),
        below_pubmed=coverage is not Coverage.PUBMED,
        claims=views,
        tally=tuple((str(label), *LABELS[label], count) for label, count in counts.items() if count),
        overstated=sum(view.verdict.overclaim is not None for view in views),
        dangerous=sum(bool(view.verdict.safety) for view in views),
        criteria=audit.summary.criteria,
    )


def is_graded(verdict: Verdict) -> bool:
    """Whether the certainty is that of evidence on the question itself (else it is the nearest question's)."""
    return verdict.certainty is not None and verdict.certainty.level is not None and verdict.label not in UNGRADED


def _first_sentence(text: str) -> tuple[str, str]:
    first, stop, rest = text.partition(". ")
    return first + stop.strip(), rest


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _claim_view(number: int, claim: Claim, verdict: Verdict, audit: Audit, studies: dict[str, Study]) -> ClaimView:
    mine = [item for item in audit.appraisals if item.claim_id == claim.id]
    counted = set(verdict.certainty.studies) if verdict.certainty and is_graded(verdict) else set()
    rows = [_evidence(claim, item, studies[item.pmid], item.pmid in counted) for item in mine if item.pmid in studies]
    groups = tuple(
        (heading, ordered)
        for key, heading in GROUPS
        if (ordered := tuple(sorted((row for row in rows if row.group == key), key=_evidence_order)))
    )
    text = audit.source.text
    before = text[max(0, claim.start - _CONTEXT) : claim.start]
    after = text[claim.end : claim.end + _CONTEXT]
    symbol, family = LABELS[verdict.label]
    return ClaimView(
        number=number,
        claim=claim,
        verdict=verdict,
        words=capital(claim_in_words(claim)),
        symbol=symbol,
        family=family,
        before=("…" if claim.start > _CONTEXT else "") + before.split("\n")[-1],
        quote=claim.quote,
        after=after.split("\n")[0] + ("…" if len(text) > claim.end + _CONTEXT and "\n" not in after else ""),
        evidence=groups,
        searches=tuple(entry for entry in audit.log.entries if entry.claim_id == claim.id),
        records_read=len(mine),
        graded=is_graded(verdict),
        set_aside=tuple(
            Counter(
                row.appraisal.match.notes[0] if row.appraisal.match.notes else "off the question"
                for row in rows
                if row.group == "off"
            ).most_common()
        ),
        about=_about(claim, next((one for one in audit.summary.compounds if claim.id in one.claim_ids), None)),
        told=capital(verdict.sentence.partition(": ")[2] or verdict.sentence),
    )


def _about(claim: Claim, compound: Compound | None) -> tuple[str, ...]:
    """Whose words a claim is, what it is a part of, how often the article makes it, and what a vague outcome was taken to mean."""
    lines = [f"Said by {claim.said_by}."] if claim.said_by else []
    if compound is not None and compound.roll_up is RollUp.PARTLY:
        lines.append(f"Partly: {compound.sentence[0].lower()}{compound.sentence[1:]}")
    if claim.confirm is not None:
        lines.append(
            "The program is not sure that it reads this sentence rightly, so it does not judge it. Correct what is wrong in the claims "
            "(`claimaudit claims … --format json`), set “confirm” to null, and audit with `--claims`."
        )
    if claim.also_at:
        times = {1: "once", 2: "twice"}.get(len(claim.also_at), f"{len(claim.also_at)} times")
        lines.append(f"The article says so {times} more.")
    if claim.outcome_concept.measures:
        measures = ", ".join(claim.outcome_concept.measures)
        lines.append(f"“{claim.outcome}” is vague; it was looked up as {measures}. Confirm or correct this.")
    return tuple(lines)


def _evidence(claim: Claim, item: Appraisal, study: Study, counted: bool) -> Evidence:
    return Evidence(
        study=study,
        appraisal=item,
        group=_group(claim, item),
        counted=counted,
        pubmed=f"https://pubmed.ncbi.nlm.nih.gov/{int(item.pmid)}/",
        doi=_doi(study.doi),
        rationale=tuple(span.text for span in item.rationale),
        notes="; ".join((*item.match.notes, *item.flags)),
        facts=_facts(item),
        matches=_matches(item.match),
    )


def _matches(match: MatchMatrix) -> tuple[tuple[str, str], ...]:
    """Every facet in the order of the record, by name."""
    return tuple((name, str(getattr(match, name))) for name in FACETS)


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


def _evidence_order(row: Evidence) -> tuple[bool, int, int, int]:
    designs = ("systematic review", "randomised trial")
    rank = designs.index(row.appraisal.design) if row.appraisal.design in designs else len(designs)
    return not row.counted, rank, -(row.study.year or 0), int(row.study.pmid)


def _doi(doi: str | None) -> str | None:
    from urllib.parse import quote

    return f"https://doi.org/{quote(doi, safe='/().;:-_')}" if doi and doi.startswith("10.") else None
