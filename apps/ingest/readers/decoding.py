"""Bytes to text when nobody says which encoding: byte order mark, UTF-8, then what looks most Danish."""

import codecs

from apps.ingest.errors import UnreadableDocument

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DANISH_LETTERS = "æøåÆØÅéÉ"
# What stands in the place of bytes that are no letter.
DAMAGED_LETTER = "\ufffd"
# One stray byte among so many is damage to a text, and more is something else than text.
_STRAY_LIMIT = 20
_LEGACY_ENCODINGS = ("cp1252", "cp865")


def decode(content: bytes) -> str:
    """The text of `content`; raises UnreadableDocument when no encoding gives plausible text."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_strictly(content, encoding)
    if content.count(0) * _STRAY_LIMIT > len(content):
        return _decode_strictly(content, _utf_16_without_mark(content))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        damaged = content.decode("utf-8", "replace")
        return damaged if _is_nearly_whole(damaged) else _decode_legacy(content)


def _is_nearly_whole(text: str) -> bool:
    """Whether most of what is no ASCII was read as UTF-8: then the rest is damage, and no other encoding."""
    special = sum(character > "\x7f" for character in text)
    return special >= _STRAY_LIMIT and text.count(DAMAGED_LETTER) * 4 <= special


def _decode_strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableDocument(
            "Filens tegn kan ikke læses som tekst. Gem den som UTF-8, og prøv igen."
        ) from None


def _utf_16_without_mark(content: bytes) -> str:
    """Danish in UTF-16 has a zero in nearly every other byte; a file with zeros elsewhere is not text."""
    half = len(content) / 2
    if content[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    if content[0::2].count(0) > 0.7 * half:
        return "utf-16-be"
    raise UnreadableDocument("Filen er ikke en tekstfil.")


def _decode_legacy(content: bytes) -> str:
    """Windows-1252 or the DOS code page 865, whichever gives more Danish letters among the special ones."""
    special = bytes(byte for byte in content if byte > 127)
    shares = {
        encoding: sum(letter in _DANISH_LETTERS for letter in special.decode(encoding, "ignore"))
        / len(special)
        for encoding in _LEGACY_ENCODINGS
    }
    encoding = max(shares, key=lambda name: shares[name])
    if shares[encoding] < 0.3:
        raise UnreadableDocument(
            "Filens tegn kan ikke læses som dansk tekst. Gem den som UTF-8, og prøv igen."
        )
    return content.decode(encoding, "replace")
