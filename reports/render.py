"""report.html and report.md. Everything from an article or a record is escaped: it is data, whatever it says."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.records import Audit
from reports import words
from reports.view import view_of

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&^$-])")


def html(audit: Audit) -> str:
    """One self-contained page: no script, no request to anywhere."""
    style = files("reports.templates").joinpath("report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    from markupsafe import Markup

    # The style sheet is ours; it is the only thing that is not escaped.
    return _render("report.html.j2", audit, style=Markup(style), style_hash=digest)  # noqa: S704


def markdown(audit: Audit) -> str:
    return _render("report.md.j2", audit)


def _render(template: str, audit: Audit, **extra: Any) -> str:
    return str(_environment(template.endswith(".html.j2")).get_template(template).render(
        view=view_of(audit), audit=audit, provenance=audit.log.provenance, words=words, **extra
    ))  # fmt: skip


@cache
def _environment(escape: bool) -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: files("reports.templates").joinpath(name).read_text("utf-8")),
        autoescape=escape,  # noqa: S701  (Markdown has an escape of its own, the filter below)
        undefined=jinja2.StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = escape_markdown
    return environment


def escape_markdown(value: object) -> str:
    """Text on one line with every character escaped that Markdown or HTML could take for its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(value).split()))
