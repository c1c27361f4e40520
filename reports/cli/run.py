"""What commands share: time, settings, vocabulary, sources and their claims."""

import os
from datetime import UTC, datetime
from pathlib import Path

from claims.errors import UsageError
from claims.records import Claim, Source
from claims.vocabulary import Vocabulary, load_vocabulary


def now() -> str:
    """The one time of a run: the clock, or SOURCE_DATE_EPOCH where set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        moment = datetime.now(UTC)
    else:
        try:
            moment = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise UsageError(f"SOURCE_DATE_EPOCH={epoch!r} is not a number of seconds.") from None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def vocabularies() -> tuple[Vocabulary, Vocabulary]:
    return load_vocabulary("interventions"), load_vocabulary("outcomes")


def cache_path() -> Path:
    import platformdirs

    named = os.environ.get("CLAIMAUDIT_CACHE")
    return Path(named) if named else platformdirs.user_cache_path("claimaudit") / "cache.sqlite"


def claims_of(source: Source, corrections: Path | None, *, every: bool = False) -> tuple[Claim, ...]:
    """The claims of a source: as found, or as an editor gave them back."""
    from claims.extract import extract
    from claims.tagger import shipped_tagger

    interventions, outcomes = vocabularies()
    found = extract(source, interventions, outcomes, shipped_tagger(), every=every)
    if corrections is None:
        return found
    from claims.corrections import complete, settle
    from pipeline.canonical import load_claims

    try:
        data = corrections.read_bytes()
    except OSError as error:
        raise UsageError(f"{corrections}: cannot be read ({error.strerror}).") from None
    whole = complete(data, str(corrections), found, interventions, outcomes)
    return settle(load_claims(whole, str(corrections)), source, found, str(corrections))
