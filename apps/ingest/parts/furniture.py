"""Page furniture: page numbers, and the running heads and feet that stand beside them."""

import re
from collections import Counter
from collections.abc import Sequence

from apps.ingest.readers.document_text import Line

_PAGE_NUMBER = re.compile(
    r"(?P<before>.{0,90}?)\s*\b(?:side|s\.)\s*:?\s*\d{1,4}(?:\s*(?:af|/|ud af)\s*\d{1,4})?\s*"
    r"(?P<after>.{0,60})",
    re.IGNORECASE,
)
_BARE_PAGE_NUMBER = re.compile(r"[-–]\s*\d{1,4}\s*[-–]|\d{1,4}\s*/\s*\d{1,4}")
_RULE = re.compile(r"[-–—_=*•·. \t|+:]{3,}")
_LENGTH_LIMIT = 160
_RUNNING_HEAD_LINES = 3


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


def _running_lines(filled: Sequence[Line], pages: list[bool]) -> set[int]:
    """Lines that stand beside a page number, or first on a page, at least three times and nearly always do.

    A running head can be some lines long, so the lines found count as page numbers for the next round.
    """
    total = Counter(_shape(line.text) for line in filled if len(line.text) <= _LENGTH_LIMIT)
    found: set[int] = set()
    for _ in range(_RUNNING_HEAD_LINES):
        neighbours = [index for index in range(len(filled)) if _is_beside_page(filled, pages, index)]
        beside = Counter(_shape(filled[index].text) for index in neighbours)
        running = {shape for shape, count in beside.items() if count >= 3 and count * 4 >= total[shape] * 3}
        top = [index for index in range(min(_RUNNING_HEAD_LINES, len(filled))) if not pages[index]]
        for index in (*neighbours, *top):
            if _shape(filled[index].text) in running:
                pages[index] = True
                found.add(filled[index].number)
    return found


def _is_beside_page(filled: Sequence[Line], pages: Sequence[bool], index: int) -> bool:
    if pages[index]:
        return False
    follows = index > 0 and (pages[index - 1] or filled[index].page != filled[index - 1].page)
    is_last = index + 1 == len(filled)
    return follows or (not is_last and (pages[index + 1] or filled[index].page != filled[index + 1].page))
