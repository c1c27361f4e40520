"""The PubMed files that a library is built from: their order, and whether they came whole."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from claims.errors import SearchFailed, UsageError
from pipeline.literature.local.manifest import Manifest

_NLM = re.compile(r"pubmed(\d{2})n(\d{4,})\.xml(?:\.gz)?$")
_MD5 = re.compile(r"\b([0-9a-fA-F]{32})\b")


def in_order(files: Sequence[Path]) -> list[Path]:
    """NLM's files by their year and number, then all others as they were given; each once."""
    once = list(dict.fromkeys(files))
    names = [path.name for path in once]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"{twice}: two files of this name were given. A library knows its files by their names.")
    numbered = [path for path in once if _number(path.name)]
    return sorted(numbered, key=lambda path: _number(path.name)) + [path for path in once if not _number(path.name)]


def to_repeat(manifest: Manifest, digests: dict[str, str]) -> set[str]:
    """Files that are in already and must be applied once more, since one that belongs before them has come late or anew.

    Raises UsageError where such a file is not among those given (`digests`: MD5 sums by file name).
    """
    here = {(row.name, row.md5) for row in manifest.applied}
    late = [_number(name) for name, digest in digests.items() if (name, digest) not in here and _number(name)]
    if not late:
        return set()
    again = {row.name for row in manifest.applied if _number(row.name) and _number(row.name) > min(late)}
    absent = sorted(again - set(digests))
    if absent:
        raise UsageError(
            f"{', '.join(absent)} {'is' if len(absent) == 1 else 'are'} in the library already and must be applied after the file that "
            "comes now. Give those files too, so that their order is kept."
        )
    return again


def md5_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def check_md5(path: Path, digest: str) -> None:
    """Raises SearchFailed where FILE.md5 lies beside FILE and tells another sum, or none."""
    beside = path.with_name(path.name + ".md5")
    if not beside.is_file():
        return
    told = _MD5.search(beside.read_text("utf-8", "replace"))
    if told is None:
        raise SearchFailed(f"{beside.name} holds no MD5 sum.")
    if told.group(1).lower() != digest:
        raise SearchFailed("its MD5 sum is not the one in the .md5 file beside it; fetch it again.")


def _number(name: str) -> tuple[int, int] | tuple[()]:
    found = _NLM.search(name)
    return (int(found.group(1)), int(found.group(2))) if found else ()
