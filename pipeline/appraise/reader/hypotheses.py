"""The three sentences that a record is asked about: more, less, or no difference."""


def hypotheses_of(intervention: str, outcome: str, comparator: str | None = None) -> dict[str, str]:
    """By direction: increased, decreased, no difference."""
    against = f" compared with {comparator}" if comparator else ""
    return {
        "increased": f"{intervention} increases {outcome}{against}.",
        "decreased": f"{intervention} decreases {outcome}{against}.",
        "no difference": f"{intervention} makes no significant difference to {outcome}{against}.",
    }
