"""Trust filter: retracted, superseded, under an expression of concern. An erratum is only a flag, never a retraction."""

from pipeline.records import Study, Trust

RULE = "appraise.trust.v1"
_RETRACTED_IDS = {"D016441"}
_RETRACTED_NAMES = {"Retracted Publication"}


def trust_of(study: Study) -> Trust:
    """Both PublicationType D016441 and a RetractionIn link count; a record that was republished gives way as superseded."""
    links = {link.type for link in study.links}
    types = {kind.name for kind in study.publication_types}
    ids = {kind.id for kind in study.publication_types}
    if (
        "RetractionIn" in links
        or types & _RETRACTED_NAMES
        or ids & _RETRACTED_IDS
        or study.title.upper().startswith("RETRACTED")
    ):
        return Trust.RETRACTED
    if "ExpressionOfConcernIn" in links:
        return Trust.CONCERN
    if "UpdateIn" in links or "RepublishedIn" in links:
        return Trust.SUPERSEDED
    return Trust.SOUND


def flags_of(study: Study) -> tuple[str, ...]:
    """What an editor should know of a record that changes nothing in the grading."""
    flags = []
    links = {link.type for link in study.links}
    if "ErratumIn" in links:
        flags.append("a correction was published (an erratum is not a retraction)")
    if not study.abstract:
        flags.append("no abstract: judged by its title alone")
    if study.languages and "eng" not in study.languages:
        flags.append(f"article not in English ({', '.join(study.languages)})")
    if study.digest:
        flags.append("digest written by this project, not the published abstract")
    if study.conflict_of_interest:
        flags.append("has a conflict-of-interest statement")
    return tuple(flags)
