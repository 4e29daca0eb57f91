"""One PDF page as printed pieces of text with their places, in the order in which the page was written.

Works on PDFium's characters and their boxes. Coordinates are PDF points, y upwards from the bottom of the
page.
"""

import ctypes
import math
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from apps.ingest.readers.pdf_tables import Bounds, CellPlace, Grid

# PDFium writes these for a hyphen that a program put at the end of a line.
_LINE_END_HYPHENS = frozenset((0x02, 0xAD, 0xFFFE))
_SOFT_HYPHEN = "\u00ad"
# Symbol and Wingdings bullets live in the private use area.
_PRIVATE_USE = range(0xF000, 0xF100)
# In units of the font size: words stand about 0.28 apart, more in justified lines, columns clearly more.
_WORD_GAP = 0.3
_COLUMN_GAP = 0.65
_COLUMN_TO_WORD_GAP = 2.2
_GAPS_TO_JUDGE = 4
_SAME_ROW = 3.0
_JUMP_LIMIT = 4
_JUMP_SHARE = 0.25
_CHARACTER_LIMIT = 400_000
_LAST_CODE = 0x10FFFF
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")


@dataclass(slots=True)
class Piece:
    """Text on one baseline (`bottom`).

    `height` is the size of its font; `cell` says that it stands in a ruled table.
    """

    text: str
    left: float
    right: float
    bottom: float
    height: float
    first_word_width: float
    is_bold: bool
    cell: CellPlace | None = None


@dataclass(slots=True)
class _Glyph:
    character: str
    left: float
    right: float
    bottom: float
    height: float
    index: int


_SPACE = _Glyph(" ", 0, 0, 0, 1, -1)


def read_pieces(page: pypdfium2.PdfPage, grid: Grid, dots: list[Bounds]) -> list[Piece]:
    """The pieces of a page; `dots` are drawn bullets. What lies outside the visible box is left out."""
    text_page = page.get_textpage()
    try:
        glyph_lines = _split(text_page, page.get_cropbox(), grid)
        pieces = _merge([_piece(text_page, glyphs, cell) for glyphs, cell in glyph_lines])
    finally:
        text_page.close()
    _add_bullets(pieces, dots)
    return _in_reading_order(pieces)


def _split(
    text_page: pypdfium2.PdfTextPage, visible: tuple[float, float, float, float], grid: Grid
) -> list[tuple[list[_Glyph], CellPlace | None]]:
    """Characters by line and table cell. A line ends where PDFium ends it or where the baseline changes."""
    lines: list[tuple[list[_Glyph], CellPlace | None]] = []
    current: list[_Glyph] = []
    last: _Glyph | None = None
    last_cell: CellPlace | None = None
    handle, box = text_page.raw, pdfium.FS_RECTF()
    x, baseline = ctypes.c_double(), ctypes.c_double()
    left, bottom, right, top = visible
    for index in range(min(text_page.count_chars(), _CHARACTER_LIMIT)):
        character = _character(pdfium.FPDFText_GetUnicode(handle, index))
        if character == "\n":
            last = None
            continue
        if character == " ":
            if last is not None:
                current.append(_SPACE)
            continue
        if not pdfium.FPDFText_GetLooseCharBox(handle, index, box):
            continue
        if box.right < left or box.left > right or box.top < bottom or box.bottom > top:
            continue
        pdfium.FPDFText_GetCharOrigin(handle, index, x, baseline)
        cell = grid.place((box.left + box.right) / 2, (box.top + box.bottom) / 2) if grid.cells else None
        height = last.height if last is not None else _font_size(handle, index)
        glyph = _Glyph(character, box.left, box.right, baseline.value, height, index)
        if last is None or cell != last_cell or _is_new_line(last, glyph):
            current = []
            lines.append((current, cell))
        current.append(glyph)
        last, last_cell = glyph, cell
    return lines


def _character(code: int) -> str:
    if code in _LINE_END_HYPHENS:
        return _SOFT_HYPHEN
    if code in _PRIVATE_USE:
        return "•"
    if code in (10, 13):
        return "\n"
    return " " if code in (0, 9, 32, 0xA0) or code > _LAST_CODE else chr(code)


def _is_new_line(last: _Glyph, glyph: _Glyph) -> bool:
    """PDFium may run on over pieces that stand on different lines; raised letters stay on theirs."""
    return abs(glyph.bottom - last.bottom) > 0.8 * last.height or glyph.right < last.left - last.height


def _font_size(handle: pdfium.FPDF_TEXTPAGE, index: int) -> float:
    """The printed size: programs may set size 1 and enlarge the letters by the matrix."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(handle, index, matrix)
    size: float = pdfium.FPDFText_GetFontSize(handle, index)
    return max(size * math.hypot(matrix.c, matrix.d), 1.0)


def _piece(text_page: pypdfium2.PdfTextPage, glyphs: list[_Glyph], cell: CellPlace | None) -> Piece:
    while glyphs[-1] is _SPACE:
        glyphs.pop()
    first, last = glyphs[0], glyphs[-1]
    printed = [glyph for glyph in glyphs if glyph is not _SPACE]
    height = _font_size(text_page.raw, printed[len(printed) // 2].index)
    return Piece(
        text=_text(glyphs, height),
        left=first.left,
        right=last.right,
        bottom=sorted(glyph.bottom for glyph in printed)[len(printed) // 2],
        height=height,
        first_word_width=_first_word_end(glyphs) - first.left,
        is_bold=_is_bold(text_page, first.index) and _is_bold(text_page, last.index),
        cell=cell,
    )


def _text(glyphs: list[_Glyph], height: float) -> str:
    column_gap = _column_gap(glyphs, height)
    parts: list[str] = []
    right: float | None = None
    for glyph in glyphs:
        if glyph is _SPACE:
            parts.append(" ")
            continue
        if right is not None and glyph.left - right > column_gap:
            parts.append("\t")
        parts.append(glyph.character)
        right = glyph.right
    return "".join(parts)


def _column_gap(glyphs: list[_Glyph], height: float) -> float:
    """The least distance between columns in this line; a justified line stretches all its spaces."""
    printed = [glyph for glyph in glyphs if glyph is not _SPACE]
    gaps = [right.left - left.right for left, right in pairwise(printed)]
    word_gaps = sorted(gap for gap in gaps if gap > 0.15 * height)
    usual = word_gaps[len(word_gaps) // 4] if len(word_gaps) >= _GAPS_TO_JUDGE else _WORD_GAP * height
    return max(_COLUMN_GAP * height, _COLUMN_TO_WORD_GAP * usual)


def _first_word_end(glyphs: list[_Glyph]) -> float:
    end = glyphs[0].right
    for glyph in glyphs[1:]:
        if glyph is _SPACE:
            break
        end = glyph.right
    return end


def _is_bold(text_page: pypdfium2.PdfTextPage, index: int) -> bool:
    """By the name of the font: the weight that PDFium reports is often a guess."""
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page, index, name, len(name), flags)
    return 0 < length <= len(name) and any(
        word in name.value.decode("latin-1").lower() for word in _BOLD_NAMES
    )


def _merge(pieces: list[Piece]) -> list[Piece]:
    """Pieces that follow each other on one baseline become one, with a tab where a column begins."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is None or last.cell != piece.cell or not _is_same_line(last, piece):
            merged.append(piece)
            continue
        gap = piece.left - last.right
        is_column = gap > _COLUMN_GAP * max(last.height, piece.height)
        last.text += ("\t" if is_column else " " if gap > 0.15 * last.height else "") + piece.text
        last.right = piece.right
        last.is_bold = last.is_bold and piece.is_bold
    return merged


def _is_same_line(last: Piece, piece: Piece) -> bool:
    height = max(last.height, piece.height)
    return abs(last.bottom - piece.bottom) < 0.35 * height and piece.left > last.right - 0.3 * height


def _in_reading_order(pieces: list[Piece]) -> list[Piece]:
    """The order of the file, save when it jumps up and down the page: then from the top."""
    jumps = sum(below.bottom > above.bottom + above.height for above, below in pairwise(pieces))
    if jumps <= max(_JUMP_LIMIT, _JUMP_SHARE * len(pieces)):
        return pieces
    rows = sorted(pieces, key=lambda piece: (-round(piece.bottom / _SAME_ROW), piece.left))
    return _merge(rows)


def _add_bullets(pieces: list[Piece], dots: list[Bounds]) -> None:
    """Browsers draw the bullets of a list instead of writing them."""
    for left, bottom, right, top in dots:
        for piece in pieces:
            is_before = 0 < piece.left - right < 1.5 * piece.height
            if is_before and piece.bottom < (bottom + top) / 2 < piece.bottom + 0.7 * piece.height:
                piece.text = f"• {piece.text}"
                piece.left = left
                break
