"""From the bytes of a document to its record: read, recognise, parse, place. Stores nothing."""

from dataclasses import replace

from apps.ingest.municipalities import find_municipality
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading
from apps.ingest.recognise import recognise
from apps.ingest.records import MeetingRecord, Problem
from apps.ingest.sandbox import read_structured_untrusted, read_untrusted

PARSER_VERSION = 2
READ_FROM_PICTURE = "read_from_picture"


def parse_document(content: bytes, file_name: str) -> MeetingRecord:
    """The record of one document.

    Raises UnreadableDocument, UnknownLayout or AmbiguousLayout (all `DocumentError`) when there is none.
    """
    _, reading = read_and_parse(content, file_name)
    return reading.record


def read_and_parse(content: bytes, file_name: str) -> tuple[DocumentText, Reading]:
    """All words of a document, and its record with the place of every line: the one way for any file."""
    text, told = read_file(content)
    return text, understand(text, told, file_name)


def read_file(content: bytes) -> tuple[DocumentText, Reading | None]:
    """All words of a file, and what a structured source tells by itself; raises a DocumentError."""
    return read_structured_untrusted(content) or (read_untrusted(content), None)


def understand(text: DocumentText, told: Reading | None, file_name: str) -> Reading:
    """The record of a file that was read; raises UnknownLayout or AmbiguousLayout."""
    return _placed(text, told, file_name) if told else parse_text(text, file_name)


def parse_text(text: DocumentText, file_name: str) -> Reading:
    """The record of a document that is read already, with the place of every line."""
    return _placed(text, recognise(text).parse(text), file_name)


def _placed(text: DocumentText, reading: Reading, file_name: str) -> Reading:
    """With its file name, and with the municipality that the words of the document name."""
    municipality, problems = find_municipality(text, reading.record)
    record = replace(
        reading.record,
        file=file_name,
        municipality=municipality.name if municipality else None,
        municipality_code=municipality.code if municipality else None,
        problems=(*_told_by_reader(text), *problems, *reading.record.problems),
    )
    return replace(reading, record=record)


def _told_by_reader(text: DocumentText) -> tuple[Problem, ...]:
    """What the file itself makes doubtful: guessed letters, hidden text, tracked changes."""
    notes = tuple(Problem(note.code, note.message) for note in text.notes)
    if not text.is_ocr:
        return notes
    message = "Teksten er læst af et billede af siderne. Ord og tal kan være læst forkert."
    return (Problem(READ_FROM_PICTURE, message), *notes)
