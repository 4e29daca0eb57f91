"""RTF bytes to tokens: groups, control words, escaped bytes and plain letters."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z'])"
    rb"|(?P<open>\{)|(?P<close>\})"
    rb"|(?P<ascii>[^\\{}\r\n\x80-\xff]+)|(?P<high>[\x80-\xff])",
    re.DOTALL,
)
_SYMBOLS = {"~": "\u00a0", "_": "-", "-": "", "\n": "\\par", "\r": "\\par"}
CHARACTERS = {
    "line": "\n",
    "lbr": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
CODE_PAGE_OF_CHARSET = {
    0: "cp1252",
    77: "mac_roman",
    161: "cp1253",
    162: "cp1254",
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}


class Token(NamedTuple):
    """`kind` is open, close, word, byte, symbol or text; `number` belongs to a word or is a byte's value."""

    kind: str
    text: str = ""
    number: int | None = None


def tokens(content: bytes) -> Iterator[Token]:
    """The tokens in order; binary data is skipped by the length that it states, within the file."""
    position = 0
    while match := _TOKEN.search(content, position):
        position = match.end()
        kind = match.lastgroup
        if match["word"] is not None:
            number = int(match["number"]) if match["number"] else None
            if match["word"] == b"bin":
                position = min(position + max(number or 0, 0), len(content))
            else:
                yield Token("word", match["word"].decode("ascii"), number)
        elif kind == "byte":
            yield Token("byte", number=int(match["byte"], 16))
        elif kind == "high":
            yield Token("byte", number=match["high"][0])
        elif kind == "symbol":
            yield _symbol(match["symbol"].decode("latin-1"))
        elif kind == "ascii":
            yield Token("text", match["ascii"].decode("ascii"))
        else:
            yield Token(kind or "")


def _symbol(symbol: str) -> Token:
    text = _SYMBOLS.get(symbol, symbol)
    if text == "\\par":
        return Token("word", "par")
    return Token("symbol" if symbol == "*" else "text", text)


def decode_byte(value: int, code_page: str) -> str:
    """One byte as a letter; what its code page does not hold is read as Windows-1252."""
    byte = bytes((value,))
    try:
        return byte.decode(code_page)
    except (LookupError, UnicodeDecodeError):
        return byte.decode("cp1252", "replace")
