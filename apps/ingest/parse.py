"""From the bytes of a document to its record: read, recognise, parse, place. Stores nothing."""

from dataclasses import replace

from apps.ingest.municipalities import find_municipality
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.readers.reading import read_document
from apps.ingest.reading import Reading
from apps.ingest.recognise import recognise
from apps.ingest.records import MeetingRecord

PARSER_VERSION = 1


def parse_document(content: bytes, file_name: str) -> MeetingRecord:
    """The record of one document.

    Raises UnreadableDocument, UnknownLayout or AmbiguousLayout (all `DocumentError`) when there is none.
    """
    return parse_text(read_document(content), file_name).record


def parse_text(text: DocumentText, file_name: str) -> Reading:
    """The record of a document that is read already, with the place of every line."""
    reading: Reading = recognise(text).parse(text)
    municipality, problems = find_municipality(text, reading.record)
    record = replace(
        reading.record,
        file=file_name,
        municipality=municipality.name if municipality else None,
        municipality_code=municipality.code if municipality else None,
        problems=(*problems, *reading.record.problems),
    )
    return replace(reading, record=record)
