"""One paragraph of an OpenDocument text: its text as shown, with its notes, text boxes and page breaks."""

from dataclasses import dataclass, field

from lxml import etree

from apps.ingest.readers.line_writer import LineWriter
from apps.ingest.readers.odt_styles import Styles, attribute, local_name

# Comments, and the second wording of a ruby text, are no part of the line.
_LEFT_OUT = frozenset(("annotation", "annotation-end", "ruby-text", "tracked-changes", "script"))
_HIDDEN = frozenset(("hidden-text", "hidden-paragraph"))
_SPACE_LIMIT = 100


@dataclass(slots=True)
class Paragraph:
    """`boxes` are the text boxes anchored here; `page_count` the page breaks inside."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    page_count: int = 0


class ParagraphReader:
    """Reads paragraphs and notes for the clerk what was left out."""

    def __init__(self, styles: Styles, writer: LineWriter) -> None:
        self._styles = styles
        self._writer = writer

    def read(self, element: etree._Element) -> Paragraph:
        paragraph = Paragraph()
        parts: list[str] = []
        if self._styles.is_hidden(attribute(element, "style-name")):
            self.note_hidden(element)
            return paragraph
        self._read_inside(element, paragraph, parts)
        paragraph.text = "".join(parts)
        return paragraph

    def note_hidden(self, element: etree._Element) -> None:
        if "".join(map(str, element.itertext())).strip():
            self._writer.add_note("hidden_text", "Dokumentet har skjult tekst. Den er ikke taget med.")

    def note_deletions(self, element: etree._Element) -> None:
        if element.find("{*}changed-region/{*}deletion") is not None:
            self._writer.add_note(
                "tracked_changes",
                "Dokumentet har rettelser, der ikke er godkendt. Slettet tekst er ikke taget med.",
            )

    def _read_inside(self, element: etree._Element, paragraph: Paragraph, parts: list[str]) -> None:
        parts.append(_flat(element.text))
        for child in element:
            self._read_child(child, local_name(child), paragraph, parts)
            parts.append(_flat(child.tail))

    def _read_child(self, child: etree._Element, name: str, paragraph: Paragraph, parts: list[str]) -> None:
        if name == "s":
            count = attribute(child, "c")
            parts.append(
                " " * (min(int(count[:4]), _SPACE_LIMIT) if count.isascii() and count.isdecimal() else 1)
            )
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name == "soft-page-break":
            paragraph.page_count += 1
        elif name == "note":
            self._read_note(child, paragraph, parts)
        elif name in ("frame", "text-box", "custom-shape", "g"):
            paragraph.boxes.append(child)
        elif name in _HIDDEN or (name == "span" and self._styles.is_hidden(attribute(child, "style-name"))):
            self.note_hidden(child)
        elif name not in _LEFT_OUT:
            self._read_inside(child, paragraph, parts)

    def _read_note(self, note: etree._Element, paragraph: Paragraph, parts: list[str]) -> None:
        citation = "".join(
            str(text) for part in note.iterfind("{*}note-citation") for text in part.itertext()
        ).strip()
        parts.append(f"[{citation}]")
        body = " ".join(self.read(element).text for element in note.iterfind("{*}note-body/{*}p"))
        paragraph.notes.append(f"[{citation}] {body}" if body.strip() else "")


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\t", " ")
