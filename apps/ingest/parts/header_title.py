"""The title of minutes: kind of document, committee and day, on one line or on up to three."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apps.ingest.danish import DATE_PATTERN, find_date, find_time
from apps.ingest.parts.committees import clean_committee
from apps.ingest.parts.header_labels import label_of
from apps.ingest.readers.document_text import Line

_TYPE = (
    r"(?:(?:åbent|åben|lukket|offentligt|endeligt|foreløbigt|godkendt) )?"
    r"(?:(?:ordinært|ekstraordinært) )?(?:referat|mødereferat|tillægsdagsorden|tillægsreferat|dagsorden"
    r"|beslutningsprotokol|forhandlingsprotokol|mødeprotokol|protokol|beslutningsreferat)"
)
TITLE = re.compile(
    rf"(?P<type>{_TYPE})(?P<decided> (?:med|og) (?:beslutninger|referat))?\b:?"
    r"(?: (?:fra|for|af|til|-))? *(?P<committee>.*?)[ ,]*\b(?:d\.|den|[-–])? *"
    rf"(?P<date>{DATE_PATTERN})"
    rf"(?P<rest>(?!.{{0,60}}?{DATE_PATTERN}).{{0,60}})",
    re.IGNORECASE,
)
_TYPE_ALONE = re.compile(
    rf"(?:udskrift af )?(?P<type>{_TYPE})(?P<decided> (?:med|og) (?:beslutninger|referat))?"
    r"(?:(?: for| fra)(?: (?:ordinært|ekstraordinært|åbent|lukket))?(?: møde)?"
    r"| [-–] (?:åbent?|offentligt?|lukket))?:?",
    re.IGNORECASE,
)
_TYPE_FIRST = re.compile(rf"(?P<type>{_TYPE})\b", re.IGNORECASE)
_UNTYPED_TITLE = re.compile(
    rf"(?P<committee>[A-ZÆØÅ][^:\t]{{3,80}}?),? (?:d\. ?|den )?(?P<date>{DATE_PATTERN})(?P<rest>)",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(r"[A-ZÆØÅ][\w -]{1,30} (?:regions)?kommune", re.IGNORECASE)
_PLACE = re.compile(r".{0,40}?\b(?:i|på) (?P<place>[A-ZÆØÅm].{2,60})")
_LENGTH_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Title:
    """What the title tells, and the lines that it takes; `is_complete` when it names the day."""

    document_type: str | None
    lines: tuple[Line, ...]
    committee_raw: str | None = None
    date: str | None = None
    time: str | None = None
    location: str | None = None


def find_title(lines: Sequence[Line]) -> Title | None:
    """The title among the first lines; the kind of document alone where no more is said."""
    filled = [line for line in lines if line.text.strip()][:8]
    for pattern in (TITLE, _UNTYPED_TITLE):
        for index in range(len(filled)):
            for count in (1, 2, 3):
                group = filled[index : index + count]
                found = _title_of(group, pattern) if len(group) == count else None
                if found:
                    return _read_title(found, group)
    for line in filled:
        if kind := type_in(line.text):
            return Title(kind, (line,))
    return None


def _title_of(group: Sequence[Line], pattern: re.Pattern[str]) -> re.Match[str] | None:
    if len(group) > 1 and _LETTERHEAD.fullmatch(group[0].text.strip()):
        return None
    text = " ".join(line.text.strip() for line in group)
    found = pattern.fullmatch(text) if len(text) <= _LENGTH_LIMIT else None
    if found and pattern is _UNTYPED_TITLE and clean_committee(found["committee"]) is None:
        return None
    return None if found and any(label_of(line.text.strip()) for line in group) else found


def _read_title(found: re.Match[str], group: Sequence[Line]) -> Title:
    place = _PLACE.fullmatch(found["rest"])
    return Title(
        _type_of(found) if found.re is TITLE else None,
        tuple(group),
        clean_committee(found["committee"]),
        find_date(found["date"]),
        find_time(found["rest"]),
        place["place"] if place else None,
    )


def type_at_start(text: str) -> str | None:
    """The kind of document that a line begins with: `Referat af mødet i Ældrerådet`."""
    found = _TYPE_FIRST.match(text.strip())
    return found["type"].upper() if found else None


def type_in(text: str) -> str | None:
    """The kind of document that the line tells, when it tells nothing else: `REFERAT`.

    An agenda with decisions is minutes.
    """
    alone = _TYPE_ALONE.fullmatch(text.strip()) if len(text) <= 80 else None
    return _type_of(alone) if alone else None


def _type_of(found: re.Match[str]) -> str:
    return "REFERAT" if found["decided"] else str(found["type"]).upper()
