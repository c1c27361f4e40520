"""`claims`, `pipeline` and `reports` are common words. Notice when another distribution has put its files over ours."""

import importlib
from pathlib import Path

from claims.errors import ForeignPackage


def refuse_foreign() -> None:
    """Raises ForeignPackage where one of our import names is not ours, or not installed where the others are."""
    homes = set()
    for name in ("claims", "pipeline", "reports"):
        module = importlib.import_module(name)
        if getattr(module, "__claimaudit__", None) != "claimaudit":
            raise ForeignPackage(
                f"The import name {name!r} belongs to another package ({module.__file__}). claimaudit is an application: install it "
                "in an environment of its own (pipx install, uv tool install, or a fresh venv)."
            )
        homes.add(Path(module.__file__ or "").resolve().parent.parent)
    if len(homes) != 1:
        raise ForeignPackage(
            f"claimaudit's parts lie in different places ({', '.join(sorted(map(str, homes)))}). Install it in an environment of its own."
        )
