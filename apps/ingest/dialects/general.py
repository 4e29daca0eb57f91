"""Minutes of no system that we know: municipal web pages, local templates, transcripts of any year.

It is asked only when no other dialect claims the document. All forms of item lines, closed marks, decisions,
dates and names are tried; transcripts come with a page on each line, their headings inline.

Oddities: there is no fixed order of anything, so a document is claimed only when it says that it is about a
meeting, and when items with something decided, recommended or numbered are found in it.
"""

from apps.ingest.danish import find_date
from apps.ingest.outcomes import UNKNOWN
from apps.ingest.parts.item_starts import find_any_item_starts
from apps.ingest.parts.minutes import read_minutes
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading
from apps.ingest.records import AgendaItemRecord, MeetingRecord, SectionKind

NAME = "Almindeligt referat"
_KINDS = (SectionKind.DECISION, SectionKind.RECOMMENDATION, SectionKind.CASE, SectionKind.SUMMARY)


def matches(text: DocumentText) -> bool:
    """Whether the document read this way is surely about a meeting; it is read in full to know."""
    record = parse(text).record
    return _tells_of_a_meeting(record) and _has_business(record)


def _tells_of_a_meeting(record: MeetingRecord) -> bool:
    """Two of the day, the committee, the kind of document; one when two items tell what was decided."""
    has_date = record.date or find_date(record.preamble[:2000])
    facts = sum(bool(fact) for fact in (has_date, record.committee, record.document_type))
    decided = [item for item in record.items if item.decision and _has_section(item)]
    return facts >= 2 or (facts == 1 and len(decided) >= 2)


def _has_section(item: AgendaItemRecord) -> bool:
    return any(section.heading and section.kind in _KINDS for section in item.sections)


def _has_business(record: MeetingRecord) -> bool:
    """One item with a case number, a decision or a section, or three items in minutes that tell all else."""
    tells_all = record.date and record.committee and record.document_type
    return bool(tells_all and len(record.items) >= 3) or any(
        item.case_number or item.outcome != UNKNOWN or _has_section(item) for item in record.items
    )


def parse(text: DocumentText) -> Reading:
    """The record of the document, and the field that holds each of its lines."""
    return read_minutes(text, find_any_item_starts, is_transcript=True)
