"""All wording of the reports that is not the audit's own: one catalogue, so that it can be read, checked and translated."""

from pipeline.records import Label, Level

# Symbol and colour family of each label. Colour never stands alone: symbol and words go with it.
LABELS: dict[Label, tuple[str, str]] = {
    Label.SUPPORTED: ("✔", "yes"),
    Label.PROBABLY_SUPPORTED: ("✔", "yes"),
    Label.POSSIBLY_SUPPORTED: ("✓", "maybe-yes"),
    Label.REFUTED: ("✘", "no"),
    Label.PROBABLY_NOT: ("✘", "no"),
    Label.POSSIBLY_NOT: ("✗", "maybe-no"),
    Label.CONTRADICTED: ("⇄", "no"),
    Label.MIXED: ("◐", "open"),
    Label.INSUFFICIENT: ("◌", "open"),
    Label.NO_HUMAN_EVIDENCE: ("◌", "open"),
    Label.NO_STUDIES: ("∅", "open"),
    Label.NOT_ASSESSED: ("?", "open"),
    Label.NOT_CHECKABLE: ("–", "open"),
}
# How a study can stand to a claim, in the order in which an editor asks.
FACETS = ("intervention", "outcome", "population", "comparator", "form", "dose", "duration", "context")
# Labels that rest on no graded evidence of their own.
UNGRADED = frozenset({Label.NOT_ASSESSED, Label.NO_STUDIES, Label.NO_HUMAN_EVIDENCE, Label.NOT_CHECKABLE})
GROUPS: tuple[tuple[str, str], ...] = (
    ("for", "Speaks for the claim"),
    ("against", "Speaks against the claim"),
    ("none", "Did not show it (no significant difference)"),
    ("mixed", "Mixed results"),
    ("unread", "On the question, but what it found could not be read: read it yourself"),
    (
        "weightless",
        "On the question, but of a kind that carries no weight (narrative review, guideline, protocol, unclear design)",
    ),
    ("laboratory", "Animal or laboratory work"),
    ("near", "Near the question, not on it"),
    ("untrusted", "Retracted, superseded or under concern: not counted"),
)
LEVELS: dict[Level, str] = {
    Level.HIGH: "We are very sure of this direction; more research is unlikely to change it.",
    Level.MODERATE: "Probably right; more research may change it.",
    Level.LOW: "May be right; more research is likely to change it.",
    Level.VERY_LOW: "The evidence is very uncertain.",
}
VERDICTS: tuple[tuple[str, str], ...] = (
    (
        "supported, probably supported, possibly supported",
        "Studies of people, on the question as asked, point the claim's way, with high, moderate or low certainty.",
    ),
    (
        "refuted, probably not, possibly not",
        "They rule out an effect large enough to matter, with high, moderate or low certainty.",
    ),
    ("contradicted", "They point the other way."),
    ("mixed evidence", "Good studies disagree."),
    (
        "insufficient",
        "There are studies on the question, but they cannot settle it. That is the usual truth, and no refutation.",
    ),
    (
        "no human evidence, no studies found",
        "An adequate search of PubMed found only animal or laboratory work, or nothing on the question.",
    ),
    (
        "not assessed",
        "The search was not able to decide (it failed, or the library searched is only a part of PubMed), or how the sentence is to be read must be confirmed first.",
    ),
    ("not checkable", "Nothing that a study could measure is claimed."),
)
LIMITS: tuple[str, ...] = (
    "Studies are read from their abstracts (or digests), by rules; full texts are not read. A small model reads those that could count once more; where it disagrees, the study says so. It changes no verdict.",
    "The rules miss findings that are worded unusually: such studies are listed as unread, never taken for an answer.",
    "A verdict speaks about the claim as the article words it, not about everything said on the topic.",
    "This report is a help for editors. It is not medical advice.",
)
