"""PubMed through the local E-utilities server: each misbehaviour gives the right result or a typed error, never an empty one."""

import gzip
import json
import logging
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from eutils import EutilsServer, answers
from eutils import server as server_module
from factories import STARTER, Clock, claim, study, xml_file

from claims.errors import (
    AnswerUnreadable,
    RequestRefused,
    SearchFailed,
    ServiceUnavailable,
    UsageError,
)
from claims.records import Direction
from claims.vocabulary import Vocabulary
from pipeline.literature.pubmed import PubMed
from pipeline.literature.pubmed.answers import Answers
from pipeline.literature.pubmed.page import Page
from pipeline.literature.pubmed.rate import RateLimit
from pipeline.literature.pubmed.split import by_entry_date
from pipeline.plan import narrowed, plan
from pipeline.query import REVIEWS, TRIALS
from pipeline.records import ConceptBlock, Coverage, Query
from pipeline.settings import Settings, load_settings

GARLIC = Query(
    "exact",
    (
        ConceptBlock("garlic", ("Garlic",), ("garlic",)),
        ConceptBlock("blood pressure", ("Blood Pressure",), ("blood pressure",)),
    ),
)
SECRETS = ("SECRETKEY", "editor@example.org", "editor%40example.org", "127.0.0.1")


@pytest.fixture
def server() -> Iterator[EutilsServer]:
    with EutilsServer([STARTER.decode()]) as running:
        yield running


def source(server: EutilsServer, cache: Path, **options: Any) -> PubMed:
    fields = {"email": "editor@example.org", "api_key": "SECRETKEY", "eutils_url": server.url}
    made = PubMed(Settings(**fields | options.pop("settings", {})), cache, **options)
    made.transport._sleep = lambda _: None
    return made


@pytest.fixture
def pubmed(server: EutilsServer, tmp_path: Path) -> PubMed:
    return source(server, tmp_path / "cache.sqlite")


def test_search_and_fetch(pubmed: PubMed, server: EutilsServer) -> None:
    result = pubmed.search(GARLIC, 10)
    assert "25557383" in result.pmids
    assert result.total == len(result.pmids)
    assert result.translation
    assert [made.pmid for made in pubmed.fetch(["25557383", "1", "9500320"])] == ["25557383", "9500320"]
    assert pubmed.describe().database_date == "2026/11/21 08:00"
    for _, _, asked in server.requests:
        assert (asked["email"], asked["tool"], asked["api_key"]) == ("editor@example.org", "claimaudit", "SECRETKEY")


def test_every_rung_and_filter_of_a_plan_runs(pubmed: PubMed, interventions: Vocabulary, outcomes: Vocabulary) -> None:
    made = claim("krill oil", "brain activity", Direction.IMPROVES, context="after stopping amitriptyline")
    for query in plan(made, interventions, outcomes).queries:
        for asked in (query, narrowed(query, REVIEWS), narrowed(query, TRIALS)):
            pubmed.search(asked, 10)


# --- misbehaviour -----------------------------------------------------------------------------------------------

PASSING = [
    429, 500, 502, 503, 504, "429 in 200", "backend", "wrapped 502", "no root", "empty", "cut", "cut chunk", "reset", "close",
    "retry after 1", "retry after a date",
]  # fmt: skip
LASTING: list[tuple[int | str, type[SearchFailed]]] = [
    (400, RequestRefused), (401, RequestRefused), (403, RequestRefused), (404, RequestRefused), (301, RequestRefused), (302, RequestRefused),
    (307, RequestRefused), ("key echoed", RequestRefused), ("retstart", RequestRefused), ("html", AnswerUnreadable), ("json", AnswerUnreadable),
    ("bad dtd", AnswerUnreadable), ("other xml", AnswerUnreadable), ("entity bomb", AnswerUnreadable), ("no count", AnswerUnreadable),
    ("false ids", AnswerUnreadable), ("clamped", AnswerUnreadable),
]  # fmt: skip


@pytest.mark.parametrize("fault", PASSING, ids=str)
@pytest.mark.parametrize("service", ["esearch", "efetch", "einfo"])
def test_what_passes_is_tried_again_and_comes_out_right(
    pubmed: PubMed, server: EutilsServer, fault: int | str, service: str
) -> None:
    server.faults.append(fault)
    if service == "esearch":
        assert "25557383" in pubmed.search(GARLIC, 10).pmids
    elif service == "efetch":
        assert len(pubmed.fetch(["25557383", "9500320"])) == 2
    else:
        assert pubmed.describe().database_date == "2026/11/21 08:00"
    assert pubmed.transport.retries == 1


@pytest.mark.parametrize("fault", [*PASSING, *(fault for fault, _ in LASTING)], ids=str)
@pytest.mark.parametrize("service", ["esearch", "efetch", "einfo"])
def test_what_lasts_is_a_typed_error_that_tells_no_secret(
    pubmed: PubMed,
    server: EutilsServer,
    fault: int | str,
    service: str,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    caplog.set_level(logging.DEBUG)
    clock = Clock()
    pubmed.transport._rate = RateLimit(tmp_path / "pace.sqlite", 10, clock=clock, sleep=clock.sleep)
    server.faults.extend([fault] * 9)
    kind = dict(LASTING).get(fault, ServiceUnavailable)
    if service != "esearch" and fault in {"no count", "false ids", "clamped"}:
        kind = SearchFailed  # answers of another service: unreadable either way
    if service != "esearch" and fault in {"key echoed", "retstart"}:
        kind = SearchFailed
    with pytest.raises(kind) as caught:
        {
            "esearch": lambda: pubmed.search(GARLIC, 10),
            "efetch": lambda: pubmed.fetch(["25557383"]),
            "einfo": pubmed.describe,
        }[service]()
    assert len(server.requests) == (6 if fault in PASSING else 1)
    told = str(caught.value) + caplog.text + repr(pubmed._settings)
    for secret in SECRETS[:3]:
        assert secret not in told
    assert "127.0.0.1" not in str(caught.value)


def test_a_bad_key_is_named_without_being_told(server: EutilsServer, tmp_path: Path) -> None:
    made = source(server, tmp_path / "cache.sqlite", settings={"api_key": "ABCDEF0123456789"})
    with pytest.raises(RequestRefused, match="NCBI_API_KEY") as caught:
        made.search(GARLIC, 10)
    assert "ABCDEF" not in str(caught.value)
    assert b"ABCDEF" not in (tmp_path / "cache.sqlite").read_bytes()


def test_keys_and_mail_are_in_no_address_and_no_store(pubmed: PubMed, tmp_path: Path) -> None:
    pubmed.search(GARLIC, 10)
    pubmed.fetch(["25557383"])
    pubmed.describe()
    with sqlite3.connect(tmp_path / "cache.sqlite") as connection:
        requests = [row[0] for row in connection.execute("SELECT request FROM answers")]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert len(requests) == 3
    stored = (tmp_path / "cache.sqlite").read_bytes() + "".join(requests).encode()
    for secret in SECRETS[:3]:
        assert secret.encode() not in stored


def test_a_slow_answer_ends_with_the_budget(server: EutilsServer, pubmed: PubMed) -> None:
    pubmed.transport._budget = 0.6
    server.faults.extend(["slow"] * 9)
    started = time.monotonic()
    with pytest.raises(ServiceUnavailable):
        pubmed.search(GARLIC, 10)
    assert time.monotonic() - started < 5


def test_retry_after_is_honoured(server: EutilsServer, pubmed: PubMed) -> None:
    paused: list[float] = []
    pubmed.transport._sleep = paused.append
    server.faults.append("retry after 1")
    started = time.monotonic()
    pubmed.search(GARLIC, 10)
    assert max(paused) >= 1.0
    assert time.monotonic() - started >= 0.9  # the lease of everyone waits too


def test_no_email_no_request(server: EutilsServer, tmp_path: Path) -> None:
    with pytest.raises(SearchFailed, match="e-mail"):
        PubMed(Settings(eutils_url=server.url), tmp_path / "cache.sqlite")
    assert server.requests == []


def test_a_service_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    made = PubMed(Settings(email="e@example.org", eutils_url="http://127.0.0.1:9/"), tmp_path / "cache.sqlite")
    made.transport._sleep = lambda _: None
    made.transport._rate.wait = lambda **_: True  # type: ignore[method-assign]
    with pytest.raises(ServiceUnavailable, match="connection failed"):
        made.search(GARLIC, 10)


@pytest.mark.parametrize(
    "address", ["http://example.org/", "ftp://x/", "//x", "file:///etc/passwd", "http://127.0.0.1.example.org/"]
)
def test_the_service_must_be_https_unless_it_is_here(address: str) -> None:
    with pytest.raises(UsageError, match="https"):
        load_settings(None, {"CLAIMAUDIT_EUTILS_URL": address})
    assert load_settings(None, {"CLAIMAUDIT_EUTILS_URL": "https://mirror.example.org/e"}).eutils_url


# --- few requests ------------------------------------------------------------------------------------------------


def test_a_record_that_is_fresh_is_not_fetched_again(server: EutilsServer, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    first = source(server, cache).fetch(["25557383", "9500320"])
    again = source(server, cache)
    assert again.fetch(["25557383", "9500320"]) == first
    assert again.transport.requests == 0
    assert len(again.fetch(["25557383", "32450107"])) == 2
    assert server.requests[-1][2]["id"] == "32450107"
    stale = source(server, cache, settings={"record_days": 0})
    assert stale.fetch(["25557383"]) == first[:1]
    assert stale.transport.requests == 1


def test_nothing_is_asked_twice_in_a_run_and_searches_are_asked_anew_in_the_next(
    server: EutilsServer, tmp_path: Path
) -> None:
    cache = tmp_path / "cache.sqlite"
    began = time.time()
    first = source(server, cache)
    result = first.search(GARLIC, 10)
    assert first.search(GARLIC, 10) == result
    assert (first.transport.requests, first.transport.reused) == (1, 1)
    resumed = source(server, cache, reuse_since=began)
    assert resumed.search(GARLIC, 10) == result
    assert resumed.transport.requests == 0
    fresh = source(server, cache)
    fresh.search(GARLIC, 10)
    assert fresh.transport.requests == 1


def test_off_line_only_stored_answers_count(server: EutilsServer, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    result = source(server, cache).search(GARLIC, 10)
    asked = len(server.requests)
    away = source(server, cache, offline=True, settings={"email": None, "api_key": None, "record_days": 0})
    assert away.search(GARLIC, 10) == result
    with pytest.raises(ServiceUnavailable, match="off line"):
        away.search(GARLIC, 11)
    with pytest.raises(ServiceUnavailable, match="off line"):
        away.fetch(["25557383"])
    assert len(server.requests) == asked


def test_the_newest_version_of_a_record_counts(tmp_path: Path) -> None:
    old, new = study("Old", pmid="5"), study("New", pmid="5", version=3)
    with EutilsServer([xml_file(old).decode()]) as server:
        both = xml_file(new, old).decode().split("<PubmedArticleSet>", 1)[1].rsplit("</Pubmed", 1)[0]
        server.index.records["5"].xml = both
        made = source(server, tmp_path / "cache.sqlite")
        assert made.fetch(["5"])[0].title == "New"
        assert source(server, tmp_path / "cache.sqlite").fetch(["5"])[0].title == "New"


def test_the_store_is_kept_within_its_size(tmp_path: Path) -> None:
    moments = iter(range(100))
    kept = Answers(tmp_path / "cache.sqlite", "https://x/", clock=lambda: float(next(moments)))
    bodies = [gzip.compress(bytes([number] * 50_000) + str(number).encode() * 999, mtime=0) for number in range(10)]
    for number, body in enumerate(bodies):
        kept.keep("esearch", [("term", str(number))], body)
    count, size = kept.size()
    assert count == 10
    assert kept.prune(size // 2) >= 5
    assert kept.size()[1] <= size // 2
    assert kept.find("esearch", [("term", "9")], 0.0)
    assert kept.find("esearch", [("term", "0")], 0.0) is None


def test_a_damaged_store_answers_nothing_wrong(server: EutilsServer, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    source(server, cache).fetch(["25557383"])
    with sqlite3.connect(cache) as connection:
        connection.execute("UPDATE answers SET body = x'00'")
    connection.close()
    again = source(server, cache)
    assert [made.pmid for made in again.fetch(["25557383"])] == ["25557383"]
    assert again.transport.requests == 1


def test_many_threads_share_one_source(server: EutilsServer, pubmed: PubMed) -> None:
    terms = ["garlic", "iron", "zinc", "vitamin", "magnesium", "melatonin", "omega", "probiotics"]
    queries = [Query("exact", (ConceptBlock(term, (), (term,)),)) for term in terms]
    found: dict[str, tuple[str, ...]] = {}

    def work(query: Query) -> None:
        found[query.blocks[0].label] = pubmed.search(query, 50).pmids

    threads = [threading.Thread(target=work, args=(query,)) for query in queries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for query in queries:
        assert found[query.blocks[0].label] == tuple(
            server.index.search(f"{query.blocks[0].label}[tiab]", None, None)[0][:50]
        )


# --- past the wall -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crowded() -> Iterator[EutilsServer]:
    """12,000 records, entered over forty years."""
    days = [f"{1980 + number % 40}-{1 + number % 12:02d}-{1 + number % 28:02d}" for number in range(12_000)]
    text = xml_file(*(study("Zorb", pmid=str(number + 1), entered=day) for number, day in enumerate(days))).decode()
    with EutilsServer([text]) as running:
        yield running


ZORB = Query("exact", (ConceptBlock("zorb", (), ("zorb",)),))


def test_more_hits_than_are_read_are_cut_by_relevance_and_the_log_says_so(
    crowded: EutilsServer, tmp_path: Path
) -> None:
    result = source(crowded, tmp_path / "cache.sqlite").search(ZORB, 60)
    assert (result.total, len(result.pmids)) == (12_000, 60)
    assert result.warnings == ("cut by relevance: the first 60 of 12,000 hits",)


def test_past_the_wall_a_search_is_split_by_entry_date(crowded: EutilsServer, tmp_path: Path) -> None:
    result = source(crowded, tmp_path / "cache.sqlite").search(ZORB, 50_000)
    assert result.total == len(set(result.pmids)) == 12_000
    assert "ranges of entry date" in result.warnings[0]
    part = source(crowded, tmp_path / "cache.sqlite").search(ZORB, 9_999, since="2019-01-01")
    assert 0 < part.total < 400
    assert all(int(pmid) % 40 == 0 for pmid in part.pmids)


def test_one_day_with_more_hits_than_the_wall_is_an_error() -> None:
    with pytest.raises(AnswerUnreadable, match="on one day"):
        by_entry_date(lambda _low, _high: Page(10_000, (), frozenset(), (), None), "2020-01-01", "2020-01-09", 9_999)


def test_a_silent_clamp_is_found_out(crowded: EutilsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that names fewer ids than it was asked for and has."""
    monkeypatch.setattr("eutils.answers.WALL", 5_000)
    with pytest.raises(AnswerUnreadable, match="cut without saying so"):
        source(crowded, tmp_path / "cache.sqlite").search(ZORB, 9_000)


# --- what PubMed says of a query ---------------------------------------------------------------------------------


def test_phrases_that_are_not_found_are_told(pubmed: PubMed) -> None:
    query = Query("exact", (ConceptBlock("zorb", (), ("zorbium nitrate", "zorbs")), GARLIC.blocks[0]))
    result = pubmed.search(query, 10)
    assert (result.total, result.empty_blocks) == (0, ("zorb",))
    assert 'phrase not found: "zorbium nitrate[tiab]"' in result.warnings
    assert "phrase not found: zorbs[tiab]" in result.warnings
    assert pubmed.search(GARLIC, 10).empty_blocks == ()


def test_provenance_says_how_old_records_may_be(pubmed: PubMed, server: EutilsServer, tmp_path: Path) -> None:
    assert "at most 7 days old" in pubmed.describe().statement
    source(server, tmp_path / "cache.sqlite").describe()
    away = source(server, tmp_path / "cache.sqlite", offline=True)
    assert "without the network" in away.describe().statement
    assert away.describe().source.endswith(", as stored earlier")
    assert f"It was asked through {server.url.split('/')[2]}." in away.describe().statement


def test_settings_in_numbers(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("record_days = 1\nfetch_limit = 20\n", "utf-8")
    assert (load_settings(path, {}).record_days, load_settings(path, {}).fetch_limit) == (1, 20)
    path.write_text("cache_megabytes = 0\n", "utf-8")
    with pytest.raises(UsageError, match="cache_megabytes"):
        load_settings(path, {})
    assert json.dumps(repr(load_settings(None, {"NCBI_EMAIL": "a@b.c"}))).count("a@b.c") == 0


# --- found in review ---------------------------------------------------------------------------------------------

ODD = ["plain text", "odd headers", "retry after nonsense", "retry after ever"]


@pytest.mark.parametrize("fault", ODD)
def test_odd_headers_are_data(pubmed: PubMed, server: EutilsServer, fault: str) -> None:
    server.faults.append(fault)
    assert "25557383" in pubmed.search(GARLIC, 10).pmids
    assert len(pubmed.fetch(["25557383"])) == 1


@pytest.mark.parametrize("fault", ["error after", "other xml", "html", "json"])
def test_a_fetch_of_something_else_is_an_error(pubmed: PubMed, server: EutilsServer, fault: str) -> None:
    server.faults.extend([fault] * 3)
    with pytest.raises(AnswerUnreadable):
        pubmed.fetch(["25557383", "9500320"])


def test_more_ids_than_there_can_be_are_an_error(pubmed: PubMed, server: EutilsServer) -> None:
    server.faults.append("more than asked")
    with pytest.raises(AnswerUnreadable, match="more ids"):
        pubmed.search(GARLIC, 10)


def test_headers_that_never_end_end_with_the_budget(pubmed: PubMed, server: EutilsServer) -> None:
    pubmed.transport._budget = 0.5
    server.faults.append("slow headers")
    started = time.monotonic()
    with pytest.raises(ServiceUnavailable, match="too long"):
        pubmed.search(GARLIC, 10)
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("fault", ["mail echoed", "field and mail", "key echoed"])
def test_what_the_service_echoes_is_told_and_kept_without_key_and_mail(
    pubmed: PubMed, server: EutilsServer, fault: str, tmp_path: Path
) -> None:
    server.faults.append(fault)
    try:
        told = repr(pubmed.search(GARLIC, 10))
    except SearchFailed as error:
        told = str(error)
    with sqlite3.connect(tmp_path / "cache.sqlite") as connection:
        bodies = [zlib.decompress(row[0]).decode() for row in connection.execute("SELECT body FROM answers")]
    connection.close()
    for secret in SECRETS[:3]:
        assert secret not in told + "".join(bodies)
    assert bodies


def test_a_service_that_is_down_is_not_asked_to_the_end(pubmed: PubMed, server: EutilsServer, tmp_path: Path) -> None:
    clock = Clock()
    pubmed.transport._rate = RateLimit(tmp_path / "pace.sqlite", 10, clock=clock, sleep=clock.sleep)
    server.faults.extend([503] * 100)
    for _ in range(9):
        with pytest.raises(ServiceUnavailable):
            pubmed.search(GARLIC, 10)
    assert len(server.requests) == 3 * 6


def test_an_answer_that_was_not_understood_is_asked_for_again(server: EutilsServer, tmp_path: Path) -> None:
    began = time.time()
    server.faults.append("clamped")
    with pytest.raises(AnswerUnreadable):
        source(server, tmp_path / "cache.sqlite", reuse_since=began).search(GARLIC, 10)
    resumed = source(server, tmp_path / "cache.sqlite", reuse_since=began)
    assert "25557383" in resumed.search(GARLIC, 10).pmids
    assert resumed.transport.requests == 1
    server.faults.append("clamped")
    with pytest.raises(AnswerUnreadable):
        source(server, tmp_path / "cache.sqlite").search(GARLIC, 10)
    away = source(server, tmp_path / "cache.sqlite", offline=True)  # the older answer, which was understood
    assert "25557383" in away.search(GARLIC, 10).pmids


def test_a_record_that_is_not_delivered_is_asked_for_twice_and_again_by_whoever_comes_next(
    server: EutilsServer, tmp_path: Path
) -> None:
    began = time.time()
    first = source(server, tmp_path / "cache.sqlite", reuse_since=began)
    assert len(first.fetch(["25557383", "99999999"])) == 1
    assert [entry.get("id") for _, _, entry in server.requests] == ["25557383,99999999", "99999999"]
    away = source(server, tmp_path / "cache.sqlite", offline=True)
    assert len(away.fetch(["25557383", "99999999"])) == 1
    assert away.transport.requests == 0
    resumed = source(server, tmp_path / "cache.sqlite", reuse_since=began)
    resumed.fetch(["25557383", "99999999"])
    assert {entry.get("id") for _, _, entry in server.requests[2:]} == {"99999999"}


@pytest.mark.parametrize("second", [400, "empty set"])
def test_what_was_left_out_once_is_mended_by_a_resumed_run(
    server: EutilsServer, tmp_path: Path, second: int | str
) -> None:
    """Nothing delivered, and then a refusal or nothing again: a run that goes on asks anew and gets the whole."""
    began = time.time()
    source(server, tmp_path / "cache.sqlite", reuse_since=began).fetch(["9500320"])
    server.faults.extend(["empty set", second])
    first = source(server, tmp_path / "cache.sqlite", reuse_since=began)
    try:
        assert len(first.fetch(["9500320", "25557383"])) == 1
    except RequestRefused:
        assert second == 400
    resumed = source(server, tmp_path / "cache.sqlite", reuse_since=began)
    assert len(resumed.fetch(["9500320", "25557383"])) == 2


def test_a_record_that_is_held_is_not_lost_to_an_answer_without_it(server: EutilsServer, tmp_path: Path) -> None:
    source(server, tmp_path / "cache.sqlite").fetch(["25557383"])
    server.faults.extend(["empty set", "empty set"])
    assert source(server, tmp_path / "cache.sqlite", settings={"record_days": 0}).fetch(["25557383"]) == ()
    assert len(source(server, tmp_path / "cache.sqlite", offline=True).fetch(["25557383"])) == 1


def test_a_stored_record_that_cannot_be_read_is_fetched_again(server: EutilsServer, tmp_path: Path) -> None:
    made = source(server, tmp_path / "cache.sqlite")
    body = b'<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">25557383</PMID></MedlineCitation></PubmedArticle></PubmedArticleSet>'
    number = made._answers.keep("efetch", [("id", "25557383")], body)
    made._answers.place(number, [("25557383", 18, len(body) - 19)])
    assert made.fetch(["25557383"])[0].title
    assert made.transport.requests == 1
    assert source(server, tmp_path / "cache.sqlite").fetch(["25557383"])[0].title


@pytest.mark.parametrize("harm", ["deleted", "spoilt"])
def test_a_cache_that_is_lost_under_way_is_an_error_of_ours(pubmed: PubMed, tmp_path: Path, harm: str) -> None:
    pubmed.search(GARLIC, 10)
    for name in ("cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    if harm == "spoilt":
        (tmp_path / "cache.sqlite").write_bytes(b"\x5a" * 20_000)
    with pytest.raises(SearchFailed, match="rate limit could not be kept"):
        pubmed.search(ZORB, 10)
    assert pubmed.prune() == 0


def test_a_part_of_pubmed_is_none_of_it(server: EutilsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mirror of some records must not bring about "no studies found"."""
    made = source(server, tmp_path / "cache.sqlite").describe()
    assert (made.coverage, made.source) == (Coverage.PUBMED, f"PubMed through {server.url.split('/')[2]}")
    real = answers.einfo
    monkeypatch.setitem(
        server_module._SERVICES, "einfo", lambda *args: (200, real(*args)[1].replace("39482910", "5953"))
    )
    part = source(server, tmp_path / "cache.sqlite").describe()
    assert (part.coverage, part.records) == (Coverage.PARTIAL, 5953)
    assert "a part of PubMed" in part.statement


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.2:80\\@127.0.0.1/", "http://user:word@127.0.0.1/", "https://user@example.org/", "https://", "https://[::1", "https://example.org/?x=",
        "https://example.org/#x", "https://exa mple.org/", "http://localhost.example.org/", "http://localhost@example.org/", "https:///x", "HTTP://10.0.0.1/",
    ],
)  # fmt: skip
def test_addresses_that_readers_take_for_different_ones_are_refused(address: str) -> None:
    with pytest.raises(UsageError, match="https"):
        load_settings(None, {"CLAIMAUDIT_EUTILS_URL": address})


def test_what_is_asked_here_goes_to_no_proxy(
    server: EutilsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert source(server, tmp_path / "cache.sqlite").search(GARLIC, 10).pmids


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE " + b"a" * 1_000_000, b"<!--" * 300_000, b"<PubmedArticleSet>" + b"<PubmedArticle>" * 60_000 + b"</PubmedArticleSet>", b"<?" * 500_000]
)  # fmt: skip
def test_bodies_made_to_be_slow_are_not(body: bytes) -> None:
    """A look that took the square of their length would take hours."""
    from pipeline.literature.pubmed.faults import Reply, fault_of
    from pipeline.literature.pubmed_xml import parse_studies

    fault_of(Reply(200, "text/xml", body))
    with pytest.raises(SearchFailed):
        list(parse_studies(body))


@pytest.mark.parametrize(
    "address",
    ["https://eutils.ncbi.nlm.nih.gov/entrez/eutils/", "HTTPS://MIRROR.example.org/e", "https://my_mirror.local:8443/e%20u/", "http://127.0.0.2:8080", "http://[::1]:80/",
     "http://[0:0:0:0:0:0:0:1]/", "https://[2001:db8::1]/", "http://LOCALHOST/", "https://mirror"],
)  # fmt: skip
def test_addresses_of_mirrors_are_taken(address: str) -> None:
    assert load_settings(None, {"CLAIMAUDIT_EUTILS_URL": address}).eutils_url == address


@pytest.mark.parametrize(
    "address", ["http://[127.0.0.1]/", "https://[1.2.3]/", "https://[::::]/", "https://x:0/", "https://x:99999/", "https://x:８０/", "https://.../", "https://-/", "http://10.0.0.1/"]
)  # fmt: skip
def test_addresses_that_are_none_are_refused_in_words(address: str) -> None:
    with pytest.raises(UsageError, match="https"):
        load_settings(None, {"CLAIMAUDIT_EUTILS_URL": address})


def test_a_wording_of_which_nothing_is_found_is_empty_whatever_its_small_words(pubmed: PubMed) -> None:
    query = Query("exact", (ConceptBlock("grip", (), (), near=("zorb grip of blorfs",)), GARLIC.blocks[0]))
    assert pubmed.search(query, 10).empty_blocks == ("grip",)


def test_answers_that_cannot_be_kept_are_counted(pubmed: PubMed, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "cache.sqlite") as connection:
        connection.execute("DROP TABLE answers")
    connection.close()
    assert pubmed.search(GARLIC, 10).pmids
    assert pubmed.unkept > 0
