"""Word documents (DOCX) to lines: headings by style or outline level, numbering as Word shows it, tables,
footnotes.

What Word shows as deleted or hides stays out, what it shows as inserted stays in, and the clerk is told.
Comments are never text of the minutes.
"""

from collections.abc import Iterator

from lxml import etree

from apps.ingest.readers.document_text import DocumentText
from apps.ingest.readers.docx_paragraphs import ParagraphReader
from apps.ingest.readers.docx_styles import Numbering, Styles, local_name, word_attribute
from apps.ingest.readers.failures import DamagedDocument
from apps.ingest.readers.line_writer import LineWriter
from apps.ingest.readers.package_xml import read_xml
from apps.ingest.readers.packages import Package
from apps.ingest.readers.tables import is_layout_table

_DOCUMENT = "word/document.xml"
_RELATIONSHIPS = "_rels/.rels"
_CONTAINERS = frozenset(
    (
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "body",
        "tc",
        "AlternateContent",
        "Choice",
    )
)
_COLUMN_LIMIT = 60


def read_docx(content: bytes) -> DocumentText:
    """The lines of a Word document; pages are counted by the page breaks that Word stored."""
    with Package(content) as package:
        return _Document(package).read()


class _Document:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.writer = LineWriter()
        self.document_name = next(self._related(_RELATIONSHIPS, "", "officeDocument"), _DOCUMENT)
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"))
        self.paragraphs = ParagraphReader(
            self.styles, {kind: self._notes(kind) for kind in ("footnote", "endnote")}, self.writer
        )

    def read(self) -> DocumentText:
        body = next(
            (child for child in read_xml(self.package, self.document_name) if local_name(child) == "body"),
            None,
        )
        if body is None:
            raise DamagedDocument("Word-dokumentet har intet indhold. Gem det igen i Word, og prøv igen.")
        self._read_blocks(body)
        self._read_running_lines()
        if self._part("comments") is not None:
            self.writer.add_note("comments", "Dokumentet har kommentarer i margenen. De er ikke taget med.")
        return self.writer.document()

    def _part(self, kind: str) -> etree._Element | None:
        """The part of that kind; Word may number its parts, so `styles` can be `word/styles2.xml`."""
        folder, _, name = self.document_name.rpartition("/")
        found = next(self._related(f"{folder}/_rels/{name}.rels", folder, kind), f"{folder}/{kind}.xml")
        return read_xml(self.package, found) if found in self.package.names else None

    def _related(self, name: str, folder: str, kind: str) -> Iterator[str]:
        """Names of existing parts that the list of relationships `name` gives for `kind`."""
        for relation in read_xml(self.package, name) if name in self.package.names else ():
            target = word_attribute(relation, "Target")
            path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
            if word_attribute(relation, "Type").endswith(f"/{kind}") and path in self.package.names:
                yield path

    def _notes(self, kind: str) -> dict[str, etree._Element]:
        root = self._part(f"{kind}s")
        return (
            {word_attribute(note, "id"): note for note in root if local_name(note) == kind}
            if root is not None
            else {}
        )

    def _read_blocks(self, container: etree._Element) -> None:
        for element in container:
            name = local_name(element)
            if name == "p":
                self._read_paragraph(element)
            elif name == "tbl":
                self._read_table(element)
            elif name in _CONTAINERS:
                self._read_blocks(element)
            elif name == "altChunk":
                self.writer.add_note(
                    "embedded", "Dokumentet har et indlejret dokument, som ikke kan læses med."
                )

    def _read_paragraph(self, element: etree._Element) -> None:
        paragraph = self.paragraphs.read(element)
        self.writer.page += paragraph.pages_before
        if paragraph.text.strip():
            label = self.numbering.label(paragraph.numbering)
            if paragraph.is_contents:
                self.writer.write_contents_row(f"{label} {paragraph.text}")
            elif paragraph.is_heading:
                self.writer.write_paragraph(f"{label.removeprefix('-')} {paragraph.text}", marked=True)
            elif label:
                self.writer.write_item(paragraph.text, label)
            else:
                self.writer.write_tabbed(paragraph.text, marked=paragraph.is_bold)
        self.writer.page += paragraph.pages_inside
        for note in paragraph.notes:
            self.writer.write_paragraph(note)
        for box in paragraph.boxes:
            self._read_blocks(box)

    def _read_table(self, table: etree._Element) -> None:
        rows = [_cells_of(row) for row in _children(table, "tr")]
        blocks = [
            [[child for child in cell if local_name(child) in ("p", "tbl")] for cell in row] for row in rows
        ]
        if is_layout_table(blocks, self._is_structure):
            for cell in (cell for row in rows for cell in row):
                self._read_blocks(cell)
            return
        self.writer.end_block()
        for row in rows:
            self.writer.write_row(self._row_texts(row))
        self.writer.end_block()

    def _is_structure(self, block: etree._Element) -> bool:
        return local_name(block) == "tbl" or self.styles.outline(block) is not None

    def _row_texts(self, row: list[etree._Element]) -> list[str]:
        texts = []
        for cell in row:
            parts = []
            for element in _children(cell, "p"):
                paragraph = self.paragraphs.read(element)
                self.writer.page += paragraph.pages_before + paragraph.pages_inside
                parts += [f"{self.numbering.label(paragraph.numbering)} {paragraph.text}", *paragraph.notes]
                parts += [" ".join(map(str, box.itertext())) for box in paragraph.boxes]
            texts.append(" ".join(parts))
            span = next((word_attribute(grid, "val") for grid in cell.iterfind("{*}tcPr/{*}gridSpan")), "")
            texts += [""] * (min(int(span), _COLUMN_LIMIT) - 1 if span.isdecimal() and span.isascii() else 0)
        return texts

    def _read_running_lines(self) -> None:
        for name in sorted(self.package.names):
            if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
                for element in read_xml(self.package, name).iter("{*}p"):
                    self.writer.add_furniture(self.paragraphs.read(element).text)


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    """Children of that name, also inside content controls and tracked insertions."""
    found = []
    for child in element:
        if local_name(child) == name:
            found.append(child)
        elif local_name(child) in _CONTAINERS:
            found += _children(child, name)
    return found


def _cells_of(row: etree._Element) -> list[etree._Element]:
    if next(row.iterfind("{*}trPr/{*}del"), None) is not None:
        return []
    return _children(row, "tc")
