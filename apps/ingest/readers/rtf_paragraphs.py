"""What an RTF paragraph is, once its letters are gathered: heading, contents row, list item, table cell or
text.
"""

import re
from dataclasses import dataclass, field

from apps.ingest.readers.line_writer import LineWriter
from apps.ingest.readers.tables import is_layout_table

_HEADING_NAME = re.compile(r"(?:heading|overskrift)\s*[1-9]|title|titel|subtitle|undertitel", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|contents|indholdsfortegnelse)\s*[1-9]", re.IGNORECASE)
_NUMBER_LABEL = re.compile(r"[\w.():§\- ]*\w[\w.():§\- ]*")
_BODY_LEVEL = 9


@dataclass(slots=True)
class Paragraph:
    """The letters of one paragraph as they come in, with its style and the notes that hang on it."""

    style: int = 0
    level: int | None = None
    label: str = ""
    notes: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _bold_letters: int = 0
    _plain_letters: int = 0

    def add(self, text: str, *, is_bold: bool) -> None:
        self._parts.append(text)
        letters = sum(map(str.isalnum, text))
        if is_bold:
            self._bold_letters += letters
        else:
            self._plain_letters += letters

    def text(self) -> str:
        """The text; halves of characters that RTF writes as two numbers are put together."""
        return "".join(self._parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    @property
    def is_bold(self) -> bool:
        return self._bold_letters > 0 and not self._plain_letters


class RtfStyles:
    """Names and outline levels from the style sheet."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._levels: dict[int, int] = {}
        self._current = 0

    def take_word(self, word: str, number: int | None) -> None:
        if word in ("s", "cs", "ds", "ts"):
            self._current = number or 0 if word == "s" else -1
        elif word == "outlinelevel" and number is not None:
            self._levels[self._current] = number

    def take_text(self, text: str) -> None:
        name = (self._names.get(self._current, "") + text)[:100]
        if self._current >= 0 and not self._names.get(self._current, "").endswith(";"):
            self._names[self._current] = name
        if text.endswith(";"):
            self._current = 0

    def is_heading(self, paragraph: Paragraph) -> bool:
        level = self._levels.get(paragraph.style) if paragraph.level is None else paragraph.level
        if level is not None:
            return 0 <= level < _BODY_LEVEL
        return bool(_HEADING_NAME.fullmatch(self._name(paragraph)))

    def is_contents(self, paragraph: Paragraph) -> bool:
        return bool(_CONTENTS_NAME.fullmatch(self._name(paragraph)))

    def _name(self, paragraph: Paragraph) -> str:
        return self._names.get(paragraph.style, "").strip().removesuffix(";").strip()


def write_paragraph(writer: LineWriter, paragraph: Paragraph, styles: RtfStyles) -> None:
    """Writes a paragraph outside of tables, then its notes."""
    text, label = paragraph.text(), _label(paragraph)
    if styles.is_contents(paragraph):
        writer.write_contents_row(f"{label} {text}")
    elif styles.is_heading(paragraph):
        writer.write_paragraph(f"{label.removeprefix('-')} {text}" if text.strip() else "", marked=True)
    elif label:
        writer.write_item(text, label)
    else:
        writer.write_tabbed(text, marked=paragraph.is_bold)
    for note in paragraph.notes:
        writer.write_paragraph(note)


def write_row(writer: LineWriter, row: list[list[Paragraph]], styles: RtfStyles) -> None:
    """Writes a table row, or its paragraphs one by one when the table only arranges the page."""
    if is_layout_table([row], styles.is_heading):
        for paragraph in (paragraph for cell in row for paragraph in cell):
            write_paragraph(writer, paragraph, styles)
        return
    writer.write_row([" ".join(f"{_label(part)} {part.text()}".strip() for part in cell) for cell in row])
    for note in (note for cell in row for part in cell for note in part.notes):
        writer.write_paragraph(note)


def _label(paragraph: Paragraph) -> str:
    """The printed number of a list item; a bullet of any font becomes a dash."""
    label = paragraph.label.strip()[:40]
    return label if not label or _NUMBER_LABEL.fullmatch(label) else "-"
