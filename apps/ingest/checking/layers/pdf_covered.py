"""Letters of a PDF page that its reader does not see: under a box, white on white, or drawn without ink.

A box covers the letters that were drawn before it. Notes of a program for redaction cover them too, but take
nothing away.
"""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from apps.ingest.checking.layers.layer import COVERED, MARKED, WHITE, Concern, Found

_OPAQUE, _WHITE_FROM = 255, 245
_THICK_LINE = 5.0
# A picture larger than this is the scanned page itself, with the words that were read from it.
_MOST_OF_THE_PAGE = 0.5
_FEWEST_LETTERS = 3
_OBJECT_LIMIT, _LETTER_LIMIT, _DEEPEST = 20_000, 60_000, 4
_BOX_MARKS = (pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT)


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float
    order: int
    is_white: bool = False


class _Letter(NamedTuple):
    y: float
    x: float
    order: int
    is_unseen: bool


def find_covered(page: pypdfium2.PdfPage, letters: pypdfium2.PdfTextPage, place: str) -> Iterator[Found]:
    """At most one concern of each kind for a page."""
    boxes, orders = _drawn(page)
    marks = list(_marks(page))
    if not boxes and not marks and not any(unseen for _, unseen in orders.values()):
        return
    read = sorted(_letters(letters, orders))
    if any(_is_hiding(box, read) for box in boxes):
        yield Concern(COVERED.code, COVERED.message, place)
    for box, is_redaction in marks:
        if _is_hiding(box, read):
            concern = MARKED if is_redaction else COVERED
            yield Concern(concern.code, concern.message, place)
    unseen = [letter for letter in read if letter.is_unseen]
    grounds = [box for box in boxes if not box.is_white]
    shown = sum(any(_lies_under(letter, box) for box in grounds) for letter in unseen)
    if len(unseen) - shown >= _FEWEST_LETTERS:
        yield Concern(WHITE.code, WHITE.message, place)


def _is_hiding(box: _Box, letters: list[_Letter]) -> bool:
    start = bisect_left(letters, (box.bottom,))
    end = bisect_right(letters, (box.top,))
    within = (letter for letter in letters[start:end] if box.left <= letter.x <= box.right)
    return sum(letter.order < box.order for letter in within) >= _FEWEST_LETTERS


def _lies_under(letter: _Letter, box: _Box) -> bool:
    is_inside = box.left <= letter.x <= box.right and box.bottom <= letter.y <= box.top
    return is_inside and box.order < letter.order


def _letters(letters: pypdfium2.PdfTextPage, orders: dict[int, tuple[int, bool]]) -> Iterator[_Letter]:
    for index in range(min(letters.count_chars(), _LETTER_LIMIT)):
        code = pdfium.FPDFText_GetUnicode(letters.raw, index)
        item = pdfium.FPDFText_GetTextObject(letters.raw, index)
        if code <= 32 or not item:
            continue
        order, is_unseen = orders.get(_address(item), (-1, False))
        left, bottom, right, top = letters.get_charbox(index)
        if order >= 0:
            yield _Letter((bottom + top) / 2, (left + right) / 2, order, is_unseen)


def _drawn(page: pypdfium2.PdfPage) -> tuple[list[_Box], dict[int, tuple[int, bool]]]:
    """The boxes that let nothing through, and for each piece of text its turn and whether it is unseen."""
    width, height = page.get_size()
    boxes: list[_Box] = []
    orders: dict[int, tuple[int, bool]] = {}
    has_scan = False
    for order, item in enumerate(page.get_objects(max_depth=_DEEPEST)):
        if order >= _OBJECT_LIMIT:
            break
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            orders[_address(item.raw)] = (order, _is_unseen(item.raw))
        elif item.type in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = _box(item, order)
            if box is None:
                continue
            area = (box.right - box.left) * (box.top - box.bottom)
            is_picture = item.type == pdfium.FPDF_PAGEOBJ_IMAGE
            if is_picture and area > _MOST_OF_THE_PAGE * width * height:
                has_scan = True
            else:
                boxes.append(box)
    if has_scan:
        return [], {}
    return boxes, orders


def _is_unseen(item: pdfium.FPDF_PAGEOBJECT) -> bool:
    if pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    red, green, blue, alpha = _fill(item)
    return alpha == 0 or min(red, green, blue) >= _WHITE_FROM


def _box(item: pypdfium2.PdfObject, order: int) -> _Box | None:
    """The rectangle that an object covers wholly, on the page; None for every other shape."""
    red, green, blue, alpha = _fill(item.raw)
    is_white = item.type == pdfium.FPDF_PAGEOBJ_PATH and min(red, green, blue) >= _WHITE_FROM
    if pdfium.FPDFPageObj_HasTransparency(item.raw):
        return None
    if item.type == pdfium.FPDF_PAGEOBJ_PATH and not (
        (_is_filled(item.raw) and alpha == _OPAQUE and _is_rectangle(item.raw)) or _is_thick_line(item.raw)
    ):
        return None
    values = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item.raw, *values):
        return None
    left, bottom, right, top = (value.value for value in values)
    container = item.container
    while container is not None:
        matrix = container.get_matrix()
        corners = [matrix.on_point(x, y) for x in (left, right) for y in (bottom, top)]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        container = container.container
    return _Box(left, bottom, right, top, order, is_white)


def _is_filled(item: pdfium.FPDF_PAGEOBJECT) -> bool:
    mode, has_stroke = ctypes.c_int(), ctypes.c_int()
    return (
        bool(pdfium.FPDFPath_GetDrawMode(item, mode, has_stroke)) and mode.value != pdfium.FPDF_FILLMODE_NONE
    )


def _is_thick_line(item: pdfium.FPDF_PAGEOBJECT) -> bool:
    mode, has_stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(item, mode, has_stroke)
    pdfium.FPDFPageObj_GetStrokeWidth(item, width)
    return bool(has_stroke.value) and width.value >= _THICK_LINE and pdfium.FPDFPath_CountSegments(item) == 2


def _is_rectangle(item: pdfium.FPDF_PAGEOBJECT) -> bool:
    count = pdfium.FPDFPath_CountSegments(item)
    if not 4 <= count <= 6:
        return False
    points = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_BEZIERTO:
            return False
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
    steps = pairwise(points)
    return all(abs(x - next_x) < 0.1 or abs(y - next_y) < 0.1 for (x, y), (next_x, next_y) in steps)


def _fill(item: pdfium.FPDF_PAGEOBJECT) -> tuple[int, int, int, int]:
    values = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(item, *values):
        return 0, 0, 0, _OPAQUE
    red, green, blue, alpha = (value.value for value in values)
    return red, green, blue, alpha


def _marks(page: pypdfium2.PdfPage) -> Iterator[tuple[_Box, bool]]:
    """Boxes laid over the page as notes, each with whether it only marks what shall be redacted."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        rectangle = pdfium.FS_RECTF()
        inside = [ctypes.c_uint() for _ in range(4)]
        is_filled = pdfium.FPDFAnnot_GetColor(note, pdfium.FPDFANNOT_COLORTYPE_InteriorColor, *inside)
        is_redaction = kind == pdfium.FPDF_ANNOT_REDACT
        if (is_redaction or (kind in _BOX_MARKS and is_filled)) and pdfium.FPDFAnnot_GetRect(note, rectangle):
            sides = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            yield _Box(*sides, order=_OBJECT_LIMIT), is_redaction
        pdfium.FPDFPage_CloseAnnot(note)


def _address(item: pdfium.FPDF_PAGEOBJECT) -> int:
    return ctypes.addressof(item.contents)
