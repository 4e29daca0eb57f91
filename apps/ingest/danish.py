"""Danish dates, times and weekdays as they are written in minutes. Pure functions on one piece of text."""

import datetime
import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jan"),
            ("februar", "feb"),
            ("marts", "mar"),
            ("april", "apr"),
            ("maj",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# A number above twelve is no month, so `9.30-11.45` is a time.
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
# Fits into a larger pattern: no groups that capture.
DATE_PATTERN = (
    rf"(?:(?:{_MONTH}) \d{{1,2}}, \d{{4}}|\d{{1,2}}[.\- ]{{1,2}}(?:{_MONTH})\.?,?[\- ]\d{{4}}"
    rf"|\d{{1,2}}(?:\.{_MONTH_NUMBER}\.|-{_MONTH_NUMBER}-|/{_MONTH_NUMBER}[-/ ])(?:\d{{4}}|\d\d)(?!\d)"
    rf"|\d{{1,2}}\.{_MONTH_NUMBER} \d{{4}}|\d{{4}}-\d\d-\d\d)"
)
_DATE = re.compile(rf"(?<!\w){DATE_PATTERN}", re.IGNORECASE)
_TIME = re.compile(
    r"(?:\bkl\.?|\bklokken) ?(\d{1,2})(?:[.:](\d\d))?(?!\d)|(?<![\d.\-:])(\d{1,2})[.:](\d\d)(?![\d.:])"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)


_SMALL_WORDS = frozenset(
    ("i", "fra", "af", "på", "ved", "den", "og", "for", "d.", "kl.", "pkt.", "møde", "truffet", "til", "med")
)


def in_mixed_case(text: str) -> str:
    """`BESLUTNING I ØKONOMIUDVALGET DEN 06-03-2014` -> `Beslutning i Økonomiudvalget den 06-03-2014`."""
    if not text.isupper():
        return text
    words = (word.lower() if word.lower() in _SMALL_WORDS else word.capitalize() for word in text.split(" "))
    return " ".join(words)


def find_date(text: str) -> str | None:
    """The first date in `text` as ISO 8601; None when there is none or the calendar has no such day."""
    found = _DATE.search(text)
    return _iso_date(found[0]) if found else None


def _iso_date(written: str) -> str | None:
    parts = [part for part in re.split(r"[.\-/, ]+", written.lower()) if part]
    if parts[0] in MONTHS:
        parts[:2] = parts[1], parts[0]
    elif len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    try:
        return datetime.date(_full_year(year), MONTHS.get(month) or int(month), int(day)).isoformat()
    except ValueError:
        return None


def _full_year(year: str) -> int:
    """Two digits mean the years 1950-2049: no minutes are older, and plans rarely reach further."""
    number = int(year)
    if len(year) == 4:
        return number
    return number + (1900 if number >= 50 else 2000)


def find_time(text: str) -> str | None:
    """The first time of day in `text` as HH:MM: `kl. 8`, `16.30`, `16:30`. Dates must be taken out first."""
    for found in _TIME.finditer(text):
        hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
        if hour < 24 and minute < 60:
            return f"{hour:02}:{minute:02}"
    return None


def without_dates(text: str) -> str:
    """`text` with every date taken out, so that its figures are not mistaken for a time."""
    return _DATE.sub(" ", text)


def weekday_disagrees(text: str, iso_date: str) -> bool:
    """Whether `text` names a weekday that `iso_date` is not."""
    named = _WEEKDAY.search(text)
    if named is None:
        return False
    return WEEKDAYS[datetime.date.fromisoformat(iso_date).weekday()] != named[1].lower()
