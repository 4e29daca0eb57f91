"""Dates with times as record systems write them, given as Danish local date and time."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from apps.ingest.danish import find_date, find_time, without_dates

_DENMARK = ZoneInfo("Europe/Copenhagen")
_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Moment:
    """ISO 8601 date and `HH:MM`; None is unknown."""

    date: str | None = None
    time: str | None = None


def read_moment(text: str, *, is_utc: bool = False) -> Moment:
    """`2026-05-04T14:00:00+02:00`, `27. august 2018 16:00` or `27-08-2018` as a moment in Denmark.

    A time without an offset is Danish, or UTC when the field says so. Midnight is how systems write a date
    alone, and the year 1 how they write none.
    """
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
        if moment.tzinfo is None and is_utc:
            moment = moment.replace(tzinfo=datetime.UTC)
        local = moment.astimezone(_DENMARK) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return _read_danish_moment(text[:200])
    if local.year < _FIRST_YEAR:
        return Moment()
    time = f"{local:%H:%M}" if (local.hour, local.minute) != (0, 0) else None
    return Moment(local.date().isoformat(), time)


def _read_danish_moment(text: str) -> Moment:
    time = find_time(without_dates(text))
    return Moment(find_date(text), None if time == "00:00" else time)
