"""Settings of a run: one TOML file, overridden by environment, then by options. Read at the edge, passed as a value."""

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from claims.errors import UsageError

EUTILS = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?::(?P<port>[0-9]{1,5}))?(?:/[a-z0-9._~%/-]*)?",
    re.I | re.A,
)
_ENVIRONMENT = {
    "email": "NCBI_EMAIL",
    "api_key": "NCBI_API_KEY",
    "literature": "CLAIMAUDIT_LITERATURE",
    "eutils_url": "CLAIMAUDIT_EUTILS_URL",
}
_NUMBERS = {
    "fetch_limit": (1, 100_000),
    "most_pairs": (0, 100_000),
    "record_days": (0, 3650),
    "cache_megabytes": (1, 1_000_000),
    "smtp_port": (0, 65_535),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """`literature` None: PubMed where an e-mail is set, else the starter library. The key and e-mail are never stored.

    `fetch_limit`: records read for one search. `record_days`: how old a stored PubMed record may be before it is fetched again.
    `most_pairs`: pairs of hypothesis and text that the reader is asked about in one audit, four for each study; 0 turns the second reading off.
    The rest is for re-checks: whom alerts are sent to, and the files that show them (`feed`, `calendar`, `digest`: paths). Passwords are never in the file.
    """

    email: str | None = None
    api_key: str | None = None
    literature: str | None = None
    eutils_url: str = EUTILS
    fetch_limit: int = 60
    record_days: int = 7
    most_pairs: int = 300
    cache_megabytes: int = 500
    smtp_host: str | None = None
    smtp_port: int = 0
    smtp_security: str = "tls"
    smtp_user: str | None = None
    mail_from: str | None = None
    mail_to: str | None = None
    webhook_url: str | None = None
    feed: str | None = None
    calendar: str | None = None
    digest: str | None = None

    def __repr__(self) -> str:
        return f"Settings(email={'set' if self.email else None}, api_key={'set' if self.api_key else None}, literature={self.literature!r})"


def load_settings(path: Path | None, environment: Mapping[str, str], **options: str | None) -> Settings:
    """Defaults < file < environment < options. Raises UsageError for an unknown key or a value of the wrong kind."""
    found: dict[str, object] = {}
    if path is not None and path.is_file():
        try:
            found.update(tomllib.loads(path.read_text("utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: not valid TOML ({error}). Mend it or move it away.") from None
    known = {field.name: field for field in fields(Settings)}
    unknown = sorted(set(found) - set(known))
    if unknown:
        raise UsageError(f"{path}: unknown setting {unknown[0]!r}. Known are: {', '.join(sorted(known))}.")
    for name, variable in _ENVIRONMENT.items():
        if environment.get(variable):
            found[name] = environment[variable]
    found.update({name: value for name, value in options.items() if value is not None})
    for name, value in found.items():
        wanted = int if name in _NUMBERS else str
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise UsageError(f"Setting {name!r} must be {'a whole number' if wanted is int else 'text'}.")
    settings = replace(Settings(), **found)  # type: ignore[arg-type]
    for name, (least, most) in _NUMBERS.items():
        if not least <= getattr(settings, name) <= most:
            raise UsageError(f"Setting {name!r} must lie between {least} and {most}.")
    _check_address(settings.eutils_url)
    return settings


def settings_path() -> Path:
    import platformdirs

    return Path(os.environ.get("CLAIMAUDIT_SETTINGS") or platformdirs.user_config_path("claimaudit") / "settings.toml")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, by name or number."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _check_address(address: str) -> None:
    """An https address, or http on this machine, that every reader of addresses takes for the same; with nothing secret in it."""
    plain = _ADDRESS.fullmatch(address)
    good = plain is not None and (plain["port"] is None or 0 < int(plain["port"]) < 65536)
    if plain and plain["host"].startswith("["):
        try:
            ipaddress.IPv6Address(plain["host"].strip("[]"))
        except ValueError:
            good = False
    if not good or (plain and plain["scheme"].lower() == "http" and not is_loopback(plain["host"])):
        raise UsageError(
            "CLAIMAUDIT_EUTILS_URL must be an https address (http only on this machine itself), without user name, password or query."
        )
