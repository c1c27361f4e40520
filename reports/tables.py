"""evidence.csv: one row a claim and study, through pandas."""

from typing import TYPE_CHECKING

from pipeline.records import Audit
from reports.view import view_of

if TYPE_CHECKING:
    import pandas

COLUMNS = (
    "claim", "claim_id", "verdict", "certainty", "pmid", "title", "journal", "year", "design", "species", "participants", "finding",
    "stance", "group", "counted", "effect", "intervention_match", "outcome_match", "context_match", "population_match", "trust",
    "rung", "rationale", "notes", "pubmed", "doi", "digest",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def evidence_table(audit: Audit) -> "pandas.DataFrame":
    import pandas

    rows = [
        (
            item.words, item.claim.id, str(item.verdict.label),
            str(item.verdict.certainty.level) if item.graded and item.verdict.certainty else None,
            row.study.pmid, row.study.title, row.study.journal, row.study.year, str(row.appraisal.design), str(row.appraisal.species),
            row.appraisal.participants, str(row.appraisal.finding), str(row.appraisal.stance), row.group, row.counted,
            row.appraisal.effect.span.text if row.appraisal.effect else None,
            str(row.appraisal.match.intervention), str(row.appraisal.match.outcome), str(row.appraisal.match.context), str(row.appraisal.match.population),
            str(row.appraisal.trust), row.appraisal.rung, " / ".join(row.rationale) or None, row.notes or None, row.pubmed, row.doi, row.study.digest,
        )
        for item in view_of(audit).claims
        for _, group in item.evidence
        for row in group
    ]  # fmt: skip
    frame = pandas.DataFrame(rows, columns=list(COLUMNS))
    for column in ("year", "participants"):
        frame[column] = frame[column].astype("Int64")
    return frame


def csv(audit: Audit) -> str:
    """UTF-8 CSV; a cell that a spreadsheet could take for a formula is disarmed by an apostrophe."""
    frame = evidence_table(audit)
    for column in frame.columns:
        if frame[column].dtype == object or str(frame[column].dtype).startswith("str"):
            frame[column] = frame[column].map(_disarm, na_action="ignore")
    return str(frame.to_csv(index=False, lineterminator="\n"))


def _disarm(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
