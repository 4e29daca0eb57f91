"""Writes small PDF files by hand: text at given places, drawn lines, any number of pages."""

from typing import NamedTuple


class Printed(NamedTuple):
    """Text at a place, in points from the lower left corner of an A4 page."""

    x: float
    y: float
    text: str
    size: float = 10
    is_bold: bool = False


def make_pdf(pages: list[list[Printed]], drawing: str = "") -> bytes:
    """A PDF with one page for each list; `drawing` is drawn on every page."""
    fonts = "<< /F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    fonts += " /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>"
    kids = " ".join(f"{3 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
    ]
    for index, page in enumerate(pages):
        stream = drawing.encode() + b"\n".join(_show(printed) for printed in page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + 2 * index} 0 R"
            f" /Resources << /Font {fonts} >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
    return _file(objects)


def _show(printed: Printed) -> bytes:
    text = printed.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    head = f"BT /F{int(printed.is_bold)} {printed.size} Tf {printed.x} {printed.y} Td (".encode()
    return head + text + b") Tj ET"


def _file(objects: list[bytes]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        content
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(content),
        )
    )
