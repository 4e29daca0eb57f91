"""PDF files that carry words, seen or unseen."""

import zlib
from html import escape

from tests.ingest.checking.carriers import word_hidden
from tests.ingest.readers.pdf_files import Printed, make_pdf

_PLAIN = "Udvalget drøftede sagen."


def _page(words: str = _PLAIN, drawing: str = "") -> bytes:
    lines = [Printed(50, 700 - 12 * row, line) for row, line in enumerate(words.splitlines())]
    return make_pdf([lines], drawing)


def _hung_on(pdf: bytes, thing: bytes, *, on_page: bytes = b"", on_root: bytes = b"") -> bytes:
    """A PDF with one more object, number 90, found by the sweep of a program that repairs its table."""
    pdf = pdf.replace(b"/Type /Page /Parent", b"/Type /Page " + on_page + b" /Parent")
    pdf = pdf.replace(b"/Type /Catalog", b"/Type /Catalog " + on_root)
    return pdf.replace(b"\nxref\n", b"\n90 0 obj\n" + thing + b"\nendobj\nxxxx\n").replace(
        b"startxref", b"xx"
    )


def _wide(words: str) -> bytes:
    return b"<" + ("\ufeff" + words).encode("utf-16-be").hex().encode() + b">"


def pdf_text(words: str) -> bytes:
    return _page(words)


def pdf_covered(words: str) -> bytes:
    return _page(words).replace(b"Tj ET", b"Tj ET 0 g 40 600 500 130 re f")


def pdf_white(words: str) -> bytes:
    return _page(words, "1 g ")


def pdf_unseen(words: str) -> bytes:
    return _page(words).replace(b" Td (", b" Td 3 Tr (")


def pdf_outside(words: str) -> bytes:
    return make_pdf([[Printed(50, 700, _PLAIN), Printed(50, -300, " ".join(words.split()))]])


def pdf_note(words: str) -> bytes:
    note = b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents " + _wide(words) + b" >>"
    return _hung_on(_page(), note, on_page=b"/Annots [90 0 R]")


def pdf_field(words: str) -> bytes:
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (navn) /Rect [0 0 9 9] /V " + _wide(words) + b" >>"
    return _hung_on(_page(), field, on_page=b"/Annots [90 0 R]", on_root=b"/AcroForm << /Fields [90 0 R] >>")


def pdf_properties(words: str) -> bytes:
    return _hung_on(_page(), b"<< /Title " + _wide(words) + b" >>").replace(b"/Root", b"/Info 90 0 R /Root")


def pdf_xmp(words: str) -> bytes:
    packed = zlib.compress(f"<?xpacket?><x><d>{escape(words)}</d></x>".encode())
    head = b"<< /Type /Metadata /Subtype /XML /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return _hung_on(_page(), head + packed + b"\nendstream", on_root=b"/Metadata 90 0 R")


def pdf_packed_objects(words: str) -> bytes:
    packed = zlib.compress(b"91 0 << /Alt " + _wide(words) + b" >>")
    head = b"<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return _hung_on(_page(), head + packed + b"\nendstream")


def pdf_embedded(words: str) -> bytes:
    file = word_hidden(words)
    head = b"<< /Type /EmbeddedFile /Length %d >>\nstream\n" % len(file)
    return _hung_on(_page(), head + file + b"\nendstream")


def pdf_earlier(words: str) -> bytes:
    return _page(words + "\n" + _PLAIN * 20) + b"\n" + _page()[9:]
