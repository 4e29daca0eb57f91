"""Ruled tables on a PDF page: the drawn lines give a grid of cells, by pdfplumber's table geometry.

Only the geometry is pdfplumber's. The lines come from PDFium, which is some fifty times faster than reading
the page again with pdfplumber and holds out against broken files.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_THIN = 3.0
_SHORT = 4.0
_DOT_LIMIT = 1_000
_DOT_SIZES = (1.5, 8.0)
_SNAP = 3.0
_OBJECT_LIMIT = 20_000
_EDGE_LIMIT = 3_000
_POINT_LIMIT = 200

Bounds = tuple[float, float, float, float]
# The shape of an edge that pdfplumber's functions work on.
Edge = dict[str, Any]


class CellPlace(NamedTuple):
    """A cell on its page: which table, which row and column, all counted from 0."""

    table: int
    row: int
    column: int


@dataclass(slots=True)
class Grid:
    """The cells of all ruled tables of a page, each as left, bottom, right, top."""

    cells: list[tuple[Bounds, CellPlace]] = field(default_factory=list)
    outlines: list[Bounds] = field(default_factory=list)

    def place(self, x: float, y: float) -> CellPlace | None:
        """The cell that holds a point."""
        if not any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self.outlines):
            return None
        for (left, bottom, right, top), place in self.cells:
            if left <= x <= right and bottom <= y <= top:
                return place
        return None


@dataclass(slots=True)
class PageObjects:
    """What is drawn on a page besides text."""

    edges: list[Edge] = field(default_factory=list)
    dots: list[Bounds] = field(default_factory=list)
    has_image: bool = False
    text_count: int = 0
    invisible_text_count: int = 0


def read_objects(page: pypdfium2.PdfPage) -> PageObjects:
    """Looks at the objects of a page, up to a bound that no page of minutes reaches."""
    found, handle = PageObjects(), page.raw
    for index in range(min(pdfium.FPDFPage_CountObjects(handle), _OBJECT_LIMIT)):
        item = pdfium.FPDFPage_GetObject(handle, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and len(found.edges) < _EDGE_LIMIT:
            found.edges += _edges_of(item)
            found.dots += _dot_of(item) if len(found.dots) < _DOT_LIMIT else []
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.has_image = True
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.text_count += 1
            found.invisible_text_count += (
                pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            )
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            # Scanners wrap the picture of the page into a form.
            found.has_image = found.has_image or pdfium.FPDFFormObj_CountObjects(item) > 0
    return found


def _dot_of(item: pdfium.FPDF_PAGEOBJECT) -> list[Bounds]:
    """The bounds of a small drawn spot, about as wide as high."""
    values = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *values):
        return []
    left, bottom, right, top = (value.value for value in values)
    width, height = right - left, top - bottom
    is_spot = _DOT_SIZES[0] < width < _DOT_SIZES[1] and 0.7 < width / max(height, 0.1) < 1.4
    return [(left, bottom, right, top)] if is_spot else []


def find_grid(edges: list[Edge]) -> Grid:
    """The tables that the lines draw: at least two columns and two cells, else the lines are a frame or a
    rule.
    """
    grid = Grid()
    if (
        sum(edge["orientation"] == "v" for edge in edges) < 2
        or sum(edge["orientation"] == "h" for edge in edges) < 2
    ):
        return grid
    # Importing pdfplumber costs more than reading an ordinary file.
    from pdfplumber import table as geometry  # noqa: PLC0415

    merged = geometry.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    cells = geometry.intersections_to_cells(geometry.edges_to_intersections(merged, _SNAP, _SNAP))
    tables = [table for table in geometry.cells_to_tables(cells) if len({cell[0] for cell in table}) > 1]
    for number, table in enumerate(tables):
        _add_table(grid, number, table)
    return grid


def _add_table(grid: Grid, number: int, table: list[Bounds]) -> None:
    """`table` are cells as left, top, right, bottom with y downwards."""
    tops = sorted({cell[1] for cell in table})
    lefts = sorted({cell[0] for cell in table})
    for left, top, right, bottom in sorted(table, key=lambda cell: (cell[1], cell[0])):
        place = CellPlace(number, tops.index(top), lefts.index(left))
        grid.cells.append(((left, -bottom, right, -top), place))
    grid.outlines.append(
        (lefts[0], -max(cell[3] for cell in table), max(cell[2] for cell in table), -tops[0])
    )


def _edges_of(item: pdfium.FPDF_PAGEOBJECT) -> Iterator[Edge]:
    """The straight lines of a drawn path: thin boxes, the sides of outlined boxes, and single strokes."""
    fill, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    for points in _subpaths(item):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
        if right - left < _THIN or top - bottom < _THIN:
            yield from _line(left, bottom, right, top)
        elif stroke.value:
            for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
                if abs(x0 - x1) < _THIN or abs(y0 - y1) < _THIN:
                    yield from _line(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _line(left: float, bottom: float, right: float, top: float) -> Iterator[Edge]:
    """One edge, y turned downwards; dots and dashes are no edges."""
    if right - left >= top - bottom and right - left > _SHORT:
        middle = -(bottom + top) / 2
        yield _edge("h", left, right, middle, middle)
    elif top - bottom > _SHORT:
        middle = (left + right) / 2
        yield _edge("v", middle, middle, -top, -bottom)


def _edge(orientation: str, x0: float, x1: float, top: float, bottom: float) -> Edge:
    return {
        "orientation": orientation,
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _subpaths(item: pdfium.FPDF_PAGEOBJECT) -> Iterator[list[tuple[float, float]]]:
    """The points of each part of a path, in page coordinates; parts with curves are left out."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return
    points: list[tuple[float, float]] = []
    is_straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(item), _POINT_LIMIT)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and is_straight:
                yield points
            points, is_straight = [], True
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            is_straight = False
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            points.append(
                (
                    matrix.a * x.value + matrix.c * y.value + matrix.e,
                    matrix.b * x.value + matrix.d * y.value + matrix.f,
                )
            )
    if len(points) > 1 and is_straight:
        yield points
