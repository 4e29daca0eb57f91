"""The words in XML of office documents: what belongs together stays together, what stands apart is apart.

A text box, a comment or a footnote lies inside the paragraph it is tied to, but is no part of its words.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from apps.ingest.checking.layers.raw import has_many_digits

_APART = frozenset((
    "p", "h", "si", "txbxContent", "annotation", "comment", "footnote", "endnote", "note", "note-body",
    "title", "desc", "text-box", "textbox", "deletion", "insertion", "header", "footer", "list-item",
))  # fmt: skip
_ROWS, _CELLS, _TABLES = (
    frozenset(("tr", "table-row", "row")),
    frozenset(("tc", "table-cell", "c")),
    frozenset(("tbl", "table", "sheetData")),
)
_LETTERS = {
    "tab": "\t", "s": " ", "br": "\n", "cr": "\n", "line-break": "\n", "noBreakHyphen": "-", "ptab": "\t",
}  # fmt: skip
_DELETED, _INSERTED = frozenset(("del", "moveFrom")), frozenset(("ins", "moveTo"))
# Attributes that hold words of people; in any other a bare number is a size or a key.
_SPOKEN = frozenset((
    "descr", "title", "alt", "val", "value", "string-value", "content", "name", "instr", "date-value",
))  # fmt: skip
_NAMES_A_NUMBER = re.compile(r"cpr|personn", re.IGNORECASE)


def texts_of(content: bytes) -> Iterator[str]:
    """Every text of an XML file, also comments and attributes; the bare letters when it can't be parsed."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        yield content.decode("utf-8", "replace")
    if root is None:
        return
    yield from _Walk().texts(root)
    names = {etree.QName(element).localname for element in root.iter("*")}
    for left_out in (_DELETED, _INSERTED):
        if names & left_out:
            yield from _Walk(left_out).texts(root)


class _Walk:
    """One way through a tree. The parser bounds how deep it is."""

    def __init__(self, left_out: frozenset[str] = frozenset()) -> None:
        self._left_out = left_out
        self._told: list[str] = []
        self._rows: list[list[str]] = []
        self._headings: list[list[str]] = []

    def texts(self, root: etree._Element) -> list[str]:
        words: list[str] = []
        self._read(root, words)
        self._told.append("".join(words))
        return self._told

    def _read(self, element: etree._Element, words: list[str]) -> None:
        if element.tag in (etree.Comment, etree.PI, etree.Entity):
            self._told.append(element.text or "")
            return
        name = etree.QName(element).localname
        if name in self._left_out:
            return
        self._read_attributes(element)
        words.append(_LETTERS.get(name, ""))
        if name in _TABLES:
            self._headings.append([])
        if name in _ROWS:
            self._rows.append([])
        own: list[str] = [] if name in _APART or name in _CELLS else words
        own.append(element.text or "")
        for child in element:
            self._read(child, own)
            own.append(child.tail or "")
        if own is not words:
            self._end_apart(name, "".join(own))
        if name in _ROWS:
            self._end_row(self._rows.pop())
        if name in _TABLES:
            self._headings.pop()

    def _end_apart(self, name: str, text: str) -> None:
        """In a table the words of a paragraph are also those of its cell, and of its row."""
        self._told.append(text)
        if self._rows and name in _CELLS:
            self._rows[-1].append("")
        elif self._rows:
            cells = self._rows[-1] or [""]
            cells[-1] += text
            self._rows[-1] = cells

    def _end_row(self, cells: list[str]) -> None:
        self._told.append("\t".join(cells))
        if not self._headings:
            return
        if not self._headings[-1]:
            self._headings[-1] = cells
            return
        for heading, cell in zip(self._headings[-1], cells, strict=False):
            if _NAMES_A_NUMBER.search(heading):
                self._told.append(f"cpr: {cell}")

    def _read_attributes(self, element: etree._Element) -> None:
        for key, told in element.attrib.items():
            name, value = etree.QName(key).localname, str(told)
            if has_many_digits(value) and (name in _SPOKEN or not value.isdecimal()):
                self._told.append(f"{name}: {unquote(value)}")
