"""The local E-utilities server beside recorded exchanges: where both answer the same kind of request, the shape is the same."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from eutils import EutilsServer
from factories import STARTER

EXCHANGES = "eutils-exchanges"


@pytest.fixture(scope="module")
def server() -> Iterator[EutilsServer]:
    with EutilsServer([STARTER.decode()]) as running:
        yield running


def recorded(folder: Path, service: str, database: str) -> list[bytes]:
    """XML bodies recorded for one service and database."""
    bodies = []
    for path in sorted((folder / EXCHANGES).glob(f"{service}_200_*.json")):
        told = json.loads(path.read_text("utf-8"))
        asked = told["uri"] + json.dumps(told.get("request_body", ""))
        body = path.with_suffix(".body")
        if re.search(rf"\bdb(?:from)?={database}\b", asked) and body.is_file():
            data = body.read_bytes()
            data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
            if data.lstrip().startswith(b"<?xml"):
                bodies.append(data)
    return bodies


def shape(xml: bytes, depth: int) -> tuple[str, set[tuple[str, ...]]]:
    """The document type line without its address, and the paths of elements down to some depth."""
    from lxml import etree

    root = etree.fromstring(xml, etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
    paths: set[tuple[str, ...]] = set()

    def walk(node: Any, above: tuple[str, ...]) -> None:
        here = (*above, node.tag)
        paths.add(here)
        if len(here) < depth:
            for child in node.iterchildren(tag=etree.Element):
                walk(child, here)

    walk(root, ())
    public = re.search(rb'PUBLIC "([^"]*)"', xml[:500])
    return (public.group(1).decode() if public else ""), paths


def asked(server: EutilsServer, service: str, **parameters: str) -> bytes:
    return requests.post(f"{server.url}{service}.fcgi", data=parameters, timeout=10).content


# What each kind of request gives: service, database of the recordings, our request, depth, elements that only some answers have.
KINDS: list[tuple[str, str, dict[str, str], int, set[str]]] = [
    ("esearch", "pubmed", {"db": "pubmed", "term": "garlic[tiab]", "usehistory": "y"}, 2, {"QueryKey", "WebEnv", "ErrorList", "WarningList", "TranslationStack"}),
    ("einfo", "protein", {"db": "pubmed"}, 3, {"LinkList", "Field", "Link"}),
    ("efetch", "pubmed", {"db": "pubmed", "id": "25557383", "retmode": "xml"}, 2, {"PubmedBookArticle"}),
    ("elink", "pubmed", {"dbfrom": "pubmed", "db": "pubmed", "id": "25557383", "cmd": "neighbor"}, 4, {"LinkSetDb", "DbTo", "LinkName", "Link", "IdUrlList"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("service", "database", "request_", "depth", "optional"), KINDS, ids=[kind[0] for kind in KINDS]
)
def test_shape_beside_shape(
    shared: Path,
    server: EutilsServer,
    service: str,
    database: str,
    request_: dict[str, str],
    depth: int,
    optional: set[str],
) -> None:
    bodies = recorded(shared, service, database)
    if not bodies:
        pytest.skip(f"no XML answer of {service} for {database} among the recorded exchanges")
    made_type, made = shape(asked(server, service, **request_), depth)
    types, theirs = zip(*(shape(body, depth) for body in bodies), strict=True)
    # The same public identifier, but for the year that a new DTD brings.
    assert re.sub(r"\d{4}", "", made_type) in {re.sub(r"\d{4}", "", kind) for kind in types}
    always = set.intersection(*theirs)
    ever = set.union(*theirs)
    assert {path for path in always if not set(path) & optional} <= made
    assert {path for path in made if not set(path) & optional} <= ever


ERRORS = [
    ("efetch_400_all_ids_invalid.xml", "efetch", {"db": "pubmed", "id": "00000000"}, 400),
    ("efetch_200_unknown_pmid.xml", "efetch", {"db": "pubmed", "id": "999999999"}, 200),
    ("efetch_webenv_expired.xml", "efetch", {"db": "pubmed", "WebEnv": "MCID_" + "0" * 24, "query_key": "1"}, 400),
    ("esearch_200_retstart_9999.xml", "esearch", {"db": "pubmed", "term": "garlic", "retstart": "9999"}, 200),
    ("esearch_200_quoted_phrase_not_found.xml", "esearch", {"db": "pubmed", "term": '"qzxwv unonsenseterm"'}, 200),
]  # fmt: skip


@pytest.mark.parametrize(("name", "service", "request_", "status"), ERRORS, ids=[row[0] for row in ERRORS])
def test_errors_beside_reported_ones(
    shared: Path, server: EutilsServer, name: str, service: str, request_: dict[str, str], status: int
) -> None:
    reported = (shared / EXCHANGES / "errors" / name).read_bytes()
    answer = requests.post(f"{server.url}{service}.fcgi", data=request_, timeout=10)
    assert answer.status_code == status
    assert shape(answer.content, 3)[1] == shape(reported, 3)[1]
    told = re.search(rb"<ERROR>([^<]{0,40})", reported)
    assert told is None or told.group(1) in answer.content


def test_a_wrong_key_and_too_many_requests_are_told_as_reported(shared: Path, server: EutilsServer) -> None:
    answer = requests.post(
        f"{server.url}esearch.fcgi", data={"db": "pubmed", "term": "x", "api_key": "BAD"}, timeout=10
    )
    reported = json.loads((shared / EXCHANGES / "errors" / "400_invalid_api_key.json").read_bytes())
    assert answer.status_code == 400
    assert answer.json().keys() == reported.keys()
    assert answer.json()["api-key"] == "BAD"  # it echoes the key
    with EutilsServer([STARTER.decode()], limited=True) as strict:
        answers = [requests.post(f"{strict.url}einfo.fcgi", data={"db": "pubmed"}, timeout=10) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["X-RateLimit-Limit"] == "3"
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    reported = json.loads((shared / EXCHANGES / "errors" / "429_rate_limit.json").read_bytes())
    assert answers[3].json().keys() == reported.keys()


def test_history_and_its_end(server: EutilsServer) -> None:
    """No recording is needed for what the facts say: WebEnv is MCID_ and 24 hex digits, keys count up, and it expires."""
    posted = asked(server, "epost", db="pubmed", id="25557383,9500320").decode()
    web = re.search(r"<WebEnv>(MCID_[0-9a-f]{24})</WebEnv>", posted)
    assert web
    assert "<QueryKey>1</QueryKey>" in posted
    again = asked(server, "esearch", db="pubmed", term="garlic[tiab]", usehistory="y", WebEnv=web.group(1)).decode()
    assert "<QueryKey>2</QueryKey>" in again
    assert asked(server, "efetch", db="pubmed", WebEnv=web.group(1), query_key="1").count(b"<PubmedArticle>") == 2
    server.forget()
    assert b"Unable to obtain query #1" in asked(server, "efetch", db="pubmed", WebEnv=web.group(1), query_key="1")
