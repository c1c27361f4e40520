"""DOCX, through mammoth: the document's own headings, lists and tables."""

import io
import zipfile

from claims.errors import SourceTooLarge, SourceUnreadable
from claims.intake.draft import Draft
from claims.intake.html import read_fragment

# A word processor's file is a zip archive: what it unpacks to is bounded before anything is unpacked.
_LARGEST_UNPACKED = 200 * 2**20
_LARGEST_TEXT = 20 * 2**20


def read_docx(data: bytes, where: str) -> Draft:
    import mammoth

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            unpacked = sum(entry.file_size for entry in archive.infolist())
            text = max((entry.file_size for entry in archive.infolist() if entry.filename.endswith(".xml")), default=0)
    except zipfile.BadZipFile:
        raise SourceUnreadable(
            f"{where}: damaged DOCX file (not a readable archive). Save it again and retry."
        ) from None
    if "word/document.xml" not in names:
        raise SourceUnreadable(f"{where}: an archive, but not a DOCX document. Give the article itself.")
    if text > _LARGEST_TEXT:
        raise SourceTooLarge(
            f"{where}: its text takes {text / 2**20:.0f} MB; at most {_LARGEST_TEXT // 2**20} MB are read. Give the article alone."
        )
    if unpacked > _LARGEST_UNPACKED:
        raise SourceTooLarge(f"{where}: unpacks to {unpacked / 2**20:.0f} MB; at most 200 MB are read.")
    try:
        html = mammoth.convert_to_html(io.BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {})).value
    except Exception as error:  # mammoth raises whatever the XML library or its own code meets
        raise SourceUnreadable(
            f"{where}: damaged DOCX file ({type(error).__name__}). Save it again and retry."
        ) from error
    return read_fragment(html)
