"""Printed lines back to paragraphs: what a program wrapped is joined, what a person broke stays broken.

A line was wrapped when the first word of the next line would not have fitted on it. Distance, indentation,
letter size and list marks tell where a paragraph ends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from apps.ingest.readers.line_writer import LineWriter
from apps.ingest.readers.pdf_glyphs import Piece
from apps.ingest.readers.pdf_hyphens import Hyphenation

_BULLET = re.compile(r"(?P<mark>[•·▪◦‣●○■□–—o-])[ \t]+(?P<text>\S.*)", re.DOTALL)
_NUMBER = re.compile(r"(?P<mark>\d{1,2}[.)]|[a-zæøå][.)]|[ivx]{1,4}[.)])[ \t]+(?P<text>\S.*)", re.DOTALL)
_CONTENTS_ROW = re.compile(r".*\S[ \t]*(?:\.[ ]?){3,}[ \t]*\d{1,4}", re.DOTALL)
_SENTENCE_END = re.compile(r"[.:;!?][\"”»')\]]*$")
_LABEL_COLUMN = re.compile(r"(\w{0,8}[. ]{0,2}\d{1,4}[.:)]?)\t")
_ITEM_LINE = re.compile(r"(?:Punkt|Pkt\.?|Sag)(?: nr\.?)? \d{1,4}\b(?! i | og )")
_HEADING_LINE = re.compile(r"[A-ZÆØÅ][^.,;!?]{2,40}")
_USUAL_LEADING = 1.25
_ROW_LEADING = 2.4
_PARAGRAPH_LEADING = 1.28
_SAME_SIZE = 0.08
_HEADING_SIZE = 1.12
_INDENT = 0.9
_LONG_LINE = 35
# Lines that end at the margin end within so much of the width of the page.
_RAGGED, _WRAPPED_LINES = 0.06, 4
# Text hardly ever leaves so much of the page free on the right.
_NARROW = 0.75


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of text on a page, or one row of a ruled table (`cells`)."""

    page: int
    piece: Piece
    page_width: float
    cells: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """What the whole document says about itself; sizes in points."""

    body_height: float
    leading: float
    right_margins: dict[int, float]
    has_bold_body: bool

    def right_margin(self, line: PrintedLine) -> float:
        return self.right_margins.get(round(line.page_width), line.page_width)


@dataclass(slots=True)
class _Paragraph:
    lines: list[PrintedLine] = field(default_factory=list)
    text: str = ""


def write_lines(lines: list[PrintedLine], writer: LineWriter, hyphenation: Hyphenation) -> None:
    """Writes all lines of a document as paragraphs, list items, contents rows and table rows."""
    measures = measure(lines)
    paragraph = _Paragraph()
    for line in lines:
        if mark := _list_mark(line.piece.text):
            line.piece.text = f"{mark['mark']} {mark['text']}"
        if line.cells is not None:
            _write(paragraph, writer, measures)
            paragraph = _Paragraph()
            writer.page = line.page
            writer.write_row(list(line.cells))
            continue
        joint = _joint(paragraph.lines, line, measures)
        if joint is None:
            _write(paragraph, writer, measures)
            paragraph = _Paragraph([line], line.piece.text)
        else:
            paragraph.lines.append(line)
            paragraph.text = (
                hyphenation.join(paragraph.text, line.piece.text)
                if joint == " "
                else (f"{paragraph.text}\n{line.piece.text}")
            )
    _write(paragraph, writer, measures)


def measure(lines: list[PrintedLine]) -> Measures:
    """Body letter height, right margins per page width, and the distance between wrapped lines."""
    texts = [line for line in lines if line.cells is None]
    letters = [(line.piece.height, len(line.piece.text), line.piece.is_bold) for line in texts]
    body = _weighted_median([(height, count) for height, count, _ in letters])
    bold = sum(count for _, count, is_bold in letters if is_bold)
    margins: dict[int, float] = {}
    for width in {round(line.page_width) for line in texts}:
        margins |= _right_margin([line.piece for line in texts if round(line.page_width) == width], width)
    draft = Measures(body, _USUAL_LEADING * body, margins, bold > sum(count for _, count, _ in letters) / 2)
    steps = [
        above.piece.bottom - below.piece.bottom
        for above, below in pairwise(texts)
        if above.page == below.page
        and 0 < above.piece.bottom - below.piece.bottom < 2.5 * body
        and _is_same_style(above.piece, below.piece)
        and _is_full(above, below, draft)
    ]
    return Measures(body, median(steps) if steps else draft.leading, margins, draft.has_bold_body)


def _right_margin(pieces: list[Piece], width: int) -> dict[int, float]:
    """Where lines on pages of this width end. Where no wrapped lines show it, it is as wide as the left."""
    ends = sorted(
        piece.right
        for piece in pieces
        if len(piece.text) > _LONG_LINE and not _CONTENTS_ROW.fullmatch(piece.text)
    )
    if not ends:
        return {}
    margin = ends[int(0.95 * (len(ends) - 1))]
    is_shown = sum(abs(end - margin) < _RAGGED * width for end in ends) >= _WRAPPED_LINES
    if not is_shown and margin < _NARROW * width:
        margin = max(margin, width - min(piece.left for piece in pieces))
    return {width: margin}


def _weighted_median(values: list[tuple[float, int]]) -> float:
    total, seen = sum(weight for _, weight in values), 0
    for value, weight in sorted(values):
        seen += weight
        if seen * 2 >= total:
            return value
    return 10.0


def _joint(above: list[PrintedLine], line: PrintedLine, measures: Measures) -> str | None:
    """How `line` follows the paragraph above it: a space, a line break, or None for a new paragraph."""
    if not above:
        return None
    last, first = above[-1], above[0]
    if "\t" in last.piece.text and "\t" in line.piece.text and _is_next_row(last, line):
        return "\n"
    if _CONTENTS_ROW.fullmatch(last.piece.text) or not _is_same_style(last.piece, line.piece):
        return None
    is_full = _is_full(last, line, measures)
    if _CONTENTS_ROW.fullmatch(line.piece.text) and not is_full:
        return None
    if last.page != line.page:
        return (
            " "
            if is_full and _goes_on(last.piece, line.piece) and not _is_list_mark(first, last, line)
            else None
        )
    step = last.piece.bottom - line.piece.bottom
    leading = measures.leading * max(1.0, line.piece.height / measures.body_height)
    if not 0 < step <= _PARAGRAPH_LEADING * leading or _is_list_mark(first, last, line):
        return None
    if "\t" in last.piece.text:
        return None
    if not is_full or _begins_anew(last.piece.text, line.piece.text):
        return "\n"
    if line.piece.left - last.piece.left > _INDENT * line.piece.height and not (
        len(above) == 1 and _list_mark(first.piece.text)
    ):
        return "\n"
    return " "


def _is_next_row(last: PrintedLine, line: PrintedLine) -> bool:
    """Rows of a table without rules stand apart more than wrapped lines, and its first row is often bold."""
    step = last.piece.bottom - line.piece.bottom
    return last.page == line.page and 0 < step < _ROW_LEADING * max(last.piece.height, line.piece.height)


def _is_same_style(above: Piece, below: Piece) -> bool:
    return above.is_bold == below.is_bold and abs(above.height - below.height) <= _SAME_SIZE * max(
        above.height, below.height
    )


def _is_full(above: PrintedLine, below: PrintedLine, measures: Measures) -> bool:
    """Whether the first word of the next line would not have fitted behind this one."""
    space = 0.25 * above.piece.height
    return above.piece.right + space + below.piece.first_word_width > measures.right_margin(above) - 1


def _begins_anew(above: str, below: str) -> bool:
    """A line that is full by chance: an item or a heading below it is no part of its sentence."""
    return bool(_ITEM_LINE.match(below) or (_SENTENCE_END.search(above) and _HEADING_LINE.fullmatch(below)))


def _goes_on(above: Piece, below: Piece) -> bool:
    """Across a page break the distance says nothing; the words must."""
    return below.text[:1].islower() or not _SENTENCE_END.search(above.text)


def _list_mark(text: str) -> re.Match[str] | None:
    return _BULLET.fullmatch(text) or _NUMBER.fullmatch(text)


def _is_list_mark(first: PrintedLine, last: PrintedLine, line: PrintedLine) -> bool:
    """A mark at the beginning of a wrapped line may be a date or a dash; its place tells a list item."""
    if not _list_mark(line.piece.text):
        return False
    if _list_mark(first.piece.text):
        return line.piece.left <= first.piece.left + 1 or line.piece.left > last.piece.left + 1
    return bool(_SENTENCE_END.search(last.piece.text)) or abs(line.piece.left - last.piece.left) > 1


def _write(paragraph: _Paragraph, writer: LineWriter, measures: Measures) -> None:
    if not paragraph.lines:
        return
    text = paragraph.text
    writer.page = paragraph.lines[0].page
    if _CONTENTS_ROW.fullmatch(text):
        writer.write_contents_row(text)
    elif bullet := _BULLET.fullmatch(text):
        writer.write_item(bullet["text"])
    elif (number := _NUMBER.fullmatch(text)) and not _is_heading(paragraph, measures):
        writer.write_item(number["text"], number["mark"])
    else:
        writer.write_tabbed(_LABEL_COLUMN.sub(r"\1 ", text, count=1), marked=_is_heading(paragraph, measures))


def _is_heading(paragraph: _Paragraph, measures: Measures) -> bool:
    pieces = [line.piece for line in paragraph.lines]
    if all(piece.height > _HEADING_SIZE * measures.body_height for piece in pieces):
        return True
    return not measures.has_bold_body and all(piece.is_bold for piece in pieces)


def words_of(lines: list[PrintedLine]) -> Iterator[str]:
    """The words that stand inside lines, where no hyphen comes from wrapping."""
    for line in lines:
        yield from line.piece.text.split()[:-1]
