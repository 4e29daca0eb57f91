"""FirstAgenda as a web page: the text of a meeting's page, saved or copied.

Seen for Aarhus. `Udvalg:` `Mødedato:` `Mødested:` stand on lines of their own with the value beside or below;
the number of an item is glued to its title (`38Godkendelse af dagsorden`).

Oddities: headings can be numbered (`1. Resume`); answers are given per recommendation (`At 1: Godkendt.`);
decisions of other meetings are three labelled lines (`Udvalg:`, `Dato:`, `Punktnummer:`); closed items can be
nothing but `Lukket punkt` and a case number.
"""

from apps.ingest.parts.item_starts import find_any_item_starts
from apps.ingest.parts.minutes import read_minutes
from apps.ingest.parts.signs import signs_of
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading

NAME = "FirstAgenda (webside)"


def matches(text: DocumentText) -> bool:
    """The labels of the header together with numbers glued to titles."""
    signs = signs_of(text)
    is_other = signs.numbered_points or signs.system_cases or signs.items_with_access or signs.case_ids >= 2
    is_other = is_other or signs.capital_labels >= 3
    is_acadre = signs.remarks_label and signs.members_label
    has_labels = signs.committee_label and signs.day_label and signs.glued_items >= 2
    return not (is_other or is_acadre or signs.typed_date) and has_labels


def parse(text: DocumentText) -> Reading:
    """The record of the document, and the field that holds each of its lines."""
    return read_minutes(text, find_any_item_starts)
