"""Pictures of text to text with Tesseract, when it is installed with Danish. What comes out is a guess and
marked so.

Tesseract is a program of its own (`apt install tesseract-ocr tesseract-ocr-dan`), run with the limits of the
process that calls it. Its words come back with their places and go through the same layout as printed text.
"""

import csv
import io
import os
import shutil
import subprocess
import time
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby
from statistics import median

import pypdfium2
from PIL import Image

from apps.ingest.readers.document_text import OUT_OF_TIME, DocumentText
from apps.ingest.readers.failures import (
    DamagedDocument,
    ReadingTimedOut,
    ScanWithoutOcr,
    TooLargeDocument,
)
from apps.ingest.readers.line_writer import LineWriter
from apps.ingest.readers.pdf_furniture import find_furniture
from apps.ingest.readers.pdf_glyphs import Piece
from apps.ingest.readers.pdf_hyphens import Hyphenation
from apps.ingest.readers.pdf_layout import PrintedLine, words_of, write_lines

PIXEL_LIMIT = 50_000_000

_UNREACHED = (
    "Filen er et langt scannet dokument, og der var ikke tid til at læse side {}. "
    "Del den op i flere filer, og læg dem op hver for sig."
)
_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
# A page takes two to four seconds; the rest of the time is for starting, rendering and answering.
_SPARE_SECONDS = 15
_USUAL_SECONDS = 60
_WORKERS_LIMIT = 4
_LISTED = 20
_LEAST_CONFIDENCE = 30
_LARGE, _CLEARLY_LARGER = 1.5, 1.35
_WORD_LEVEL = "5"
_NOT_INSTALLED = (
    "Filen er et scannet billede, og tekstgenkendelse er ikke installeret på serveren. "
    "Læg en udgave op, hvor teksten kan markeres, eller bed driften om at installere Tesseract med dansk."
)
_NOTHING_FOUND = (
    "Filen er et billede, hvor vi ikke kunne finde nogen tekst. Læg en udgave op, hvor teksten kan markeres."
)


def read_image(content: bytes) -> DocumentText:
    """The lines of a picture of a page (PNG, JPEG, TIFF, WebP), every frame a page."""
    _require_tesseract()
    writer = LineWriter()
    pages: list[list[Piece]] = []
    sizes: list[tuple[float, float]] = []
    deadline = _deadline()
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF", "WEBP")) as image:
            for number in range(getattr(image, "n_frames", 1)):
                image.seek(number)
                if image.width * image.height > PIXEL_LIMIT:
                    raise TooLargeDocument("Billedet har for mange billedpunkter (højst 50 millioner).")
                pieces = _recognise(image.convert("L"), deadline) if time.monotonic() <= deadline else None
                if pieces is None:
                    left = list(range(number, getattr(image, "n_frames", 1)))
                    writer.add_note(OUT_OF_TIME, _UNREACHED.format(_listed(left)))
                    break
                pages.append(pieces)
                sizes.append((_points(image.width), _points(image.height)))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        raise DamagedDocument(
            "Billedet er beskadiget og kan ikke åbnes. Gem det igen, og prøv igen."
        ) from None
    if not any(pages):
        raise ScanWithoutOcr(_NOTHING_FOUND)
    lines = []
    for index, gone in enumerate(find_furniture(pages, [height for _, height in sizes])):
        writer.page = index + 1
        for position, piece in enumerate(pages[index]):
            if position in gone:
                writer.add_furniture(piece.text)
            else:
                lines.append(PrintedLine(index + 1, piece, sizes[index][0]))
    write_lines(lines, writer, Hyphenation(words_of(lines)))
    return writer.document(is_ocr=True)


def read_scanned_pages(
    document: pypdfium2.PdfDocument, scanned: list[int], *, is_all: bool, writer: LineWriter
) -> dict[int, list[Piece]]:
    """The pieces of the pages `scanned`, counted from 0. `is_all` says that the document has no other text.

    Without Tesseract a document of pictures is an error; a few pictures in a readable one are a note for the
    clerk.
    """
    if is_all:
        _require_tesseract()
    elif not _is_installed():
        _note_unread(writer, scanned)
        return {}
    pages = _recognise_pages(document, scanned, _deadline())
    unreached = [index for index in scanned if index not in pages]
    if is_all and not any(pages.values()):
        raise (
            ReadingTimedOut(_UNREACHED.format(_listed(unreached)))
            if unreached
            else ScanWithoutOcr(_NOTHING_FOUND)
        )
    if unreached:
        writer.add_note(OUT_OF_TIME, _UNREACHED.format(_listed(unreached)))
    if wordless := [index for index, pieces in pages.items() if not pieces]:
        _note_unread(writer, wordless)
    return pages


def _recognise_pages(
    document: pypdfium2.PdfDocument, scanned: list[int], deadline: float
) -> dict[int, list[Piece]]:
    """The pieces of the pages that there is time for. One is drawn while those before it are recognised."""
    pages: dict[int, list[Piece]] = {}
    workers = min(os.cpu_count() or 1, _WORKERS_LIMIT)
    with ThreadPoolExecutor(workers) as pool:
        waiting: dict[int, Future[list[Piece] | None]] = {}
        for index in scanned:
            if len(waiting) >= workers:
                first = next(iter(waiting))
                _keep(pages, first, waiting.pop(first))
            if time.monotonic() > deadline:
                break
            image, height = _drawn(document, index)
            waiting[index] = pool.submit(_recognise_drawn, image, height, deadline)
        for index, told in waiting.items():
            _keep(pages, index, told)
    return pages


def _keep(pages: dict[int, list[Piece]], index: int, told: Future[list[Piece] | None]) -> None:
    if (pieces := told.result()) is not None:
        pages[index] = pieces


def _drawn(document: pypdfium2.PdfDocument, index: int) -> tuple[Image.Image, float]:
    page = document[index]
    width, height = page.get_size()
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    scale = min(scale, (PIXEL_LIMIT / max(width * height, 1)) ** 0.5)
    image = page.render(scale=scale, grayscale=True).to_pil()
    page.close()
    return image, height


def _recognise_drawn(image: Image.Image, height: float, deadline: float) -> list[Piece] | None:
    pieces = _recognise(image, deadline)
    return None if pieces is None else [_enlarged(piece, height, image.height) for piece in pieces]


def _deadline() -> float:
    """When to stop: whoever started this process says how long it may take (READING_SECONDS)."""
    return time.monotonic() + float(os.environ.get("READING_SECONDS", _USUAL_SECONDS)) - _SPARE_SECONDS


def _is_installed() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False
    )
    return "dan" in listed.stdout.split()


def _require_tesseract() -> None:
    if not _is_installed():
        raise ScanWithoutOcr(_NOT_INSTALLED)


def _note_unread(writer: LineWriter, pages: list[int]) -> None:
    writer.add_note(
        "pages_without_text", f"Disse sider er billeder, hvis tekst vi ikke har læst: {_listed(pages)}."
    )


def _listed(pages: list[int]) -> str:
    """Pages counted from 1, in words that end: `3, 4, 5 og 12 til`."""
    shown = ", ".join(str(index + 1) for index in pages[:_LISTED])
    return shown if len(pages) <= _LISTED else f"{shown} og {len(pages) - _LISTED} til"


def _recognise(image: Image.Image, deadline: float) -> list[Piece] | None:
    """The lines that Tesseract sees, in points as if printed at 300 dots per inch; None when time ran out."""
    picture = io.BytesIO()
    image.save(picture, "PNG", compress_level=1)
    try:
        result = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", "dan", "--dpi", str(_DOTS_PER_INCH), "tsv"],
            input=picture.getvalue(),
            capture_output=True,
            timeout=max(1.0, deadline - time.monotonic()),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    table = result.stdout.decode("utf-8", "replace")
    rows = [
        row
        for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        if _is_word(row)
    ]
    pieces = []
    for _, words in groupby(rows, key=lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        pieces.append(_piece(list(words), image.height))
    usual = median(piece.height for piece in pieces) if pieces else 0.0
    for piece in pieces:
        # The height of a recognised line depends on its letters: two sizes are all that it can tell.
        piece.height = _LARGE * usual if piece.height > _CLEARLY_LARGER * usual else usual
    return pieces


def _is_word(row: dict[str, str]) -> bool:
    if row.get("level") != _WORD_LEVEL or not (row.get("text") or "").strip():
        return False
    return float(row["conf"]) >= _LEAST_CONFIDENCE or any(map(str.isalnum, row["text"]))


def _piece(words: list[dict[str, str]], page_height: int) -> Piece:
    boxes = [tuple(int(word[name]) for name in ("left", "top", "width", "height")) for word in words]
    parts = [words[0]["text"].strip()]
    height = median(box[3] for box in boxes)
    for (left, _, width, _), (next_left, *_), word in zip(boxes, boxes[1:], words[1:], strict=False):
        parts.append(("\t" if next_left - left - width > 2 * height else " ") + word["text"].strip())
    return Piece(
        text="".join(parts),
        left=_points(boxes[0][0]),
        right=_points(boxes[-1][0] + boxes[-1][2]),
        bottom=_points(page_height - median(box[1] + box[3] for box in boxes)),
        height=_points(height),
        first_word_width=_points(boxes[0][2]),
        is_bold=False,
    )


def _points(dots: float) -> float:
    return dots * _POINTS_PER_INCH / _DOTS_PER_INCH


def _enlarged(piece: Piece, page_height: float, image_height: int) -> Piece:
    """Back to the size of the page when it was rendered smaller than 300 dots per inch."""
    factor = page_height / max(_points(image_height), 1.0)
    for name in ("left", "right", "bottom", "height", "first_word_width"):
        setattr(piece, name, getattr(piece, name) * factor)
    return piece
