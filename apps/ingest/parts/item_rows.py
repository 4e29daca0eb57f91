"""Rows of a list of contents that are written like item lines, and the item lines that repeat them."""

import re
from collections.abc import Sequence

from apps.ingest.parts.item_marks import without_closed_mark
from apps.ingest.parts.item_proof import ItemStart
from apps.ingest.readers.document_text import Line

_ROW_PAGE = re.compile(r"\s+\d{1,4}$")
_ROW_LENGTH = 20


def told_again(lines: Sequence[Line], candidates: Sequence[ItemStart]) -> set[int]:
    """The first lines that bring number and title of a row in a list above them, two at least."""
    last_with_name = {row_name(candidate): index for index, candidate in enumerate(candidates)}
    listed: set[tuple[str, str]] = set()
    told: dict[tuple[str, str], int] = {}
    for index, candidate in enumerate(candidates):
        name = row_name(candidate)
        if candidate.title and is_row(lines, candidates, index, last_with_name[name]):
            listed.add(name)
        elif name in listed:
            told.setdefault(name, index)
    return set(told.values()) if len(told) >= 2 else set()


def is_row(lines: Sequence[Line], candidates: Sequence[ItemStart], index: int, later: int) -> bool:
    """Whether number and title come again, and nothing parts this line from the next, as in a list."""
    if later == index:
        return False
    start = candidates[index].index + 1
    between = lines[start : min(candidates[index + 1].index, start + 5)]
    return sum(bool(line.text.strip()) for line in between) <= 1


def row_name(candidate: ItemStart) -> tuple[str, str]:
    """Number and beginning of the title: rows cut titles short, and mark closed items in their own way."""
    title, _ = without_closed_mark(_ROW_PAGE.sub("", candidate.title))
    return candidate.number, title[:_ROW_LENGTH].lower()
