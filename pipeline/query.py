"""A `Query` in PubMed's syntax. The local index has its own rendering, beside it (`pipeline/literature/local.py`)."""

import re

from pipeline.records import ConceptBlock, Query

# Terms longer than this are searched by their words, not as a phrase: nobody writes them that way twice.
LONGEST_PHRASE = 4
_STOP = frozenset(
    "a an the of in on at to for from with and or by as is are was were be being been their your its his her it you they who that which this"
    " those these than more most some any not no have has had former level levels high low user".split()
)


def pubmed_syntax(query: Query) -> str:
    """Blocks joined by AND, each in its own brackets; ready to paste into PubMed's search box."""
    return " AND ".join(f"({_block(block)})" for block in query.blocks)


def _block(block: ConceptBlock) -> str:
    parts = [f'"{heading}"[Mesh]' for heading in block.mesh]
    parts += [_term(term) for term in block.terms]
    return " OR ".join(dict.fromkeys(parts))


def _term(term: str) -> str:
    words = plain_words(term)
    if len(words) == 1:
        return f"{words[0]}[tiab]"
    if len(words) <= LONGEST_PHRASE:
        return f'"{" ".join(words)}"[tiab]'
    return "(" + " AND ".join(f"{word}[tiab]" for word in content_words(term)) + ")"


def plain_words(term: str) -> list[str]:
    """Words of a term, without anything that a query syntax could take for its own (quotes, brackets, operators)."""
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", term.lower())


def content_words(term: str) -> list[str]:
    """At most five words that carry a term's meaning, in their order."""
    words = [word for word in plain_words(term) if word not in _STOP]
    return list(dict.fromkeys(words))[:5] or plain_words(term)[:5]
