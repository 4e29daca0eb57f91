"""FirstAgenda Prepare: the public page of an agenda (`committee_N/agenda_N`), as HTML or as text.

Seen for Holbæk and Varde. Labels in capitals stand above their values: `UDVALG` `MØDE` `STED`
`STARTTIDSPUNKT` `SLUTTIDSPUNKT`, and `PUNKTER` above the items.

Oddities: below `PUNKTER` stands a list of the items or the items themselves; `MØDE` is the day, a name or the
kind of document.
"""

from apps.ingest.parts.item_starts import find_any_item_starts
from apps.ingest.parts.minutes import read_minutes
from apps.ingest.parts.signs import signs_of
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading

NAME = "FirstAgenda Prepare"


def matches(text: DocumentText) -> bool:
    """At least three of the labels in capitals, each on a line of its own."""
    return signs_of(text).capital_labels >= 3


def parse(text: DocumentText) -> Reading:
    """The record of the document, and the field that holds each of its lines."""
    return read_minutes(text, find_any_item_starts)
