"""What the objects of a PDF say, wherever they hang: properties, XMP, fields, titles, scripts, leftovers.

The bytes are swept instead of followed, so that objects which nothing refers to any more are seen as well.
"""

import re
import zlib
from collections.abc import Iterator

from apps.ingest.checking.layers.layer import UNCHECKED, Found, Layer
from apps.ingest.checking.layers.raw import has_many_digits
from apps.ingest.checking.layers.xml_text import texts_of

_PLACE = "filens skjulte oplysninger"
_STREAM = re.compile(rb"stream\r?\n")
_END = b"endstream"
_HEAD_BYTES = 2_000
_MOST_BYTES = 200_000_000
_LONGEST_STREAM = 30_000_000
_LITERAL = rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,2000}\)){0,20000})\)"
_HEXADECIMAL = rb"(?<!<)<([0-9A-Fa-f\s]{8,40000})>"
_STRING = re.compile(_LITERAL + rb"|" + _HEXADECIMAL, re.DOTALL)
_SHOWN = re.compile(rb"\bT[jJ]\b")
# Within what is shown at once only a wide gap is a space.
_SHOWN_AT_ONCE = re.compile(
    rb"\[((?:" + _LITERAL + rb"|<[0-9A-Fa-f\s]*>|[-+.\d\s]){1,5000})\]\s*TJ", re.DOTALL
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\n", b"t": b"\t", b"b": b"", b"f": b"\n", b"\n": b"", b"\r\n": b""}


def find_in_objects(content: bytes) -> Iterator[Found | bytes]:
    """Strings outside and inside of streams, XMP as text, and embedded files as bytes."""
    outside, position, total = [], 0, 0
    for head, packed, start, end in _streams(content):
        outside.append(content[position:start])
        position = end
        stream = _unpack(head, packed)
        total += len(stream)
        if total > _MOST_BYTES:
            yield UNCHECKED
            break
        yield from _find_in_stream(head, stream)
    outside.append(content[position:])
    yield from _told(_strings(b" ".join(outside)))


def _find_in_stream(head: bytes, stream: bytes) -> Iterator[Found | bytes]:
    if b"/EmbeddedFile" in head:
        yield stream
    elif b"/Metadata" in head or stream.lstrip()[:1] == b"<":
        yield from _told(texts_of(stream))
    elif b"/ObjStm" in head:
        yield from _told(_strings(stream))
    elif b"/Image" not in head and b"/FontFile" not in head and _SHOWN.search(stream):
        shown_at_once = ("".join(_strings(match[1])) for match in _SHOWN_AT_ONCE.finditer(stream))
        yield from _told([*_strings(stream), *shown_at_once])


def _told(texts: Iterator[str] | list[str]) -> Iterator[Found]:
    text = "\n".join(texts)
    if has_many_digits(text):
        yield Layer(_PLACE, text)


def _streams(content: bytes) -> Iterator[tuple[bytes, bytes, int, int]]:
    """Dictionary, packed bytes, and where these begin and end in the file."""
    position = 0
    while match := _STREAM.search(content, position):
        start = match.end()
        end = content.find(_END, start)
        end = len(content) if end < 0 else end
        before = content[max(0, match.start() - _HEAD_BYTES) : match.start()]
        yield before[max(0, before.rfind(b" obj")) :], content[start:end], start, end
        position = end + len(_END)


def _unpack(head: bytes, packed: bytes) -> bytes:
    if b"/FlateDecode" not in head and b"/Fl" not in head:
        return packed
    try:
        return zlib.decompressobj().decompress(packed, _LONGEST_STREAM)
    except zlib.error:
        return packed


def _strings(content: bytes) -> Iterator[str]:
    for match in _STRING.finditer(content):
        if match[1] is not None:
            yield _decode(_ESCAPE.sub(_unescape, match[1]))
        else:
            digits = b"".join(match[2].split())
            yield _decode(bytes.fromhex(digits[: len(digits) // 2 * 2].decode()))


def _unescape(match: re.Match[bytes]) -> bytes:
    word = match[1]
    if word[:1] in b"01234567":
        return bytes((int(word, 8) & 0xFF,))
    return _ESCAPED.get(word, word)


def _decode(string: bytes) -> str:
    if string.startswith((b"\xfe\xff", b"\xff\xfe")):
        return string.decode("utf-16", "replace")
    if string.startswith(b"\xef\xbb\xbf"):
        return string[3:].decode("utf-8", "replace")
    return string.decode("cp1252", "replace").replace("\0", "")
