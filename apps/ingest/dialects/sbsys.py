"""SBSYS: minutes of that record system, as municipalities show them in Umbraco.

Seen for Hedensted. Labels `Udvalg:` `Mødedato:` `Mødested:` with the value beside or below them; every item
has `Sagsnr.:` with a KLE number below its title.

Oddities: items can be without any number, and then the case number tells where one begins.
"""

from apps.ingest.parts.item_starts import find_any_item_starts
from apps.ingest.parts.minutes import read_minutes
from apps.ingest.parts.signs import signs_of
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading

NAME = "SBSYS"


def matches(text: DocumentText) -> bool:
    """The labels of the header together with labelled case numbers, and nothing of another system."""
    signs = signs_of(text)
    is_other = signs.numbered_points or signs.system_cases or signs.items_with_access or signs.case_ids >= 2
    is_other = is_other or signs.capital_labels >= 3
    is_acadre = signs.remarks_label and signs.members_label
    has_labels = signs.committee_label and signs.day_label and signs.case_numbers
    return not (is_other or is_acadre or signs.typed_date or signs.glued_items >= 2) and bool(has_labels)


def parse(text: DocumentText) -> Reading:
    """The record of the document, and the field that holds each of its lines."""
    return read_minutes(text, find_any_item_starts)
