"""FirstAgenda: the agenda system most Danish municipalities publish with, as text or Markdown of its PDF.

First seen: committee minutes of 2019-2024. A document is a title line (`REFERAT Kulturudvalget d.
01-02-2024`), labelled lines (`Mødedato`, `Mødested`, `Mødedeltagere`), a list of contents, and items:
`Punkt 7: Title`, a case number, sections.

Oddities: section headings differ between municipalities and are learned from the document; Markdown made by
text recognition sets headings at any level, so words decide; a closed item has its decision right below the
case number; absences stand before or after the decision; decisions of other meetings are quoted inside the
sections; rows of the contents are cut short, so the title comes from the item line.
"""

from collections.abc import Sequence

from apps.ingest.parts.furniture import furniture_lines
from apps.ingest.parts.header import CONTENTS_HEADING, TITLE, Header, read_header, split_committee
from apps.ingest.parts.headings import learn_vocabulary
from apps.ingest.parts.item_record import ItemDraft, read_item
from apps.ingest.parts.items import ItemHead, ItemStart, find_item_starts, group_access, read_item_head
from apps.ingest.parts.sections import OwnMeeting
from apps.ingest.parts.taking_part import read_partial_absences, with_partial_absences
from apps.ingest.problems import find_problems
from apps.ingest.readers.document_text import DocumentText, Line
from apps.ingest.reading import CONTENTS, FURNITURE, Ledger, Reading
from apps.ingest.records import MeetingRecord

NAME = "FirstAgenda (tekst og Markdown)"
_HEAD_LENGTH = 40


def matches(text: DocumentText) -> bool:
    """A title line with type and date, or item lines together with a labelled date or a list of contents."""
    filled = [line.text.strip() for line in text.lines if line.text.strip()]
    head = filled[:_HEAD_LENGTH]
    if any(len(line) <= 200 and TITLE.fullmatch(line) for line in head):
        return True
    has_marks = any(
        line.lower().startswith(("mødedato", "mødested")) or CONTENTS_HEADING.fullmatch(line) for line in head
    )
    starts, _ = find_item_starts(text.lines)
    return bool(starts) if has_marks else len(starts) >= 2


def parse(text: DocumentText) -> Reading:
    """The record of the document, and the field that holds each of its lines."""
    ledger = Ledger()
    lines = _without_furniture(text.lines, ledger)
    starts, rows = find_item_starts(lines)
    for row in rows:
        ledger.put(lines[row.index].number, CONTENTS)
    first = starts[0].index if starts else len(lines)
    before = [line for line in lines[:first] if line.number not in ledger.places]
    access_line, is_closed = group_access(before) if starts else (None, None)
    if access_line:
        ledger.put(access_line.number, "items[0].closed")
        before.remove(access_line)
    header = read_header(before, ledger, has_items=bool(starts))
    heads = _read_heads(lines, starts, ledger, closed=bool(is_closed))
    record = _record(header, heads, ledger)
    return Reading(record, ledger.places)


def _without_furniture(lines: Sequence[Line], ledger: Ledger) -> list[Line]:
    """The lines without page furniture; a repeated title line is a running head, too."""
    furniture = furniture_lines(lines)
    titles: set[str] = set()
    for line in lines:
        text = line.text.strip()
        if text and len(text) <= 200 and TITLE.fullmatch(text):
            if text in titles:
                furniture.add(line.number)
            titles.add(text)
    for number in furniture:
        ledger.put(number, FURNITURE)
    return [line for line in lines if line.number not in furniture]


def _read_heads(
    lines: Sequence[Line], starts: Sequence[ItemStart], ledger: Ledger, *, closed: bool
) -> list[ItemHead]:
    """The heads of all items. A line such as `Lukkede punkter` closes the items after it."""
    heads = []
    for position, start in enumerate(starts):
        end = starts[position + 1].index if position + 1 < len(starts) else len(lines)
        own = [line for line in lines[start.index : end] if line.number not in ledger.places]
        access_line, next_closed = group_access(own[1:]) if position + 1 < len(starts) else (None, None)
        if access_line and access_line.number - own[0].number > 2:
            ledger.put(access_line.number, f"items[{position + 1}].closed")
            own.remove(access_line)
        else:
            next_closed = None
        heads.append(read_item_head(own, start, closed_group=closed))
        closed = closed if next_closed is None else next_closed
    return heads


def _record(header: Header, heads: Sequence[ItemHead], ledger: Ledger) -> MeetingRecord:
    committee, period = split_committee(header.committee_raw) if header.committee_raw else (None, None)
    meeting = OwnMeeting(committee, header.date)
    vocabulary = learn_vocabulary([head.body for head in heads])
    closing_time = header.closing_time
    items = []
    partial = read_partial_absences(header.preamble)
    for position, head in enumerate(heads):
        draft = ItemDraft(f"items[{position}]", ledger)
        items.append(read_item(head, vocabulary, meeting, draft))
        partial.extend(draft.partial_absences)
        closing_time = draft.closing_time or closing_time
    record = MeetingRecord(
        file="",
        municipality=None,
        municipality_code=None,
        committee=committee,
        committee_raw=header.committee_raw,
        committee_period=period,
        document_type=header.document_type,
        date=header.date,
        time=header.time,
        closing_time=closing_time,
        location=header.location,
        participants=header.participants,
        items=with_partial_absences(items, partial),
        problems=tuple(header.problems),
        absent=header.absent,
        preamble=header.preamble,
    )
    return find_problems(record, contents_count=header.contents_count)
