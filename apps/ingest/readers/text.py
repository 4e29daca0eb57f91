"""Plain text and Markdown to lines. Markup goes, the words stay; invisible characters are cleaned away."""

import re
import unicodedata

from apps.ingest.readers.decoding import DAMAGED_LETTER, decode
from apps.ingest.readers.document_text import DocumentText, Line, Note

_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]|(?=\f)")
# Soft hyphen, zero-width characters and direction marks are invisible and break every comparison of words.
_INVISIBLE = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF]
    + [code for code in range(32) if chr(code) not in "\t\n"]
    + list(range(0x7F, 0xA0))
)
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_HEADING_MARK = re.compile(r" {0,3}#{1,6}[ \t]+")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>])")
_DAMAGED = "{} tegn i filen er beskadiget og vises som {}. Sammenhold med originalen."
_MARKUP_LENGTH_LIMIT = 5000


def read_text(content: bytes) -> DocumentText:
    """The lines of a text or Markdown file. A form feed starts a new page."""
    page = 1
    lines = []
    for number, raw in enumerate(_LINE_BREAK.split(decode(content)), start=1):
        page += raw.startswith("\f")
        text, marked = _without_markup(_clean(raw))
        lines.append(Line(number, text, page, marked))
    damaged = sum(line.text.count(DAMAGED_LETTER) for line in lines)
    notes = (Note("damaged_letters", _DAMAGED.format(damaged, DAMAGED_LETTER)),) if damaged else ()
    return DocumentText(tuple(lines), notes=notes)


def _clean(raw: str) -> str:
    return unicodedata.normalize("NFC", raw.translate(_INVISIBLE).translate(_SPACES)).rstrip()


def _without_markup(text: str) -> tuple[str, bool]:
    """`## **Beslutning**` -> (`Beslutning`, True). Lists, tables, links and asterisk notes stay."""
    if len(text) > _MARKUP_LENGTH_LIMIT:
        return text, False
    without_mark = _HEADING_MARK.sub("", text, count=1) if _HEADING_MARK.match(text) else text
    is_heading = without_mark is not text
    plain = _ESCAPED.sub(r"\1", _STRONG.sub(r"\2", without_mark))
    is_all_strong = bool(_STRONG.fullmatch(without_mark.strip()))
    return (plain.rstrip("# ").strip() if is_heading else plain), is_heading or is_all_strong
