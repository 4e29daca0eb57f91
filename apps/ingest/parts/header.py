"""What stands before the first item: title line, place, people, list of contents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.ingest.danish import DATE_PATTERN, find_date, find_time, weekday_disagrees, without_dates
from apps.ingest.parts.attendance import read_people, take_absences
from apps.ingest.parts.committees import clean_committee, committee_in, without_municipality
from apps.ingest.parts.decisions import read_closing_time
from apps.ingest.parts.furniture import is_rule
from apps.ingest.parts.paragraphs import joined
from apps.ingest.readers.document_text import Line
from apps.ingest.reading import CONTENTS, FURNITURE, Ledger
from apps.ingest.records import AbsenceRecord, PersonRecord, Problem

_TYPE = (
    r"(?:(?:åbent|åben|lukket|offentligt|endeligt|foreløbigt) )?"
    r"(?:referat|tillægsdagsorden|tillægsreferat|dagsorden|beslutningsprotokol|protokol|beslutningsreferat)"
)
TITLE = re.compile(
    rf"(?P<type>{_TYPE})\b:?(?: (?:fra|for|af|til|-))? *(?P<committee>.*?)[ ,]*\b(?:d\.|den|[-–])? *"
    rf"(?P<date>{DATE_PATTERN})"
    rf"(?P<rest>(?!.{{0,60}}?{DATE_PATTERN}).{{0,60}})",
    re.IGNORECASE,
)
_TYPE_ALONE = re.compile(rf"(?:udskrift af )?(?P<type>{_TYPE})(?: for| fra)?:?", re.IGNORECASE)
_UNTYPED_TITLE = re.compile(
    rf"(?P<committee>[A-ZÆØÅ][^:\t]{{3,80}}?),? (?:d\. ?|den )?(?P<date>{DATE_PATTERN})(?P<rest>)",
    re.IGNORECASE,
)
_LABELS_BY_FIELD = {
    "date": (
        "mødedato|dato|mødetidspunkt|tidspunkt|starttidspunkt|mødetid|tid|møde|dato og tid|mødestart|start"
        "|mødedag|mødet startede|mødet begyndte"
    ),
    "location": "mødested|sted|lokale|mødelokale|mødested/lokale",
    "participants": "mødedeltagere|deltagere|medlemmer|til stede|tilstede|mødte|fremmødte",
    "committee_raw": "udvalg|udvalgsnavn|organ|navn på udvalg",
    "closing_time": "sluttidspunkt|mødeslut|slut|mødet sluttede|mødet hævet",
    "absent": "afbud|fraværende|ikke til stede|ikke tilstede|fravær",
    "preamble": "bemærkninger|referent|ordstyrer|mødeleder|sekretær|næste møde",
}
_LABELS = {label: place for place, labels in _LABELS_BY_FIELD.items() for label in labels.split("|")}
# Other people than those that the label above promises.
_OTHERS = re.compile(
    r"(?:fravær|afbud|ikke til ?stede|forfald|gæster|desuden|øvrige"
    r"|fra (?:administrationen|forvaltningen)\b)",
    re.IGNORECASE,
)
_ROOMS = ("lokale", "mødelokale")
_LABEL = re.compile(
    rf"(?P<label>{'|'.join(sorted(_LABELS, key=len, reverse=True))})"
    r"(?:(?: for mødet?| kl\.?)?(?P<colon> ?:))?(?: +|\t+|$)(?P<value>.*)",
    re.IGNORECASE,
)
CONTENTS_HEADING = re.compile(
    r"(?:indholdsfortegnelse|indhold|punkter på dagsordenen|punkter|dagsordenspunkter|oversigt|dagsorden):?",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(r"[A-ZÆØÅ][\w -]{1,30} (?:regions)?kommune", re.IGNORECASE)
_CONTENTS_ROW = re.compile(r".{0,300}?(?:\.{3,}|…+|\t| )\s*\d{1,4}")
_PERIODS = (
    re.compile(r" *\(?\b(?P<period>(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d)\)?$"),
    re.compile(r" *\(?\b(?P<period>(?:19|20)\d\d ?[-–/] ?\d\d)\)?$"),
    re.compile(rf" *\(?\b(?P<period>til {DATE_PATTERN})\)?$"),
)
_PERIOD_PREFIX = re.compile(r"(?P<period>\d\d[-–]\d\d|(?:19|20)\d\d[-–](?:19|20)\d\d) +(?=[A-ZÆØÅ])")
_LENGTH_LIMIT = 400


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
    for label, group in _labelled_groups(body):
        _read_group(label, group, header, ledger)
    if header.date and header.title_date and header.date != header.title_date:
        header.problems.append(Problem("date_disagrees", "Datoen i overskriften er en anden end mødedatoen."))
    header.date = header.date or header.title_date
    return header


def split_committee(raw: str) -> tuple[str, str | None]:
    """`Kulturudvalget 2022-2025` -> (`Kulturudvalget`, `2022-2025`); `14-17 Byrådet` gives `2014-2017`."""
    raw = without_municipality(raw)
    if prefix := _PERIOD_PREFIX.match(raw):
        return raw[prefix.end() :], "-".join(_long_year(year) for year in re.split("[-–]", prefix["period"]))
    for pattern in _PERIODS:
        if found := pattern.search(raw):
            period = found["period"]
            if not period.startswith("til"):
                first, last = (part.strip() for part in re.split("[-–/]", period))
                period = f"{first}-{last if len(last) == 4 else first[:2] + last}"
            return raw[: found.start()].strip(" ,-–"), period
    return raw, None


def _long_year(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def is_contents_row(text: str) -> bool:
    """Whether the line ends in a page number, as rows of a list of contents do."""
    return len(text) <= _LENGTH_LIMIT and bool(_CONTENTS_ROW.fullmatch(text.strip()))


def _take_contents(
    lines: Sequence[Line], header: Header, ledger: Ledger, *, rows_need_pages: bool
) -> list[Line]:
    """Takes out the list of contents: from its heading to the last row with a page number.

    A list without page numbers goes on to the first item or to a labelled line.
    """
    start = next(
        (index for index, line in enumerate(lines) if CONTENTS_HEADING.fullmatch(line.text.strip())), None
    )
    if start is None:
        return list(lines)
    end = next(
        (index for index in range(start + 1, len(lines)) if _label_of(lines[index].text.strip())), len(lines)
    )
    rows = [index for index in range(start + 1, end) if is_contents_row(lines[index].text)]
    header.contents_count = len(rows)
    if rows or rows_need_pages:
        end = max(rows, default=start) + 1
    for line in lines[start:end]:
        if line.text.strip():
            ledger.put(line.number, CONTENTS)
    return [*lines[:start], *lines[end:]]


def _take_title(lines: Sequence[Line], header: Header, ledger: Ledger) -> list[Line]:
    """Takes out the title; it may run over up to three lines: type, committee, date."""
    filled = [line for line in lines if line.text.strip()][:8]
    for pattern in (TITLE, _UNTYPED_TITLE):
        for index in range(len(filled)):
            for count in (1, 2, 3):
                group = filled[index : index + count]
                if count > 1 and _LETTERHEAD.fullmatch(group[0].text.strip()):
                    continue
                text = " ".join(line.text.strip() for line in group)
                found = pattern.fullmatch(text) if len(text) <= _LENGTH_LIMIT else None
                if found and pattern is _UNTYPED_TITLE and clean_committee(found["committee"]) is None:
                    continue
                if found and len(group) == count and not any(_label_of(line.text.strip()) for line in group):
                    return _without_title(lines, group, found, header=header, ledger=ledger)
    for line in filled:
        if alone := _TYPE_ALONE.fullmatch(line.text.strip()):
            header.document_type = alone["type"].upper()
            ledger.put(line.number, "document_type")
            return [other for other in lines if other is not line]
    return list(lines)


def type_in(text: str) -> str | None:
    """The kind of document that the line tells, when it tells nothing else: `REFERAT`."""
    alone = _TYPE_ALONE.fullmatch(text.strip()) if len(text) <= 60 else None
    return alone["type"].upper() if alone else None


def _without_title(
    lines: Sequence[Line], group: Sequence[Line], found: re.Match[str], *, header: Header, ledger: Ledger
) -> list[Line]:
    header.document_type = found["type"].upper() if "type" in found.re.groupindex else None
    header.committee_raw = clean_committee(found["committee"])
    header.title_date = find_date(found["date"])
    header.time = find_time(found["rest"])
    for line in group:
        ledger.put(line.number, "committee_raw")
    return [line for line in lines if line not in group]


def _label_of(text: str) -> re.Match[str] | None:
    found = _LABEL.fullmatch(text) if len(text) <= 20_000 else None
    if (
        found
        and not found["colon"]
        and found["value"]
        and (found["value"][0].islower() or found["label"].lower() in _ROOMS)
    ):
        return None
    return found


def _labelled_groups(lines: Sequence[Line]) -> list[tuple[str | None, list[Line]]]:
    """Lines by their label: a value goes on until a blank line, or stands below a bare label."""
    groups: list[tuple[str | None, list[Line]]] = []
    for line in lines:
        text = line.text.strip()
        found = _label_of(text)
        if found:
            groups.append((found["label"].lower(), [line]))
        elif not text:
            if groups and groups[-1][0] and _has_value(groups[-1][1]):
                groups.append((None, []))
        else:
            if not groups or not _takes(groups[-1], text):
                groups.append((None, []))
            groups[-1][1].append(line)
    return groups


def _takes(group: tuple[str | None, list[Line]], text: str) -> bool:
    """Whether the line can belong to the labelled value above it, which is a list of people or goes on."""
    label, lines = group
    if _OTHERS.match(text):
        return False
    if label is None or not _has_value(lines) or _LABELS[label] in ("participants", "absent"):
        return True
    return text[:1].islower() or lines[-1].text.rstrip().endswith((",", "-"))


def _has_value(group: Sequence[Line]) -> bool:
    found = _label_of(group[0].text.strip())
    return len(group) > 1 or bool(found and found["value"])


def _read_group(label: str | None, group: list[Line], header: Header, ledger: Ledger) -> None:
    place = _LABELS[label] if label else None
    texts = [line.text.strip() for line in group]
    if place and (found := _label_of(texts[0])):
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
