"""The layers of plain text, Markdown, and of data in JSON."""

import json
import re
from collections.abc import Iterator

from apps.ingest.checking.layers.layer import Found, Layer
from apps.ingest.checking.layers.markup import find_in_markup
from apps.ingest.checking.layers.raw import find_in_bytes
from apps.ingest.checking.layers.xml_text import texts_of
from apps.ingest.errors import UnreadableDocument
from apps.ingest.readers.decoding import decode

_TEXT = "dokumentets tekst"
_MARKS = re.compile(r"[*_`~]")


def find_in_text(content: bytes) -> Iterator[Found]:
    """The text as it stands, without marks of emphasis, and as a page when it holds tags."""
    try:
        text = decode(content)
    except UnreadableDocument:
        yield from find_in_bytes(content)
        return
    yield Layer(_TEXT, text)
    if b"\0" in content:
        # Words may be both: what was taken for wide letters may be narrow ones with padding.
        yield from find_in_bytes(content)
    if _MARKS.search(text):
        yield Layer(_TEXT, _MARKS.sub("", text))
    if "<" in text:
        yield from find_in_markup(text)


def find_in_page(content: bytes) -> Iterator[Found]:
    try:
        text = decode(content)
    except UnreadableDocument:
        text = content.decode("cp1252", "replace")
    yield from find_in_markup(text)


def find_in_xml(content: bytes) -> Iterator[Found]:
    """The words of XML data; what is a web page inside it is read as one."""
    text = "\n".join(texts_of(content))
    yield Layer(_TEXT, text)
    if "<" in text:
        yield from find_in_markup(text)


def find_in_json(content: bytes) -> Iterator[Found]:
    """Every name with its value, so that `"cpr": "…"` is seen together."""
    yield from find_in_text(content)
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return
    lines = "\n".join(_lines(told))
    yield Layer(_TEXT, lines)
    if "<" in lines:
        yield from find_in_markup(lines)


def _lines(value: object, name: str = "") -> Iterator[str]:
    open_values = [(name, value)]
    while open_values:
        name, value = open_values.pop()
        if isinstance(value, dict):
            open_values += [(str(key), part) for key, part in reversed(value.items())]
        elif isinstance(value, list):
            open_values += [(name, part) for part in reversed(value)]
        elif isinstance(value, str | int | float):
            yield f"{name}: {value}"
