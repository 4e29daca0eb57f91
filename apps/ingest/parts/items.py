"""The head of an agenda item: number, title, closed or open, case number, details of the record system."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apps.archive.case_numbers import canonical_case_number
from apps.ingest.outcomes import UNKNOWN, outcome_of
from apps.ingest.parts.case_lines import read_case_line, read_case_number, take_case_number
from apps.ingest.parts.decisions import read_decision_marker
from apps.ingest.parts.headings import heading_kind
from apps.ingest.parts.item_marks import ACCESS, is_detail, says_closed, without_closed_mark
from apps.ingest.parts.item_proof import KNOWN_HEADINGS, STOP, TITLE_LINES, ItemStart, can_be_title
from apps.ingest.readers.document_text import Line

_HEAD_LINES = 8
_LIST_MARK = re.compile(r"[a-zæøå][.)] ")


@dataclass(frozen=True, slots=True)
class ItemHead:
    """What stands above the text of an item; `body` is everything after it, `details` is kept as text."""

    number: str
    title: str
    closed: bool
    case_number: str | None
    head: tuple[Line, ...]
    case_line: Line | None
    body: tuple[Line, ...]
    details: tuple[Line, ...] = ()


def read_item_head(lines: Sequence[Line], start: ItemStart, *, closed_group: bool) -> ItemHead:
    """The head of the item whose lines are `lines`, the item line first."""
    if start.title or start.number:
        head, rest = _title_lines(lines, is_untitled=not start.title)
    else:
        head, rest = [], list(lines)
    titles, case_numbers = zip(
        *map(take_case_number, [start.title, *(line.text.strip() for line in head[1:])]), strict=True
    )
    title, closed = without_closed_mark(" ".join(titles).strip())
    case_number = next((number for number in case_numbers if number), None)
    case_line = None
    details: list[Line] = []
    body = list(rest)
    for line in _first_filled(body, _HEAD_LINES):
        text = line.text.strip()
        found = read_case_line(text) if _is_subject_only(case_number) else None
        if access := ACCESS.fullmatch(text):
            closed = closed or says_closed(access["access"])
            head.append(line)
        elif found:
            if case_line:
                details.append(case_line)
            case_number, is_closed = found
            closed = closed or is_closed
            case_line = line
        elif is_detail(text):
            details.append(line)
        else:
            break
        body = body[body.index(line) + 1 :]
    if (
        start.number
        and not title
        and (below := _first_filled(body, 1))
        and can_be_title(below[0].text.strip())
    ):
        title, is_closed = without_closed_mark(below[0].text.strip())
        closed = closed or is_closed
        head.append(below[0])
        body = body[body.index(below[0]) + 1 :]
    closed = closed or closed_group or start.closed
    return ItemHead(
        start.number, title, closed, case_number, tuple(head), case_line, tuple(body), tuple(details)
    )


def _is_subject_only(number: str | None) -> bool:
    """Whether no number is known yet, or only that of a subject (`00.01.10P20`), which many cases share."""
    return number is None or canonical_case_number(number) is None


def _first_filled(lines: Sequence[Line], count: int) -> list[Line]:
    found = []
    for line in lines:
        if line.text.strip():
            found.append(line)
            if len(found) == count:
                break
    return found


def _is_short_title(text: str) -> bool:
    """Below a number alone the title may end like a sentence."""
    return bool(text) and can_be_title(text.removesuffix("."))


def _title_lines(lines: Sequence[Line], *, is_untitled: bool) -> tuple[list[Line], list[Line]]:
    """The lines a title takes: those up to a case number close by, or a next line that plainly goes on."""
    filled = _first_filled(lines[1:], TITLE_LINES)
    if is_untitled and len(lines) > 1 and _is_short_title(lines[1].text.strip()):
        return _cut(lines, [lines[1]])
    for index, line in enumerate(filled):
        text = line.text.strip()
        if read_case_line(text) or is_detail(text) or ACCESS.fullmatch(text):
            return _cut(lines, filled[:index])
        if _is_no_title(text):
            break
    wrapped = lines[1].text.strip() if len(lines) > 1 else ""
    if wrapped and _goes_on(lines[0].text.strip(), wrapped):
        return _cut(lines, [lines[1]])
    return [lines[0]], list(lines[1:])


def _is_no_title(text: str) -> bool:
    return bool(
        heading_kind(text, KNOWN_HEADINGS)
        or STOP.search(text)
        or ACCESS.fullmatch(text)
        or read_decision_marker(text)
        or len(text) > 160
    )


def _goes_on(first: str, second: str) -> bool:
    if _is_no_title(second) or read_case_number(second):
        return False
    is_list = bool(_LIST_MARK.match(second))
    return (second[0].islower() and not is_list) or (len(first) >= 60 and outcome_of(second) == UNKNOWN)


def _cut(lines: Sequence[Line], continued: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    last = lines.index(continued[-1]) if continued else 0
    return [line for line in lines[: last + 1] if line.text.strip()], list(lines[last + 1 :])


def group_access(lines: Sequence[Line]) -> tuple[Line | None, bool | None]:
    """A last line such as `Lukkede punkter`, which speaks of the items after it; whether they are closed."""
    last = next((line for line in reversed(lines) if line.text.strip()), None)
    found = ACCESS.fullmatch(last.text.strip()) if last else None
    return (last, says_closed(found["access"])) if found else (None, None)
