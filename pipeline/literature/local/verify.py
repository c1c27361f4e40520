"""Is a library sound? Every stored record is read again."""

from collections.abc import Callable
from pathlib import Path

from claims.errors import LibraryUnreadable, SearchFailed
from pipeline.literature.local.manifest import read_manifest, unreadable
from pipeline.literature.local.store import reader
from pipeline.literature.pubmed_xml import study_of_raw

_PAGE = 1_000


def verify(folder: Path, progress: Callable[[str], None] = lambda _: None) -> int:
    """The number of records, each read and found under its own PMID, once. Raises LibraryUnreadable at what is wrong."""
    import tantivy

    manifest = read_manifest(folder)
    pmids: set[int] = set()
    try:
        index = tantivy.Index.open(str(folder / "index"))
        searcher = index.searcher()
        read = reader(folder / "records")
        for at in range(0, searcher.num_docs, _PAGE):
            progress(f"{at:,} of {searcher.num_docs:,} records read")
            for _, address in searcher.search(tantivy.Query.all_query(), _PAGE, count=False, offset=at).hits:
                stored = searcher.doc(address)
                study = study_of_raw(read(stored["place"][0]))
                if study.pmid != stored["pmid"][0] or int(study.pmid) in pmids:
                    raise SearchFailed(f"PMID {stored['pmid'][0]} stands there twice or holds another record")
                pmids.add(int(study.pmid))
    except (ValueError, KeyError, IndexError, SearchFailed) as error:
        raise LibraryUnreadable(f"{folder}: damaged ({error}). Build it again from its files.") from None
    except OSError as error:
        raise unreadable(folder, error) from None
    if len(pmids) != manifest.records:
        raise LibraryUnreadable(
            f"{folder}: holds {len(pmids):,} records, its list says {manifest.records:,}. Run `claimaudit library update` again, or build it anew."
        )
    return len(pmids)
