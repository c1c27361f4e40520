"""A `Query` in PubMed's syntax. The local index has its own rendering, beside it (`pipeline/literature/local/`)."""

import re

from pipeline.records import ConceptBlock, Filter, Query

# Terms longer than this are searched by their words, not as a phrase: nobody writes them that way twice.
LONGEST_PHRASE = 4
# How many other words may stand between those of a wording that no table knows ("sleep of shift workers").
NEARNESS = 3
# Never the words that turn a term round: "low magnesium" is not magnesium.
_STOP = frozenset(
    "a an the of in on at to for from with and or by as is are was were be being been their your its his her it you they who that which this"
    " those these than most some any have has had former level levels user".split()
)

# PubMed Clinical Queries / systematic[sb]: NLM's own subset.
REVIEWS = Filter(
    "systematic reviews",
    "systematic[sb]",
    ("systematic review", "meta-analysis"),
    ("systematic review", "meta-analysis", "meta-analyses", "metaanalysis"),
)
# Cochrane Highly Sensitive Search Strategy, sensitivity-maximising version (Cochrane Handbook, technical supplement to ch. 4).
TRIALS = Filter(
    "randomised trials",
    "(randomized controlled trial[pt] OR controlled clinical trial[pt] OR randomized[tiab] OR placebo[tiab] OR drug therapy[sh] "
    "OR randomly[tiab] OR trial[tiab] OR groups[tiab]) NOT (animals[mh] NOT humans[mh])",
    ("randomized controlled trial", "controlled clinical trial"),
    ("randomized", "randomised", "placebo", "randomly", "trial"),
)


def pubmed_syntax(query: Query) -> str:
    """Blocks joined by AND, each in its own brackets; ready to paste into PubMed's search box."""
    parts = [f"({_block(block)})" for block in query.blocks]
    parts += [f"({query.filter.pubmed})"] if query.filter else []
    return " AND ".join(parts)


def _block(block: ConceptBlock) -> str:
    parts = [f'"{heading}"[Mesh]' for heading in block.mesh]
    parts += [_term(term) for term in needed(block.terms)]
    parts += [_near(wording) for wording in block.near]
    parts += [_all_of(wording) for wording in block.apart]
    return " OR ".join(dict.fromkeys(parts))


def needed(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Terms without those that find only what a shorter one finds already: with krill[tiab], "krill oil"[tiab] adds nothing."""
    words = {term: plain_words(term) for term in terms}
    return tuple(
        term for term in terms if not any(_within(other, words[term]) for name, other in words.items() if name != term)
    )


def _within(part: list[str], whole: list[str]) -> bool:
    """Whether every text with the wording `whole` has the wording `part` too."""
    if len(part) >= len(whole) or (len(whole) > LONGEST_PHRASE and len(part) > 1):
        return False
    found = content_words(" ".join(whole)) if len(whole) > LONGEST_PHRASE else whole
    return any(found[at : at + len(part)] == part for at in range(len(found) - len(part) + 1))


def _term(term: str) -> str:
    words = plain_words(term)
    if len(words) == 1:
        return f"{words[0]}[tiab]"
    return f'"{" ".join(words)}"[tiab]' if len(words) <= LONGEST_PHRASE else _all_of(term)


def _near(wording: str) -> str:
    """PubMed's proximity search: the words within so many of each other, in any order."""
    words = content_words(wording)
    if len(words) == 1:
        return f"{words[0]}[tiab]"
    return f'"{" ".join(words)}"[tiab:~{NEARNESS}]' if len(words) <= LONGEST_PHRASE else _all_of(wording)


def _all_of(term: str) -> str:
    words = [f"{word}[tiab]" for word in content_words(term)]
    return "(" + " AND ".join(words) + ")" if len(words) > 1 else words[0]


def plain_words(term: str) -> list[str]:
    """Words of a term, without anything that a query syntax could take for its own (quotes, brackets, operators)."""
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", term.lower())


def content_words(term: str) -> list[str]:
    """At most five words that carry a term's meaning, in their order."""
    words = [word for word in plain_words(term) if word not in _STOP]
    return list(dict.fromkeys(words))[:5] or plain_words(term)[:5]
