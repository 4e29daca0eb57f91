"""OpenDocument texts (ODT) to lines: headings by outline level, list numbers as shown, tables, notes, text
boxes.

Deleted text of tracked changes, hidden text and comments stay out; the clerk is told about the first two.
"""

from lxml import etree

from apps.ingest.readers.document_text import DocumentText
from apps.ingest.readers.failures import DamagedDocument, EncryptedDocument
from apps.ingest.readers.line_writer import LineWriter
from apps.ingest.readers.odt_paragraphs import ParagraphReader
from apps.ingest.readers.odt_styles import ListPlace, Styles, attribute, is_bold, local_name
from apps.ingest.readers.package_xml import read_xml
from apps.ingest.readers.packages import Package
from apps.ingest.readers.tables import is_layout_table

_CONTAINERS = frozenset(
    ("section", "index-body", "index-title", "text-box", "frame", "numbered-paragraph", "custom-shape", "g")
)
_INDEXES = frozenset(
    ("table-of-content", "illustration-index", "table-index", "alphabetical-index", "user-index")
)
_ROW_GROUPS = frozenset(("table-header-rows", "table-rows", "table-row-group"))
_REPEAT_LIMIT = 60


def read_odt(content: bytes) -> DocumentText:
    """The lines of an OpenDocument text; pages are counted by the stored page breaks."""
    with Package(content) as package:
        if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read(
            "META-INF/manifest.xml"
        ):
            raise EncryptedDocument(
                "Filen er beskyttet med adgangskode. Gem den uden adgangskode, og prøv igen."
            )
        styles_root = read_xml(package, "styles.xml") if "styles.xml" in package.names else None
        return _Document(read_xml(package, "content.xml"), styles_root).read()


class _Document:
    def __init__(self, content: etree._Element, styles_root: etree._Element | None) -> None:
        self._content = content
        self._styles_root = styles_root
        self._styles = Styles([root for root in (styles_root, content) if root is not None])
        self._writer = LineWriter()
        self._paragraphs = ParagraphReader(self._styles, self._writer)
        self._is_contents = False
        self._next_numbers: dict[ListPlace, int | None] = {}

    def read(self) -> DocumentText:
        text = self._content.find("{*}body/{*}text")
        if text is None:
            raise DamagedDocument(
                "Dokumentet har intet indhold. Gem det igen i programmet, hvor det er lavet, og prøv igen."
            )
        self._read_blocks(text)
        for part in (
            self._styles_root.iterfind("{*}master-styles/{*}master-page/*")
            if self._styles_root is not None
            else ()
        ):
            for element in part.iter("{*}p", "{*}h"):
                self._writer.add_furniture(self._paragraphs.read(element).text)
        return self._writer.document()

    def _read_blocks(self, container: etree._Element) -> None:
        for element in container:
            name = local_name(element)
            if name in ("p", "h"):
                self._read_paragraph(element)
            elif name == "list":
                self._read_list(element, ListPlace(attribute(element, "style-name"), 1))
            elif name == "table":
                self._read_table(element)
            elif name == "tracked-changes":
                self._paragraphs.note_deletions(element)
            elif name in _INDEXES:
                self._is_contents = True
                self._read_blocks(element)
                self._is_contents = False
            elif name == "soft-page-break":
                self._writer.page += 1
            elif name == "section" and attribute(element, "display") == "none":
                self._paragraphs.note_hidden(element)
            elif name in _CONTAINERS:
                self._read_blocks(element)

    def _read_paragraph(self, element: etree._Element, label: str = "") -> None:
        paragraph = self._paragraphs.read(element)
        if self._is_contents and paragraph.text.strip()[-1:].isdecimal():
            self._writer.write_contents_row(paragraph.text)
        elif local_name(element) == "h":
            self._writer.write_paragraph(f"{label.removeprefix('-')} {paragraph.text}", marked=True)
        elif label:
            self._writer.write_item(paragraph.text, label.strip())
        else:
            self._writer.write_tabbed(paragraph.text, marked=is_bold(element, self._styles))
        self._writer.page += paragraph.page_count
        for note in paragraph.notes:
            self._writer.write_paragraph(note)
        for box in paragraph.boxes:
            self._read_blocks(box)

    def _read_list(self, element: etree._Element, place: ListPlace) -> None:
        """A list; `place` is its style and level. A list inside takes the style of the outer one unless it
        has its own.
        """
        if attribute(element, "continue-numbering") != "true" or place not in self._next_numbers:
            self._next_numbers[place] = self._styles.start(place)
        for item in element:
            label = self._next_label(place) if local_name(item) == "list-item" else " "
            for child in item:
                if local_name(child) == "list":
                    style = attribute(child, "style-name") or place.style
                    self._read_list(child, ListPlace(style, place.level + 1))
                elif local_name(child) in ("p", "h"):
                    self._read_paragraph(child, label)
                    label = " "
        if place.level == 1:
            self._writer.end_block()

    def _next_label(self, place: ListPlace) -> str:
        number = self._next_numbers[place]
        self._next_numbers[place] = None if number is None else number + 1
        return self._styles.label(place, number)

    def _read_table(self, table: etree._Element) -> None:
        rows = [
            [cell for cell in row if local_name(cell) in ("table-cell", "covered-table-cell")]
            for row in _rows(table)
        ]
        if is_layout_table([[list(cell) for cell in row] for row in rows], _is_structure):
            for cell in (cell for row in rows for cell in row):
                self._read_blocks(cell)
            return
        self._writer.end_block()
        for row in rows:
            self._writer.write_row([text for cell in row for text in self._cell_texts(cell)])
        self._writer.end_block()

    def _cell_texts(self, cell: etree._Element) -> list[str]:
        parts = []
        for element in cell.iter("{*}p", "{*}h"):
            paragraph = self._paragraphs.read(element)
            self._writer.page += paragraph.page_count
            parts += [paragraph.text, *paragraph.notes]
        repeat = attribute(cell, "number-columns-repeated")
        return [" ".join(parts)] * (
            min(int(repeat), _REPEAT_LIMIT) if repeat.isascii() and repeat.isdecimal() else 1
        )


def _rows(table: etree._Element) -> list[etree._Element]:
    rows = []
    for child in table:
        if local_name(child) == "table-row":
            rows.append(child)
        elif local_name(child) in _ROW_GROUPS:
            rows += _rows(child)
    return rows


def _is_structure(block: etree._Element) -> bool:
    return local_name(block) in ("h", "table", "list")
