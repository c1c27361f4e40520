"""`Literature` over PubMed. Only queries leave the machine, never the article."""

import io
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from claims.errors import AnswerUnreadable, ClaimAuditError, RequestRefused, SearchFailed
from pipeline.literature.protocol import BATCH
from pipeline.literature.pubmed.answers import Answers
from pipeline.literature.pubmed.rate import RateLimit
from pipeline.literature.pubmed.split import by_entry_date
from pipeline.literature.pubmed.transport import Transport
from pipeline.literature.pubmed_xml import parse_studies
from pipeline.query import plain_words, pubmed_syntax
from pipeline.records import ConceptBlock, Coverage, Provenance, Query, SearchResult, Study
from pipeline.settings import Settings

_TOOL = "claimaudit"
# ESearch on PubMed names no more than this; a larger retmax is silently clamped.
WALL = 9_999
_DAY = 86_400.0
_THREAD = threading.local()


class PubMed:
    """Search and fetch through Bio.Entrez. NCBI asks for an e-mail address; without one nothing is asked.

    `reuse_since` (seconds of the wall clock; default: now): what was answered since then is not asked again, so that a run can
    be resumed. Records come from the store where they are at most `settings.record_days` old.
    """

    at_once = 8

    def __init__(
        self, settings: Settings, cache: Path, *, reuse_since: float | None = None, offline: bool = False
    ) -> None:  # fmt: skip
        if not settings.email and not offline:
            raise SearchFailed(
                "PubMed asks its users for an e-mail address. Give --email, or set NCBI_EMAIL, or use --literature starter."
            )
        self._settings, self._offline = settings, offline
        self._answers = Answers(cache, settings.eutils_url)
        self._fresh_since = 0.0 if offline else time.time() - settings.record_days * _DAY
        self.transport = Transport(
            settings.eutils_url,
            RateLimit(cache, 10 if settings.api_key else 3),
            self._answers,
            reuse_since=time.time() if reuse_since is None else reuse_since,
            offline=offline,
        )
        self._bioentrez = str(cache.parent / "biopython")
        self._provenance: Provenance | None = None

    def describe(self) -> Provenance:
        if self._provenance is None:
            answer = self._ask("einfo", db="pubmed")
            with _readable("einfo"):
                info = answer["DbInfo"]
                updated = str((info[0] if isinstance(info, list) else info).get("LastUpdate") or "unknown")
            days = self._settings.record_days
            self._provenance = Provenance(
                "PubMed",
                Coverage.PUBMED,
                None,
                updated,
                "A search of PubMed (U.S. National Library of Medicine)"
                + (", answered from stored responses only" if self._offline else "")
                + f". Records are at most {days} {'day' if days == 1 else 'days'} old." * (not self._offline)
                + "." * self._offline,
            )
        return self._provenance

    def search(self, query: Query, limit: int, since: str | None = None) -> SearchResult:
        """The `limit` most relevant hits; above 9,999 of them, all that there are up to `limit`, newest first."""
        term = pubmed_syntax(query)
        first = self._page(term, min(limit, WALL), since=since)
        total, pmids, missing, warnings, translation = first
        if limit > WALL and total > WALL:
            pmids, pieces = by_entry_date(
                lambda low, high: self._page(term, WALL, since=low, until=high)[:2],
                since or "1900-01-01",
                (date.today() + timedelta(days=2)).isoformat(),
                WALL,
            )
            warnings.append(
                f"{total:,} hits are more than the {WALL:,} that one search can name; asked again in {pieces} ranges of entry date"
            )
        if total > len(pmids[:limit]):
            warnings.append(f"cut by relevance: the first {min(limit, len(pmids)):,} of {total:,} hits")
        return SearchResult(
            executed=term,
            total=total,
            pmids=tuple(pmids[:limit]),
            translation=translation,
            warnings=tuple(warnings),
            empty_blocks=tuple(block.label for block in query.blocks if _is_empty(block, missing)),
        )

    def _page(
        self, term: str, most: int, *, since: str | None = None, until: str | None = None
    ) -> tuple[int, list[str], set[str], list[str], str | None]:  # fmt: skip
        """Count, ids, phrases that were not found, warnings, translation. Fewer ids than promised is an error."""
        dates = {"datetype": "edat", "mindate": (since or "1900").replace("-", "/"), "maxdate": (until or "3000").replace("-", "/")}  # fmt: skip
        answer = self._ask(
            "esearch", db="pubmed", term=term, retmax=str(most), sort="relevance", **(dates if since or until else {})
        )
        with _readable("esearch"):
            total = int(answer["Count"])
            pmids = list(dict.fromkeys(str(pmid) for pmid in answer["IdList"]))
            missing, warnings = _said(answer)
            translation = str(answer.get("QueryTranslation") or "") or None
        if any(warning.startswith(_KINDS["FieldNotFound"]) for warning in warnings):
            raise RequestRefused(
                f"PubMed (esearch): a query with a field that it does not know ({'; '.join(warnings)[:200]})."
            )
        if any(not (pmid.isascii() and pmid.isdigit()) for pmid in pmids):
            raise AnswerUnreadable("PubMed (esearch): an answer with ids that are none. Nothing of it was used.")
        if len(pmids) < min(most, total):
            raise AnswerUnreadable(
                f"PubMed (esearch): {total:,} hits, of which {min(most, total):,} were asked for and {len(pmids):,} came. "
                "The answer was cut without saying so; nothing of it was used."
            )
        return total, pmids, missing, warnings, translation

    def fetch(self, pmids: Sequence[str]) -> tuple[Study, ...]:
        found: dict[str, Study] = {}
        self._take(found, self._answers.records(pmids, self._fresh_since), set(pmids))
        missing = [pmid for pmid in dict.fromkeys(pmids) if pmid not in found]
        for at in range(0, len(missing), BATCH):
            batch = missing[at : at + BATCH]
            self._take(found, self._call("efetch", db="pubmed", id=",".join(batch), retmode="xml"), set(batch))
        return tuple(found[pmid] for pmid in pmids if pmid in found)

    @staticmethod
    def _take(found: dict[str, Study], xml: bytes, wanted: set[str]) -> None:
        """Of several versions of a record the newest; of a record that nobody asked for none."""
        for study in parse_studies(xml):
            if study.pmid in wanted and (study.pmid not in found or study.version >= found[study.pmid].version):
                found[study.pmid] = study

    def prune(self) -> int:
        """Keep the store within its size limit."""
        return self._answers.prune(self._settings.cache_megabytes * 2**20)

    def _ask(self, service: str, **parameters: str) -> Any:
        """An answer read by Bio.Entrez. The DTDs of these services ship with it."""
        body = self._call(service, **parameters)
        from Bio import Entrez

        try:
            return Entrez.read(io.BytesIO(body))
        except RuntimeError as error:  # an <ERROR> inside an answer of status 200
            raise RequestRefused(f"PubMed ({service}): {self._told(error)}.") from None
        except Exception as error:  # ValueError, its own and the XML parser's
            raise AnswerUnreadable(
                f"PubMed ({service}): an answer that cannot be read ({type(error).__name__})."
            ) from None

    def _call(self, service: str, **parameters: str) -> bytes:
        _prepare_bioentrez(self._bioentrez)
        from Bio import Entrez

        _THREAD.transport = self.transport
        who = {"tool": _TOOL, "email": self._settings.email or "off line", "api_key": self._settings.api_key}
        with _readable(service):
            body: bytes | str = getattr(Entrez, service)(**parameters, **who).read()
        return body.encode("utf-8") if isinstance(body, str) else body

    def _told(self, error: Exception) -> str:
        """The service's own words, without what must not be told."""
        words = " ".join(str(error).split())[:200].rstrip(".")
        for secret in (self._settings.api_key, self._settings.email):
            words = words.replace(secret, "[hidden]") if secret else words
        return words


def _said(answer: Any) -> tuple[set[str], list[str]]:
    """Phrases not found (as plain words), and all warnings as they are told."""
    missing: set[str] = set()
    warnings = []
    for part in ("ErrorList", "WarningList"):
        for kind, phrases in (answer.get(part) or {}).items():
            for phrase in phrases:
                warnings.append(f"{_KINDS.get(kind, kind)}: {phrase}")
                if kind in {"PhraseNotFound", "QuotedPhraseNotFound"}:
                    missing.add(" ".join(plain_words(str(phrase).split("[", 1)[0])))
    return missing, warnings


_KINDS = {
    "PhraseNotFound": "phrase not found", "QuotedPhraseNotFound": "phrase not found", "PhraseIgnored": "phrase ignored",
    "FieldNotFound": "unknown field", "OutputMessage": "PubMed says",
}  # fmt: skip


def _is_empty(block: ConceptBlock, missing: set[str]) -> bool:
    """Whether PubMed found none of a block's terms. A block with a heading of its own is never empty."""
    terms = {" ".join(plain_words(term)) for term in (*block.terms, *block.near, *block.apart)}
    return bool(missing) and not block.mesh and terms <= missing


@contextmanager
def _readable(service: str) -> Iterator[None]:
    """An answer of another shape than NCBI's is a failed request, not an empty one."""
    try:
        yield
    except ClaimAuditError:
        raise
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise AnswerUnreadable(f"PubMed ({service}): an answer of an unknown shape ({type(error).__name__}).") from None


def _prepare_bioentrez(folder: str) -> None:
    """Bio.Entrez asks through the transport of whoever calls, once, makes no folder in a home and downloads nothing."""
    from Bio import Entrez

    Entrez.local_cache = folder
    Entrez.max_tries = 1
    Entrez.urlopen = lambda request: _THREAD.transport(request)
    from Bio.Entrez import Parser

    Parser.urlopen = _no_download


def _no_download(*_: object, **__: object) -> Any:
    raise OSError("a document type that this installation does not have")
