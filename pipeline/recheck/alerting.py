"""From a claim's changes to what an editor is told: what was, what is, why, which articles, and a draft of the correction."""

import hashlib
from collections.abc import Iterable

from claims.records import Claim
from claims.same import said
from pipeline.recheck.changes import Change
from pipeline.records import Audit, Label, Verdict
from pipeline.store.alerts import Alert
from pipeline.verdict.label import OPPOSING, SUPPORTING
from pipeline.verdict.wording import claim_in_words, claim_with_people


def alert_of(
    audits: tuple[Audit, Audit], claim: Claim, was: Verdict, now: Verdict, changes: Iterable[Change], articles: tuple[str, ...], address: str, title: str, last: int
) -> Alert:  # fmt: skip
    """The alert for the material changes of one claim. `audits`: before and after; `last`: the number of the last alert on it."""
    old, audit = audits
    material = tuple(change for change in changes if change.material)
    titles = {study.pmid: study.title for study in (*old.studies, *audit.studies)}
    because = tuple(dict.fromkeys(pmid for change in material for pmid in change.because))
    return Alert(
        key=_key(claim, audit.now[:10], material, last),
        at=audit.now,
        article=title,
        address=address,
        claim_id=claim.id,
        claim=claim_with_people(claim),
        quote=claim.quote,
        label=str(now.label),
        changes=tuple((str(change.aspect), change.was, change.now, change.rule) for change in material),
        because=tuple((pmid, titles.get(pmid, "")) for pmid in because),
        articles=articles,
        sentence=now.sentence,
        correction=correction_of(claim, was, now, material, audit.now[:10]),
        safety=tuple(notice.text for notice in now.safety),
    )


def article_alert(
    audit: Audit, kind: str, claim: Claim, verdict: Verdict, was: str, now: str, address: str, title: str, last: int
) -> Alert:
    """The article itself has changed: `kind` is added, removed or reworded."""
    change = (f"claim {kind}", was, now, "recheck.article.v1")
    return Alert(
        key=_hash(kind, *said(claim), address, was, now, audit.now[:10], str(last)),
        at=audit.now,
        article=title,
        address=address,
        claim_id=claim.id,
        claim=claim_with_people(claim),
        quote=claim.quote,
        label=str(verdict.label),
        changes=(change,),
        because=(),
        articles=(title,),
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


def _key(claim: Claim, day: str, changes: tuple[Change, ...], last: int) -> str:
    """The same claim and the same change on the same day are one alert, in however many articles the claim stands."""
    return _hash(
        *said(claim), day, str(last), *(f"{change.aspect}\x1e{change.was}\x1e{change.now}" for change in changes)
    )


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:32]
