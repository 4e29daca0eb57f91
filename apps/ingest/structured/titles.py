"""Titles of items and names of document types as record systems write them."""

import re

from apps.ingest.parts.item_proof import ItemStart
from apps.ingest.parts.items import read_item_head
from apps.ingest.readers.document_text import Line
from apps.ingest.readers.failures import DraftDocument
from apps.ingest.structured.html_fields import plain

_DRAFT = re.compile(r"\b(?:kladde|udkast|under udarbejdelse|draft)", re.IGNORECASE)
_TYPES = ("tillægsdagsorden", "tillægsreferat", "dagsorden", "referat", "beslutningsprotokol", "protokol")
_YES = ("true", "ja", "1", "yes", "sand")
_NO = ("false", "nej", "0", "no", "falsk")


def read_title(text: str, number: str) -> tuple[str, bool]:
    """`Lukket: Køb af grund` -> (`Køb af grund`, True)."""
    words = plain(text)
    head = read_item_head([Line(1, words)], ItemStart(0, number, words), closed_group=False)
    return head.title, head.closed


def read_document_type(text: str) -> str | None:
    """`Referat endeligt godkendt` -> `REFERAT`; None for other words. Raises DraftDocument."""
    words = plain(text).lower()
    if _DRAFT.search(words):
        raise DraftDocument
    kind = next((kind for kind in _TYPES if kind in words), None)
    if kind is None:
        return None
    return f"LUKKET {kind.upper()}" if words.startswith("lukket") else kind.upper()


def is_yes(text: str) -> bool | None:
    """`true`, `Ja`, `1` -> True; None when it is neither yes nor no."""
    words = text.strip().lower()
    return True if words in _YES else False if words in _NO else None
