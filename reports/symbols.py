"""The closed sets that reports show: the symbol and colour family of each label, and the orders in which things stand. Their words are in the catalogue."""

from pipeline.records import Label, Step

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

# Where a study is shown, in the order of the report.
GROUPS = ("for", "against", "none", "mixed", "unread", "weightless", "laboratory", "near", "untrusted")


def domain_of(step: Step) -> str:
    """What a step is about, in the reader's words: that there is one study only stands under inconsistency in GRADE, and is none that can be seen."""
    return "single study" if step.rule.startswith("grade.single_trial.") else step.domain
