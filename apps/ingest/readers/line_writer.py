"""Lays out what a reader finds as lines, so that every file format gives the same text form of the same
minutes.

Paragraphs and headings stand between blank lines; table rows, list items and contents rows follow each other
directly.
"""

import re
from enum import Enum, auto

from apps.ingest.readers.cleaning import clean_line
from apps.ingest.readers.document_text import DocumentText, Line, Note
from apps.ingest.readers.failures import EmptyDocument, TooLargeDocument

TEXT_LIMIT = 50_000_000
LINE_LIMIT = 1_000_000
# Longer than any heading; a whole paragraph in bold is emphasis.
HEADING_LIMIT = 250
_LEADER = re.compile(r".*\S[ \t]*(?:\.[ ]?){4,}[ \t]*\d{1,4}")
_CONTENTS_ROW = re.compile(r"(?P<title>.*?\S)(?:[ \t]*(?:\.[ ]?){3,}[ \t]*|[ ]*\t[ \t]*)(?P<page>\d{1,4})")


class Layout(Enum):
    """What the last written line was: decides whether a blank line follows."""

    NOTHING = auto()
    PARAGRAPH = auto()
    ROW = auto()
    ITEM = auto()
    CONTENTS = auto()


class LineWriter:
    """Collects the lines of one document. `page` is set by the reader as it goes, counted from 1."""

    def __init__(self) -> None:
        self.page = 1
        self._lines: list[Line] = []
        self._furniture: list[tuple[int, str]] = []
        self._notes: list[Note] = []
        self._last = Layout.NOTHING
        self._size = 0

    def write_paragraph(self, text: str, *, marked: bool = False) -> None:
        """Writes a paragraph.

        Line breaks inside it stay as lines; tabs become spaces. Blank text writes nothing.
        """
        rows = [row for part in text.split("\n") if (row := _row(part.replace("\t", " ")))]
        is_heading = marked and len(rows) <= 2 and sum(map(len, rows)) <= HEADING_LIMIT
        self._write(rows, Layout.PARAGRAPH, marked=is_heading)

    def write_tabbed(self, text: str, *, marked: bool = False) -> None:
        """Writes a paragraph whose tabs mean columns, such as a label with its value."""
        rows = [row for part in text.split("\n") if (row := _row(part).strip("\t"))]
        self._write(rows, Layout.PARAGRAPH, marked=marked and "\t" not in "".join(rows))

    def write_item(self, text: str, label: str = "-") -> None:
        """Writes a list item: `- text`, or with the number the document shows."""
        rows = [row for part in text.split("\n") if (row := clean_line(part.replace("\t", " ")))]
        if rows:
            rows[0] = clean_line(f"{label} {rows[0]}").lstrip()
        self._write(rows, Layout.ITEM)

    def write_row(self, cells: list[str]) -> None:
        """Writes a table row as its cells between tabs. An empty row writes nothing."""
        row = clean_line("\t".join(" ".join(cell.split()) for cell in cells))
        self._write([row] if row else [], Layout.ROW)

    def write_contents_row(self, text: str) -> None:
        """Writes a row of a list of contents as `title.....` tab page number."""
        row = contents_row(text)
        self._write([row] if row else [], Layout.CONTENTS)

    def end_block(self) -> None:
        """Says that a list or table is over: the next one starts after a blank line."""
        if self._last is not Layout.NOTHING:
            self._last = Layout.PARAGRAPH

    def add_furniture(self, text: str) -> None:
        """Keeps text that is no part of the minutes: running headers, page numbers, menus of a web page."""
        for part in text.split("\n"):
            if row := clean_line(part).strip():
                self._count(row)
                self._furniture.append((self.page, row))

    def add_note(self, code: str, message: str) -> None:
        """Tells the clerk about something in the file. The same code is told once."""
        if code not in {note.code for note in self._notes}:
            self._notes.append(Note(code, message))

    def document(self, *, is_ocr: bool = False) -> DocumentText:
        """Everything written; raises EmptyDocument when there is no word."""
        if not self._lines:
            raise EmptyDocument("Filen indeholder ingen tekst.")
        first = len(self._lines) + 1
        furniture = tuple(
            Line(first + index, text, page) for index, (page, text) in enumerate(self._furniture)
        )
        return DocumentText(tuple(self._lines), furniture=furniture, is_ocr=is_ocr, notes=tuple(self._notes))

    def _write(self, rows: list[str], layout: Layout, *, marked: bool = False) -> None:
        if not rows:
            return
        if self._last is not Layout.NOTHING and (layout is Layout.PARAGRAPH or layout is not self._last):
            self._append("", marked=False)
        for row in rows:
            self._append(row, marked=marked)
        self._last = layout

    def _append(self, text: str, *, marked: bool) -> None:
        self._count(text)
        self._lines.append(Line(len(self._lines) + 1, text, self.page, marked))

    def _count(self, text: str) -> None:
        self._size += len(text) + 1
        if self._size > TEXT_LIMIT or len(self._lines) + len(self._furniture) >= LINE_LIMIT:
            raise TooLargeDocument("Filen indeholder mere tekst, end et referat kan have (højst 50 MB).")


def contents_row(text: str) -> str:
    """`Title ...... 3` or `Title` tab `3` -> `Title.....` tab `3`; other text as it is."""
    row = clean_line(text)
    match = _CONTENTS_ROW.fullmatch(row[:1000])
    if not match:
        return row
    title = match["title"].replace("\t", " ").rstrip(". ")
    return f"{title}.....\t{match['page']}"


def _row(text: str) -> str:
    """One line of a paragraph; a row of a list of contents is known by its dots, whatever style it has."""
    row = clean_line(text)
    return contents_row(row) if _LEADER.fullmatch(row[:1000]) else row
