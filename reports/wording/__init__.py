"""All wording of the reports that is not the audit's own, in one catalogue: `en.toml`. A translation is one more file beside it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGE = "en"


@cache
def catalogue(language: str = LANGUAGE) -> dict[str, Any]:
    """The catalogue of a language: sections of keys. Where a phrase depends on a number it is a table of `one` and `other`."""
    return tomllib.loads(files("reports.wording").joinpath(f"{language}.toml").read_text("utf-8"))


def say(key: str, n: int | None = None, **values: object) -> str:
    """The phrase at a dotted key, with its values filled in; `n` chooses between `one` and `other`, and is a value too.

    Raises KeyError for a key that is not there: a report with a hole in it is never written.
    """
    found: Any = catalogue()
    for part in key.split("."):
        found = found[part]
    if isinstance(found, dict):
        found = found["one" if n == 1 else "other"]
    if n is not None:
        values["n"] = f"{n:,}"
    return str(found).format_map(values) if values else str(found)
