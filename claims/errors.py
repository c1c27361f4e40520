"""The one error tree. Every message says what happened, to what, and what to do next.

ClaimAuditError
├── UsageError               2   the command's words, or a file given to it, are off
│   ├── ReaderUnreadable     2   the reader that comes with the program is damaged
│   ├── ForeignPackage       2   another distribution has overwritten one of our import names
│   └── StoreUnreadable      2   the store of audits and alerts is damaged, foreign or of a newer program
├── SourceError              3   the article cannot be audited
│   ├── SourceNotFound           no such file or page
│   ├── SourceTooLarge           above the size limit
│   ├── SourceEmpty              no text in it
│   ├── SourceUnreadable         binary, damaged, encrypted, wrong encoding, not an article
│   ├── AddressRefused           an address that must not be fetched
│   ├── FetchFailed              the page did not come
│   └── LanguageNotSupported     not English
├── LiteratureError          5   the literature could not be asked
│   ├── SearchFailed             one search or fetch failed; never to be read as "no papers"
│   │   ├── ServiceUnavailable       overloaded, down, unreachable or too slow, after every retry
│   │   ├── RequestRefused           the service refuses the request: key, query, ids or address
│   │   └── AnswerUnreadable         an answer that cannot be trusted: wrong shape, clamped, malformed
│   └── LibraryUnreadable        a local library or snapshot is missing or damaged
├── ReplayDiffers            6   recomputed verdicts are not those in the file
├── RuleNotInstalled         7   the audit names a rule version that this installation lacks
└── Locked                   8   another run is writing to the same place
"""


class ClaimAuditError(Exception):
    """Root of the tree. `exit_code` is what the command line returns for it."""

    exit_code = 1


class UsageError(ClaimAuditError):
    exit_code = 2


class ReaderUnreadable(UsageError):
    """The weights that come with the program are damaged or cannot be run."""


class ForeignPackage(UsageError):
    """One of our import names belongs to another distribution."""


class StoreUnreadable(UsageError):
    """The store cannot be used as it is. Nothing in it was changed."""


class SourceError(ClaimAuditError):
    exit_code = 3


class SourceNotFound(SourceError):
    pass


class SourceTooLarge(SourceError):
    pass


class SourceEmpty(SourceError):
    pass


class SourceUnreadable(SourceError):
    pass


class AddressRefused(SourceError):
    pass


class FetchFailed(SourceError):
    pass


class LanguageNotSupported(SourceError):
    pass


class LiteratureError(ClaimAuditError):
    exit_code = 5


class SearchFailed(LiteratureError):
    pass


class ServiceUnavailable(SearchFailed):
    pass


class RequestRefused(SearchFailed):
    pass


class AnswerUnreadable(SearchFailed):
    pass


class LibraryUnreadable(LiteratureError):
    pass


class ReplayDiffers(ClaimAuditError):
    """`recomputed` holds the bytes that replaying gave."""

    exit_code = 6
    recomputed: bytes = b""


class RuleNotInstalled(ClaimAuditError):
    exit_code = 7


class Locked(ClaimAuditError):
    exit_code = 8
