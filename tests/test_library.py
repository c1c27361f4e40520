"""The starter library, and a library of one's own: made from files in their order, whole or told, found again after a kill."""

import gzip
import hashlib
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from factories import STARTER, study, xml_file, xml_of

from claims.errors import LibraryUnreadable, Locked, UsageError
from pipeline.literature import local
from pipeline.literature.local import Library
from pipeline.literature.local.build import Outcome, build
from pipeline.literature.local.files import in_order
from pipeline.literature.local.manifest import read_manifest
from pipeline.literature.local.verify import verify
from pipeline.literature.pubmed_xml import parse_studies
from pipeline.literature.starter import make
from pipeline.query import REVIEWS, TRIALS
from pipeline.records import ConceptBlock, Coverage, Provenance, PublicationType, Query, Study

GARLIC = Query(
    "exact",
    (
        ConceptBlock("garlic", ("Garlic",), ("garlic",)),
        ConceptBlock("blood pressure", ("Blood Pressure",), ("blood pressure",)),
    ),
)


def about(pmid: int | str, title: str = "Garlic", **fields: object) -> Study:
    return study(title, "Garlic and blood pressure.", pmid=str(pmid), **fields)


def written(folder: Path, name: str, data: bytes, *, told: str | None = None) -> Path:
    """A file, and beside it its MD5 sum as NLM writes it where one is told ("" = the right one)."""
    path = folder / name
    path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    if told is not None:
        digest = told or hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        path.with_name(f"{name}.md5").write_text(f"MD5({name})= {digest}\n", "utf-8")
    return path


def titles(folder: Path) -> dict[str, str]:
    library = local.open_library(folder)
    found = library.search(GARLIC, 100_000)
    return {made.pmid: made.title for made in library.fetch(found.pmids)}


# --- the starter library -----------------------------------------------------------------------------------------


def test_the_starter_library_says_what_it_is(starter: Library) -> None:
    described = starter.describe()
    assert described.coverage is Coverage.DEMONSTRATION
    assert described.records == len(list(parse_studies(STARTER))) == 206
    assert "cannot decide" in described.statement
    assert all(made.digest and made.sections[0].label == "DIGEST" for made in parse_studies(STARTER))
    retracted = starter.fetch(["9500320", "32450107"])
    assert [[link.type for link in made.links] for made in retracted] == [["RetractionIn"], ["RetractionIn"]]


def test_the_starter_library_is_made_from_its_facts(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "starter-library" / "facts.jsonl").read_text("utf-8").splitlines()]
    assert gzip.decompress(make.make(rows)) == STARTER
    text = STARTER.decode("utf-8")
    for row in rows:
        for private in (row["notes"], row.get("doubt")):
            assert not private or private not in text


# --- searching ---------------------------------------------------------------------------------------------------


def test_search_finds_by_word_phrase_and_heading(starter: Library) -> None:
    result = starter.search(GARLIC, 10)
    assert "25557383" in result.pmids
    assert result.empty_blocks == ()
    nothing = Query("exact", (ConceptBlock("zorb", (), ("zorbium",)), GARLIC.blocks[1]))
    empty = starter.search(nothing, 10)
    assert (empty.total, empty.pmids, empty.empty_blocks) == (0, (), ("zorb",))
    assert starter.fetch(["0", "25557383"])[0].pmid == "25557383"


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (ConceptBlock("x", (), ("shift workers",)), {"1"}),  # a phrase
        (ConceptBlock("x", (), (), near=("sleep of shift workers",)), {"1", "2"}),  # within three words
        (ConceptBlock("x", (), (), apart=("sleep of shift workers",)), {"1", "2", "3"}),  # anywhere
        (ConceptBlock("x", ("Sleep",), ()), {"4"}),  # a heading, whole
        (ConceptBlock("x", ("Sleep",), ("shift workers",)), {"1", "4"}),
        (ConceptBlock("x", (), ('") OR * :', "shift  WORKERS!")), {"1"}),  # the index's own syntax is data
    ],
)
def test_the_parts_of_a_block(block: ConceptBlock, found: set[str]) -> None:
    from pipeline.records import MeshHeading

    records = [
        study("Shift workers' sleep: shift workers sleep", pmid="1"),
        study("Sleep in night shift hospital workers", pmid="2"),
        study("Sleep", "A shift. " + "Other words " * 20 + "of workers.", pmid="3"),
        study("Rest", pmid="4", mesh=(MeshHeading("Sleep", "D012890", True),)),
    ]
    library = local.in_memory(map(xml_of, records), Provenance("x", Coverage.PARTIAL, 4, None, "x"))
    assert set(library.search(Query("exact", (block,)), 10).pmids) == found


def test_filters_and_the_day_of_entry() -> None:
    records = [
        about(1, entered="2020-01-31", publication_types=(PublicationType("Systematic Review"),)),
        about(2, entered="2026-02-01", publication_types=(PublicationType("Randomized Controlled Trial"),)),
        about(3, entered="2026-02-02"),
    ]
    library = local.in_memory(map(xml_of, records), Provenance("x", Coverage.PARTIAL, 3, None, "x"))
    assert library.search(Query("exact", GARLIC.blocks, REVIEWS), 9).pmids == ("1",)
    assert library.search(Query("exact", GARLIC.blocks, TRIALS), 9).pmids == ("2",)
    assert set(library.search(GARLIC, 9, since="2026-02-01").pmids) == {"2", "3"}


def test_equal_libraries_answer_alike() -> None:
    provenance = Provenance("x", Coverage.PARTIAL, 1, None, "x")
    records = [xml_of(about(number, f"Garlic {number}")) for number in range(50, 0, -1)]
    answers = {local.in_memory(records, provenance).search(GARLIC, 20).pmids for _ in range(3)}
    assert len(answers) == 1


# --- building ----------------------------------------------------------------------------------------------------


def test_versions_and_deletions_in_file_order(tmp_path: Path) -> None:
    """Given in the wrong order, applied in NLM's: the last word on each record counts."""
    update = written(
        tmp_path,
        "pubmed26n0003.xml.gz",
        xml_file(about(2, "Two, later"), about(4, "Four"), deleted=("3", "99")),
        told="",
    )
    base = written(
        tmp_path,
        "pubmed26n0001.xml.gz",
        xml_file(about(1, "One, v1"), about(1, "One, v2", version=2), about(2, "Two"), about(3, "Three")),
        told="",
    )
    outcome = build(tmp_path / "lib", [update, base], new=True)
    assert outcome.applied == ("pubmed26n0001.xml.gz", "pubmed26n0003.xml.gz")
    assert titles(tmp_path / "lib") == {"1": "One, v2", "2": "Two, later", "4": "Four"}
    assert outcome.manifest.records == verify(tmp_path / "lib") == 3
    assert [(row.records, row.deleted) for row in outcome.manifest.applied] == [(4, 0), (2, 2)]


def test_a_record_that_was_deleted_can_come_back(tmp_path: Path) -> None:
    files = [
        written(tmp_path, "pubmed26n0001.xml", xml_file(about(1, "First"))),
        written(tmp_path, "pubmed26n0002.xml", xml_file(deleted=("1",))),
        written(tmp_path, "pubmed26n0003.xml", xml_file(about(1, "Back"))),
    ]
    assert build(tmp_path / "lib", files[:2], new=True).manifest.records == 0
    assert build(tmp_path / "lib", files[2:], new=False).manifest.records == 1
    assert titles(tmp_path / "lib") == {"1": "Back"}


def test_what_is_there_already_is_not_read_again_and_a_changed_file_is(tmp_path: Path) -> None:
    path = written(tmp_path, "export.xml", xml_file(about(1, "Old")))
    build(tmp_path / "lib", [path], new=True)
    assert build(tmp_path / "lib", [path], new=False).already == ("export.xml",)
    written(tmp_path, "export.xml", xml_file(about(1, "New"), about(2)))
    assert build(tmp_path / "lib", [path], new=False).applied == ("export.xml",)
    assert titles(tmp_path / "lib") == {"1": "New", "2": "Garlic"}
    assert len(read_manifest(tmp_path / "lib").applied) == 1


def test_a_file_that_comes_late_puts_those_after_it_on_top_again(tmp_path: Path) -> None:
    first, second, third = (
        written(tmp_path, f"pubmed26n000{number}.xml", xml_file(about(1, title)))
        for number, title in ((1, "One"), (2, "Two"), (3, "Three"))
    )
    build(tmp_path / "lib", [first, third], new=True)
    with pytest.raises(UsageError, match=r"pubmed26n0003\.xml is in the library already"):
        build(tmp_path / "lib", [second], new=False)
    assert titles(tmp_path / "lib") == {"1": "Three"}  # nothing was done by half
    build(tmp_path / "lib", [second, third], new=False)
    assert titles(tmp_path / "lib") == {"1": "Three"}
    assert [row.name[-5] for row in read_manifest(tmp_path / "lib").applied] == ["1", "2", "3"]


GOOD = xml_file(about(7))
CORRUPT = [
    ("cut.xml.gz", gzip.compress(GOOD * 50)[:-20], None, "cannot be read"),
    ("cut.xml", GOOD[:-40], None, "breaks off"),
    ("text.xml", b"Dear Sir", None, "Not a set of PubMed records"),
    ("empty.xml", b"", None, "Not a set of PubMed records"),
    ("between.xml", GOOD.replace(b"\n</PubmedArticleSet>", b"stray</PubmedArticleSet>"), None, "something other than a record"),
    ("crossed.xml", GOOD.replace(b"</ArticleTitle>", b"</Title>"), None, "cannot be read"),
    ("pmid.xml", GOOD.replace(b">7</PMID>", b">seven</PMID>"), None, "no number"),
    ("md5.xml", GOOD, "0" * 32, "MD5"),
    ("md5less.xml", GOOD, "none", "holds no MD5"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "told", "why"), CORRUPT, ids=[row[0] for row in CORRUPT])
def test_a_corrupt_file_is_named_and_left_out_whole(
    tmp_path: Path, name: str, data: bytes, told: str | None, why: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(data)
    if told:
        bad.with_name(f"{name}.md5").write_text(f"MD5({name})= {told}", "utf-8")
    good = [written(tmp_path, f"good{at}.xml.gz", xml_file(about(at))) for at in (1, 2)]
    outcome = build(tmp_path / "lib", [good[0], bad, good[1]], new=True)
    assert outcome.applied == ("good1.xml.gz", "good2.xml.gz")
    assert [path for path, _ in outcome.corrupt] == [str(bad)]
    assert why in outcome.corrupt[0][1]
    assert titles(tmp_path / "lib") == {"1": "Garlic", "2": "Garlic"}
    assert name in local.open_library(tmp_path / "lib").describe().statement
    # Mended, it comes in, and nothing is said of it any more.
    written(tmp_path, name, GOOD, told="" if told else None)
    assert build(tmp_path / "lib", [bad], new=False).applied == (name,)
    assert name not in local.open_library(tmp_path / "lib").describe().statement
    assert verify(tmp_path / "lib") == 3


def test_names_and_folders_that_cannot_be_used(tmp_path: Path) -> None:
    path = written(tmp_path, "a.xml", GOOD)
    with pytest.raises(UsageError, match="no such file"):
        build(tmp_path / "lib", [tmp_path / "b.xml"], new=True)
    with pytest.raises(UsageError, match="two files of this name"):
        in_order([path, tmp_path / "other" / "a.xml"])
    with pytest.raises(LibraryUnreadable, match="not empty"):
        build(tmp_path, [path], new=True)
    with pytest.raises(LibraryUnreadable, match="library build"):
        build(tmp_path / "none", [path], new=False)
    build(tmp_path / "lib", [path], new=True)
    manifest = tmp_path / "lib" / "library.json"
    for text, why in (('{"format": 99}', "format 99"), ("[]", "library build"), ("\0", "library build")):
        manifest.write_text(text, "utf-8")
        with pytest.raises(LibraryUnreadable, match=why):
            local.open_library(tmp_path / "lib")


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    from pipeline.literature.local.build import _writer

    path = written(tmp_path, "a.xml", GOOD)
    build(tmp_path / "lib", [path], new=True)
    held = _writer(tmp_path / "lib")
    with pytest.raises(Locked, match="another build"):
        build(tmp_path / "lib", [written(tmp_path, "b.xml", GOOD)], new=False)
    del held


def test_verify_notices_damage(tmp_path: Path) -> None:
    build(tmp_path / "lib", [written(tmp_path, "a.xml", xml_file(*(about(n) for n in range(1, 60))))], new=True)
    assert verify(tmp_path / "lib") == 59
    (store,) = (tmp_path / "lib" / "records").iterdir()
    data = bytearray(store.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 200] = bytes(200)
    store.write_bytes(data)
    with pytest.raises(LibraryUnreadable, match=r"damaged|can be read"):
        verify(tmp_path / "lib")


def test_the_same_files_give_the_same_answers_after_kills(tmp_path: Path) -> None:
    """Killed at random moments and begun again, a build ends as an undisturbed one does."""
    chance = random.Random(5)
    files = [
        written(tmp_path, f"pubmed26n{file:04d}.xml.gz", xml_file(*(about(n, f"Garlic {file}") for n in range(file * 2000, file * 2000 + 6000))))
        for file in range(1, 7)
    ]  # fmt: skip
    undisturbed = build(tmp_path / "one", files, new=True)
    program = (
        "import sys; from pathlib import Path; from pipeline.literature.local.build import build; "
        "build(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]], new=True)"
    )
    call = [sys.executable, "-c", program, str(tmp_path / "two"), *map(str, files)]
    kills = 0
    for _ in range(6):
        process = subprocess.Popen(call, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.15, 0.5))
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
    disturbed: Outcome = build(tmp_path / "two", files, new=True)
    assert kills
    assert disturbed.manifest == undisturbed.manifest
    assert titles(tmp_path / "two") == titles(tmp_path / "one")
    assert verify(tmp_path / "two") == undisturbed.manifest.records
    assert not list((tmp_path / "two").rglob("*.partial"))


def test_nlm_files_as_they_come(shared: Path, tmp_path: Path) -> None:
    folder = shared / "pubmed-samples" / "nlm-files"
    files = sorted(folder.glob("*.xml.gz"))
    outcome = build(tmp_path / "lib", files, new=True)
    assert outcome.corrupt == ()
    assert verify(tmp_path / "lib") == outcome.manifest.records
    others = [shared / "pubmed-samples" / "real-records.xml.gz", shared / "pubmed-samples" / "books.xml.gz"]
    more = build(tmp_path / "lib", others, new=False)
    assert more.corrupt == ()
    assert verify(tmp_path / "lib") == more.manifest.records


# --- found in review ---------------------------------------------------------------------------------------------


def raw(text: str) -> bytes:
    return f"<PubmedArticleSet>{text}</PubmedArticleSet>".encode()


ONE = xml_of(about(7)).decode()
BAD = [
    ("two sets", GOOD + GOOD, "after its end"),
    ("text after", GOOD + b"thanks", "after its end"),
    ("error after", raw("</PubmedArticleSet><ERROR>backend</ERROR>"), "after its end"),
    ("a root in a comment", b"<!-- <PubmedArticleSet/> --><other></other>", "Not a set"),
    ("long digits", raw(ONE.replace(">7<", f">{'9' * 5000}<")), "no number"),
    ("leading nulls", raw(ONE.replace(">7<", ">007<")), "no number"),
    ("no article", raw('<PubmedArticle><MedlineCitation><PMID Version="1">7</PMID></MedlineCitation></PubmedArticle>'), "without an article"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "why"), BAD, ids=[row[0] for row in BAD])
def test_what_is_not_a_whole_set_is_left_out(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    del name
    good = written(tmp_path, "good.xml", xml_file(about(1)))
    outcome = build(tmp_path / "lib", [good, written(tmp_path, "bad.xml", data)], new=True)
    assert outcome.applied == ("good.xml",)
    assert why in outcome.corrupt[0][1]


@pytest.mark.parametrize(
    "change",
    [(">7<", ">7<"), ("</AuthorList>", "</AuthorList><ReferenceList/>"), ('Version="1"', 'Version="abc"'), ("<Year>2020</Year>", "<Year>2020</Year><Month>²</Month>"),
     ("<PubMedPubDate PubStatus=\"entrez\">", "<PubMedPubDate PubStatus=\"entrez\"><Year>2020</Year><Month>99</Month><Day>99</Day>")],
)  # fmt: skip
def test_odd_records_are_read(tmp_path: Path, change: tuple[str, str]) -> None:
    assert change[0] in ONE
    data = b"<!-- a <PubmedArticleSet/> in a comment -->\n" + raw(ONE.replace(*change, 1))
    outcome = build(tmp_path / "lib", [written(tmp_path, "a.xml", data)], new=True)
    assert outcome.corrupt == ()
    assert verify(tmp_path / "lib") == 1
    assert not (outcome.manifest.database_date or "").startswith("9999")


def test_a_library_stays_as_it_was_opened(tmp_path: Path) -> None:
    build(tmp_path / "lib", [written(tmp_path, "a.xml", xml_file(*(about(n) for n in range(1, 30))))], new=True)
    library = local.open_library(tmp_path / "lib")
    hits = library.search(GARLIC, 100).pmids
    gone = written(tmp_path, "pubmed26n0002.xml", xml_file(deleted=tuple(map(str, range(1, 20)))))
    build(tmp_path / "lib", [gone], new=False)
    time.sleep(0.6)  # longer than an index takes to look for news by itself
    assert len(library.fetch(hits)) == len(hits) == 29
    assert len(local.open_library(tmp_path / "lib").search(GARLIC, 100).pmids) == 10


def test_a_build_that_waited_for_another_sees_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one build reckons its sums another brings in a later file: their order is still kept."""
    from pipeline.literature.local import build as building

    first = written(tmp_path, "pubmed26n0001.xml", xml_file(about(1, "Old")))
    second = written(tmp_path, "pubmed26n0002.xml", xml_file(about(1, "New", version=2)))
    real = building.md5_of

    def slow(path: Path) -> str:
        monkeypatch.setattr(building, "md5_of", real)
        build(tmp_path / "lib", [second], new=True)
        return real(path)

    monkeypatch.setattr(building, "md5_of", slow)
    with pytest.raises(UsageError, match=r"pubmed26n0002\.xml is in the library already"):
        build(tmp_path / "lib", [first], new=True)
    assert titles(tmp_path / "lib") == {"1": "New"}


def test_a_library_that_lost_its_bits_holds_nothing_twice(tmp_path: Path) -> None:
    build(tmp_path / "lib", [written(tmp_path, "a.xml", xml_file(about(1), about(2)))], new=True)
    (tmp_path / "lib" / "seen.bits").unlink()
    build(tmp_path / "lib", [written(tmp_path, "b.xml", xml_file(about(1, "Again")))], new=False)
    assert verify(tmp_path / "lib") == 2
    assert titles(tmp_path / "lib") == {"1": "Again", "2": "Garlic"}


@pytest.mark.parametrize("begun", [(), ("index",), ("index", "records"), (".library.json.partial",)])
def test_a_build_killed_at_its_very_beginning_can_begin_again(tmp_path: Path, begun: tuple[str, ...]) -> None:
    for name in begun:
        (tmp_path / "lib").mkdir(exist_ok=True)
        if name.startswith("."):
            written(tmp_path / "lib", name, b"")
        else:
            (tmp_path / "lib" / name).mkdir()
    (tmp_path / "lib").mkdir(exist_ok=True)
    assert build(tmp_path / "lib", [written(tmp_path, "a.xml", GOOD)], new=True).manifest.records == 1


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\*\.xml\.gz"):
        build(tmp_path / "lib", [tmp_path], new=True)
