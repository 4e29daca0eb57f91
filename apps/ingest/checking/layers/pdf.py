"""The layers of a PDF: all letters of its pages whether seen or not, notes and fields, files inside it, what
its objects say, and the revisions that it was before.
"""

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from apps.ingest.checking.layers.layer import ANNOTATED, CARRIES_FILES, HAS_EARLIER, UNCHECKED, Found, Layer
from apps.ingest.checking.layers.pdf_covered import find_covered
from apps.ingest.checking.layers.pdf_objects import find_in_objects
from apps.ingest.readers.failures import DamagedDocument, EncryptedDocument

_PAGE_LIMIT = 5_000
_NOTES, _PROPERTIES = "noter og felter på siderne", "filens egenskaber"
_NOTE_KEYS = (b"Contents", b"T", b"Subj", b"RC", b"V", b"DV", b"TU", b"OverlayText")
_META_KEYS = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")
_UNREMARKABLE = frozenset((pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP))
_END = re.compile(rb"%%EOF")
_REVISION_LIMIT = 5
# A file prepared for the web has an end mark near its beginning, and no revision before it.
_SMALLEST_REVISION = 512


def find_in_pdf(content: bytes) -> Iterator[Found | bytes]:
    document = _open(content)
    try:
        if len(document) > _PAGE_LIMIT:
            yield UNCHECKED
        words = "\n".join(filter(None, (document.get_metadata_value(key) for key in _META_KEYS)))
        yield Layer(_PROPERTIES, words)
        pages = []
        for index in range(min(len(document), _PAGE_LIMIT)):
            found = list(_find_on_page(document, index))
            pages += [one.text for one in found if isinstance(one, Layer)]
            yield from found
        yield from _find_files(document)
    finally:
        document.close()
    yield from find_in_objects(content)
    yield from _find_earlier(content, set(pages))


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedDocument("PDF-filen er beskyttet med adgangskode.") from None
        raise DamagedDocument("PDF-filen er beskadiget og kan ikke åbnes.") from None


def _find_on_page(document: pypdfium2.PdfDocument, index: int) -> Iterator[Found]:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return
    try:
        letters = page.get_textpage()
        place = f"side {index + 1}"
        yield Layer(place, letters.get_text_range())
        yield from find_covered(page, letters, place)
        if words := "\n".join(_notes(page)):
            yield Layer(_NOTES, words)
            yield ANNOTATED
    except pypdfium2.PdfiumError:
        yield UNCHECKED
    finally:
        page.close()


def _notes(page: pypdfium2.PdfPage) -> Iterator[str]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        if pdfium.FPDFAnnot_GetSubtype(note) not in _UNREMARKABLE:
            yield from filter(None, (_string(note, key) for key in _NOTE_KEYS))
        pdfium.FPDFPage_CloseAnnot(note)


def _string(note: pdfium.FPDF_ANNOTATION, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(note, key, buffer, size)
    return bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace")


def _find_files(document: pypdfium2.PdfDocument) -> Iterator[Found | bytes]:
    for index in range(document.count_attachments()):
        yield CARRIES_FILES
        attachment = document.get_attachment(index)
        yield Layer("navnet på en fil i filen", attachment.get_name())
        try:
            yield bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            yield UNCHECKED


def _find_earlier(content: bytes, pages: set[str]) -> Iterator[Found]:
    """The pages as they were before the file was changed by adding to its end."""
    ends = [match.end() for match in _END.finditer(content)][:-1]
    for end in [end for end in ends if end > _SMALLEST_REVISION][-_REVISION_LIMIT:]:
        try:
            earlier = _open(content[:end])
        except (DamagedDocument, EncryptedDocument):
            continue
        try:
            found = [
                one
                for index in range(min(len(earlier), _PAGE_LIMIT))
                for one in _find_on_page(earlier, index)
            ]
        finally:
            earlier.close()
        texts = {one.text for one in found if isinstance(one, Layer)} - pages
        if texts:
            yield HAS_EARLIER
            yield Layer("en tidligere udgave i filen", "\n".join(sorted(texts)))
