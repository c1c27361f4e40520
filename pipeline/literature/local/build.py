"""PubMed XML files into a library: checked, streamed, in order, one commit a file.

Baseline and update files are applied in the order of their numbers, whatever order they are given in, since a later file's
record, version or deletion outranks an earlier one's. What was committed stays: an interrupted build goes on with the next file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claims.errors import LibraryUnreadable, Locked, SearchFailed, UsageError
from pipeline.literature.local import index as made
from pipeline.literature.local.files import check_md5, in_order, md5_of, to_repeat
from pipeline.literature.local.manifest import NAME, Applied, Manifest, read_manifest, write_manifest
from pipeline.literature.local.seen import Seen
from pipeline.literature.local.store import StoreWriter, sweep
from pipeline.literature.pubmed_xml import raw_records

_HEAP = 128_000_000
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
        if path.is_dir():
            raise UsageError(f"{path}: is a folder. Give the files in it, such as {path}/*.xml.gz.")
        if not path.is_file():
            raise UsageError(f"{path}: no such file.")
    ordered = in_order(files)
    _prepare(folder, new=new)
    digests = {path.name: md5_of(path) for path in ordered}
    try:
        with _Open(folder) as library:
            return _brought_in(library, ordered, digests, database_date, progress)
    except (ValueError, OSError) as error:
        raise LibraryUnreadable(f"{folder}: could not be written ({error}). Free the place and run it again.") from None


def _brought_in(
    library: "_Open", ordered: Sequence[Path], digests: dict[str, str], database_date: str | None, progress: Callable[[str], None]
) -> Outcome:  # fmt: skip
    manifest, folder = library.manifest, library.folder
    again = to_repeat(manifest, digests)
    manifest = replace(
        manifest,
        applied=tuple(row for row in manifest.applied if row.name not in again),
        skipped=(*manifest.skipped, *sorted(again)),
        database_date=database_date or manifest.database_date,
        date_told=manifest.date_told or database_date is not None,
    )
    done = {row.name: row.md5 for row in manifest.applied}
    applied, already, corrupt = [], [], []
    for number, path in enumerate(ordered, 1):
        if done.get(path.name) == digests[path.name]:
            already.append(path.name)
            continue
        try:
            row, newest = library.apply(path, digests[path.name], _saying(progress, path, number, len(ordered)))
        except SearchFailed as error:
            corrupt.append((str(path), str(error).removesuffix(" Nothing of it was taken for an answer.")))
            manifest = replace(manifest, skipped=tuple(dict.fromkeys((*manifest.skipped, path.name))))
        else:
            applied.append(path.name)
            manifest = _with(manifest, row, newest, library.records())
        write_manifest(folder, manifest)
    return Outcome(manifest, tuple(applied), tuple(already), tuple(corrupt))


class _Open:
    """A library that is being written to, by nobody else. What its list says is read only once that is sure."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index, self._writer = _writer(folder)
        self.manifest = read_manifest(folder)
        sweep(folder / "records")
        self._seen = Seen.load(folder / "seen.bits", empty=not self.manifest.applied)

    def __enter__(self) -> "_Open":
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.wait_merging_threads()

    def apply(self, path: Path, digest: str, say: Callable[[int], None]) -> tuple[Applied, int]:
        """All of one file, committed; also its last day of entry. A file that cannot be read leaves nothing behind."""
        try:
            check_md5(path, digest)
            with StoreWriter(self.folder / "records") as store:
                row, newest = self._take(path, digest, store, say)
            # The bits first: one too many costs a moment at the next build, one too few a record twice.
            self._seen.save(self.folder / "seen.bits")
            self._writer.commit()
        except BaseException:
            self._writer.rollback()
            raise
        return row, newest

    def _take(self, path: Path, digest: str, store: StoreWriter, say: Callable[[int], None]) -> tuple[Applied, int]:
        """In file order, so that the last version of a record counts."""
        records = deleted = newest = 0
        with path.open("rb") as stream:
            for raw in raw_records(stream):
                entry = made.entry_of(raw)
                for pmid in entry.deleted:
                    deleted += 1
                    self._writer.delete_documents_by_term("pmid", pmid)
                if entry.document is None:
                    continue
                if self._seen.add(int(entry.pmid)):
                    self._writer.delete_documents_by_term("pmid", entry.pmid)
                entry.document.add_bytes("place", store.add(raw))
                self._writer.add_document(entry.document)
                newest = max(newest, entry.entered, entry.revised)
                records += 1
                if records % _STEP == 0:
                    say(records)
        return Applied(path.name, digest, records, deleted), newest

    def records(self) -> int:
        self._index.reload()
        return int(self._index.searcher().num_docs)


def _with(manifest: Manifest, row: Applied, newest: int, records: int) -> Manifest:
    day = f"{newest // 10000:04d}-{newest // 100 % 100:02d}-{newest % 100:02d}" if newest else ""
    return replace(
        manifest,
        records=records,
        applied=(*(other for other in manifest.applied if other.name != row.name), row),
        skipped=tuple(name for name in manifest.skipped if name != row.name),
        database_date=manifest.database_date if manifest.date_told else max(day, manifest.database_date or ""),
    )


def _prepare(folder: Path, *, new: bool) -> None:
    """Make the folder, or see that it is a library's (or the beginning of one, which a kill may have left)."""
    if not (folder / NAME).exists():
        if not new:
            read_manifest(folder)
        begun = {"index", "records", f".{NAME}.partial"}
        if folder.exists() and (not folder.is_dir() or any(path.name not in begun for path in folder.iterdir())):
            raise LibraryUnreadable(f"{folder}: not empty, and not a library. Give a new folder for it.")
    try:
        (folder / "index").mkdir(parents=True, exist_ok=True)
        (folder / "records").mkdir(exist_ok=True)
        if not (folder / NAME).exists():
            write_manifest(folder, Manifest())
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made ({error.strerror}). Give another place.") from None


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


def _saying(progress: Callable[[str], None], path: Path, number: int, count: int) -> Callable[[int], None]:
    def say(records: int) -> None:
        progress(f"{path.name} ({number} of {count}): {records:,} records")

    say(0)
    return say
