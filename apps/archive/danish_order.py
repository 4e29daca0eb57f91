"""Danish alphabetical order as a sort key, kept in the database: it needs no collation library there."""

import unicodedata

# æ, ø, å stand after z in that order, and aa is å in names. "{", "|" and "}" follow "z" in ASCII.
_LETTERS = str.maketrans(
    {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y", "ð": "d", "þ": "th", "ß": "ss"}
)


def danish_sort_key(text: str) -> str:
    """A key whose ASCII order is the Danish dictionary order of `text`; accents and case do not count."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
