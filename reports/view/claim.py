"""One claim as it is shown: its words in the article, its verdict, its evidence in groups, its charts."""

from collections import Counter
from dataclasses import dataclass

from claims.records import Claim
from pipeline.records import Absence, Audit, Compound, Label, RollUp, SearchEntry, Study, Verdict
from pipeline.verdict import label as label_rules
from pipeline.verdict.label import OPPOSING, SUPPORTING
from pipeline.verdict.wording import claim_with_people
from reports.charts import Charts, charts_of
from reports.symbols import GROUPS, LABELS
from reports.view.evidence import Evidence, evidence_of, evidence_order
from reports.wording import say

_CONTEXT = 160


@dataclass(frozen=True)
class ClaimView:
    """`before`, `quote`, `after`: the passage; `against`: the claim is told against the evidence, not merely too strongly; `sure`: what its certainty means;
    `decided`: what editors have said of it, with what has gone out of date."""

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
    charts: Charts
    searches: tuple[SearchEntry, ...]
    records_read: int
    graded: bool
    against: bool
    sure: str
    told: str
    about: tuple[str, ...]
    set_aside: tuple[tuple[str, int], ...]
    decided: tuple[str, ...]

    @property
    def studies(self) -> int:
        return sum(len(rows) for _, rows in self.evidence)


def is_graded(verdict: Verdict) -> bool:
    """Whether the certainty is that of evidence on the question itself (else it is the nearest question's)."""
    return label_rules.is_graded(verdict.label, verdict.certainty)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def claim_view(number: int, claim: Claim, verdict: Verdict, audit: Audit, studies: dict[str, Study]) -> ClaimView:
    mine = [item for item in audit.appraisals if item.claim_id == claim.id]
    counted = set(verdict.certainty.studies) if verdict.certainty and is_graded(verdict) else set()
    rows = [evidence_of(claim, item, studies[item.pmid], item.pmid in counted) for item in mine if item.pmid in studies]
    groups = tuple(
        (key, ordered)
        for key in GROUPS
        if (ordered := tuple(sorted((row for row in rows if row.group == key), key=evidence_order)))
    )
    before, after = _around(audit.source.text, claim)
    symbol, family = LABELS[verdict.label]
    return ClaimView(
        number=number,
        claim=claim,
        verdict=verdict,
        words=capital(claim_with_people(claim)),
        symbol=symbol,
        family=family,
        before=before,
        quote=claim.quote,
        after=after,
        evidence=groups,
        charts=charts_of(verdict, [row for _, members in groups for row in members], graded=is_graded(verdict)),
        searches=tuple(entry for entry in audit.log.entries if entry.claim_id == claim.id),
        records_read=len(mine),
        graded=is_graded(verdict),
        against=verdict.label in OPPOSING,
        sure=_sure(verdict) if is_graded(verdict) else "",
        set_aside=tuple(
            Counter(
                row.appraisal.match.notes[0] if row.appraisal.match.notes else "off the question"
                for row in rows
                if row.group == "off"
            ).most_common()
        ),
        about=_about(claim, next((one for one in audit.summary.compounds if claim.id in one.claim_ids), None)),
        told=capital(verdict.sentence.partition(": ")[2] or verdict.sentence),
        decided=tuple(step.sentence for step in verdict.reasons if step.domain == "editor"),
    )


def _sure(verdict: Verdict) -> str:
    """What the certainty is a certainty of, in one sentence."""
    assert verdict.certainty is not None
    kind = (
        "effect"
        if verdict.label in SUPPORTING or verdict.label is Label.CONTRADICTED
        else "none"
        if verdict.label in OPPOSING
        else "open"
    )
    if kind == "effect" and verdict.absence is Absence.PRECISE_NULL:
        kind = "none"  # a denied claim that a precise null bears out
    return say(f"levels.{kind}.{verdict.certainty.level}")


def _around(text: str, claim: Claim) -> tuple[str, str]:
    """What stands before and after the quote on its own line."""
    before = text[max(0, claim.start - _CONTEXT) : claim.start]
    after = text[claim.end : claim.end + _CONTEXT]
    line, rest = before.split("\n")[-1], after.split("\n")[0]
    if len(line) == _CONTEXT:
        line = f"… {line.partition(' ')[2]}"
    if len(rest) == _CONTEXT:
        rest = f"{rest.rpartition(' ')[0]} …"
    return line, rest


def _about(claim: Claim, compound: Compound | None) -> tuple[str, ...]:
    """Whose words a claim is, what it is a part of, how often the article makes it, and what a vague outcome was taken to mean."""
    lines = [say("card.said_by", who=claim.said_by)] if claim.said_by else []
    if compound is not None and compound.roll_up is RollUp.PARTLY:
        lines.append(say("card.partly", sentence=compound.sentence[0].lower() + compound.sentence[1:]))
    if claim.confirm is not None:
        lines.append(say("card.confirm"))
    if claim.also_at:
        lines.append(say("card.again", n=len(claim.also_at)))
    if claim.outcome_concept.measures:
        lines.append(say("card.vague", outcome=claim.outcome, measures=", ".join(claim.outcome_concept.measures)))
    return tuple(lines)
