"""Web pages to lines: block elements become paragraphs, headings are marked, tables keep their cells.

Nothing of the markup comes out. What belongs to the web site and not to the minutes (menus, cookie boxes,
footers) is kept apart as furniture, see `html_chrome.py`.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from apps.ingest.errors import UnreadableDocument
from apps.ingest.readers.decoding import decode
from apps.ingest.readers.document_text import DocumentText, Line
from apps.ingest.readers.failures import DamagedDocument, EmptyDocument
from apps.ingest.readers.html_chrome import Chrome, find_chrome
from apps.ingest.readers.html_nodes import Step, attribute, steps
from apps.ingest.readers.line_writer import LineWriter

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
# Browsers read these names as Windows-1252, and so do the people who wrote the pages.
_LATIN = frozenset(
    ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "iso-8859-15")
)
_TOLERATED = frozenset(("utf-8", "utf8", "cp1252"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "legend"))
_BLOCKS = _HEADINGS | frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "address",
        "details",
        "fieldset",
        "form",
        "figure",
        "figcaption",
        "hr",
        "center",
        "body",
        "html",
        "dialog",
        "menu",
        "option",
    ]
)
_STRONG = frozenset(("b", "strong"))
_LAYOUT_MARKS = frozenset(("table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "form"))
_CELL_PARAGRAPH_LIMIT = 4
_COLUMN_LIMIT = 60
_DROPPED_FORM_PARTS = frozenset(("select", "textarea", "datalist"))


def read_html(content: bytes) -> DocumentText:
    """The lines of a saved page or an export."""
    return read_markup(_decode(content))


def read_markup(markup: str) -> DocumentText:
    """The lines of HTML that is already text, a whole page or a fragment."""
    body = LexborHTMLParser(markup).body
    if body is None:
        raise DamagedDocument("Filen ligner en webside, men har intet indhold.")
    page = _Page(find_chrome(body))
    page.read(body)
    return page.writer.document()


def read_fragment(markup: str) -> tuple[Line, ...]:
    """The lines of HTML inside another document; none when it has no word.

    There is no web site around it, so nothing of it is furniture.
    """
    body = LexborHTMLParser(markup).body
    page = _Page(Chrome())
    if body is not None:
        page.read(body)
    try:
        return page.writer.document().lines
    except EmptyDocument:
        return ()


def _decode(content: bytes) -> str:
    match = (
        None
        if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
        else _META_CHARSET.search(content[:4096])
    )
    name = match[1].decode("ascii").lower() if match else ""
    name = "cp1252" if name in _LATIN else name
    try:
        return content.decode(name) if name else decode(content)
    except (LookupError, UnicodeError):
        pass
    try:
        return decode(content)
    except UnreadableDocument:
        # The page says what it is; a few broken letters are better than no minutes.
        if name not in _TOLERATED:
            raise
        return content.decode(name, "replace")


class _Page:
    """Walks the elements once. Text gathers until a block begins or ends, then becomes a paragraph."""

    def __init__(self, chrome: Chrome) -> None:
        self.writer = LineWriter()
        self._chrome = chrome
        self._chrome_depth = 0
        self._heading_depth = 0
        self._strong_depth = 0
        self._pre_depth = 0
        self._text: list[str] = []
        self._plain_letters = 0
        self._strong_letters = 0
        self._counters: list[int | None] = []
        self._labels: list[str] = []

    def read(self, body: LexborNode) -> None:
        walk = steps(body)
        for step in walk:
            if step.text is not None:
                self._add(step.text)
            elif step.is_start:
                if not self._start(step.node, step.tag):
                    walk.send(True)
            else:
                self._end(step.node, step.tag)
        self._flush()

    def _add(self, text: str) -> None:
        self._text.append(text if self._pre_depth else re.sub(r"\s+", " ", text))
        letters = sum(map(str.isalnum, text))
        if self._strong_depth:
            self._strong_letters += letters
        else:
            self._plain_letters += letters

    def _start(self, node: LexborNode, tag: str) -> bool:
        """Opens an element; False when its inside is not to be walked."""
        if tag in _BLOCKS:
            self._flush()
        if self._chrome.is_chrome(node):
            self._chrome_depth += 1
        if tag == "br":
            self._text.append("\n")
        elif tag in _DROPPED_FORM_PARTS:
            return False
        elif tag in _HEADINGS:
            self._heading_depth += 1
        elif tag in _STRONG:
            self._strong_depth += 1
        elif tag == "pre":
            self._pre_depth += 1
        elif tag in ("ul", "ol", "menu"):
            self._start_list(node, tag)
        elif tag == "li":
            self._labels.append(self._next_label())
        elif tag == "table" and not self._chrome_depth and not _is_layout(node):
            self._write_table(node)
            return False
        return True

    def _end(self, node: LexborNode, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if self._chrome.is_chrome(node):
            self._chrome_depth -= 1
        if tag in _HEADINGS:
            self._heading_depth -= 1
        elif tag in _STRONG:
            self._strong_depth -= 1
        elif tag == "pre":
            self._pre_depth -= 1
        elif tag in ("ul", "ol", "menu"):
            self._counters.pop()
            if not self._counters:
                self.writer.end_block()
        elif tag == "li":
            self._labels.pop()

    def _start_list(self, node: LexborNode, tag: str) -> None:
        start = attribute(node, "start")
        self._counters.append((int(start) if re.fullmatch(r"\d{1,5}", start) else 1) if tag == "ol" else None)

    def _next_label(self) -> str:
        number = self._counters[-1] if self._counters else None
        if number is None:
            return "-"
        self._counters[-1] = number + 1
        return f"{number}."

    def _flush(self) -> None:
        text = "".join(self._text).strip()
        is_strong = self._strong_letters > 0 and not self._plain_letters
        self._text.clear()
        self._plain_letters = self._strong_letters = 0
        if not text:
            return
        if self._chrome_depth:
            self.writer.add_furniture(text)
        elif self._heading_depth:
            self.writer.write_paragraph(text.replace("\n", " "), marked=True)
        elif self._labels:
            self.writer.write_item(text, self._labels[-1])
            self._labels[-1] = ""
        else:
            self.writer.write_paragraph(text, marked=is_strong)

    def _write_table(self, table: LexborNode) -> None:
        self.writer.end_block()
        cells: list[str] = []
        for node in _table_parts(table):
            if node.tag == "tr":
                self.writer.write_row(cells)
                cells = []
            elif node.tag == "caption":
                self.writer.write_paragraph(_text_of(node), marked=True)
            else:
                cells.append(_text_of(node))
                span = attribute(node, "colspan")
                cells += [""] * (min(int(span), _COLUMN_LIMIT) - 1 if re.fullmatch(r"\d{1,4}", span) else 0)
        self.writer.write_row(cells)
        self.writer.end_block()


def _table_parts(table: LexborNode) -> Iterator[LexborNode]:
    """The rows and cells of a table without tables inside it, in order."""
    for step in steps(table):
        if step.is_start and step.tag in ("tr", "td", "th", "caption"):
            yield step.node


def _is_layout(table: LexborNode) -> bool:
    """Tells that a table arranges the page: its cells hold headings, lists, tables or whole texts, or it has
    one column.
    """
    columns = widest = paragraphs = 0
    for step in _starts(table):
        if step.tag in _LAYOUT_MARKS:
            return True
        if step.tag == "tr":
            columns = 0
        elif step.tag in ("td", "th"):
            columns += 1
            widest = max(widest, columns)
            paragraphs = 0
        elif step.tag in ("p", "div"):
            paragraphs += 1
            if paragraphs > _CELL_PARAGRAPH_LIMIT:
                return True
    return widest < 2


def _starts(top: LexborNode) -> Iterator[Step]:
    walk = steps(top)
    next(walk)
    return (step for step in walk if step.is_start)


def _text_of(node: LexborNode) -> str:
    """The text of a cell in one line; blocks and line breaks become spaces."""
    parts = []
    for step in steps(node):
        if step.text is not None:
            parts.append(step.text)
        elif step.tag in _BLOCKS or step.tag == "br":
            parts.append(" ")
    return " ".join("".join(parts).split())
