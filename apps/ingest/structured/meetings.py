"""A meeting of a record system to its record and its text. The last step is the same for every system."""

from apps.ingest.parts.committees import split_committee
from apps.ingest.parts.headings import learn_vocabulary
from apps.ingest.parts.sections import OwnMeeting
from apps.ingest.problems import find_problems
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading
from apps.ingest.records import MeetingRecord
from apps.ingest.structured.items import read_written_item, write_item
from apps.ingest.structured.sources import MeetingSource
from apps.ingest.structured.transcript import Transcript


def read_meeting(source: MeetingSource) -> tuple[DocumentText, Reading]:
    """All words of the meeting as lines, and the record with the place of every line."""
    transcript = Transcript()
    for fact in source.facts:
        transcript.write(fact.text, fact.place)
    transcript.write("")
    written = [
        write_item(item, f"items[{position}]", transcript) for position, item in enumerate(source.items)
    ]
    vocabulary = learn_vocabulary([item.whole_lines() for item in written])
    committee, period = split_committee(source.committee) if source.committee else (None, None)
    meeting = OwnMeeting(committee, source.begins.date)
    read = [read_written_item(item, vocabulary, meeting, transcript) for item in written]
    record = MeetingRecord(
        file="",
        municipality=None,
        municipality_code=None,
        committee=committee,
        committee_raw=source.committee or None,
        committee_period=period,
        document_type=source.document_type,
        date=source.begins.date,
        time=source.begins.time,
        closing_time=source.closing_time or next((closing for _, closing in reversed(read) if closing), None),
        location=source.location or None,
        participants=source.participants,
        items=tuple(item for item, _ in read),
        problems=source.problems,
    )
    text = transcript.document(source.strings, _used(source))
    return text, Reading(find_problems(record, contents_count=0), transcript.ledger.places)


def _used(source: MeetingSource) -> list[str]:
    used = [fact.text for fact in source.facts]
    for item in source.items:
        used += [item.number, item.title, item.case_number or "", *item.attachments]
        for text_field in item.fields:
            used += [text_field.heading, text_field.text]
    return used
