"""Amounts of money in Danish text, `7,4 mio. kr.` or `1.583.500 kr.`, and what they come to in kroner."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = r"(?:\d{1,3}(?:\.\d{3}){1,4}|\d{1,12})(?:,\d{1,4})?"
_SCALES = {
    "": 1,
    "t": 1_000,
    "tusind": 1_000,
    "mio": 1_000_000,
    "mill": 1_000_000,
    "million": 1_000_000,
    "millioner": 1_000_000,
    "mia": 1_000_000_000,
    "milliard": 1_000_000_000,
    "milliarder": 1_000_000_000,
}
_UNIT = r"(?:(?P<scale>mio|mill(?:ioner|ion)?|mia|milliard(?:er)?|tusind|t)\b\.?\s?)?(?:kr\b\.?|kroner\b)"
_AMOUNT = re.compile(
    rf"(?<![\w.,/])(?P<sign>[-–−]?)(?P<after>{_NUMBER})(?:,-)?\s?{_UNIT}"
    rf"|\bkr\.? (?P<before>{_NUMBER})(?![\w/]|[.,]\d)(?!\s?(?:mio|mill|mia|tusind|kr|%))",
    re.IGNORECASE,
)
# "3-5 mio. kr." is a span and no amount; "i 1.000 kr." says what the figures of a table are counted in.
_SPAN_BEFORE = re.compile(r"\d\s?[-–−]\s?$|(?<!\d)\d{1,3}(?:,\d+)? (?:til|eller) $")
_UNIT_OF_FIGURES = re.compile(r"(?:\bi|\bhele|\()\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at `start:end` of a text; `kroner` is the plain number, such as `7400000` or `-12.5`."""

    start: int
    end: int
    kroner: str


def find_amounts(text: str) -> Iterator[Amount]:
    """The amounts in order. What is not certainly one amount is left alone."""
    for match in _AMOUNT.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        written = match["after"] or match["before"]
        is_unit = written == "1.000" and match["scale"] is None and _UNIT_OF_FIGURES.search(before)
        is_span = _SPAN_BEFORE.search(before + (match["sign"] or ""))
        if not is_unit and not is_span:
            yield Amount(match.start(), match.end(), _kroner(match, written))


def _kroner(match: re.Match[str], written: str) -> str:
    number = Decimal(written.replace(".", "").replace(",", "."))
    value = number * _SCALES[(match["scale"] or "").lower()]
    sign = "-" if match["sign"] and value else ""
    plain = f"{value:f}"
    return sign + (plain.rstrip("0").rstrip(".") if "." in plain else plain)
