"""claimreview.jsonld: one schema.org ClaimReview a claim.

No number is given as a rating: direction and certainty are two answers, and a number would merge them. The label stands in `alternateName`, the
sentence in `ratingExplanation`. `<`, `>` and `&` are written as escapes, so that the file may stand inside a page.
"""

import json
from typing import Any

from pipeline.records import Audit
from reports.view import ClaimView, view_of

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def make(audit: Audit) -> bytes:
    reviews = [_review(audit, item) for item in view_of(audit).claims]
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": reviews}, ensure_ascii=False, indent=1, sort_keys=True
    )
    for character, instead in _ESCAPES.items():
        text = text.replace(character, instead)
    return (text + "\n").encode("utf-8")


def _review(audit: Audit, item: ClaimView) -> dict[str, Any]:
    source = audit.source
    page = source.address if source.address.startswith(("http://", "https://")) else None
    appearance = {"@type": "CreativeWork", "headline": source.title, "url": page, "datePublished": source.published}
    claim = {
        "@type": "Claim",
        "text": item.words if item.claim.negated else item.quote,
        "author": {"@type": "Person", "name": source.author} if source.author else None,
        "appearance": _without_gaps(appearance) if source.title or page else None,
    }
    review = {
        "@type": "ClaimReview",
        "@id": f"#claim-{item.claim.id}",
        # A quote can leave out the "myth" before it; what is reviewed is the claim with its "not".
        "claimReviewed": item.words if item.claim.negated else item.quote,
        "datePublished": audit.now[:10],
        "author": {
            "@type": "Organization",
            "name": "claimaudit (automatic; an editor confirms it before it is published)",
        },
        "itemReviewed": _without_gaps(claim),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": str(item.verdict.label),
            "ratingExplanation": item.verdict.sentence,
        },
        "reviewBody": " ".join(step.sentence for step in item.verdict.reasons) or None,
        "citation": [
            {"@type": "ScholarlyArticle", "name": row.study.title, "url": row.pubmed}
            for _, rows in item.evidence
            for row in rows
            if row.counted
        ]
        or None,
    }
    return _without_gaps(review)


def _without_gaps(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
