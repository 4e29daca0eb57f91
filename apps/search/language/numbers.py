"""Case numbers in running text and in queries, with the parts a reader may know of them.

A KL journal number is `15.00.00-A30-2-21`: KLE subject, facet with serial number, year. Municipalities
write it with a hyphen, a space or nothing before the facet; every spelling gives the same keys, which begin
with "#".
"""

import re
from dataclasses import dataclass

from apps.archive.case_numbers import canonical_case_number, kle_subject

_DASH = "[-\u2012-\u2015\u2212]"
_SUBJECT = r"(?P<subject>\d\d\.\d\d(?:\.\d\d)?)"
_FACET = r"(?P<facet>[A-ZÆØÅa-zæøå]\d\d)"
CASE_NUMBER = re.compile(
    rf"(?<![\w.,]){_SUBJECT} ?{_DASH}? ?{_FACET}(?P<serial>(?: ?{_DASH} ?\d{{1,7}}){{1,3}})(?![\w])(?!\.\d)"
)
FACET_NUMBER = re.compile(rf"(?<![\w.,]){_FACET}(?P<serial>(?:{_DASH}\d{{1,7}}){{1,3}})(?!\w)(?!\.\d)")
# Without a facet `dd.dd.dd` may be a date: it is a subject only when it is all there is (a number field or
# a query).
BARE_SUBJECT = re.compile(rf"\s*{_SUBJECT}\s*")
# "1719-10" is the end of P19-1719-10, or two numbers: a query asks for both.
BARE_SERIAL = re.compile(r"\s*(\d{1,5}-\d{1,4}(?:-\d{1,4})?)\s*")


def other_case_number_key(text: str) -> str | None:
    """The key of a text that is only a case number of a system without KLE, such as `EMN-2025-003383`."""
    canonical = canonical_case_number(text)
    return f"#{canonical.lower()}" if canonical and not kle_subject(canonical) else None


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number in a text; the longest (most specific) key comes last."""

    start: int
    end: int
    keys: tuple[str, ...]


def find_case_numbers(text: str) -> list[NumberMatch]:
    """Case and facet numbers in the order of the text; a bare subject only when it is the whole text."""
    bare = BARE_SUBJECT.fullmatch(text)
    if bare:
        keys = (bare["subject"], *_subject_keys(bare["subject"]))
        return [NumberMatch(*bare.span("subject"), keys=keys)]
    return find_running_numbers(text)


def find_running_numbers(text: str) -> list[NumberMatch]:
    """Case and facet numbers of running text, where a bare subject may be a date."""
    found = [
        NumberMatch(
            *match.span(), keys=tuple(_case_number_keys(match["subject"], match["facet"], match["serial"]))
        )
        for match in CASE_NUMBER.finditer(text)
    ]
    taken = [(number.start, number.end) for number in found]
    for match in FACET_NUMBER.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            found.append(NumberMatch(*match.span(), keys=tuple(_facet_keys(match["facet"], match["serial"]))))
    return sorted(found, key=lambda number: number.start)


def _subject_keys(subject: str) -> list[str]:
    keys = [f"#{subject[:5]}"]
    if len(subject) > 5:
        keys.append(f"#{subject}")
    return keys


def _facet_keys(facet: str, serial: str) -> list[str]:
    parts = _serial_parts(serial)
    keys = [f"#{facet.lower()}-{'-'.join(parts[:count])}" for count in range(1, len(parts) + 1)]
    if len(parts) > 1:
        keys.insert(0, f"#{'-'.join(parts)}")
    return keys


def _case_number_keys(subject: str, facet: str, serial: str) -> list[str]:
    parts = _serial_parts(serial)
    start = f"#{subject}-{facet.lower()}"
    whole = [start, *(f"{start}-{'-'.join(parts[:count])}" for count in range(1, len(parts) + 1))]
    return [*_subject_keys(subject), *_facet_keys(facet, serial), *whole]


def _serial_parts(serial: str) -> list[str]:
    """Serial number and year; a year is kept as its last two digits."""
    first, *others = re.findall(r"\d+", serial)
    return [first, *(part[2:] if re.fullmatch("(?:19|20)\\d\\d", part) else part for part in others)]
