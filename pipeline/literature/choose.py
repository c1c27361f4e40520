"""Which source `--literature` names. There is no silent fall-back from one to another."""

import re
from pathlib import Path

from claims.errors import LibraryUnreadable, UsageError
from pipeline.literature.protocol import Literature
from pipeline.settings import Settings

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def named_source(settings: Settings, *, offline: bool = False) -> str:
    """What a run searches. Unset: PubMed where an e-mail is configured (or stored answers are asked for), else starter."""
    return settings.literature or ("pubmed" if settings.email or offline else "starter")


def choose_literature(
    settings: Settings, cache: Path, *, reuse_since: float | None = None, offline: bool = False
) -> Literature:
    """`starter`, `pubmed`, a library folder or an audit.json.

    `reuse_since`, `offline`: of PubMed alone (see there); the others never ask anyone.
    """
    named = named_source(settings, offline=offline)
    if named == "starter":
        from pipeline.literature.starter import open_starter

        return open_starter()
    if named == "pubmed":
        if not settings.email and not offline:
            raise UsageError(
                "PubMed asks its users for an e-mail address. Give --email, or set NCBI_EMAIL, or use --literature starter."
            )
        if settings.email and not _EMAIL.fullmatch(settings.email):
            raise UsageError(
                "What is set as your e-mail is no e-mail address; NCBI writes to it before it blocks a caller."
            )
        from pipeline.literature.pubmed import PubMed

        return PubMed(settings, cache, reuse_since=reuse_since, offline=offline)
    place = Path(named)
    if place.is_dir():
        from pipeline.literature.local import open_library

        return open_library(place)
    if place.is_file():
        from pipeline.canonical import load_audit
        from pipeline.literature.snapshot import Snapshot

        return Snapshot(load_audit(place.read_bytes(), named))
    raise LibraryUnreadable(f"--literature {named}: neither starter, pubmed, a library folder nor an audit.json.")
