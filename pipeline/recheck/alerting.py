"""From a claim's changes to what an editor is told: what was, what is, why, which articles, and a draft of the correction."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from claims.records import Claim
from claims.same import said
from pipeline.recheck.changes import Change
from pipeline.records import Audit, Label, Verdict
from pipeline.store.alerts import Alert
from pipeline.verdict.label import OPPOSING, SUPPORTING
from pipeline.verdict.wording import claim_in_words, claim_with_people


@dataclass(frozen=True, slots=True)
class About:
    """The article that an alert is on: `earlier` counts the alerts that the claim has had in it on this day."""

    address: str
    title: str
    articles: tuple[str, ...]
    earlier: int


def alert_of(
    old: Audit, new: Audit, claim: Claim, was: Verdict, now: Verdict, changes: Iterable[Change], about: About
) -> Alert:
    """The alert for the material changes of one claim between two audits."""
    material = tuple(change for change in changes if change.material)
    titles = {study.pmid: study.title for study in (*old.studies, *new.studies)}
    because = tuple(dict.fromkeys(pmid for change in material for pmid in change.because))
    told = tuple((str(change.aspect), change.was, change.now, change.rule) for change in material)
    made = _alert(new, claim, now, told, about, key=_key(claim, new, about, told))
    return replace(
        made,
        because=tuple((pmid, titles.get(pmid, "")) for pmid in because),
        correction=correction_of(claim, was, now, material, new.now[:10]),
    )


def article_alert(audit: Audit, kind: str, claim: Claim, verdict: Verdict, was: str, now: str, about: About) -> Alert:
    """The article itself has changed: `kind` is added, removed or reworded."""
    told = ((f"claim {kind}", was, now, "recheck.article.v1"),)
    return _alert(audit, claim, verdict, told, about, key=_key(claim, audit, about, told, about.address))


def _alert(
    audit: Audit, claim: Claim, verdict: Verdict, told: tuple[tuple[str, str, str, str], ...], about: About, *, key: str
) -> Alert:
    return Alert(
        key=key,
        at=audit.now,
        article=about.title,
        address=about.address,
        claim_id=claim.id,
        claim=claim_with_people(claim),
        quote=claim.quote,
        label=str(verdict.label),
        changes=told,
        because=(),
        articles=about.articles,
        sentence=verdict.sentence,
        correction="",
        safety=tuple(notice.text for notice in verdict.safety),
    )


def correction_of(claim: Claim, was: Verdict, now: Verdict, changes: tuple[Change, ...], day: str) -> str:
    """A draft for the foot of the article; nothing where a reader would be told the same as before."""
    if was.label is now.label and was.overclaim == now.overclaim and was.safety == now.safety:
        return ""
    if now.label is Label.NOT_ASSESSED:
        return ""  # nothing is known that a reader could be told
    if was.label in SUPPORTING and now.label in SUPPORTING and was.label is not now.label:
        says = f"How sure that is has changed: it is now {now.label}; it was {was.label}."
    elif now.label in SUPPORTING:
        says = f"The evidence supports this ({now.label})."
    elif now.label in OPPOSING:
        says = f"The evidence now speaks against this ({now.label})."
    elif now.label is Label.MIXED:
        says = "Good studies now disagree about this."
    else:
        says = (
            "There is no longer enough evidence to say so."
            if was.label in SUPPORTING
            else "It is not known whether this is so."
        )
    moved = next((change for change in changes if change.aspect == "trust of evidence"), None)
    why = f" What it rested on is no longer trusted: {moved.now}." if moved and moved.now else ""
    sources = ", ".join(f"PMID {pmid}" for change in changes[:1] for pmid in change.because)
    edit = f" Suggested wording: “{now.overclaim.edit.result}”." if now.overclaim and now.overclaim.edit else ""
    warning = f" {now.safety[0].text}" if now.safety and now.safety != was.safety else ""
    named = f" See {sources}." if sources and not why else ""
    return f"Correction, {day}: This article said: “{' '.join(claim.quote.split())}”. {says}{named}{why}{edit}{warning}"


def digest_line(claim: Claim, change: Change) -> str:
    """One line of the digest for a change that is not material."""
    because = f" ({', '.join(f'PMID {pmid}' for pmid in change.because)})" if change.because else ""
    return f"{claim_in_words(claim)}: {change.aspect}: {change.was or 'none'} → {change.now or 'none'}{because}"


def _key(claim: Claim, audit: Audit, about: About, told: tuple[tuple[str, str, str, str], ...], *where: str) -> str:
    """The same claim and the same change on the same day are one alert, in however many articles the claim stands."""
    parts = (
        *said(claim),
        audit.now[:10],
        str(about.earlier),
        *where,
        *(part for change in told for part in change[:3]),
    )
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:32]
