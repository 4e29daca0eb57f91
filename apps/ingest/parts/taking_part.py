"""Who took no part in an item, or in some items only: conflicts of interest, people who left the room."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apps.ingest.parts.attendance import read_people
from apps.ingest.records import AbsenceKind, AbsenceRecord, AgendaItemRecord

_ITEMS = (
    r"(?:punkt(?:erne|et|er)?|pkt\.?|sag(?:erne|en|er)?|dagsordenspunkt(?:erne|er)?)(?: nr\.?)? ?"
    r"(?P<items>\d{1,4}(?: ?(?:,|og|samt|-|–|til) ?\d{1,4}){0,12})"
)
_OF_ITEMS = re.compile(
    r"(?P<names>[^.;:]{3,200}?) (?:deltog|deltager|var|er)"
    r"(?P<kind> ikke| fraværende| ikke til ?stede| inhabil)[^.;]{0,60}? "
    rf"(?:under|i|ved|til|på|for) (?:behandlingen af )?{_ITEMS}",
    re.IGNORECASE,
)
_OF_THIS = re.compile(
    r"(?P<names>[^.;:]{3,200}?) (?:"
    r"(?:deltog|deltager) ikke (?:i|under|ved) (?:sagens |punktets |denne )?"
    r"(?:behandling|drøftelse|sag|punkt|afstemning|beslutning)"
    r"|(?:erklærede(?: sig)?|erklæredes|blev erklæret|var|er|meldte sig|kendtes|blev kendt)"
    r"(?: sig)? inhabil\w*"
    r"|forlod (?:mødet|lokalet|mødelokalet|salen|byrådssalen)"
    r"|var ikke til ?stede (?:under|ved) (?:behandlingen|punktet|sagen|afstemningen))",
    re.IGNORECASE,
)
_CONFLICT = re.compile(r"inhabil|habilitet", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[)a-zæøå])\.(?:\s+|$)|\n")
_LONG_RANGE = 200


@dataclass(frozen=True, slots=True)
class PartialAbsence:
    """People who took no part in items `first` to `last`, or in the item that tells it when both are None."""

    people: tuple[AbsenceRecord, ...]
    first: int | None = None
    last: int | None = None


def read_partial_absences(text: str) -> list[PartialAbsence]:
    """What `text` says of people who took part in some items only, as far as it names them in full."""
    return [found for sentence in _SENTENCE.split(text) for found in _read_sentence(sentence.strip())]


def _read_sentence(sentence: str) -> Iterator[PartialAbsence]:
    if not 8 <= len(sentence) <= 400:
        return
    kind = AbsenceKind.CONFLICT if _CONFLICT.search(sentence) else AbsenceKind.PARTIAL
    found = _OF_ITEMS.match(sentence) or _OF_THIS.match(sentence)
    people = read_people(found["names"].strip(" ,")) if found else None
    if not found or not people or not all(" " in person.name for person in people):
        return
    records = tuple(AbsenceRecord(person.name, person.party, kind) for person in people)
    if found.re is _OF_THIS:
        yield PartialAbsence(records)
        return
    for first, last in _ranges(found["items"]):
        yield PartialAbsence(records, first, last)


def _ranges(written: str) -> Iterator[tuple[int, int]]:
    """`12-15 og 18` -> (12, 15), (18, 18)."""
    for part in re.split(r" ?(?:,|og|samt) ?", written):
        ends = [int(number) for number in re.split(r" ?(?:-|–|til) ?", part) if number]
        if ends and 0 <= ends[-1] - ends[0] <= _LONG_RANGE:
            yield ends[0], ends[-1]


def with_partial_absences(
    items: Sequence[AgendaItemRecord], told: Sequence[PartialAbsence]
) -> tuple[AgendaItemRecord, ...]:
    """The items, each with the people of `told` who took no part in it. Numbers of no item name nothing."""
    by_number: dict[int, list[AbsenceRecord]] = {}
    for absence in told:
        if absence.first is not None and absence.last is not None:
            for number in range(absence.first, absence.last + 1):
                by_number.setdefault(number, []).extend(absence.people)
    return tuple(
        _with_absent(item, by_number.get(int(item.number), [])) if item.number.isdecimal() else item
        for item in items
    )


def _with_absent(item: AgendaItemRecord, people: Sequence[AbsenceRecord]) -> AgendaItemRecord:
    known = {person.name for person in item.absent}
    added = tuple(dict.fromkeys(person for person in people if person.name not in known))
    return replace(item, absent=(*item.absent, *added)) if added else item
