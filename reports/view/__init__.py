"""What the readable formats show of an audit, laid out once as plain values: no markup."""

from reports.view.article import ArticleBlock, Piece
from reports.view.claim import ClaimView, capital, is_graded
from reports.view.evidence import Evidence
from reports.view.report import ReportView, view_of

__all__ = ["ArticleBlock", "ClaimView", "Evidence", "Piece", "ReportView", "capital", "is_graded", "view_of"]
