"""What the server knows of its records, read from their XML without a line of the program under test."""

import re
from collections.abc import Iterable
from datetime import date
from html import unescape

from eutils.syntax import NEAR, evaluate, parse

_WORD = re.compile(r"[^\W_]+")
_SUBSETS = {
    "systematic": 'systematic review[pt] OR meta-analysis[pt] OR "systematic review"[ti] OR "meta-analysis"[ti]',
    "medline": "medline",
}


class Record:
    def __init__(self, xml: str) -> None:
        self.xml = xml
        self.pmid = re.search(r"<PMID[^>]*>\s*(\d+)", xml).group(1)  # type: ignore[union-attr]
        title = _texts(xml, "ArticleTitle") + _texts(xml, "VernacularTitle") + _texts(xml, "BookTitle")
        keywords = _texts(xml, "Keyword")
        self.title = " ".join(words for part in title for words in _words(part))
        parts = [*title, *_texts(xml, "AbstractText"), *keywords]
        # Phrases and nearness do not reach from one part into the next.
        self.text = " | ".join(" ".join(_words(part)) for part in parts)
        self.words = set(_WORD.findall(self.text))
        self.headings = {name.lower() for name in _texts(xml, "DescriptorName")}
        self.subheadings = {name.lower() for name in _texts(xml, "QualifierName")}
        self.types = {name.lower() for name in _texts(xml, "PublicationType")}
        self.languages = {name.lower() for name in _texts(xml, "Language")}
        self.authors = " | ".join(_texts(xml, "LastName")).lower()
        self.all = " ".join(_words(re.sub(r"<[^>]+>", " ", xml)))
        found = re.search(r'PubStatus="entrez">\s*<Year>(\d+)</Year>\s*<Month>(\d+)</Month>\s*<Day>(\d+)</Day>', xml)
        self.entered = date(*map(int, found.groups())) if found else date(2000, 1, 1)


class Index:
    """`narrower`: MeSH headings below a heading, for explosion; what is not in it stands alone."""

    def __init__(self, files: Iterable[str], narrower: dict[str, list[str]] | None = None) -> None:
        self.records: dict[str, Record] = {}
        self.narrower = {name.lower(): [other.lower() for other in below] for name, below in (narrower or {}).items()}
        for text in files:
            for xml in re.findall(r"<(PubmedArticle|PubmedBookArticle)>(.*?)</\1>", text, re.S):
                record = Record(f"<{xml[0]}>{xml[1]}</{xml[0]}>")
                self.records[record.pmid] = record
        self._holding: dict[str, dict[str, set[str]]] = {"title": {}, "text": {}, "all": {}}
        for record in self.records.values():
            for where, words in self._holding.items():
                for word in set(_WORD.findall(getattr(record, where))):
                    words.setdefault(word, set()).add(record.pmid)

    def search(self, term: str, first: date | None, last: date | None) -> tuple[list[str], list[str], list[str]]:
        """PMIDs, most relevant first; single terms and quoted phrases that were not found."""
        missing: list[str] = []
        quoted: list[str] = []

        def match(word: str, tag: str | None) -> set[str]:
            found = self._match(word.lower(), tag)
            if not found and tag not in {"edat", "crdt", "dp", "sb", "filter", "uid", "pmid"}:
                shown = f"{word}[{tag}]" if tag else word
                (quoted if " " in word else missing).append(f'"{shown}"' if " " in word else shown)
            return found

        hits = evaluate(parse(term), match)
        hits = {
            pmid
            for pmid in hits
            if (first is None or self.records[pmid].entered >= first)
            and (last is None or self.records[pmid].entered <= last)
        }
        words = {word for word in _WORD.findall(term.lower()) if len(word) > 3}
        order = sorted(hits, key=lambda pmid: (-len(words & self.records[pmid].words), -int(pmid)))
        return order, missing, quoted

    def _match(self, term: str, tag: str | None) -> set[str]:
        if tag in {"mesh", "mh", "mesh:noexp"}:
            wanted = {term, *(self.narrower.get(term, []) if tag != "mesh:noexp" else [])}
            return {pmid for pmid, record in self.records.items() if record.headings & wanted}
        if tag in {"sh", "pt", "la"}:
            name = {"sh": "subheadings", "pt": "types", "la": "languages"}[tag]
            return {pmid for pmid, record in self.records.items() if term in getattr(record, name)}
        if tag in {"uid", "pmid"}:
            return {term} & set(self.records)
        if tag in {"sb", "filter"}:
            return evaluate(parse(_SUBSETS[term]), lambda word, inner: self._match(word.lower(), inner))
        if tag == "au":
            return {pmid for pmid, record in self.records.items() if term.split()[0] in record.authors}
        if tag in {"edat", "crdt"}:
            low, _, high = term.replace("/", "-").partition(":")
            return {
                pmid
                for pmid, record in self.records.items()
                if low <= record.entered.isoformat() <= (high or low) + "~"
            }
        if tag and (near := NEAR.fullmatch(tag)):
            held = self._with_all("text", _WORD.findall(term))
            return {pmid for pmid in held if _near(self.records[pmid].text, term, int(near.group(1)))}
        return self._words(term, "title" if tag == "ti" else "text" if tag == "tiab" else "all")

    def _words(self, term: str, where: str) -> set[str]:
        words = _WORD.findall(term.removesuffix("*"))
        if term.endswith("*"):
            *words, start = words
            found = set().union(*(held for word, held in self._holding[where].items() if word.startswith(start)))
            found = found & self._with_all(where, words) if words else found
            pattern = re.compile(rf"\b{re.escape(' '.join([*words, start]))}")
        else:
            found = self._with_all(where, words)
            pattern = re.compile(rf"\b{re.escape(' '.join(words))}\b")
        return (
            {pmid for pmid in found if pattern.search(getattr(self.records[pmid], where))}
            if len(words) > 1 or term.endswith("*")
            else found
        )

    def _with_all(self, where: str, words: list[str]) -> set[str]:
        """PMIDs of the records that hold every one of some words."""
        sets = sorted((self._holding[where].get(word, set()) for word in words), key=len)
        return sets[0].intersection(*sets[1:]) if sets else set()


def _near(text: str, term: str, most: int) -> bool:
    """Whether all words stand within a window with at most `most` others among them, in any order."""
    wanted = _WORD.findall(term)
    for part in text.split(" | "):
        words = part.split()
        span = len(wanted) + most
        if any(set(wanted) <= set(words[at : at + span]) for at in range(max(1, len(words) - len(wanted) + 1))):
            return True
    return False


def _texts(xml: str, tag: str) -> list[str]:
    return [
        unescape(re.sub(r"<[^>]+>", "", inner)) for inner in re.findall(rf"<{tag}(?:\s[^>]*)?>(.*?)</{tag}>", xml, re.S)
    ]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
