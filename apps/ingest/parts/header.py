"""What stands before the first item: title line, place, people, list of contents."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.ingest.danish import find_date, find_time, weekday_disagrees, without_dates
from apps.ingest.parts.attendance import read_people, take_absences
from apps.ingest.parts.committees import clean_committee, committee_in
from apps.ingest.parts.contents import find_contents
from apps.ingest.parts.decisions import read_closing_time
from apps.ingest.parts.furniture import is_rule
from apps.ingest.parts.header_labels import FIELD_OF_LABEL, label_of, labelled_groups
from apps.ingest.parts.header_title import find_title, type_in
from apps.ingest.parts.paragraphs import joined
from apps.ingest.readers.document_text import Line
from apps.ingest.reading import CONTENTS, FURNITURE, Ledger
from apps.ingest.records import AbsenceRecord, PersonRecord, Problem


@dataclass(slots=True)
class Header:
    """What the head of the document says, filled line by line."""

    document_type: str | None = None
    committee_raw: str | None = None
    title_date: str | None = None
    date: str | None = None
    time: str | None = None
    closing_time: str | None = None
    location: str | None = None
    participants: tuple[PersonRecord, ...] = ()
    absent: tuple[AbsenceRecord, ...] = ()
    contents_count: int = 0
    unplaced: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def preamble(self) -> str:
        return joined(self.unplaced)


def read_header(lines: Sequence[Line], ledger: Ledger, *, has_items: bool) -> Header:
    """The header from the lines before the first item. Lines not understood become the preamble."""
    header = Header()
    body = _take_title(lines, header, ledger)
    body = _take_contents(body, header, ledger, rows_need_pages=not has_items)
    for label, group in labelled_groups(body):
        _read_group(label, group, header, ledger)
    if header.date and header.title_date and header.date != header.title_date:
        header.problems.append(Problem("date_disagrees", "Datoen i overskriften er en anden end mødedatoen."))
    header.date = header.date or header.title_date
    return header


def _take_title(lines: Sequence[Line], header: Header, ledger: Ledger) -> list[Line]:
    title = find_title(lines)
    if title is None:
        return list(lines)
    header.document_type, header.committee_raw = title.document_type, title.committee_raw
    header.title_date, header.time, header.location = title.date, title.time, title.location
    for line in title.lines:
        ledger.put(line.number, "committee_raw" if title.date else "document_type")
    return [line for line in lines if line not in title.lines]


def _take_contents(
    lines: Sequence[Line], header: Header, ledger: Ledger, *, rows_need_pages: bool
) -> list[Line]:
    place, header.contents_count = find_contents(lines, rows_need_pages=rows_need_pages)
    for index in place:
        if lines[index].text.strip():
            ledger.put(lines[index].number, CONTENTS)
    return [line for index, line in enumerate(lines) if index not in place]


def _read_group(label: str | None, group: list[Line], header: Header, ledger: Ledger) -> None:
    place = FIELD_OF_LABEL[label] if label else None
    texts = [line.text.strip() for line in group]
    if place and (found := label_of(texts[0])):
        texts[0] = found["value"]
    value = " ".join(text for text in texts if text)
    if place and (_fill(place, value, texts, header) if value else place != "preamble"):
        for line in group:
            ledger.put(line.number, place)
        return
    absent, rest = take_absences(group)
    header.absent += absent
    rest_numbers = {line.number for line in rest}
    for line in group:
        is_rest = line.number in rest_numbers
        if is_rest and is_rule(line.text):
            ledger.put(line.number, FURNITURE)
        elif is_rest:
            ledger.put(line.number, "preamble")
            header.unplaced.append(line)
        else:
            ledger.put(line.number, "absent")


def _fill(place: str, value: str, texts: Sequence[str], header: Header) -> bool:
    """Puts a labelled value into its field; False when it is not understood."""
    if place == "date":
        return _fill_date(value, header)
    if place == "participants":
        people = read_people(value) or read_people(", ".join(text.rstrip(",") for text in texts if text))
        header.participants += people or ()
        return bool(people)
    if place == "closing_time":
        header.closing_time = find_time(without_dates(value)) or read_closing_time(value)
        return header.closing_time is not None
    if place in ("absent", "preamble") or getattr(header, place):
        return False
    setattr(header, place, clean_committee(value) if place == "committee_raw" else value)
    return True


def _fill_date(value: str, header: Header) -> bool:
    date, time = find_date(value), find_time(without_dates(value))
    if date and weekday_disagrees(value, date):
        header.problems.append(Problem("weekday_disagrees", "Ugedagen passer ikke til mødedatoen."))
    header.date = header.date or date
    header.time = header.time or time
    return bool(date or time) or _fill_name(value, header)


def _fill_name(value: str, header: Header) -> bool:
    """A meeting can be told by its kind of document or its committee instead of its day."""
    kind, committee = type_in(value), committee_in(value)
    header.document_type = header.document_type or kind
    header.committee_raw = header.committee_raw or (clean_committee(value) if committee else None)
    return bool(kind or committee)
