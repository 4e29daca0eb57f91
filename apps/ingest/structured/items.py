"""An agenda item of a record system to its record.

Headings are known here, so words inside a text open no
section.

What a decision, an absence or a quoted decision is, the parts of the text dialects decide, as for every
document.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from apps.ingest.outcomes import UNKNOWN
from apps.ingest.parts.case_lines import read_case_number
from apps.ingest.parts.decisions import DecisionMarker, opens_new_case_text, read_decision_marker
from apps.ingest.parts.headings import KIND_OF_HEADING, Vocabulary, heading_kind, heading_words
from apps.ingest.parts.item_record import ItemDraft, read_item
from apps.ingest.parts.items import ItemHead
from apps.ingest.parts.paragraphs import joined
from apps.ingest.parts.sections import OwnMeeting, Part, split_parts
from apps.ingest.readers.document_text import Line
from apps.ingest.reading import FURNITURE
from apps.ingest.records import AgendaItemRecord, SectionKind, SectionRecord
from apps.ingest.structured.html_fields import split_blocks
from apps.ingest.structured.sources import ItemSource
from apps.ingest.structured.transcript import Transcript


@dataclass(slots=True)
class Passage:
    """A block of an item with its place in the transcript. `is_whole` text may hold any headings itself."""

    heading: Line | None
    kind: SectionKind
    lines: tuple[Line, ...]
    is_whole: bool
    quoted: DecisionMarker | None = None


@dataclass(slots=True)
class WrittenItem:
    """An item after its text is in the transcript and before it is understood."""

    source: ItemSource
    place: str
    case_number: str | None
    passages: list[Passage] = field(default_factory=list)

    def whole_lines(self) -> list[Line]:
        """The lines whose headings must be learned from the document."""
        return [line for passage in self.passages if passage.is_whole for line in passage.lines]


def write_item(source: ItemSource, place: str, transcript: Transcript) -> WrittenItem:
    """Puts the texts of an item into the transcript. A case number may also be the first line of its text."""
    title = " ".join(part for part in (source.number, source.title) if part)
    transcript.write(title, f"{place}.title")
    if source.case_number:
        transcript.write(source.case_number, f"{place}.case_number")
    written = WrittenItem(source, place, source.case_number)
    for text_field in source.fields:
        blocks = split_blocks(text_field.text)
        if text_field.heading and blocks and blocks[0].heading:
            transcript.write(text_field.heading, FURNITURE)
        for position, block in enumerate(blocks):
            words = block.heading or (text_field.heading if position == 0 else "")
            heading = transcript.write(words, f"{place}.sections") if words else None
            kind = _kind(words, block.kind)
            is_whole = not block.heading and (
                not words or (kind == SectionKind.OTHER and not text_field.quoted)
            )
            passage = Passage(heading, kind, transcript.write_lines(block.lines), is_whole, text_field.quoted)
            written.passages.append(passage)
    if written.case_number is None:
        _take_case_number(written, transcript)
    for title in source.attachments:
        transcript.write(title, f"{place}.attachments")
    return written


def _kind(words: str, hint: SectionKind | None) -> SectionKind:
    """By the words; by the markup only where the words say nothing."""
    own = Vocabulary(has_colons=True, learned=frozenset((heading_words(words),)))
    kind = KIND_OF_HEADING.get(heading_words(words)) or heading_kind(words[:1].upper() + words[1:], own)
    return hint or SectionKind.OTHER if kind in (None, SectionKind.OTHER) else kind


def _take_case_number(written: WrittenItem, transcript: Transcript) -> None:
    first = next(
        ((passage, line) for passage in written.passages for line in passage.lines if line.text.strip()), None
    )
    if first and (number := read_case_number(first[1].text)):
        written.case_number = number
        transcript.ledger.put(first[1].number, f"{written.place}.case_number")
        first[0].lines = tuple(line for line in first[0].lines if line is not first[1])


def read_written_item(
    written: WrittenItem, vocabulary: Vocabulary, meeting: OwnMeeting, transcript: Transcript
) -> tuple[AgendaItemRecord, str | None]:
    """The record of the item, and the closing time of the meeting when it stands there."""
    source = written.source
    draft = ItemDraft(written.place, transcript.ledger)
    body = tuple(line for passage in written.passages for line in passage.lines)
    head = ItemHead(source.number, source.title, source.closed, written.case_number, (), None, body)
    if all(passage.heading is None for passage in written.passages):
        record = read_item(head, vocabulary, meeting, draft)
    else:
        record = _read_passages(written, head, vocabulary, meeting=meeting, draft=draft)
    listed = [title for title in record.attachments if title not in source.attachments]
    record = replace(record, attachments=(*source.attachments, *listed))
    if source.closed and source.is_internal:
        record = _without_decision(record, written, transcript)
    return record, draft.closing_time


def _without_decision(
    record: AgendaItemRecord, written: WrittenItem, transcript: Transcript
) -> AgendaItemRecord:
    """The decision of a closed item as text that is never shown: nobody has published it."""
    if record.decision is None or record.sections:
        return replace(record, decision=None, outcome=UNKNOWN)
    for passage in written.passages:
        for line in passage.lines:
            if line.text.strip():
                transcript.ledger.put(line.number, f"{written.place}.sections")
    section = SectionRecord(
        "", SectionKind.DECISION, joined([line for part in written.passages for line in part.lines])
    )
    return replace(record, decision=None, outcome=UNKNOWN, sections=(section,))


def _read_passages(
    written: WrittenItem, head: ItemHead, vocabulary: Vocabulary, *, meeting: OwnMeeting, draft: ItemDraft
) -> AgendaItemRecord:
    for passage in written.passages:
        for part in _parts(passage, vocabulary, meeting):
            if part.is_quoted:
                draft.add_quoted(part)
            elif part.kind == SectionKind.DECISION or joined(part.lines):
                draft.add_section(part)
            elif part.heading_line:
                draft.ledger.put(part.heading_line.number, FURNITURE)
    return draft.finish(head)


def _parts(passage: Passage, vocabulary: Vocabulary, meeting: OwnMeeting) -> list[Part]:
    if passage.quoted:
        return [Part("", SectionKind.DECISION, passage.heading, passage.quoted, list(passage.lines))]
    if passage.is_whole:
        parts = split_parts(passage.lines, vocabulary, meeting)
        if passage.heading:
            parts[0].heading, parts[0].heading_line = passage.heading.text, passage.heading
        return parts
    opening = _opening(passage, meeting)
    return _split_quotes(opening, passage.lines, meeting)


def _opening(passage: Passage, meeting: OwnMeeting) -> Part:
    words = passage.heading.text if passage.heading else ""
    if marker := read_decision_marker(words):
        return _decision_part(marker, passage.heading, meeting)
    return Part(words.removesuffix(":").strip(), passage.kind, passage.heading)


def _decision_part(marker: DecisionMarker, line: Line | None, meeting: OwnMeeting) -> Part:
    """This meeting's decision, or one it quotes; what follows the colon on the line is its first words."""
    follows = [replace(line, text=marker.text)] if marker.text and line else []
    if marker.is_of(meeting.committee, meeting.date):
        return Part(line.text.removesuffix(":") if line else "", SectionKind.DECISION, line, lines=follows)
    return Part("", SectionKind.DECISION, line, marker, follows)


def _split_quotes(opening: Part, lines: Sequence[Line], meeting: OwnMeeting) -> list[Part]:
    """The section with its quoted decisions taken out; case text after one goes back to the section."""
    parts = [opening]
    current = opening
    for line in lines:
        text = line.text.strip()
        if marker := read_decision_marker(text):
            current = _decision_part(marker, line, meeting)
            parts.append(current)
        elif current is not opening and opens_new_case_text(text):
            opening.lines.append(line)
            current = opening
        else:
            current.lines.append(line)
    return parts
