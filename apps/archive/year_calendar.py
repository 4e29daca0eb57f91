"""Meetings laid out as years of twelve months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.dates import MONTHS

from apps.archive.models import Meeting
from apps.archive.numbering import missing_numbers


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its meetings in the order given, and its months from January on."""

    number: int
    meetings: tuple[Meeting, ...]
    months: tuple[Month, ...]
    missing_numbers: tuple[str, ...] = ()


def lay_out_years(meetings: Iterable[Meeting], numbers: Mapping[int, list[str]]) -> list[Year]:
    """The years of `meetings`, which come in order of date, newest first.

    `numbers` are the item numbers of each meeting by key; leave out the meetings of a year that is not whole.
    """
    return [
        _lay_out_year(number, tuple(rows), numbers)
        for number, rows in groupby(meetings, lambda row: row.held_on.year)
    ]


def _lay_out_year(number: int, meetings: tuple[Meeting, ...], numbers: Mapping[int, list[str]]) -> Year:
    in_order = sorted(meetings, key=lambda row: (row.held_on, row.sequence, row.pk))
    months = (
        Month(str(name), tuple(row for row in in_order if row.held_on.month == month))
        for month, name in MONTHS.items()
    )
    missing = missing_numbers([numbers.get(row.pk, []) for row in in_order])
    return Year(number, meetings, tuple(months), tuple(missing))
