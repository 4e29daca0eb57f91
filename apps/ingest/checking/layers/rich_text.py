"""The layers of RTF: every group, also the ones that no program shows."""

import re
from collections.abc import Iterator

from apps.ingest.checking.layers.layer import Found, Layer
from apps.ingest.readers.rtf_tokens import CHARACTERS, decode_byte, tokens

_TEXT, _HIDDEN = "dokumentets tekst", "skjulte dele af filen"
_BREAKS = {
    "par": "\n",
    "sect": "\n",
    "page": "\n",
    "row": "\n",
    "cell": "\t",
    "nestcell": "\t",
    "nestrow": "\n",
}
# Groups whose words stand somewhere else than the text around them.
_APART = frozenset((
    "annotation", "atnauthor", "atnid", "author", "category", "comment", "company", "doccomm", "footer",
    "footerf", "footerl", "footerr", "footnote", "header", "headerf", "headerl", "headerr", "hlinkbase",
    "info", "keywords", "manager", "objdata", "operator", "pict", "subject", "title", "stylesheet",
    "fonttbl", "colortbl",
))  # fmt: skip
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f\s]{64,}")


def find_in_rich_text(content: bytes) -> Iterator[Found | bytes]:
    """The words of every group, as they stand and without what is deleted or inserted. What is packed into
    the file comes as bytes.
    """
    for skipped in ("", "deleted", "revised"):
        if skipped and f"\\{skipped}".encode() not in content:
            continue
        for is_body, text in _groups(content, skipped):
            if _HEXADECIMAL.fullmatch(text):
                digits = "".join(text.split())
                yield bytes.fromhex(digits[: len(digits) // 2 * 2])
            elif text.strip():
                yield Layer(_TEXT if is_body else _HIDDEN, text)


def _groups(content: bytes, skipped: str) -> Iterator[tuple[bool, str]]:
    """The text of each group that stands apart when it ends, and at last that of the document."""
    buffers: list[list[str]] = [[]]
    open_groups: list[tuple[bool, bool]] = []
    is_skipped, fallback = False, 0
    for token in tokens(content):
        if token.kind == "open":
            open_groups.append((False, is_skipped))
        elif token.kind == "close" and open_groups:
            is_apart, is_skipped = open_groups.pop()
            if is_apart:
                yield False, "".join(buffers.pop())
        elif token.kind == "symbol" or (token.kind == "word" and token.text in _APART):
            if open_groups and not open_groups[-1][0]:
                open_groups[-1] = (True, open_groups[-1][1])
                buffers.append([])
        elif token.kind == "word":
            is_skipped = (token.number != 0) if token.text == skipped else is_skipped
            fallback = 1 if token.text == "u" else fallback
            if not is_skipped:
                buffers[-1].append(_letter(token.text, token.number))
        elif fallback:
            fallback = 0
            buffers[-1].append(token.text[1:])
        elif not is_skipped:
            is_byte = token.kind == "byte" and token.number is not None
            buffers[-1].append(decode_byte(token.number or 0, "cp1252") if is_byte else token.text)
    for number, buffer in enumerate(buffers):
        yield number == 0, "".join(buffer)


def _letter(word: str, number: int | None) -> str:
    if word == "u" and number is not None:
        return chr(number % 0x10000)
    return _BREAKS.get(word) or CHARACTERS.get(word, "")
