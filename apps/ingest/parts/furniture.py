"""Page furniture: page numbers, and the running heads and feet that stand beside them."""

import re
from collections import Counter
from collections.abc import Sequence

from apps.ingest.readers.document_text import Line

_PAGE_NUMBER = re.compile(
    r"(?P<before>.{0,90}?)\s*\b(?:side|s\.)\s*:?\s*(?P<number>\d{1,4})"
    r"(?:\s*(?:af|/|ud af)\s*(?P<total>\d{1,4}))?\s*"
    r"(?P<after>.{0,60})",
    re.IGNORECASE,
)
_BARE_PAGE_NUMBER = re.compile(r"[-–]\s*\d{1,4}\s*[-–]|\d{1,4}\s*/\s*\d{1,4}")
_NUMBER_ALONE = re.compile(r"\d{1,4}")
_RULE = re.compile(r"[-–—_=*•·. \t|+:]{3,}")
_SENTENCE = re.compile(r"[.!?;,:]$")
_LENGTH_LIMIT = 160
_RUNNING_HEAD_LINES = 3


def furniture_lines(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines that belong to the page and not to the text.

    `Side 3 af 9` alone is certain. With other words, or without the word page, the line must count: the same
    line at least three times and never with the same number, unlike a reference to page 4 in the text. A
    number alone must stand free and run on from the last one, and most of them must part a sentence.
    """
    filled = [line for line in lines if line.text.strip()]
    numbered = [line.text.strip() for line in filled if _is_page_number(line.text)]
    total = Counter(_shape(text) for text in numbered)
    distinct = Counter(_shape(text) for text in set(numbered))
    counting = {shape for shape, count in total.items() if count >= 3 and distinct[shape] == count}
    totals = _totals(numbered)
    pages = [
        _is_page_number(line.text)
        and (_shape(line.text) in counting or _has_only_number(line.text) or _total(line.text) in totals)
        for line in filled
    ]
    counted = _numbers_that_run_on(lines, filled)
    pages = [is_page or index in counted for index, is_page in enumerate(pages)]
    found = {line.number for line, is_page in zip(filled, pages, strict=True) if is_page}
    return found | _running_lines(filled, pages)


def _total(text: str) -> str | None:
    """`Byrådet   Side 3 af 9` -> `9`."""
    found = _PAGE_NUMBER.fullmatch(text.strip()) if len(text) <= _LENGTH_LIMIT else None
    return found["total"] if found else None


def _totals(numbered: Sequence[str]) -> set[str]:
    """How many pages the document says it has: two lines at least that agree, each with its own number."""
    found = [(total, text) for text in numbered if (total := _total(text))]
    pages = Counter(total for total, _ in found)
    numbers = {(total, match["number"]) for total, text in found if (match := _PAGE_NUMBER.fullmatch(text))}
    distinct = Counter(total for total, _ in numbers)
    return {total for total, count in pages.items() if count >= 2 and distinct[total] == count}


def _numbers_that_run_on(lines: Sequence[Line], filled: Sequence[Line]) -> set[int]:
    """Places in `filled` of numbers such as 7, 8, 9 between blank lines, of which most part a sentence."""
    blank = {line.number for line in lines if not line.text.strip()}
    edges = blank | {lines[0].number - 1, lines[-1].number + 1} if lines else blank
    alone = [bool(_NUMBER_ALONE.fullmatch(line.text.strip())) for line in filled]
    runs: list[list[int]] = []
    for index, line in enumerate(filled):
        is_free = alone[index] and line.number - 1 in edges and line.number + 1 in edges
        if not is_free or any(alone[max(index - 1, 0) : index] + alone[index + 1 : index + 2]):
            continue
        last = int(filled[runs[-1][-1]].text) if runs else None
        if last is not None and int(line.text) == last + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return {
        index
        for run in runs
        if len(run) >= 2 and 2 * sum(_parts_a_sentence(filled, index) for index in run) >= len(run)
        for index in run
    }


def _parts_a_sentence(filled: Sequence[Line], index: int) -> bool:
    if not 0 < index < len(filled) - 1:
        return False
    before, after = filled[index - 1].text.strip(), filled[index + 1].text.strip()
    return after[:1].islower() and not _SENTENCE.search(before)


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
    return found is not None and not (found["before"] + found["after"]).strip(" |-–")


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text.strip())


def _running_lines(filled: Sequence[Line], pages: list[bool]) -> set[int]:
    """Lines that stand beside a page number, or first on a page, at least three times and nearly always do.

    A running head can be some lines long, so the lines found count as page numbers for the next round.
    """
    texts = [line.text.strip() for line in filled]
    total = Counter(text for text in texts if len(text) <= _LENGTH_LIMIT and not _SENTENCE.search(text))
    found: set[int] = set()
    for _ in range(_RUNNING_HEAD_LINES):
        neighbours = [index for index in range(len(filled)) if _is_beside_page(filled, pages, index)]
        beside = Counter(texts[index] for index in neighbours if texts[index] in total)
        running = {text for text, count in beside.items() if count >= 3 and count * 4 >= total[text] * 3}
        top = [index for index in range(min(_RUNNING_HEAD_LINES, len(filled))) if not pages[index]]
        for index in (*neighbours, *top):
            if texts[index] in running:
                pages[index] = True
                found.add(filled[index].number)
    return found


def _is_beside_page(filled: Sequence[Line], pages: Sequence[bool], index: int) -> bool:
    if pages[index]:
        return False
    follows = index > 0 and (pages[index - 1] or filled[index].page != filled[index - 1].page)
    is_last = index + 1 == len(filled)
    return follows or (not is_last and (pages[index + 1] or filled[index].page != filled[index + 1].page))
