"""Templates to text. Everything from an article or a record is escaped: it is data, whatever it says."""

import base64
import hashlib
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.records import Audit
from reports.symbols import FACETS, domain_of
from reports.view import view_of
from reports.wording import catalogue, say

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&^$-])")


def render_audit(template: str, audit: Audit, **extra: Any) -> str:
    """An audit by one of the templates: `*.html.j2` is escaped for HTML, anything else by its own filter `md`."""
    return render(
        template, view=view_of(audit), audit=audit, provenance=audit.log.provenance, facets=FACETS, calibration=_calibration(), **extra
    )  # fmt: skip


def render(template: str, **values: Any) -> str:
    words = catalogue()
    return str(
        _environment(template.endswith(".html.j2"))
        .get_template(template)
        .render(
            say=say,
            domain_of=domain_of,
            words=words,
            levels=words["levels"],
            glossary_of=words["glossary_of"],
            **values,
        )
    )


def page(template: str, audit: Audit) -> str:
    """One self-contained page: its own style and script, named by their hashes, and no request to anywhere."""
    return render_audit(template, audit, **dressed())


def dressed() -> dict[str, Any]:
    """The style sheet and the script, and their hashes for the Content-Security-Policy. They are ours, and all that is not escaped."""
    from markupsafe import Markup

    style, script = _text("report.css"), _text("report.js")
    return {"style": Markup(style), "script": Markup(script), "style_hash": Markup(_sha256(style)), "script_hash": Markup(_sha256(script))}  # fmt: skip  # noqa: S704


def escape_markdown(value: object) -> str:
    """Text on one line with every character escaped that Markdown or HTML could take for its own."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", str(value)))


def _sha256(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _text(name: str) -> str:
    return files("reports.templates").joinpath(name).read_text("utf-8")


@cache
def _calibration() -> tuple[dict[str, str], ...]:
    return tuple(tomllib.loads(files("reports").joinpath("calibration.toml").read_text("utf-8"))["parts"])


@cache
def _environment(escape: bool) -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_text),
        autoescape=escape,  # noqa: S701  (Markdown has an escape of its own, the filter below)
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = escape_markdown
    return environment
