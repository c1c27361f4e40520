"""Which studies make up the evidence: trust filter, on the question, by stream, each body of people once.

Streams are never averaged. A systematic review speaks for the trials that it could include; they are not counted again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.records import Appraisal, Design, Finding, Match, Species, Trust

RULE = "grade.body.v1"
ON = (Match.SAME, Match.NARROWER)
_WEIGHTLESS = {Design.NARRATIVE_REVIEW, Design.GUIDELINE, Design.PROTOCOL, Design.EDITORIAL, Design.UNCLEAR}
_TRIALS = "randomised trials"
_OBSERVATIONAL = "observational studies"
_CASES = "case reports"
LABORATORY = "animal and laboratory work"
# A trial as large as this, blinded and without a visible flaw, stands beside a review that is newer than it.
_LARGE_TRIAL = 2000


@dataclass(frozen=True, slots=True)
class Body:
    """Studies of one stream that count, those left out with the reason, and the reviews left out that found otherwise."""

    stream: str
    studies: tuple[Appraisal, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    disputing: tuple[Appraisal, ...] = ()


def on_question(appraisal: Appraisal) -> bool:
    """Intervention and outcome are the claim's (or narrower), and neither group, form nor situation is another."""
    match = appraisal.match
    return (
        match.intervention in ON
        and match.outcome in ON
        and Match.DIFFERENT not in {match.population, match.form, match.context, match.comparator}
    )


def stream_of(appraisal: Appraisal) -> str | None:
    """The stream that a study belongs to, or None where its design carries no weight."""
    if appraisal.species in {Species.ANIMAL, Species.IN_VITRO}:
        return LABORATORY
    if appraisal.design in _WEIGHTLESS or appraisal.species is Species.UNKNOWN:
        return None
    if appraisal.design is Design.RANDOMISED_TRIAL:
        return _TRIALS
    if appraisal.design is Design.SYSTEMATIC_REVIEW:
        return _TRIALS if "includes trials" in appraisal.flags else _OBSERVATIONAL
    if appraisal.design is Design.CASE_REPORT:
        return _CASES
    if appraisal.design is Design.LABORATORY:
        return LABORATORY
    return _OBSERVATIONAL


def bodies(
    appraisals: Iterable[Appraisal], years: dict[str, int | None], accepts: Callable[[Appraisal], bool] = on_question
) -> tuple[Body, ...]:
    """The bodies of evidence of a claim, one a stream, in a fixed order; order and duplicates of the input do not matter.

    `years` maps PMIDs to years of publication. `accepts` says which studies are on the question that is asked.
    """
    distinct = {appraisal.pmid: appraisal for appraisal in sorted(appraisals, key=lambda item: (item.pmid, item.rung))}
    usable = [
        appraisal
        for appraisal in distinct.values()
        if appraisal.trust is Trust.SOUND and accepts(appraisal) and appraisal.finding is not Finding.NOT_REPORTED
    ]
    # Where some were made in the group that the claim names, those that do not say whom they studied stand back.
    if any(appraisal.match.population is Match.SAME for appraisal in usable):
        usable = [appraisal for appraisal in usable if appraisal.match.population is not Match.UNKNOWN]
    made = []
    for stream in (_TRIALS, _OBSERVATIONAL, _CASES, LABORATORY):
        members = [appraisal for appraisal in usable if stream_of(appraisal) == stream]
        if members:
            made.append(_counted(stream, members, years))
    return tuple(made)


def _counted(stream: str, members: list[Appraisal], years: dict[str, int | None]) -> Body:
    left_out: list[tuple[str, str]] = []
    once: dict[str, Appraisal] = {}
    for appraisal in sorted(members, key=lambda item: _rank(item, years)):
        if appraisal.body in once:
            left_out.append((appraisal.pmid, f"same people as PMID {once[appraisal.body].pmid}"))
        else:
            once[appraisal.body] = appraisal
    kept = list(once.values())
    disputing: tuple[Appraisal, ...] = ()
    reviews = [appraisal for appraisal in kept if appraisal.design is Design.SYSTEMATIC_REVIEW]
    if reviews:
        lead = min(
            reviews,
            key=lambda item: (_distance(item), -(years.get(item.pmid) or 0), -(item.participants or 0), item.pmid),
        )
        beside = []
        for appraisal in kept:
            if appraisal is lead:
                continue
            if appraisal.design is Design.SYSTEMATIC_REVIEW:
                left_out.append(
                    (appraisal.pmid, f"another review; PMID {lead.pmid} is nearer to the question or newer")
                )
            elif (years.get(appraisal.pmid) or 0) > (years.get(lead.pmid) or 9999) or _large_and_sound(appraisal):
                beside.append(appraisal)
            else:
                left_out.append((appraisal.pmid, f"within reach of the review PMID {lead.pmid}, which speaks for it"))
        kept = [lead, *beside]
        disputing = tuple(item for item in reviews if _disputes(item, lead))
    ordered = tuple(sorted(kept, key=lambda item: (item.design is not Design.SYSTEMATIC_REVIEW, int(item.pmid))))
    return Body(stream, ordered, tuple(sorted(left_out)), disputing)


def _disputes(other: Appraisal, lead: Appraisal) -> bool:
    """Whether a review as near as the one that counts, and not known to be smaller, found something else."""
    if other.finding is lead.finding or _distance(other) != _distance(lead):
        return False
    sizes = ((other.included_studies, lead.included_studies), (other.participants, lead.participants))
    return not any(theirs < ours for theirs, ours in sizes if theirs is not None and ours is not None)


def _distance(appraisal: Appraisal) -> int:
    """How far a review's question is from the claim's: narrower facets count one each."""
    return (appraisal.match.intervention is not Match.SAME) + (appraisal.match.outcome is not Match.SAME)


def _large_and_sound(appraisal: Appraisal) -> bool:
    good = {signal.name for signal in appraisal.signals if signal.good}
    flawed = any(not signal.good for signal in appraisal.signals)
    return (appraisal.participants or 0) >= _LARGE_TRIAL and "blinded" in good and not flawed


def _rank(appraisal: Appraisal, years: dict[str, int | None]) -> tuple[int, int, int, int]:
    reviews_first = 0 if appraisal.design is Design.SYSTEMATIC_REVIEW else 1
    return reviews_first, -(appraisal.participants or 0), -(years.get(appraisal.pmid) or 0), int(appraisal.pmid)
