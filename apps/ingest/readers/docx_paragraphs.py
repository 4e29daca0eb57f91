"""One paragraph of a Word document: its text as Word shows it, with what hangs on it (notes, text boxes, page
breaks).
"""

from dataclasses import dataclass, field

from lxml import etree

from apps.ingest.readers.docx_styles import ListPlace, Styles, local_name, word_attribute
from apps.ingest.readers.line_writer import LineWriter

_INSIDE = frozenset(
    ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir")
)
_LEFT_OUT = frozenset(("del", "moveFrom"))
_DRAWN = frozenset(("drawing", "pict", "object"))
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


@dataclass(slots=True)
class Paragraph:
    """`numbering` is the paragraph's place in a list; `boxes` hold the text boxes anchored here."""

    text: str = ""
    is_heading: bool = False
    is_contents: bool = False
    is_bold: bool = False
    numbering: ListPlace | None = None
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pages_before: int = 0
    pages_inside: int = 0


class ParagraphReader:
    """Reads paragraphs; `notes` are the footnotes and endnotes of the document by kind and id."""

    def __init__(
        self, styles: Styles, notes: dict[str, dict[str, etree._Element]], writer: LineWriter
    ) -> None:
        self._styles = styles
        self._notes = notes
        self._writer = writer
        self._note_depth = 0

    def read(self, element: etree._Element) -> Paragraph:
        """The paragraph `element`, a `w:p`."""
        found = _Runs(
            self._styles, next((word_attribute(s, "val") for s in element.iterfind("{*}pPr/{*}pStyle")), "")
        )
        found.read(element)
        if found.has_deletions:
            self._writer.add_note(
                "tracked_changes",
                "Dokumentet har rettelser, der ikke er godkendt. Slettet tekst er ikke taget med.",
            )
        if found.has_hidden_text:
            self._writer.add_note("hidden_text", "Dokumentet har skjult tekst. Den er ikke taget med.")
        paragraph = found.paragraph
        paragraph.text = "".join(found.parts)
        paragraph.is_heading = self._styles.outline(element) is not None
        paragraph.is_contents = self._styles.is_contents(element)
        paragraph.numbering = self._styles.list_place(element)
        paragraph.is_bold = found.bold_letters > 0 and not found.plain_letters
        paragraph.notes = [self._note_text(kind, key) for kind, key in found.references]
        return paragraph

    def _note_text(self, kind: str, key: str) -> str:
        note = self._notes[kind].get(key)
        if note is None or self._note_depth:
            return ""
        self._note_depth += 1
        text = " ".join(self.read(element).text for element in note.iter("{*}p"))
        self._note_depth -= 1
        return f"[{key}] {text}" if text.strip() else ""


class _Runs:
    """Gathers the text of one paragraph run by run."""

    def __init__(self, styles: Styles, paragraph_style: str) -> None:
        self._styles = styles
        self._paragraph_style = paragraph_style
        self.paragraph = Paragraph()
        self.parts: list[str] = []
        self.references: list[tuple[str, str]] = []
        self.bold_letters = self.plain_letters = 0
        self.has_deletions = self.has_hidden_text = False

    def read(self, holder: etree._Element) -> None:
        for element in holder:
            name = local_name(element)
            if name == "r":
                self._read_run(element)
            elif name in _INSIDE:
                self.read(element)
            elif name in _LEFT_OUT:
                self.has_deletions = True
            elif name == "AlternateContent":
                self._read_alternative(element)

    def _read_run(self, run: etree._Element) -> None:
        if self._styles.switch("vanish", run, ""):
            self.has_hidden_text = self.has_hidden_text or bool("".join(map(str, run.itertext())).strip())
            return
        start = len(self.parts)
        for element in run:
            self._read_piece(element, local_name(element))
        letters = sum(map(str.isalnum, "".join(self.parts[start:])))
        if self._styles.switch("b", run, self._paragraph_style):
            self.bold_letters += letters
        else:
            self.plain_letters += letters

    def _read_piece(self, element: etree._Element, name: str) -> None:
        if name == "t":
            self.parts.append((element.text or "").replace("\n", " ").replace("\t", " "))
        elif name == "br":
            self._read_break(word_attribute(element, "type"))
        elif name == "lastRenderedPageBreak":
            self._turn_page()
        elif name == "sym":
            self.parts.append("•" if word_attribute(element, "char").upper().startswith("F0") else "")
        elif name in ("footnoteReference", "endnoteReference"):
            key = word_attribute(element, "id")
            self.parts.append(f"[{key}]")
            self.references.append((name.removesuffix("Reference"), key))
        elif name in _DRAWN:
            self.paragraph.boxes += _boxes(element)
        elif name == "AlternateContent":
            self._read_alternative(element)
        else:
            self.parts.append(_CHARACTERS.get(name, ""))

    def _read_break(self, kind: str) -> None:
        if kind == "page":
            self._turn_page()
        self.parts.append("\n")

    def _turn_page(self) -> None:
        if "".join(self.parts).strip():
            self.paragraph.pages_inside += 1
        else:
            self.paragraph.pages_before += 1

    def _read_alternative(self, element: etree._Element) -> None:
        """The same drawing is stored for new and for old programs; the first form is enough."""
        choice = next(element.iterfind("{*}Choice"), None)
        choice = next(element.iterfind("{*}Fallback"), None) if choice is None else choice
        for child in choice if choice is not None else ():
            if local_name(child) in _DRAWN:
                self.paragraph.boxes += _boxes(child)
            elif local_name(child) == "r":
                self._read_run(child)


def _boxes(drawing: etree._Element) -> list[etree._Element]:
    """The outermost text boxes; a box inside a box is found again when its own paragraphs are read."""
    boxes = list(drawing.iter("{*}txbxContent"))
    return [box for box in boxes if not any(ancestor in boxes for ancestor in box.iterancestors())]
