"""Page furniture: page numbers, and the running heads and feet that stand beside them."""

import re
from collections import Counter
from collections.abc import Sequence

from apps.ingest.readers.document_text import Line

_PAGE_NUMBER = re.compile(
    r"(?P<before>.{0,90}?)\s*\b(?:side|s\.)\s*:?\s*\d{1,4}(?:\s*(?:af|/|ud af)\s*\d{1,4})?\s*(?P<after>.{0,60})", re.IGNORECASE
)
_BARE_PAGE_NUMBER = re.compile(r"[-–]\s*\d{1,4}\s*[-–]|\d{1,4}\s*/\s*\d{1,4}")
_RULE = re.compile(r"[-–—_=*•·. \t|+:]{3,}")
_LENGTH_LIMIT = 160


def furniture_lines(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines that belong to the page and not to the text."""
    filled = [line for line in lines if line.text.strip()]
    numbered = [_is_page_number(line.text) for line in filled]
    shapes = Counter(_shape(line.text) for line, is_number in zip(filled, numbered, strict=True) if is_number)
    pages = [
        is_number and (shapes[_shape(line.text)] > 1 or _has_only_number(line.text))
        for line, is_number in zip(filled, numbered, strict=True)
    ]
    found = {line.number for line, is_page in zip(filled, pages, strict=True) if is_page}
    return found | _running_lines(filled, pages)


def is_rule(text: str) -> bool:
    """Whether the line is drawn, not written: `-----`."""
    return bool(_RULE.fullmatch(text.strip())) and "\t" not in text and "|" not in text


def _is_page_number(text: str) -> bool:
    stripped = text.strip()
    if len(stripped) > _LENGTH_LIMIT:
        return False
    return bool(_PAGE_NUMBER.fullmatch(stripped) or _BARE_PAGE_NUMBER.fullmatch(stripped))


def _has_only_number(text: str) -> bool:
    found = _PAGE_NUMBER.fullmatch(text.strip())
    return not found or not (found["before"] + found["after"]).strip(" |-–")


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip())


def _running_lines(filled: Sequence[Line], pages: Sequence[bool]) -> set[int]:
    """Lines that stand beside a page number, or first on a page, at least three times and nearly always do."""
    beside = Counter()
    total = Counter(_shape(line.text) for line in filled if len(line.text) <= _LENGTH_LIMIT)
    neighbours = []
    for index, line in enumerate(filled):
        follows_page = index > 0 and (pages[index - 1] or line.page != filled[index - 1].page)
        precedes_page = index + 1 < len(filled) and (pages[index + 1] or line.page != filled[index + 1].page)
        if not pages[index] and (follows_page or precedes_page):
            neighbours.append(line)
            beside[_shape(line.text)] += 1
    return {
        line.number
        for line in neighbours
        if beside[_shape(line.text)] >= 3 and beside[_shape(line.text)] * 4 >= total[_shape(line.text)] * 3
    }
