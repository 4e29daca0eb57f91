"""Pages that a browser saved as one file (MHTML): the page is a part of a mail-like message."""

from email import message_from_bytes
from email.message import Message

from apps.ingest.readers.document_text import DocumentText
from apps.ingest.readers.failures import DamagedDocument
from apps.ingest.readers.html import read_html, read_markup


def read_mhtml(content: bytes) -> DocumentText:
    """The lines of the page itself; pictures, styles and frames are left alone."""
    page = next(
        (part for part in message_from_bytes(content).walk() if part.get_content_type() == "text/html"), None
    )
    payload = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(payload, bytes) or not payload.strip():
        raise DamagedDocument(
            "Den gemte webside har intet indhold. Gem siden igen som HTML eller PDF, og prøv igen."
        )
    return _read(page, payload)


def _read(page: Message, payload: bytes) -> DocumentText:
    charset = page.get_content_charset()
    if charset:
        try:
            return read_markup(payload.decode(charset))
        except (LookupError, UnicodeError):
            pass
    return read_html(payload)
