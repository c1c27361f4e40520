"""Trust filter: retracted, superseded, under an expression of concern. An erratum is only a flag, never a retraction."""

from pipeline.records import Link, Study, Trust

DIGEST = "digest written by this project, not the published abstract"
RULE = "appraise.trust.v2"
_RETRACTED_LINKS = {"RetractionIn", "RetractedandRepublishedIn"}
_SUCCESSOR_LINKS = {"UpdateIn", "RepublishedIn", "CorrectedandRepublishedIn"}
# What an editor is told of a record's links. A partial retraction counts as a correction, and a correction as a flag.
_TOLD = {
    "RetractionIn": "retracted, see",
    "RetractedandRepublishedIn": "retracted and republished as",
    "PartialRetractionIn": "retracted in part (counted as a correction), see",
    "ExpressionOfConcernIn": "expression of concern in",
    "ErratumIn": "a correction was published (an erratum is not a retraction),",
    "CorrectedandRepublishedIn": "corrected and republished as",
    "RepublishedIn": "republished as",
    "UpdateIn": "updated by",
    "UpdateOf": "an update of",
    "RetractedandRepublishedFrom": "republished after the retraction of",
    "CorrectedandRepublishedFrom": "corrected and republished from",
    "CommentIn": "commented on in",
}
_MOST_NAMED = 3
_RETRACTED_IDS = {"D016441"}
_RETRACTED_NAMES = {"Retracted Publication"}


def trust_of(study: Study) -> Trust:
    """Both PublicationType D016441 and a link to a retraction count; a record that was updated or republished
    gives way to its successor."""
    links = {link.type for link in study.links}
    types = {kind.name for kind in study.publication_types}
    ids = {kind.id for kind in study.publication_types}
    if (
        links & _RETRACTED_LINKS
        or types & _RETRACTED_NAMES
        or ids & _RETRACTED_IDS
        or study.title.upper().startswith("RETRACTED")
    ):
        return Trust.RETRACTED
    if "ExpressionOfConcernIn" in links:
        return Trust.CONCERN
    if links & _SUCCESSOR_LINKS:
        return Trust.SUPERSEDED
    return Trust.SOUND


def flags_of(study: Study) -> tuple[str, ...]:
    """What an editor should know of a record that changes nothing in the grading."""
    flags = [
        f"{told} {_named([link for link in study.links if link.type == kind])}"
        for kind, told in _TOLD.items()
        if any(link.type == kind for link in study.links)
    ]
    if not study.abstract:
        flags.append("no abstract: judged by its title alone")
    if study.languages and "eng" not in study.languages:
        flags.append(f"article not in English ({', '.join(study.languages)})")
    if study.digest:
        flags.append(DIGEST)
    if study.conflict_of_interest:
        flags.append("has a conflict-of-interest statement")
    return tuple(flags)


def _named(links: list[Link]) -> str:
    """ "PMID 5, PMID 8 and 2 more"; a link without a number by its reference."""
    names = [f"PMID {link.pmid}" if link.pmid else link.reference or "a record without a number" for link in links]
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
