"""Acadre Meeting Manager: minutes of a record system that was common from about 2007 to 2020.

Seen for Viborg, Aabenraa, Assens, Thisted and Varde (2015), in older form for Egebjerg. Labels `Mødested:`
`Udvalg:` `Medlemmer:` `Bemærkninger:` head the document; below each item line stand `Sagsid.: 14/123`,
`Initialer: abc` or `Sagsinitialer`, and `Åben sag` or `Lukket sag`.

Oddities: the access line stands above or below the item line; decisions are dated (`Beslutning Byrådet den
12-03-2015`), and those of the committees before follow each other in one item; `Fraværende:` ends a decision.
"""

from apps.ingest.parts.item_starts import find_any_item_starts
from apps.ingest.parts.minutes import read_minutes
from apps.ingest.parts.signs import signs_of
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading

NAME = "Acadre Meeting Manager"


def matches(text: DocumentText) -> bool:
    """Case ids or access lines at the items, or the pair of labels that only this system prints."""
    signs = signs_of(text)
    is_other = (
        signs.numbered_points or signs.system_cases or signs.items_with_access or signs.capital_labels >= 3
    )
    has_labels = signs.remarks_label and signs.members_label
    return not is_other and not signs.typed_date and (signs.case_ids >= 2 or has_labels)


def parse(text: DocumentText) -> Reading:
    """The record of the document, and the field that holds each of its lines."""
    return read_minutes(text, find_any_item_starts)
