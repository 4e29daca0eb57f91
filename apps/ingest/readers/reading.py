"""Which reader a document needs. The content decides: a file name may say anything."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from apps.ingest.readers.document_text import DocumentText
from apps.ingest.readers.failures import EmptyDocument, TooLargeDocument
from apps.ingest.readers.sniffing import FileKind, sniff

SIZE_LIMIT = 200_000_000
# Imported when needed: each reading starts a fresh process, and loading takes longer than most files.
_READERS = {
    FileKind.TEXT: ("apps.ingest.readers.text", "read_text"),
    FileKind.HTML: ("apps.ingest.readers.html", "read_html"),
    FileKind.MHTML: ("apps.ingest.readers.mhtml", "read_mhtml"),
    FileKind.RTF: ("apps.ingest.readers.rtf", "read_rtf"),
    FileKind.PDF: ("apps.ingest.readers.pdf", "read_pdf"),
    FileKind.DOCX: ("apps.ingest.readers.docx", "read_docx"),
    FileKind.ODT: ("apps.ingest.readers.odt", "read_odt"),
    FileKind.IMAGE: ("apps.ingest.readers.ocr", "read_image"),
}


def read_document(content: bytes) -> DocumentText:
    """The text of a document as lines; raises UnreadableDocument with a sentence for the clerk."""
    if len(content) > SIZE_LIMIT:
        raise TooLargeDocument("Filen er større end 200 MB. Del den op, og læg delene op hver for sig.")
    module, name = _READERS[sniff(content)]
    read = cast("Callable[[bytes], DocumentText]", getattr(import_module(module), name))
    document = read(content)
    if not any(line.text.strip() for line in document.lines):
        raise EmptyDocument("Filen indeholder ingen tekst.")
    return document
