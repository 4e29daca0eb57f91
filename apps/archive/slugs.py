"""Addresses in Danish: the readable part of a URL, made from a name."""

from django.utils.text import slugify

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})


def danish_slug(text: str) -> str:
    """`Børne- og Skoleudvalget` -> `boerne-og-skoleudvalget`; empty when no letter or digit is left."""
    return slugify(text.translate(_LETTERS))
