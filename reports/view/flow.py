"""How many records were found, left out, read and counted, over all claims (after the PRISMA 2020 flow, PMID 33782057)."""

from collections import Counter
from dataclasses import dataclass

from pipeline.grade.body import on_question
from pipeline.records import Audit
from reports.view.claim import is_graded


@dataclass(frozen=True)
class Flow:
    """`hits` are the sums of what the searches had; `records` are distinct; a reading is one record for one claim."""

    searches: int
    failed: int
    hits: int
    records: int
    screened_out: tuple[tuple[str, int], ...]
    readings: int
    on: int
    off: int
    counted: int


def flow_of(audit: Audit) -> Flow:
    ran = [entry for entry in audit.log.entries if entry.executed and not entry.error]
    on = sum(on_question(item) for item in audit.appraisals)
    counted = {
        (verdict.claim_id, pmid)
        for verdict in audit.verdicts
        if verdict.certainty is not None and is_graded(verdict)
        for pmid in verdict.certainty.studies
    }
    return Flow(
        searches=len(ran),
        failed=audit.completeness.failed,
        hits=sum(entry.total for entry in ran),
        records=len(audit.studies),
        screened_out=tuple(Counter(one.reason for one in audit.screened_out).most_common()),
        readings=len(audit.appraisals),
        on=on,
        off=len(audit.appraisals) - on,
        counted=len(counted),
    )
