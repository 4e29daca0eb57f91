"""Hits of a search as a table that spreadsheets open rightly, and run nothing from."""

import csv
from collections.abc import Iterable
from html import unescape

from django.http import HttpResponse
from django.utils.html import strip_tags

from apps.search.results import SearchHit

MOST_ROWS = 500
# Danish spreadsheets expect semicolons, and take the file for UTF-8 only when it begins with this mark.
_DELIMITER = ";"
_BYTE_ORDER_MARK = "\ufeff"
_HEADINGS = [
    "kommune", "udvalg", "dato", "punkt", "titel", "sagsnummer", "afgørelse", "uddrag", "adresse",
]  # fmt: skip
# A cell that begins like this may be run as a formula; the wide forms are read as the plain ones.
_FORMULA_STARTS = tuple("=+-@＝＋－＠|%")


def write_table(response: HttpResponse, hits: Iterable[SearchHit], site: str) -> None:
    """A line of headings, then a line for each hit; `site` comes before its path."""
    response.write(_BYTE_ORDER_MARK)
    writer = csv.writer(response, delimiter=_DELIMITER, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    for hit in hits:
        writer.writerow(map(safe_cell, _cells(hit, site)))


def safe_cell(text: str) -> str:
    """The text on one line; what a spreadsheet could take for a formula is marked as text."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA_STARTS) else line


def _cells(hit: SearchHit, site: str) -> list[str]:
    return [
        hit.municipality,
        hit.committee,
        hit.held_on.isoformat(),
        hit.item_number,
        hit.title,
        hit.case_number,
        hit.outcome_label,
        unescape(strip_tags(hit.excerpt.html)) if hit.excerpt else "",
        site + hit.url,
    ]
