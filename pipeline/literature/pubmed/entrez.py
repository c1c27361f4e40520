"""One request through Bio.Entrez, one answer understood. An answer that is not understood is kept, for whoever mends the reader,
but not used again."""

import io
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from claims.errors import AnswerUnreadable, ClaimAuditError, RequestRefused, SearchFailed
from pipeline.literature.pubmed.answers import Answers
from pipeline.literature.pubmed.transport import Transport
from pipeline.settings import Settings

_TOOL = "claimaudit"
_THREAD = threading.local()
T = TypeVar("T")


class EUtilities:
    """`folder`: where Bio.Entrez may look for document types. Usable from several threads."""

    def __init__(self, settings: Settings, transport: Transport, answers: Answers, folder: str) -> None:
        self._settings, self._transport, self._answers, self._folder = settings, transport, answers, folder

    def ask(self, service: str, understand: Callable[[bytes], T], **parameters: str) -> T:
        """What `understand` makes of the answer. Raises a SearchFailed where there is no answer, or it makes nothing of it."""
        return self.ask_kept(service, understand, **parameters)[0]

    def ask_kept(self, service: str, understand: Callable[[bytes], T], **parameters: str) -> tuple[T, int | None]:
        """As `ask`, with the number under which the answer is kept, if it is."""
        try:
            body, number = self._body(service, **parameters)
        except ClaimAuditError:
            raise
        except Exception as error:  # of Bio.Entrez itself: it costs this request, not the audit
            raise AnswerUnreadable(f"PubMed ({service}): could not be asked ({type(error).__name__}).") from None
        try:
            return understand(body), number
        except RuntimeError as error:  # Bio.Entrez, of an <ERROR> inside an answer of status 200
            failure: SearchFailed = RequestRefused(f"PubMed ({service}): {self._told(error)}.")
        except SearchFailed as error:
            failure = type(error)(f"PubMed ({service}): {error}")
        except Exception as error:  # an answer of another shape than NCBI's is a failed request, not an empty one
            failure = AnswerUnreadable(
                f"PubMed ({service}): an answer that cannot be read ({type(error).__name__}). Is CLAIMAUDIT_EUTILS_URL an E-utilities service?"
            )
        self._answers.spoil(number)
        raise failure from None

    def _body(self, service: str, **parameters: str) -> tuple[bytes, int | None]:
        _prepare_bioentrez(self._folder)
        from Bio import Entrez

        _THREAD.transport = self._transport
        who = {"tool": _TOOL, "email": self._settings.email or "off line", "api_key": self._settings.api_key}
        answer = getattr(Entrez, service)(**parameters, retmode="xml", **who)
        return answer.read(), answer.number

    def _told(self, error: Exception) -> str:
        """The service's own words, without what must not be told."""
        words = " ".join(str(error).split())[:200].rstrip(".")
        for secret in (self._settings.api_key, self._settings.email):
            words = words.replace(secret, "[hidden]") if secret else words
        return words


def read_by_bioentrez(body: bytes) -> Any:
    """Bio.Entrez's own reading: for the services whose document types ship with it."""
    from Bio import Entrez

    return Entrez.read(io.BytesIO(body))


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
