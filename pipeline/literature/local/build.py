"""PubMed XML files into a library: checked, streamed, in order, one commit a file.

Baseline and update files are applied in the order of their numbers, whatever order they are given in, since a later file's
record, version or deletion outranks an earlier one's. What was committed stays: an interrupted build goes on with the next file.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claims.errors import LibraryUnreadable, Locked, SearchFailed, UsageError
from pipeline.literature.local import index as made
from pipeline.literature.local.manifest import NAME, Applied, Manifest, read_manifest, write_manifest
from pipeline.literature.local.seen import Seen
from pipeline.literature.pubmed_xml import raw_records

_NLM = re.compile(r"pubmed(\d{2})n(\d{4,})\.xml(?:\.gz)?$")
_MD5 = re.compile(r"\b([0-9a-fA-F]{32})\b")
_HEAP = 256_000_000
# Records between two words to whoever watches.
_STEP = 2_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build or update did. `corrupt`: (file, why) of each that could not be read and was left out whole."""

    manifest: Manifest
    applied: tuple[str, ...]
    already: tuple[str, ...]
    corrupt: tuple[tuple[str, str], ...]


def build(
    folder: Path, files: Sequence[Path], *, database_date: str | None = None, new: bool, progress: Callable[[str], None] = lambda _: None
) -> Outcome:  # fmt: skip
    """Bring `files` into the library in `folder`; `new`: make it, or go on with one that was interrupted.

    Raises UsageError (a file that is not there, an order that cannot be kept), LibraryUnreadable, Locked.
    """
    for path in files:
        if not path.is_file():
            raise UsageError(f"{path}: no such file.")
    manifest = _opened(folder, new=new)
    ordered = in_order(files)
    digests = {path.name: _md5(path) for path in ordered}
    again = _to_repeat(manifest, digests)
    manifest = replace(
        manifest,
        applied=tuple(row for row in manifest.applied if row.name not in again),
        skipped=(*manifest.skipped, *sorted(again)),
        database_date=database_date or manifest.database_date,
        date_told=manifest.date_told or database_date is not None,
    )
    done = {row.name: row.md5 for row in manifest.applied}
    index, writer = _writer(folder)
    seen = Seen.load(folder / "seen.bits")
    applied, already, corrupt = [], [], []
    try:
        for number, path in enumerate(ordered, 1):
            say = _saying(progress, path, number, len(ordered))
            digest = digests[path.name]
            if done.get(path.name) == digest:
                already.append(path.name)
                continue
            try:
                _check_md5(path, digest)
                row, newest = _apply(path, digest, writer, seen, say)
            except SearchFailed as error:
                writer.rollback()
                corrupt.append((str(path), str(error).removesuffix(" Nothing of it was taken for an answer.")))
                manifest = replace(manifest, skipped=tuple(dict.fromkeys((*manifest.skipped, path.name))))
                write_manifest(folder, manifest)
                continue
            # The bits first: one too many costs a moment at the next build, one too few a record twice.
            seen.save(folder / "seen.bits")
            writer.commit()
            index.reload()
            manifest = replace(
                manifest,
                records=index.searcher().num_docs,
                applied=(*(other for other in manifest.applied if other.name != path.name), row),
                skipped=tuple(name for name in manifest.skipped if name != path.name),
                database_date=manifest.database_date
                if manifest.date_told
                else max(newest, manifest.database_date or ""),
            )
            write_manifest(folder, manifest)
            applied.append(path.name)
        writer.wait_merging_threads()
    except ValueError as error:
        raise LibraryUnreadable(
            f"{folder}: the index could not be written ({error}). Free the place and run it again."
        ) from None
    return Outcome(manifest, tuple(applied), tuple(already), tuple(corrupt))


def in_order(files: Sequence[Path]) -> list[Path]:
    """NLM's files by their year and number, then all others as they were given; each once."""
    once = list(dict.fromkeys(files))
    names = [path.name for path in once]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"{twice}: two files of this name were given. A library knows its files by their names.")
    numbered = [path for path in once if _number(path.name)]
    return sorted(numbered, key=lambda path: _number(path.name)) + [path for path in once if not _number(path.name)]


def _number(name: str) -> tuple[int, int] | tuple[()]:
    found = _NLM.search(name)
    return (int(found.group(1)), int(found.group(2))) if found else ()


def _to_repeat(manifest: Manifest, digests: dict[str, str]) -> set[str]:
    """Files that are in already and must be applied once more, since one that belongs before them has come late or anew."""
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


def _opened(folder: Path, *, new: bool) -> Manifest:
    if not new:
        return read_manifest(folder)
    if (folder / NAME).exists():
        return read_manifest(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LibraryUnreadable(f"{folder}: not empty, and not a library. Give a new folder for it.")
    try:
        (folder / "index").mkdir(parents=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made ({error.strerror}). Give another place.") from None
    write_manifest(folder, Manifest())
    return Manifest()


def _writer(folder: Path) -> tuple[Any, Any]:
    import tantivy

    try:
        index = tantivy.Index(made.schema(), path=str(folder / "index"))
        # One thread, so that equal input gives an equal index.
        return index, index.writer(heap_size=_HEAP, num_threads=1)
    except ValueError as error:
        if "lock" in str(error).lower():
            raise Locked(f"{folder}: another build is writing to this library. Wait until it has ended.") from None
        raise LibraryUnreadable(f"{folder}: the index cannot be opened ({error}).") from None


def _apply(
    path: Path, digest: str, writer: Any, seen: Seen, say: Callable[[int], None]
) -> tuple[Applied, str]:  # fmt: skip
    """All records of one file, in file order; the last version of a record counts. Returns also the last day of entry."""
    records = deleted = newest = 0
    with path.open("rb") as stream:
        for raw in raw_records(stream):
            entry = made.entry_of(raw)
            for pmid in entry.deleted:
                deleted += 1
                writer.delete_documents_by_term("pmid", pmid)
            if entry.document is None:
                continue
            if seen.add(int(entry.pmid)):
                writer.delete_documents_by_term("pmid", entry.pmid)
            writer.add_document(entry.document)
            newest = max(newest, entry.entered, entry.revised)
            records += 1
            if records % _STEP == 0:
                say(records)
    day = f"{newest // 10000:04d}-{newest // 100 % 100:02d}-{newest % 100:02d}" if newest else ""
    return Applied(path.name, digest, records, deleted), day


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _check_md5(path: Path, digest: str) -> None:
    beside = path.with_name(path.name + ".md5")
    if not beside.is_file():
        return
    told = _MD5.search(beside.read_text("utf-8", "replace"))
    if told is None:
        raise SearchFailed(f"{beside.name} holds no MD5 sum.")
    if told.group(1).lower() != digest:
        raise SearchFailed("its MD5 sum is not the one in the .md5 file beside it; fetch it again.")


def _saying(progress: Callable[[str], None], path: Path, number: int, count: int) -> Callable[[int], None]:
    def say(records: int) -> None:
        progress(f"{path.name} ({number} of {count}): {records:,} records")

    say(0)
    return say
