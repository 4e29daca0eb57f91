"""How much a structured file may hold, judged on its bytes before anything is made of them."""

from apps.ingest.readers.failures import TooLargeDocument

BYTE_LIMIT = 50 * 1024 * 1024
# Objects, tags and lines cost memory and time, whatever their size; long meetings have ten thousand.
MARK_LIMIT = 250_000
COMMA_LIMIT = 2_000_000
_MARKS = (b"<", b"&lt;", b"\\u003c", b"\\u003C", b"{", b"[", b'",', b"\n", b"\\n")


def check_size(content: bytes) -> None:
    """Raises TooLargeDocument for more than a meeting can be."""
    if len(content) > BYTE_LIMIT:
        raise TooLargeDocument("Filen fylder mere, end et møde kan (højst 50 MB).")
    marks = sum(content.count(mark) for mark in _MARKS)
    if marks > MARK_LIMIT or content.count(b",") > COMMA_LIMIT:
        raise TooLargeDocument("Filen har flere felter og koder, end et møde kan have.")
