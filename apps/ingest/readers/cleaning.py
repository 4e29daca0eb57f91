"""Characters that break searching, storing or comparing are taken out here, once for all readers."""

import unicodedata

# Soft hyphen, zero-width characters and direction marks are invisible and break every comparison of words.
_INVISIBLE = [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
_CONTROLS = [code for code in range(32) if chr(code) not in "\t\n"] + list(range(0x7F, 0xA0))
# PostgreSQL and JSON refuse surrogates; noncharacters stand for nothing at all.
_SURROGATES = range(0xD800, 0xE000)
_NONCHARACTERS = [
    *range(0xFDD0, 0xFDF0),
    *(plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF)),
]
_SPACES = [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_REPLACEMENTS: dict[int, str | None] = {
    **dict.fromkeys([*_INVISIBLE, *_CONTROLS, *_SURROGATES, *_NONCHARACTERS]),
    **dict.fromkeys(_SPACES, " "),
    0x2010: "-",
    0x2011: "-",
}


def clean(text: str) -> str:
    """`text` without invisible and forbidden characters, composed (NFC), every space an ordinary one."""
    return unicodedata.normalize("NFC", text.translate(_REPLACEMENTS))


def clean_line(text: str) -> str:
    """One line: `clean`, runs of spaces become one, no space around tabs or at the ends. Tabs stay between
    cells.
    """
    cells = clean(text.replace("\n", " ")).split("\t")
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip()
