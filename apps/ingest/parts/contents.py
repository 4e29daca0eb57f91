"""The list of contents of minutes, which is no part of their text."""

import re
from collections.abc import Sequence

from apps.ingest.parts.header_labels import label_of
from apps.ingest.readers.document_text import Line

CONTENTS_HEADING = re.compile(
    r"(?:indholdsfortegnelse|indhold|punkter på dagsordenen|punkter|dagsordenspunkter|oversigt|dagsorden):?",
    re.IGNORECASE,
)
# A whole list on one line, as in a transcript.
_ON_ONE_LINE = re.compile(r"Indholdsfortegnelse\b.*\d")
_CONTENTS_ROW = re.compile(r".{0,300}?(?:(?:\.{3,}|…+|\t)\s*\d{1,4}| \s*\d{1,3})")
_LENGTH_LIMIT = 400


def is_contents_row(text: str) -> bool:
    """Whether the line ends in a page number, as rows of a list of contents do."""
    return len(text) <= _LENGTH_LIMIT and bool(_CONTENTS_ROW.fullmatch(text.strip()))


def find_contents(lines: Sequence[Line], *, rows_need_pages: bool) -> tuple[range, int]:
    """Where the list of contents stands, and how many of its rows tell their page.

    It goes from its heading to the last such row. A list without page numbers goes on to the first item or to
    a labelled line.
    """
    start = next(
        (index for index, line in enumerate(lines) if CONTENTS_HEADING.fullmatch(line.text.strip())), None
    )
    if start is None:
        one = next((index for index, line in enumerate(lines) if _ON_ONE_LINE.match(line.text.strip())), None)
        return (range(0), 0) if one is None else (range(one, one + 1), 0)
    end = next(
        (index for index in range(start + 1, len(lines)) if label_of(lines[index].text.strip())), len(lines)
    )
    rows = [index for index in range(start + 1, end) if is_contents_row(lines[index].text)]
    if rows or rows_need_pages:
        end = max(rows, default=start) + 1
    return range(start, end), len(rows)
