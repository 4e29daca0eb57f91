"""PolWeb: minutes of a record system whose case numbers begin with the code of the municipality.

Seen for Odsherred (2009). Below the item line stand `Sag 306-2009-600`, `Dok. 306-2009-10221` and
`Initialer: ABC`, on one line or on three, and then `Åbent` or `Lukket`.

Oddities: the access word stands alone, and belongs to the item above it.
"""

from apps.ingest.parts.item_starts import find_any_item_starts
from apps.ingest.parts.minutes import read_minutes
from apps.ingest.parts.signs import signs_of
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading

NAME = "PolWeb"


def matches(text: DocumentText) -> bool:
    """A line `Sag 306-2009-600` that the item of no other system has."""
    signs = signs_of(text)
    return bool(signs.system_cases) and not signs.numbered_points and signs.capital_labels < 3


def parse(text: DocumentText) -> Reading:
    """The record of the document, and the field that holds each of its lines."""
    return read_minutes(text, find_any_item_starts)
