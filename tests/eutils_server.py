"""A local E-utilities server on loopback, over real HTTP: einfo, esearch and efetch on a set of studies, with faults on demand.

Starts small; it answers as NCBI's recorded answers look. `faults` are taken one a request: a status, or a named misbehaviour.
"""

import re
import threading
import time
from collections import deque
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from syntax import evaluate, parse

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" ?>\n'
_ESEARCH = (
    _DECLARATION
    + '<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">\n'
)
_EINFO = (
    _DECLARATION
    + '<!DOCTYPE eInfoResult PUBLIC "-//NLM//DTD einfo 20190110//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20190110/einfo.dtd">\n'
)
# A DTD of a year that no installed package has: a parser that goes looking for it fails.
_EFETCH = '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2031//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_310101.dtd">\n'


class EutilsServer:
    def __init__(self, xml: bytes) -> None:
        body = xml.decode("utf-8")
        self.records = {
            re.search(r"<PMID[^>]*>(\d+)</PMID>", record).group(1): record  # type: ignore[union-attr]
            for record in re.findall(r"<PubmedArticle>.*?</PubmedArticle>", body, re.S)
        }
        self.words = {
            pmid: " ".join(re.sub(r"<[^>]+>", " ", record).lower().split()) for pmid, record in self.records.items()
        }
        self.headings = {
            pmid: {name.lower() for name in re.findall(r"<DescriptorName[^>]*>([^<]+)<", record)}
            for pmid, record in self.records.items()
        }
        self.faults: deque[int | str] = deque()
        self.requests: list[tuple[float, str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.answer(self, urlsplit(self.path).query)

            def do_POST(self) -> None:
                outer.answer(self, self.rfile.read(int(self.headers["Content-Length"])).decode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/entrez/eutils/"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler, query: str) -> None:
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        service = urlsplit(handler.path).path.rsplit("/", 1)[-1].removesuffix(".fcgi")
        self.requests.append((time.monotonic(), service, asked))
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, int):
            echo = (
                f'{{"error":"API rate limit exceeded","api-key":"{asked.get("api_key", "")}"}}'
                if fault == 429
                else f"no {asked.get('api_key', '')}"
            )
            return self._send(handler, echo, fault)
        if fault == "backend":
            return self._send(
                handler,
                _ESEARCH
                + "<eSearchResult><ERROR>Search Backend failed: Database is not supported: pubmed</ERROR></eSearchResult>",
            )
        if fault == "wrapped 502":
            return self._send(
                handler,
                "<eFetchResult><ERROR>Failed to connect to PubOne service: 502 Bad Gateway</ERROR></eFetchResult>",
                400,
            )
        if fault == "no root":
            return self._send(handler, _ESEARCH)
        if fault == "html":
            return self._send(handler, "<html><body>Please try again</body></html>", media="text/html")
        body = {"einfo": self._einfo, "esearch": self._esearch, "efetch": self._efetch}[service](asked)
        return self._send(handler, body, cut=fault == "cut")

    def _send(
        self,
        handler: BaseHTTPRequestHandler,
        body: str,
        status: int = 200,
        media: str = "text/xml; charset=UTF-8",
        *,
        cut: bool = False,
    ) -> None:
        data = body.encode("utf-8")
        handler.send_response(status)
        handler.send_header("Content-Type", media)
        handler.send_header("Content-Length", str(len(data)))
        handler.send_header("X-RateLimit-Limit", "3")
        if cut:
            handler.close_connection = True
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2] if cut else data)

    def _einfo(self, _: dict[str, str]) -> str:
        return (
            _EINFO
            + "<eInfoResult><DbInfo><DbName>pubmed</DbName><MenuName>PubMed</MenuName><Description>x</Description><DbBuild>1</DbBuild><Count>1</Count><LastUpdate>2026/11/21 08:00</LastUpdate></DbInfo></eInfoResult>"
        )

    def _esearch(self, asked: dict[str, str]) -> str:
        missing: list[str] = []

        def match(term: str, tag: str | None) -> set[str]:
            if tag == "Mesh":
                found = {pmid for pmid, names in self.headings.items() if term.lower() in names}
            else:
                found = {
                    pmid for pmid, words in self.words.items() if re.search(rf"\b{re.escape(term.lower())}\b", words)
                }
            if not found and " " in term:
                missing.append(term)
            return found

        hits = sorted(evaluate(parse(asked["term"]), match), key=int, reverse=True)
        ids = "".join(f"<Id>{pmid}</Id>" for pmid in hits[: int(asked.get("retmax", "20"))])
        errors = "".join(f"<PhraseNotFound>{escape(phrase)}</PhraseNotFound>" for phrase in missing)
        return (
            _ESEARCH + f"<eSearchResult><Count>{len(hits)}</Count><RetMax>{len(hits)}</RetMax><RetStart>0</RetStart><IdList>{ids}</IdList>"
            f"<TranslationSet/><QueryTranslation>{escape(asked['term'])}</QueryTranslation>"
            + (f"<ErrorList>{errors}</ErrorList>" if errors else "") + "</eSearchResult>"
        )  # fmt: skip

    def _efetch(self, asked: dict[str, str]) -> str:
        found = [self.records[pmid] for pmid in asked["id"].split(",") if pmid in self.records]
        return _EFETCH + "<PubmedArticleSet>" + "".join(found) + "</PubmedArticleSet>"
