"""Retraction at one remove: a review whose reference list holds a retracted study that this audit knows of."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.appraise.trust import trust_of
from pipeline.records import Appraisal, Design, Study, Trust

RULE = "appraise.second_hop.v1"
SECOND_HOP = "its reference list holds a study that was retracted"


def with_second_hop(appraisals: tuple[Appraisal, ...], studies: Iterable[Study]) -> tuple[Appraisal, ...]:
    """The appraisals with a flag on each systematic review that cites a retracted study.

    Whether the review counted that study, a reference list does not say: it changes no grade, and an editor is told. Running it twice changes nothing.
    """
    held = {study.pmid: study for study in studies}
    retracted = {pmid for pmid, study in held.items() if trust_of(study) is Trust.RETRACTED}
    return tuple(_flagged(item, held, retracted) for item in appraisals)


def _flagged(item: Appraisal, held: dict[str, Study], retracted: set[str]) -> Appraisal:
    flags = tuple(flag for flag in item.flags if not flag.startswith(SECOND_HOP))
    cited = [pmid for pmid in held[item.pmid].references if pmid in retracted] if item.pmid in held else []
    if item.design is Design.SYSTEMATIC_REVIEW and cited:
        flags = (*flags, f"{SECOND_HOP} ({', '.join(f'PMID {pmid}' for pmid in cited)}): see whether it counted it")
    return item if flags == item.flags else replace(item, flags=flags)
