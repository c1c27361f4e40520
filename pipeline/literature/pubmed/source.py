"""`Literature` over PubMed. Only queries leave the machine, never the article."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claims.errors import SearchFailed
from pipeline.literature.pubmed.rate import RateLimit
from pipeline.literature.pubmed.transport import Transport
from pipeline.literature.pubmed_xml import parse_studies
from pipeline.query import pubmed_syntax
from pipeline.records import Coverage, Provenance, Query, SearchResult, Study
from pipeline.settings import Settings

_TOOL = "claimaudit"
_BATCH = 200


class PubMed:
    """Search and fetch through Bio.Entrez. NCBI asks for an e-mail address; without one nothing is asked."""

    def __init__(self, settings: Settings, cache: Path) -> None:
        if not settings.email:
            raise SearchFailed(
                "PubMed asks its users for an e-mail address. Give --email, or set NCBI_EMAIL, or use --literature starter."
            )
        self._settings = settings
        self._rate = RateLimit(cache, 10 if settings.api_key else 3)
        self.transport = Transport(self._rate)
        self._database_date: str | None = None

    def describe(self) -> Provenance:
        if self._database_date is None:
            answer = self._ask("einfo", db="pubmed")
            with _readable("einfo"):
                info = answer["DbInfo"]
                self._database_date = str((info[0] if isinstance(info, list) else info).get("LastUpdate") or "unknown")
        return Provenance(
            "PubMed",
            Coverage.PUBMED,
            None,
            self._database_date,
            "A search of PubMed (U.S. National Library of Medicine).",
        )

    def search(self, query: Query, limit: int, since: str | None = None) -> SearchResult:
        term = pubmed_syntax(query)
        dates = {"datetype": "edat", "mindate": since.replace("-", "/"), "maxdate": "3000"} if since else {}
        answer = self._ask("esearch", db="pubmed", term=term, retmax=str(limit), sort="relevance", **dates)
        if "ERROR" in answer:
            raise SearchFailed(f"PubMed could not run a query: {answer['ERROR']}.")
        with _readable("esearch"):
            missing = tuple(str(phrase) for phrase in answer.get("ErrorList", {}).get("PhraseNotFound", []))
            warnings = [f"phrase not found: {phrase}" for phrase in missing]
            for kind, phrases in answer.get("WarningList", {}).items():
                warnings += [f"{kind}: {phrase}" for phrase in phrases]
            return SearchResult(
                executed=term,
                total=int(answer["Count"]),
                pmids=tuple(str(pmid) for pmid in answer["IdList"])[:limit],
                translation=str(answer.get("QueryTranslation") or "") or None,
                warnings=tuple(warnings),
                empty_blocks=_empty_blocks(query, missing),
            )

    def fetch(self, pmids: Sequence[str]) -> tuple[Study, ...]:
        found: dict[str, Study] = {}
        for at in range(0, len(pmids), _BATCH):
            batch = list(pmids[at : at + _BATCH])
            for study in parse_studies(self._call("efetch", db="pubmed", id=",".join(batch), retmode="xml")):
                if study.pmid not in found or study.version >= found[study.pmid].version:
                    found[study.pmid] = study
        return tuple(found[pmid] for pmid in pmids if pmid in found)

    def _ask(self, service: str, **parameters: str) -> Any:
        """An answer read by Bio.Entrez. The DTDs of these services ship with it."""
        import io

        from Bio import Entrez

        body = self._call(service, **parameters)
        try:
            return Entrez.read(io.BytesIO(body))
        except Exception as error:  # Entrez.read raises RuntimeError, ValueError, its own and the XML parser's
            raise SearchFailed(
                f"PubMed ({service}): an answer that cannot be read ({type(error).__name__}: {_short(error)})."
            ) from error

    def _call(self, service: str, **parameters: str) -> bytes:
        from Bio import Entrez

        # Bio.Entrez keeps these as module globals; they are set anew before each call.
        Entrez.email, Entrez.api_key, Entrez.tool = self._settings.email, self._settings.api_key, _TOOL
        Entrez.max_tries = 1
        Entrez.urlopen = self.transport
        base = self._settings.eutils_url.rstrip("/") + "/"
        build, send = Entrez._build_request, Entrez._open
        body: bytes | str = send(
            build(f"{base}{service}.fcgi", parameters, post=True if service == "efetch" else None)
        ).read()
        return body.encode("utf-8") if isinstance(body, str) else body


def _empty_blocks(query: Query, missing: tuple[str, ...]) -> tuple[str, ...]:
    """Blocks all of whose terms PubMed did not find (and that have no heading of their own)."""
    gone = {phrase.strip('"').lower() for phrase in missing}
    return tuple(
        block.label
        for block in query.blocks
        if not block.mesh and gone and all(term.lower() in gone for term in block.terms)
    )


@contextmanager
def _readable(service: str) -> Iterator[None]:
    """An answer of another shape than NCBI's is a failed request, not an empty one."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise SearchFailed(f"PubMed ({service}): an answer of an unknown shape ({type(error).__name__}).") from error


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else "no message"
