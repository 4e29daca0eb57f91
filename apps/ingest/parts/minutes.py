"""From the lines of a document to its record, in the steps that every layout shares."""

from collections.abc import Sequence

from apps.ingest.parts.committees import split_committee
from apps.ingest.parts.furniture import furniture_lines
from apps.ingest.parts.header import Header, read_header
from apps.ingest.parts.header_lines import fill_from_running_heads, own_committee, read_unlabelled
from apps.ingest.parts.header_title import TITLE
from apps.ingest.parts.headings import learn_vocabulary
from apps.ingest.parts.item_marks import ACCESS
from apps.ingest.parts.item_proof import ItemStart, as_int, is_sandwiched
from apps.ingest.parts.item_record import ItemDraft, read_item
from apps.ingest.parts.item_starts import Finder
from apps.ingest.parts.items import ItemHead, group_access, read_item_head
from apps.ingest.parts.sections import OwnMeeting
from apps.ingest.parts.taking_part import read_partial_absences, with_partial_absences
from apps.ingest.parts.transcript import CutLines, cut_lines, places_of_lines
from apps.ingest.problems import find_problems
from apps.ingest.readers.document_text import DocumentText, Line
from apps.ingest.reading import CONTENTS, FURNITURE, Ledger, Reading
from apps.ingest.records import AgendaItemRecord, MeetingRecord, Problem

_SEVERAL_MEETINGS = (
    "Dokumentet ser ud til at rumme referater af flere møder. Del det op, og læg hvert møde op for sig."
)


def read_minutes(text: DocumentText, find_starts: Finder, *, is_transcript: bool = False) -> Reading:
    """The record of the document, and the field that holds each of its lines.

    `find_starts` knows the item lines of the layout; a transcript has lost the line breaks around headings.
    """
    cut = cut_lines(text.lines, may_be_transcript=is_transcript)
    reading = _read_lines(cut, find_starts, running_heads=[line.text for line in text.furniture])
    return Reading(reading.record, places_of_lines(reading.places, cut.origins))


def _read_lines(cut: CutLines, find_starts: Finder, *, running_heads: Sequence[str]) -> Reading:
    ledger = Ledger()
    source = cut.lines
    lines = _without_furniture(cut, ledger)
    heads_in_text = [line.text for line in source if ledger.places.get(line.number) == FURNITURE]
    starts, rows = find_starts(lines)
    for line in _contents_lines(lines, rows):
        ledger.put(line.number, CONTENTS)
    first = starts[0].index if starts else len(lines)
    before = [line for line in lines[:first] if line.number not in ledger.places]
    access_line, is_closed = group_access(before) if starts else (None, None)
    if access_line:
        ledger.put(access_line.number, "items[0].closed")
        before.remove(access_line)
    header = read_header(before, ledger, has_items=bool(starts))
    read_unlabelled(header, ledger)
    fill_from_running_heads(header, (*running_heads, *heads_in_text))
    heads = _read_heads(lines, starts, ledger, closed=bool(is_closed))
    if header.committee_raw is None:
        header.committee_raw = own_committee(source, header.date)
    if _has_several_meetings(lines, starts):
        header.problems.append(Problem("several_meetings", _SEVERAL_MEETINGS))
    return Reading(_record(header, heads, ledger), ledger.places)


def _contents_lines(lines: Sequence[Line], rows: Sequence[ItemStart]) -> list[Line]:
    """The rows of the list of contents, with the lines such as `Lukket møde` that part them."""
    places = [row.index for row in rows]
    between = range(max(min(places, default=0) - 2, 0), max(places, default=0))
    parting = [index for index in between if ACCESS.fullmatch(lines[index].text.strip())]
    return [lines[index] for index in sorted({*places, *parting})]


def _without_furniture(cut: CutLines, ledger: Ledger) -> list[Line]:
    """The lines without page furniture; a repeated title line is a running head, too."""
    lines = cut.lines
    furniture = furniture_lines(lines) | cut.page_numbers
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
        label = lines[start.label] if start.label is not None else None
        own = [
            line
            for line in lines[start.index : end]
            if line.number not in ledger.places and line is not label
        ]
        if label:
            ledger.put(label.number, f"items[{position}].number")
        access_line, next_closed = group_access(own[1:]) if position + 1 < len(starts) else (None, None)
        is_for_next = access_line and access_line.number - own[0].number > 2 and not is_sandwiched(lines, end)
        if access_line and is_for_next:
            ledger.put(access_line.number, f"items[{position + 1}].closed")
            own.remove(access_line)
        else:
            next_closed = None
        heads.append(read_item_head(own, start, closed_group=closed))
        closed = closed if next_closed is None else next_closed
    return heads


def _has_several_meetings(lines: Sequence[Line], starts: Sequence[ItemStart]) -> bool:
    """Whether the numbers of the items begin again after a title line of another day or committee."""
    titles = [
        (index, found.group("committee", "date"))
        for index, line in enumerate(lines)
        if len(line.text) <= 200 and (found := TITLE.fullmatch(line.text.strip()))
    ]
    if len({title for _, title in titles}) < 2:
        return False
    return any(_restarts(starts, index) for index, title in titles[1:] if title != titles[0][1])


def _restarts(starts: Sequence[ItemStart], index: int) -> bool:
    before = [start for start in starts if start.index < index]
    after = next((start for start in starts if start.index > index), None)
    return bool(before and after) and as_int(after.number) <= as_int(before[-1].number) if after else False


def _type_told(items: Sequence[AgendaItemRecord]) -> str | None:
    """What a document without a title is: one that tells the decisions of most items is minutes."""
    open_items = [item for item in items if not item.closed]
    decided = sum(item.decision is not None for item in open_items)
    return "REFERAT" if decided >= 2 and decided * 2 > len(open_items) else None


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
        document_type=header.document_type or _type_told(items),
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
