"""The tables of an audit, through pandas: one row a claim, and one row a claim and study. CSV, XLSX and Parquet are made of them."""

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
CLAIM_COLUMNS = (
    "number", "claim", "claim_id", "quote", "verdict", "certainty", "size", "overclaim", "edit", "safety", "nearest", "confirm", "sentence",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


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


def claims_table(audit: Audit) -> "pandas.DataFrame":
    """One row a claim, in the order of the article."""
    import pandas

    rows = [
        (
            item.number, item.words, item.claim.id, item.quote, str(item.verdict.label),
            str(item.verdict.certainty.level) if item.graded and item.verdict.certainty else None,
            item.verdict.size, item.verdict.overclaim.sentence if item.verdict.overclaim else None,
            item.verdict.overclaim.edit.result if item.verdict.overclaim and item.verdict.overclaim.edit else None,
            " / ".join(notice.text for notice in item.verdict.safety) or None,
            f"{item.verdict.nearest.nearest}: {item.verdict.nearest.label}" if item.verdict.nearest else None,
            item.claim.confirm, item.verdict.sentence,
        )
        for item in view_of(audit).claims
    ]  # fmt: skip
    return pandas.DataFrame(rows, columns=list(CLAIM_COLUMNS))


def disarmed(frame: "pandas.DataFrame") -> "pandas.DataFrame":
    """The table with an apostrophe before every cell that a spreadsheet could take for a formula."""
    made = frame.copy()
    for column in made.columns:
        if made[column].dtype == object or str(made[column].dtype).startswith("str"):
            made[column] = made[column].map(_disarm, na_action="ignore")
    return made


def _disarm(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" \u200b\ufeff").startswith(_FORMULA) else cell
