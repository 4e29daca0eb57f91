"""Which reader a document needs. The content decides: a file name may say anything."""

from apps.ingest.errors import UnreadableDocument
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.readers.text import read_text

_OTHER_TYPES = (
    (b"%PDF-", "en PDF"),
    (b"PK\x03\x04", "et Word-dokument eller en ZIP-fil"),
    (b"\xd0\xcf\x11\xe0", "et ældre Office-dokument"),
    (b"{\\rtf", "et RTF-dokument"),
    (b"\x89PNG", "et billede"),
    (b"\xff\xd8\xff", "et billede"),
)


def read_document(content: bytes) -> DocumentText:
    """The text of a document as lines; raises UnreadableDocument with a sentence for the clerk."""
    start = content[:1024].lstrip()
    if not content.strip():
        raise UnreadableDocument("Filen er tom.")
    for signature, name in _OTHER_TYPES:
        if start.startswith(signature):
            raise UnreadableDocument(f"Filen er {name}. Den type kan vi ikke læse endnu.")
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise UnreadableDocument("Filen er en webside. Den type kan vi ikke læse endnu.")
    document = read_text(content)
    if not any(line.text.strip() for line in document.lines):
        raise UnreadableDocument("Filen indeholder ingen tekst.")
    return document
