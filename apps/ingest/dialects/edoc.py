"""eDoc: minutes as the record system of that name publishes them.

Seen for Ringkøbing-Skjern; Copenhagen uses the same system. The committee stands first, then `Referat: 19.
april 2022 kl. 16:00` and the place without a label; items are `1: title` with `Sagsnr: 22-004311` below.

Oddities: lists inside the text are written like item lines (`2: More exercise`), so the case number decides.
"""

from apps.ingest.parts.item_starts import find_any_item_starts
from apps.ingest.parts.minutes import read_minutes
from apps.ingest.parts.signs import signs_of
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading

NAME = "eDoc"


def matches(text: DocumentText) -> bool:
    """The kind of document with its date and nothing else, or colon items that have labelled case numbers."""
    signs = signs_of(text)
    is_other = (
        signs.numbered_points or signs.system_cases or signs.items_with_access or signs.capital_labels >= 3
    )
    has_items = (
        signs.colon_items >= 2 and signs.case_numbers and not (signs.case_ids or signs.committee_label)
    )
    is_acadre = signs.remarks_label and signs.members_label
    return not is_other and not is_acadre and bool(signs.typed_date or has_items)


def parse(text: DocumentText) -> Reading:
    """The record of the document, and the field that holds each of its lines."""
    return read_minutes(text, find_any_item_starts)
