"""A web page: main text only, with the way back to the element that each block came from."""

import re
from typing import Any

from claims.errors import SourceUnreadable
from claims.intake.draft import Draft, assemble
from claims.intake.tree import blocks_of
from claims.records import BlockKind

_BLOCK_TAGS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "dd", "dt", "pre", "figcaption")
_FURNITURE = "//script|//style|//nav|//header[not(ancestor::article)]|//footer|//aside|//form|//noscript|//template|//iframe|//svg"
# Boxes inside the article that are not part of it, by the words that pages commonly use as class names.
_BOXES = (
    "ad ads advert advertisement sponsored promo promotion newsletter signup related recommended cookie consent".split()
)
_PRUNED = [f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {word} ')]" for word in _BOXES]
_LOGIN_WORDS = 150


def read_html(text: str, where: str) -> Draft:
    """The article in a page. Raises SourceUnreadable for a login page or a page that is no page."""
    import trafilatura

    page = _parse(text, where)
    if _is_login(page):
        raise SourceUnreadable(
            f"{where}: this is a login page, not an article. Save the article from your browser and give the file."
        )
    text = _as_seen(page, text)
    document = trafilatura.bare_extraction(
        text,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        prune_xpath=_PRUNED,
        date_extraction_params={"extensive_search": False},  # a date guessed from the prose is worse than none
    )
    body = getattr(document, "body", None)
    parts = [] if body is None else list(blocks_of(body))
    if not parts:
        parts = list(blocks_of(_without_furniture(page)))
    title = getattr(document, "title", None) or _text_of(page, "//title")
    heading = _text_of(page, "//h1") or title
    if heading and parts and not any(words == heading for _, words, _ in parts[:3]):
        parts.insert(0, (BlockKind.HEADING, heading, None))
    paths = _paths(page)
    placed = [(kind, words, paths.get(_squeeze(words))) for kind, words, _ in parts]
    return assemble(
        placed,
        title=title,
        author=getattr(document, "author", None),
        published=getattr(document, "date", None),
    )


def read_fragment(html: str) -> Draft:
    """HTML that is all content (made from a word processor's file): nothing is taken for boilerplate."""
    from lxml import html as lxml_html

    parts = list(blocks_of(lxml_html.fragment_fromstring(html, create_parent="div"))) if html.strip() else []
    title = next((words for kind, words, _ in parts if kind is BlockKind.HEADING), None)
    return assemble(parts, title=title)


def _parse(text: str, where: str) -> Any:
    from lxml import etree
    from lxml import html as lxml_html

    try:
        page = lxml_html.document_fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceUnreadable(f"{where}: not a readable web page ({error}).") from None
    return page


# What stands in a page and is not read: hidden, struck out, or the number of a footnote.
_UNSEEN = "//*[@hidden]|//del|//s|//strike|//*[contains(translate(@style,' ',''),'display:none')]"
_FOOTNOTE = re.compile(r"[\[(]?(?:\d{1,3}|[a-z*†‡])[\])]?(?:\s*,\s*\d{1,3})*")


def _as_seen(page: Any, text: str) -> str:
    """The page without what its readers do not see; the same text where there is nothing of the kind."""
    from lxml import html as lxml_html

    unseen = [element for element in page.xpath(_UNSEEN) if element.getparent() is not None]
    unseen += [
        one for one in page.iter("sup") if _FOOTNOTE.fullmatch((one.text_content() or "").strip()) and _is_note(one)
    ]
    for element in unseen:
        tail = element.tail  # emptied, not taken out: the ways to other elements stay as they are in the page
        element.clear()
        element.tail = tail
    return lxml_html.tostring(page, encoding="unicode") if unseen else text


def _is_note(mark: Any) -> bool:
    """A raised number that is a link, stands in brackets, or follows the end of a sentence; not the power of a unit."""
    before = mark.getprevious()
    words = (before.tail if before is not None else mark.getparent().text) or ""
    return (
        bool(mark.xpath(".//a")) or (mark.text_content() or "").strip()[:1] in "[(" or words.rstrip()[-1:] in ".,;:!?"
    )


def _is_login(page: Any) -> bool:
    if not page.xpath("//input[translate(@type,'PASWORD','pasword')='password']"):
        return False
    return len(_without_furniture(page).text_content().split()) < _LOGIN_WORDS


def _without_furniture(page: Any) -> Any:
    from copy import deepcopy

    bare = deepcopy(page)
    for element in bare.xpath(_FURNITURE):
        if element.getparent() is not None:
            element.drop_tree()
    found = bare.xpath("//article|//main|//body")
    return found[0] if found else bare


def _text_of(page: Any, xpath: str) -> str | None:
    found = page.xpath(xpath)
    words = " ".join(found[0].text_content().split()) if found else ""
    return words or None


def _squeeze(words: str) -> str:
    return "".join(character for character in words if not character.isspace() and character != "|")


def _paths(page: Any) -> dict[str, str]:
    """Squeezed text → path of the first element that holds just that text."""
    tree = page.getroottree()
    paths: dict[str, str] = {}
    for element in page.iter(*_BLOCK_TAGS):
        paths.setdefault(_squeeze("".join(element.itertext())), tree.getpath(element))
    return paths
