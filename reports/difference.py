"""What changed between two audits, as text and as a page."""

from pipeline.recheck import Comparison, compare
from pipeline.records import Audit
from pipeline.verdict.wording import claim_with_people
from reports.rendering import dressed, render
from reports.view import capital
from reports.wording import say


def difference_html(old: Audit, new: Audit) -> str:
    return render(
        "diff.html.j2", old=old, new=new, comparison=compare(old, new), title=_title(new), in_words=_words, **dressed()
    )


def difference_text(old: Audit, new: Audit) -> str:
    """Plain lines, the changes that matter first."""
    made = compare(old, new)
    lines = [say("diff.title", title=_title(new)), say("diff.between", old=old.now, new=new.now)]
    lines += [say("diff.article_same") if made.same_article else say("diff.article_changed")]
    if made.rules:
        lines.append(say("diff.rules_changed", rules=", ".join(made.rules)))
    if made.nothing:
        lines.append(say("diff.nothing"))
    for heading, material in (("diff.material", True), ("diff.other", False)):
        lines += _section(made, heading, material=material)
    for heading, claims in (("diff.claims_added", made.added), ("diff.claims_removed", made.removed)):
        if claims:
            lines += ["", say(heading)]
            lines += [f"- {_words(claim)}: {verdict.label}" for claim, verdict in claims]
    reworded = [pair for pair in made.pairs if pair.reworded]
    if reworded:
        lines += ["", say("diff.claims_reworded")]
        for pair in reworded:
            lines += [f"- {_words(pair.new)}", f"  {say('diff.was')} {_flat(pair.old.quote)}", f"  {say('diff.now')} {_flat(pair.new.quote)}"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _section(made: Comparison, heading: str, *, material: bool) -> list[str]:
    lines: list[str] = []
    for pair in made.pairs:
        mine = [change for change in pair.changes if change.material is material]
        if not mine:
            continue
        lines.append(f"- {_words(pair.new)}")
        for change in mine:
            why = f" ({', '.join(f'PMID {pmid}' for pmid in change.because)})" if change.because else ""
            lines.append(
                f"  {change.aspect}: {say('diff.was')} {_flat(change.was) or '–'}; {say('diff.now')} {_flat(change.now) or '–'}{why}"
            )
    return ["", say(heading), *lines] if lines else []


def _title(audit: Audit) -> str:
    return audit.source.title or audit.source.address or say("page.untitled")


def _words(claim: object) -> str:
    return capital(claim_with_people(claim))  # type: ignore[arg-type]


def _flat(text: str) -> str:
    return " ".join(text.split())
