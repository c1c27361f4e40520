"""PubMed's update files against all watched claims at once: the new records are indexed, and the claims are the queries."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO

from claims.errors import UsageError
from claims.vocabulary import Vocabulary
from pipeline.literature.local import index as made
from pipeline.literature.local.files import in_order
from pipeline.literature.local.library import Library
from pipeline.literature.pubmed_xml import raw_records, study_of_raw
from pipeline.recheck.delta import Delta, Key, Waiting, own_question
from pipeline.records import Coverage, Provenance, Query

_HEAP = 50_000_000
_STEP = 2_000
_HERE = Provenance("update files", Coverage.PARTIAL, None, None, "Records of update files.")


def news_in(
    files: Sequence[Path],
    due: Iterable[Waiting],
    judged: Iterable[str],
    interventions: Vocabulary,
    outcomes: Vocabulary,
    progress: Callable[[str], None] = lambda _: None,
) -> Delta:
    """What the files hold for the claims that are due: new records, newer versions of judged ones, and deletions. Later files outrank earlier ones."""
    delta = Delta()
    known = set(judged)
    with tempfile.TemporaryFile() as kept:
        places, deleted = _read(files, kept, progress)
        library = _indexed(places, kept, progress)
        asked: dict[Query, list[Key]] = {}
        for item in due:
            if item.claim.checkable:
                asked.setdefault(own_question(item.claim, interventions, outcomes), []).append(
                    (item.watch, item.claim.id)
                )
        for number, (query, ids) in enumerate(asked.items(), 1):
            if number % _STEP == 0:
                progress(f"asking {number}/{len(asked)}")
            found = library.search(query, max(len(places), 1)).pmids if places else ()
            delta.named.update(dict.fromkeys(ids, found) if found else {})
        wanted = {pmid for found in delta.named.values() for pmid in found} | (known & places.keys())
        for pmid in sorted(wanted, key=int):
            delta.studies[pmid] = study_of_raw(_at(kept, places[pmid]))
    delta.gone = deleted & known
    return delta


_Place = tuple[int, int]


def _read(
    files: Sequence[Path], kept: IO[bytes], progress: Callable[[str], None]
) -> tuple[dict[str, _Place], set[str]]:
    """Where the last version of each record lies in `kept`, and which records the files take away."""
    places: dict[str, _Place] = {}
    deleted: set[str] = set()
    for path in in_order(files):
        try:
            stream = path.open("rb")
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror}).") from None
        with stream:
            for number, raw in enumerate(raw_records(stream), 1):
                entry = made.entry_of(raw)
                for pmid in entry.deleted:
                    deleted.add(pmid)
                    places.pop(pmid, None)
                if entry.document is not None:
                    deleted.discard(entry.pmid)
                    places[entry.pmid] = (kept.tell(), len(raw))
                    kept.write(raw)
                if number % _STEP == 0:
                    progress(f"{path.name}: {number:,} records")
    return places, deleted


def _indexed(places: dict[str, _Place], kept: IO[bytes], progress: Callable[[str], None]) -> Library:
    import tantivy

    index = tantivy.Index(made.schema())
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for number, place in enumerate(places.values(), 1):
        document = made.entry_of(_at(kept, place)).document
        assert document is not None
        document.add_bytes("place", b"")
        writer.add_document(document)
        if number % _STEP == 0:
            progress(f"indexing {number:,}/{len(places):,}")
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return Library(index, lambda _: b"", _HERE)


def _at(kept: IO[bytes], place: _Place) -> bytes:
    kept.seek(place[0])
    return kept.read(place[1])
