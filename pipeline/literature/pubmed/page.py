"""What ESearch answers: count, ids, what PubMed made of the query, and what it says it did not find."""

from dataclasses import dataclass
from typing import Any

from claims.errors import AnswerUnreadable, RequestRefused
from pipeline.query import LONGEST_PHRASE, content_words, needed, plain_words
from pipeline.records import ConceptBlock

_KINDS = {
    "PhraseNotFound": "phrase not found", "QuotedPhraseNotFound": "phrase not found", "PhraseIgnored": "phrase ignored",
    "FieldNotFound": "unknown field", "OutputMessage": "PubMed says",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """`missing`: phrases that were not found, as plain words."""

    total: int
    pmids: tuple[str, ...]
    missing: frozenset[str]
    warnings: tuple[str, ...]
    translation: str | None

    def is_empty(self, block: ConceptBlock) -> bool:
        """Whether PubMed found none of a block's terms. A block with a heading of its own is never empty."""
        if block.mesh or not self.missing:
            return False
        return (
            all(self._is_missing(plain_words(term)) for term in needed(block.terms))
            and all(self._is_missing(content_words(wording)) for wording in block.near)
            and all(self._lacks_a_word(content_words(wording)) for wording in block.apart)
        )

    def _is_missing(self, words: list[str]) -> bool:
        """Whether a wording was not found: as the phrase that was asked for, or a word of it where all of them were."""
        return " ".join(words) in self.missing or (len(words) > LONGEST_PHRASE and self._lacks_a_word(words))

    def _lacks_a_word(self, words: list[str]) -> bool:
        return any(word in self.missing for word in words)


def page_of(answer: Any, asked_for: int) -> Page:
    """Raises AnswerUnreadable for fewer ids than there must be (a silent clamp), RequestRefused for an unknown field."""
    total = int(answer["Count"])
    pmids = tuple(dict.fromkeys(str(pmid) for pmid in answer["IdList"]))
    missing: set[str] = set()
    warnings = []
    for part in ("ErrorList", "WarningList"):
        # Bio.Entrez gives the kinds in another order in each process.
        for kind, phrases in sorted((answer.get(part) or {}).items()):
            if kind == "FieldNotFound" and phrases:
                raise RequestRefused(f"a query with a field that it does not know ({str(phrases[0])[:100]}).")
            warnings += [f"{_KINDS.get(kind, kind)}: {phrase}" for phrase in phrases]
            if kind in {"PhraseNotFound", "QuotedPhraseNotFound"}:
                missing |= {" ".join(plain_words(str(phrase).split("[", 1)[0])) for phrase in phrases}
    if len(pmids) > min(asked_for, total):
        raise AnswerUnreadable(f"more ids ({len(pmids):,}) than hits or than were asked for. Nothing of it was used.")
    if any(not (pmid.isascii() and pmid.isdigit()) for pmid in pmids):
        raise AnswerUnreadable("an answer with ids that are none. Nothing of it was used.")
    if len(pmids) < min(asked_for, total):
        raise AnswerUnreadable(
            f"{total:,} hits, of which {min(asked_for, total):,} were asked for and {len(pmids):,} came. "
            "The answer was cut without saying so; nothing of it was used."
        )
    return Page(total, pmids, frozenset(missing), tuple(warnings), str(answer.get("QueryTranslation") or "") or None)
