"""PubMed's boolean syntax: a parser that refuses what PubMed would misread, for checking queries and for the server."""

import re
from collections.abc import Callable

_WORD = r'[^\s()\[\]"]+'
# Several words without quotes are one term where a tag follows them: randomized controlled trial[pt].
_TOKEN = re.compile(
    rf'\s*(?:(?P<bracket>[()])|(?P<operator>AND|OR|NOT)\b|(?P<term>"[^"\[\]]*"|{_WORD}(?:(?:\s+(?!(?:AND|OR|NOT)\b){_WORD})+(?=\[))?)(?:\[(?P<tag>[^\]]+)\])?)'
)
TAGS = {
    "tiab", "ti", "mesh", "mesh:noexp", "mh", "sh", "pt", "edat", "crdt", "dp", "sb", "filter", "uid", "pmid", "la", "au", "all fields",
}  # fmt: skip
NEAR = re.compile(r"(?:tiab|ti|ad):~(\d{1,4})")
Matcher = Callable[[str, str | None], set[str]]
Tree = tuple[str, list["Tree"]] | tuple[str, str, str | None]


def parse(query: str) -> Tree:
    """The tree of a query. Raises ValueError for unbalanced brackets, empty groups, unknown tags or a missing operator."""
    tokens = []
    at = 0
    while at < len(query.rstrip()):
        found = _TOKEN.match(query, at)
        if not found or found.end() == at:
            raise ValueError(f"cannot read {query[at : at + 30]!r}")
        tokens.append(found)
        at = found.end()
    tree, rest = _expression(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"unbalanced bracket in {query!r}")
    return tree


def _expression(tokens: list[re.Match[str]], at: int) -> tuple[Tree, int]:
    left, at = _operand(tokens, at)
    while at < len(tokens) and (operator := tokens[at].group("operator")):
        right, at = _operand(tokens, at + 1)
        left = (operator, [left, right])
    if at < len(tokens) and tokens[at].group("bracket") != ")":
        raise ValueError(f"no operator before {tokens[at].group()!r}")
    return left, at


def _operand(tokens: list[re.Match[str]], at: int) -> tuple[Tree, int]:
    if at >= len(tokens):
        raise ValueError("a term is missing at the end")
    token = tokens[at]
    if token.group("bracket") == "(":
        tree, at = _expression(tokens, at + 1)
        if at >= len(tokens) or tokens[at].group("bracket") != ")":
            raise ValueError("unbalanced bracket")
        return tree, at + 1
    term, tag = token.group("term"), token.group("tag")
    if term is None or not term.strip('" '):
        raise ValueError(f"a term is missing at {token.group()!r}")
    tag = tag.lower() if tag else None
    if tag is not None and tag not in TAGS and not NEAR.fullmatch(tag):
        raise ValueError(f"unknown tag {tag!r}")
    if tag and NEAR.fullmatch(tag) and ("*" in term or " " not in term):
        raise ValueError(f"proximity needs two words and no wildcard: {term!r}")
    if "*" in term and len(term.strip('"').split("*", 1)[0]) < 4:
        raise ValueError(f"a wildcard needs four characters before it: {term!r}")
    return ("term", term.strip('"'), tag), at + 1


def evaluate(tree: Tree, match: Matcher) -> set[str]:
    """PMIDs that a query finds. PubMed reads operators from left to right, without precedence."""
    if len(tree) == 3:
        return match(tree[1], tree[2])
    operator, (left, right) = tree[0], tree[1]
    a, b = evaluate(left, match), evaluate(right, match)
    return a & b if operator == "AND" else a | b if operator == "OR" else a - b
