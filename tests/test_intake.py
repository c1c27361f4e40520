"""Intake: every format read, and every kind of broken or hostile input refused by name."""

import io
import zipfile
from pathlib import Path

import pytest
from conftest import NOW

from claims.errors import (
    LanguageNotSupported,
    SourceEmpty,
    SourceError,
    SourceNotFound,
    SourceTooLarge,
    SourceUnreadable,
)
from claims.intake import read_bytes, read_source
from claims.records import BlockKind, Source

PROSE = (
    "Garlic lowers blood pressure, and this is what the people who eat it with their bread have said for a long time."
)


def read(data: bytes, name: str = "a.txt", **options: str) -> Source:
    return read_bytes(data, name, now="2026-11-22T12:00:00Z", **options)


def docx(*paragraphs: str, style: str | None = None) -> bytes:
    import docx as word

    document = word.Document()
    for text in paragraphs:
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Garlic", "lowers blood pressure"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*lines: str, password: str | None = None) -> bytes:
    """A small PDF of our own making: one page, one line of text each."""
    import pypdf
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(width=600, height=800)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    content = DecodedStreamObject()
    shown = "".join(f"1 0 0 1 50 {750 - 16 * at} Tm ({line}) Tj " for at, line in enumerate(lines))
    content.set_data(f"BT /F1 11 Tf {shown} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_plain_text_keeps_its_offsets() -> None:
    article = read(
        b"A heading\r\n\r\n- an item about the garlic that they eat\r\nA paragraph. It has two sentences of the usual kind.\r\nx | y\n"
    )
    assert [(block.kind, article.text[block.start : block.end]) for block in article.blocks] == [
        (BlockKind.HEADING, "A heading"),
        (BlockKind.ITEM, "an item about the garlic that they eat"),
        (BlockKind.PARAGRAPH, "A paragraph. It has two sentences of the usual kind."),
        (BlockKind.ROW, "x | y"),
    ]
    assert article.title == "A heading"
    assert "\r" not in article.text


def test_markdown_is_read_as_it_looks() -> None:
    text = f"---\ntitle: The garlic page\nauthor: A. Writer\n---\n# Heading\n\n{PROSE} See [this **page**](http://example.org).\n\n* one item of it\n\n| a | b |\n|---|---|\n| c | d |\n"
    article = read(text.encode(), "a.md")
    assert (article.title, article.author) == ("The garlic page", "A. Writer")
    assert [block.kind for block in article.blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.ITEM,
        BlockKind.ROW,
        BlockKind.ROW,
    ]
    assert "See this page." in article.text


def test_a_page_is_read_without_its_furniture_and_with_the_way_back() -> None:
    page = f"""<!doctype html><html lang="en"><head><title>Garlic news</title><meta name="author" content="A. Writer"></head><body>
    <nav><a href="/">Home</a> Vitamins cure cancer in the menu</nav>
    <article><h1>Garlic news</h1><p>{PROSE}</p><h2>More of it</h2><ul><li>It&nbsp;lowers cholesterol &amp; fat</li></ul>
    <div class="ad">Buy this gummy, it cures everything</div>
    <table><tr><th>Herb</th><th>Use</th></tr><tr><td>Valerian</td><td>sleep</td></tr></table><p>{PROSE}</p></article>
    <footer>Kale cures cookies in the footer</footer><script>var x = "Ginger cures scripts";</script></body></html>"""
    article = read(page.encode(), "a.html")
    assert article.title == "Garlic news"
    for boilerplate in ("menu", "gummy", "footer", "scripts"):
        assert boilerplate not in article.text
    kinds = {article.text[block.start : block.end]: block for block in article.blocks}
    assert kinds["It lowers cholesterol & fat"].kind is BlockKind.ITEM
    assert kinds["Valerian | sleep"].kind is BlockKind.ROW
    assert kinds["More of it"].kind is BlockKind.HEADING
    assert kinds["More of it"].path == "/html/body/article/h2"


def test_docx() -> None:
    article = read(docx(PROSE, "Valerian improves sleep for them."), "a.docx")
    assert PROSE in article.text
    assert "Garlic | lowers blood pressure" in article.text


def test_pdf() -> None:
    article = read(pdf("Garlic news", *PROSE.split(", ")[0:1], PROSE.split(", ")[1]), "a.pdf")
    assert PROSE.replace(", ", " ") in article.text


def test_the_record_says_where_it_came_from() -> None:
    import hashlib

    article = read(PROSE.encode(), "news.txt")
    assert article.sha256 == hashlib.sha256(PROSE.encode()).hexdigest()
    assert (article.address, article.retrieved_at, article.language) == ("news.txt", "2026-11-22T12:00:00Z", "en")


BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr("word/document.xml", b"<x/>")
    _archive.writestr("word/media/x.bin", b" " * 250_000_000)
_PLAIN_ZIP = io.BytesIO()
with zipfile.ZipFile(_PLAIN_ZIP, "w") as _archive:
    _archive.writestr("notes.txt", "hello")
_ENTITIES = io.BytesIO()
with zipfile.ZipFile(_ENTITIES, "w") as _archive:
    lol = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
        + "]><x>&a9;</x>"
    )
    _archive.writestr("word/document.xml", lol)

# (name, data, error, words of the message)
BROKEN: list[tuple[str, bytes, type[SourceError], str]] = [
    # text
    ("a.txt", b"", SourceEmpty, "empty"),
    ("a.txt", b" \n\t\r\n", SourceEmpty, "empty"),
    ("a.txt", b"123 456 ... !!", SourceEmpty, "no readable text"),
    ("a.txt", "Smart “quotes” here".encode("cp1252"), SourceUnreadable, "--encoding cp1252"),
    ("a.txt", b"Garlic \x00 lowers", SourceUnreadable, "control characters"),
    ("a.txt", b"\x89PNG\r\n\x1a\n....", SourceUnreadable, "PNG"),
    ("a.txt", b"\xff\xd8\xff\xe0 jpeg", SourceUnreadable, "JPEG"),
    ("a.txt", b"\x7fELF....", SourceUnreadable, "program"),
    ("a.txt", b"\x1f\x8b\x08....", SourceUnreadable, "gzip"),
    ("a.txt", b"\xff\xfe\x00\xd8", SourceUnreadable, "not valid utf-16"),
    ("a.txt", b"x" * (26 * 2**20), SourceTooLarge, "25 MB"),
    ("a.rtf", b"{\\rtf1 hello}", SourceUnreadable, "RTF"),
    # Markdown
    ("a.md", b"", SourceEmpty, "empty"),
    ("a.md", b"---\ntitle: x\n---\n", SourceEmpty, "no readable text"),
    ("a.md", b"![](x.png)\n\n***\n", SourceEmpty, "no readable text"),
    ("a.md", b"\xc3\x28 broken", SourceUnreadable, "not valid utf-8"),
    # pages
    ("a.html", b"<html></html>", SourceEmpty, "no readable text"),
    ("a.html", b"<html><body><script>alert(1)</script></body></html>", SourceEmpty, "no readable text"),
    ("a.html", b"<!doctype html><form><input type='password'></form><p>Please sign in to read the news that you want</p>", SourceUnreadable, "login"),
    ("a.html", b"<html><meta charset='no-such-charset'><p>x</p>", SourceUnreadable, "unknown text encoding"),
    ("a.html", b"<html><meta charset='utf-7'><p>\xff</p>", SourceUnreadable, "unknown text encoding"),
    ("a.html", b"<html>\x00\x01\x02</html>", SourceUnreadable, "control characters"),
    # DOCX
    ("a.docx", b"", SourceEmpty, "empty"),
    ("a.docx", b"not a zip at all", SourceUnreadable, "first bytes"),
    ("a.docx", b"PK\x03\x04 broken", SourceUnreadable, "damaged DOCX"),
    ("a.docx", _PLAIN_ZIP.getvalue(), SourceUnreadable, "not a DOCX"),
    ("a.docx", BOMB.getvalue(), SourceTooLarge, "unpacks to"),
    ("a.docx", _ENTITIES.getvalue(), SourceUnreadable, "damaged DOCX"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", SourceUnreadable, "password"),
    # PDF
    ("a.pdf", b"not a pdf", SourceUnreadable, "first bytes"),
    ("a.pdf", b"%PDF-1.7\n", SourceUnreadable, "unreadable PDF"),
    ("a.pdf", b"%PDF-1.7\n" + b"\x00" * 3000, SourceUnreadable, "unreadable PDF"),
    ("a.pdf", pdf(PROSE, password="x" * 6), SourceUnreadable, "encrypted"),
    ("a.pdf", pdf(), SourceEmpty, "pictures of pages"),
    ("a.pdf", pdf(PROSE)[:300], SourceUnreadable, "unreadable PDF"),
    ("a.pdf", pdf("Knoblauch senkt den Blutdruck, und das ist es, was die Leute schon immer gesagt haben, wenn sie ihn essen oder trinken."), LanguageNotSupported, "German"),
    ("a.docx", docx("Knoblauch senkt den Blutdruck, und das ist es, was die Leute schon immer gesagt haben, wenn sie ihn essen oder trinken."), LanguageNotSupported, "German"),
    ("a.docx", docx(PROSE)[:2000], SourceUnreadable, "damaged DOCX"),
    ("a.html", b"<html><body><p>" + "Чеснок снижает давление, и люди говорят об этом уже давно.".encode() + b"</p></body></html>", LanguageNotSupported, "Cyrillic"),
    ("a.html", b"<html><!-- only a comment --></html>", SourceEmpty, "no readable text"),
    ("a.md", "Le magnésium aide à dormir et il est aussi utile pour les personnes qui ont du mal à se reposer la nuit.".encode(), LanguageNotSupported, "French"),
]  # fmt: skip


WRONG_BYTES = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "a photograph": b"\xff\xd8\xff\xe0" + bytes(range(256)),
    "a program": b"\x7fELF" + bytes(200),
    "an archive": b"\x1f\x8b\x08" + bytes(200),
    "another archive": b"Rar!\x1a\x07" + bytes(200),
    "a database": b"SQLite format 3\x00" + bytes(200),
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "too much": b"x" * (25 * 2**20 + 1),
    "control characters": b"Garlic \x00\x01\x02 lowers",
    "half a character": "caf\u00e9 garlic".encode()[:4],
}  # fmt: skip


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "docx", "pdf", ""])
@pytest.mark.parametrize("what", WRONG_BYTES)
def test_wrong_bytes_under_any_name(suffix: str, what: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(WRONG_BYTES[what], f"article.{suffix}".rstrip("."))
    assert caught.value.exit_code == 3
    assert "article" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "data", "error", "words"), BROKEN, ids=[f"{n}-{w}" for n, _, _, w in BROKEN])
def test_broken_input_is_refused_by_name(name: str, data: bytes, error: type[SourceError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        read(data, name)
    assert caught.value.exit_code == 3
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Knoblauch senkt den Blutdruck, und das ist es, was die Leute schon immer gesagt haben, wenn sie ihn essen.",
            "German.*auf Deutsch",
        ),
        (
            "Le magnésium aide à dormir et il est aussi utile pour les personnes qui ont du mal à se reposer la nuit.",
            "French.*en français",
        ),
        (
            "El ajo baja la presión de la sangre y es lo que la gente ha dicho desde hace mucho tiempo en los pueblos.",
            "Spanish",
        ),
        ("Чеснок снижает давление, и люди говорят об этом уже давно.", "Cyrillic"),
        ("大蒜可以降低血压，人们早就这样说了。", "Cjk"),
    ],
)
def test_other_languages_are_refused_in_their_own_words(text: str, words: str) -> None:
    with pytest.raises(LanguageNotSupported, match=words):
        read(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "Krill oil reduces anxiety in adults. Vitamin D prevents falls m.",
        "Vitamin D reduces the risk of respiratory infections.",
        "St John's wort is an effective treatment for mild depression.",
        "My grandmother swore that red yeast rice raises LDL cholesterol.",
        "Peppermint oil plus fibre relieves irritable bowel syndrome.",
        "Magnesium 400 mg, zinc 15 mg, selenium, iodine, kelp, spirulina, ashwagandha, maca.",
        # a bare list of claims, with next to no function words
        (
            "Zinc shortens colds. Magnesium relieves insomnia. Garlic lowers blood pressure. Saffron relieves depression. Cranberry prevents "
            "urinary tract infections. Ginger relieves nausea. Lavender reduces anxiety. Acupuncture prevents migraine. Turmeric relieves knee "
            "pain. Exercise reduces depression. Ginkgo prevents dementia. Probiotics prevent diarrhoea."
        ),
    ],
)
def test_short_english_is_english(text: str) -> None:
    assert read(text.encode()).language == "en"


@pytest.mark.parametrize(
    "data",
    [
        b"<!---->" * 40 + b"x y z words",
        b"<!--" * 5000 + b" and words",
        b"<!---->" * 3000 + b"<html><p>" + PROSE.encode(),
    ],
)
def test_comments_take_no_time(data: bytes) -> None:
    assert read(data, "a.txt").text


def test_gaps_and_endless_sentences_take_no_time() -> None:
    from claims.extract import extract
    from claims.vocabulary import load_vocabulary

    for text in (
        "Garlic" + " " * 200_000 + "lowers blood pressure",
        "not " * 10_000,
        "garlic lowers and " * 1_000,
        "a | " * 5_000,
    ):
        article = read(f"{PROSE} {text}".encode())
        extract(article, load_vocabulary("interventions"), load_vocabulary("outcomes"))


def test_paths(tmp_path: Path) -> None:
    for reference, error, words in [
        (str(tmp_path / "none.txt"), SourceNotFound, "no such file"),
        (str(tmp_path), SourceNotFound, "is a folder"),
        ("a\0b", SourceNotFound, "no such file"),
        ("x" * 5000, SourceUnreadable, "cannot be read"),
    ]:
        with pytest.raises(error, match=words):
            read_source(reference, now="x")
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(SourceTooLarge, match="200 MB"):
        read_source(str(big), now="x")


def test_nesting_beyond_any_real_page_is_refused() -> None:
    page = "<html><body>" + "<div>" * 5000 + f"<p>{PROSE}</p>" + "</div>" * 5000 + "</body></html>"
    with pytest.raises(SourceError, match="no readable text"):
        read(page.encode(), "deep.html")


def test_declared_encodings_are_believed() -> None:
    assert "café" in read(f"{PROSE} A café.".encode("utf-16"), "a.txt").text
    assert "café" in read(f"{PROSE} A café.".encode("cp1252"), "a.txt", encoding="cp1252").text
    page = (
        f"<html><head><meta charset='iso-8859-1'></head><body><article><p>{PROSE} A café.</p></article></body></html>"
    )
    assert "café" in read(page.encode("iso-8859-1"), "a.html").text


@pytest.mark.parametrize(
    ("markup", "seen", "unseen"),
    [
        # the number of a footnote: a link, in brackets, or after the end of a sentence
        ('Vitamin C prevents colds.<sup><a href="#f1">[1]</a></sup> Melatonin improves sleep.<sup>2</sup>', "prevents colds. Melatonin improves sleep.", "[1]"),
        # the power of a unit is none
        ("A body mass index of 30 kg/m<sup>2</sup> is high for most people.", "kg/m2", "kg/m is"),
        # struck out, and what is put in its place
        ("Magnesium <del>cures</del> <ins>may ease</ins> migraine in some people.", "may ease", "cures"),
        # characters that stand inside a word, or turn it round
        ("Mela&shy;tonin improves sleep, say people who take it.", "Melatonin improves", "\u00ad"),
        ("Garlic \u202elowers\u202c blood pressure, say people who eat it.", "Garlic lowers blood", "\u202e"),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_is_seen(markup: str, seen: str, unseen: str) -> None:
    padding = "Many people ask us every winter about what they can do when they are ill, and what is worth the money that it costs them."
    page = f"<html><head><title>Health</title></head><body><article><h1>Health</h1><p>{padding}</p><p>{markup}</p><p hidden>Coffee prevents diabetes.</p><p style='display: none'>Zinc cures cancer.</p></article></body></html>"
    text = read_bytes(page.encode(), "page.html", now=NOW).text
    assert seen in " ".join(text.split())
    for words in (unseen, "Coffee", "Zinc"):
        assert words not in text
