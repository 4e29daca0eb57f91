"""All layers of a file and of the files inside it. Knows nothing of Django; runs in the sandbox."""

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from apps.ingest.checking.layers.layer import UNCHECKED, Found, Layer
from apps.ingest.errors import UnreadableDocument
from apps.ingest.readers.failures import EncryptedDocument
from apps.ingest.readers.sniffing import FileKind, sniff

_DEEPEST = 4
_MOST_FILES = 2_000
_LONGEST_TEXT = 60_000_000
_INSIDE = "en fil i filen"
_ROOM = "apps.ingest.checking.layers"
_BY_KIND = {
    FileKind.PDF: ("pdf", "find_in_pdf"),
    FileKind.DOCX: ("packages", "find_in_package"),
    FileKind.ODT: ("packages", "find_in_package"),
    FileKind.RTF: ("rich_text", "find_in_rich_text"),
    FileKind.MHTML: ("mail", "find_in_mail"),
    FileKind.IMAGE: ("raw", "find_in_picture"),
}
_PACKAGE = b"PK\x03\x04"
_MAIL = (b"Received:", b"From:", b"Return-Path:", b"MIME-Version:")


def find_layers(content: bytes) -> list[Found]:
    """Every text and every concern, each once; a file too large to be looked through is a concern itself."""
    found: dict[Found, None] = {}
    size = file_count = 0
    for one in _find(content, 0):
        if isinstance(one, bytes):
            file_count += 1
        else:
            found[one] = None
            size += len(one.text) if isinstance(one, Layer) else 0
        if size > _LONGEST_TEXT or file_count > _MOST_FILES:
            return [*found, UNCHECKED]
    return list(found)


def _find(content: bytes, depth: int) -> Iterator[Found | bytes]:
    if depth > _DEEPEST:
        yield UNCHECKED
        return
    room, name = _reader(content)
    read = getattr(import_module(f"{_ROOM}.{room}"), name)
    try:
        for one in read(content):
            if isinstance(one, bytes):
                yield b""
                yield from (_placed_inside(inner) for inner in _find(one, depth + 1))
            else:
                yield cast("Found", one)
    except EncryptedDocument:
        raise
    except UnreadableDocument:
        yield UNCHECKED


def _placed_inside(found: Found | bytes) -> Found | bytes:
    """Where it lies is told once, however deep it is."""
    if isinstance(found, Layer) and not found.place.startswith(_INSIDE):
        return Layer(f"{_INSIDE}: {found.place}", found.text)
    return found


def _reader(content: bytes) -> tuple[str, str]:
    """Which of the modules here takes a file apart. What is text in any way is read as text."""
    start = content[:1024].lstrip()
    if content.startswith(_PACKAGE):
        return "packages", "find_in_package"
    if start.startswith(_MAIL):
        return "mail", "find_in_mail"
    if start.startswith((b'{"', b"{ ", b"{\n", b"{\r", b"[")):
        return "plain", "find_in_json"
    try:
        kind = sniff(content)
    except UnreadableDocument:
        return ("plain", "find_in_xml") if start.startswith(b"<") else ("raw", "find_in_bytes")
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    return "plain", "find_in_page" if kind is FileKind.HTML else "find_in_text"
