"""An audit as a whole, laid out for its readers."""

from dataclasses import dataclass

from pipeline.records import Audit, Coverage, Criterion
from reports.symbols import LABELS
from reports.view.actions import Action, actions_of
from reports.view.article import ArticleBlock, article_of
from reports.view.claim import ClaimView, claim_view
from reports.view.flow import Flow, flow_of
from reports.wording import say


@dataclass(frozen=True)
class ReportView:
    """`tally` counts the claims at each label, in the order of the label list; `against`: claims told against the evidence."""

    audit: Audit
    title: str
    address: str | None
    demonstration: bool
    statement: tuple[str, str]
    below_pubmed: bool
    article: tuple[ArticleBlock, ...]
    claims: tuple[ClaimView, ...]
    tally: tuple[tuple[str, str, str, int], ...]
    overstated: int
    against: int
    dangerous: int
    to_confirm: int
    actions: tuple[Action, ...]
    criteria: tuple[Criterion, ...]
    flow: Flow


def view_of(audit: Audit) -> ReportView:
    studies = {study.pmid: study for study in audit.studies}
    verdicts = {verdict.claim_id: verdict for verdict in audit.verdicts}
    views = tuple(
        claim_view(number, claim, verdicts[claim.id], audit, studies) for number, claim in enumerate(audit.claims, 1)
    )
    counts = {label: sum(view.verdict.label is label for view in views) for label in LABELS}
    coverage = audit.log.provenance.coverage
    address = audit.source.address if audit.source.address.startswith(("http://", "https://")) else None
    against = sum(view.against for view in views)
    first, stop, rest = audit.log.provenance.statement.partition(". ")
    return ReportView(
        audit=audit,
        title=audit.source.title or audit.source.address or say("page.untitled"),
        address=address,
        demonstration=coverage is Coverage.DEMONSTRATION,
        statement=(first + stop.strip(), rest),
        below_pubmed=coverage is not Coverage.PUBMED,
        article=article_of(audit.source, views),
        claims=views,
        tally=tuple((str(label), *LABELS[label], count) for label, count in counts.items() if count),
        overstated=sum(view.verdict.overclaim is not None and not view.against for view in views),
        against=against,
        dangerous=sum(bool(view.verdict.safety) for view in views),
        to_confirm=sum(view.claim.confirm is not None for view in views),
        actions=actions_of(views),
        criteria=audit.summary.criteria,
        flow=flow_of(audit),
    )
