"""Where agenda items begin, and the head of each: number, title, closed or open, case number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apps.ingest.case_numbers import read_case_number
from apps.ingest.outcomes import UNKNOWN, outcome_of
from apps.ingest.parts.headings import Vocabulary, heading_kind
from apps.ingest.readers.document_text import Line
from apps.ingest.records import SectionKind

_NUMBER = r"(?P<number>\d{1,4}(?:\.\d{1,2})?[a-z]?)"
_WORD = r"(?:dagsordenspunkt|punkt|pkt\.?|sag|sag nr\.?|nr\.?)(?: ?nr\.?)?"
_STRICT = re.compile(
    rf"(?:punkt|pkt\.?|dagsordenspunkt)(?: nr\.?)? ?{_NUMBER} ?:[ \t]*(?P<title>.*)", re.IGNORECASE
)
_LOOSE = re.compile(
    rf"{_WORD} ?{_NUMBER}(?: ?[:.–-]+[ \t]*| +|$)(?P<title>(?-i:(?![a-zæøå])).*)", re.IGNORECASE
)
_BARE = re.compile(rf"{_NUMBER}(?: ?[:.]+[ \t]*|[ \t]+)(?P<title>[A-ZÆØÅ].*)")
_CLOSED_BEFORE = re.compile(
    r"(?:lukket|lukkede)(?: (?:punkt|sag|dagsordenspunkt|møde))?\s*(?:[:\-–]\s*|$)", re.IGNORECASE
)
_CLOSED_AFTER = re.compile(
    r"\s*(?:[-–(]\s*)lukket(?: (?:punkt|sag|møde|dagsordenspunkt|dagsorden|del))?\)?$", re.IGNORECASE
)
_OPEN_BEFORE = re.compile(r"(?:åben|åbent)(?: (?:punkt|sag|dagsordenspunkt))?\s*[:\-–]\s*", re.IGNORECASE)
_ACCESS = re.compile(
    r"(?P<access>åben|lukket|åbne|lukkede|åbent)(?: (?:punkt|punkter|dagsorden|sager|sag|møde|del))?[.:]?",
    re.IGNORECASE,
)
_LEADER = re.compile(r"\s*(?:\.{3,}|…+)\s*\d{0,4}$|\t\s*\d{1,4}$")
_ROW_PAGE = re.compile(r"\s+\d{1,4}$")
_STOP = re.compile(r"[.!?]$")
_VOCABULARY = Vocabulary(has_colons=True, learned=frozenset())
# A list of attachments or names can stand below an answer as well as below a title.
_NO_PROOF = (SectionKind.ATTACHMENTS, SectionKind.ATTENDANCE)
_LENGTH_LIMIT = 500
_ROW_LENGTH = 20
_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class ItemStart:
    """A line that begins an item. `index` is its place in the list of lines it was found in."""

    index: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class ItemHead:
    """What stands above the text of an item; `body` is everything after it."""

    number: str
    title: str
    closed: bool
    case_number: str | None
    head: tuple[Line, ...]
    case_line: Line | None
    body: tuple[Line, ...]


def find_item_starts(lines: Sequence[Line]) -> tuple[list[ItemStart], list[ItemStart]]:
    """The item lines of a document, and the rows of its list of contents that are written like item lines.

    `Punkt 3: T` is how the system writes them; `Pkt. 3 T` and `3. T` count only where what follows proves it.
    """
    strict = _matches(lines, _STRICT)
    for candidates in (strict, _matches(lines, _LOOSE)):
        proven = _proven(lines, candidates)
        if proven:
            return _choose(lines, candidates, proven)
    bare = _matches(lines, _BARE)
    if proven := _proven(lines, bare):
        return [bare[index] for index in sorted(proven)], []
    return _choose(lines, strict, set())


def _matches(lines: Sequence[Line], pattern: re.Pattern[str]) -> list[ItemStart]:
    found = []
    for index, line in enumerate(lines):
        text = line.text.strip()
        if len(text) <= _LENGTH_LIMIT and (match := pattern.fullmatch(text)):
            found.append(ItemStart(index, match["number"], match["title"].strip()))
    return found


def _proven(lines: Sequence[Line], candidates: Sequence[ItemStart]) -> set[int]:
    """Which candidates have a case number or a heading below, within the lines that a title can take."""
    starts = {candidate.index for candidate in candidates}
    return {index for index, candidate in enumerate(candidates) if _is_proven(lines, candidate, starts)}


def _is_proven(lines: Sequence[Line], start: ItemStart, starts: set[int]) -> bool:
    if _LEADER.search(start.title):
        return False
    if _follows_access_line(lines, start.index):
        return True
    seen = 0
    for index in range(start.index + 1, min(start.index + 12, len(lines))):
        text = lines[index].text.strip()
        if index in starts or seen == _TITLE_LINES - 1:
            return False
        if not text or _ACCESS.fullmatch(text):
            continue
        if read_case_number(text):
            return True
        if kind := heading_kind(text, _VOCABULARY):
            return kind not in _NO_PROOF and outcome_of(start.title) == UNKNOWN
        if _STOP.search(text):
            return False
        seen += 1
    return False


def _follows_access_line(lines: Sequence[Line], index: int) -> bool:
    """Whether `Lukkede punkter` or the like stands right above. Closed text must end in no open item."""
    above = (lines[position].text.strip() for position in range(index - 1, max(index - 4, -1), -1))
    nearest = next((text for text in above if text), "")
    return bool(_ACCESS.fullmatch(nearest))


def _choose(
    lines: Sequence[Line], candidates: Sequence[ItemStart], proven: set[int]
) -> tuple[list[ItemStart], list[ItemStart]]:
    """Proven lines and closed items are items. Another is one when its number fits between the neighbours and
    it is no row of the contents: `Punkt 2: Godkendt.` inside item 5 does not fit."""
    last_with_name = {_row_name(candidate): index for index, candidate in enumerate(candidates)}
    next_proven = _next_proven_numbers(candidates, proven)
    items: list[ItemStart] = []
    rows: list[ItemStart] = []
    for index, candidate in enumerate(candidates):
        if index in proven:
            items.append(candidate)
        elif _LEADER.search(candidate.title) or _is_row(
            lines, candidates, index, last_with_name[_row_name(candidate)]
        ):
            rows.append(candidate)
        elif _CLOSED_BEFORE.match(candidate.title) or (
            _fits(candidate, items[-1] if items else None, next_proven[index])
            if proven
            else _stands_free(lines, candidate)
        ):
            items.append(candidate)
    return items, rows


def _next_proven_numbers(candidates: Sequence[ItemStart], proven: set[int]) -> list[int | None]:
    following: list[int | None] = []
    number: int | None = None
    for index in reversed(range(len(candidates))):
        following.append(number)
        if index in proven:
            number = _as_int(candidates[index].number)
    return following[::-1]


def _is_row(lines: Sequence[Line], candidates: Sequence[ItemStart], index: int, later: int) -> bool:
    """Whether number and title come again, and nothing parts this line from the next, as in a list."""
    if later == index:
        return False
    start = candidates[index].index + 1
    between = lines[start : min(candidates[index + 1].index, start + 5)]
    return sum(bool(line.text.strip()) for line in between) <= 1


def _row_name(candidate: ItemStart) -> tuple[str, str]:
    """Number and beginning of the title: rows cut titles short, and mark closed items in their own way."""
    title, _ = _without_closed_mark(_ROW_PAGE.sub("", candidate.title))
    return candidate.number, title[:_ROW_LENGTH].lower()


def _stands_free(lines: Sequence[Line], candidate: ItemStart) -> bool:
    """Whether the line is a paragraph of its own and no answer: all there is when nothing is proven."""
    is_free = candidate.index == 0 or not lines[candidate.index - 1].text.strip()
    return is_free and outcome_of(candidate.title) == UNKNOWN


def _fits(candidate: ItemStart, previous: ItemStart | None, following: int | None) -> bool:
    number = _as_int(candidate.number)
    if outcome_of(candidate.title) != UNKNOWN and _STOP.search(candidate.title):
        return False
    if previous and number <= _as_int(previous.number):
        return False
    if following is not None and previous and _as_int(previous.number) < following:
        return number < following
    return previous is None or number == _as_int(previous.number) + 1


def _as_int(number: str) -> int:
    return int(re.match(r"\d+", number)[0])  # type: ignore[index]  # the patterns start numbers with a digit


def read_item_head(lines: Sequence[Line], start: ItemStart, *, closed_group: bool) -> ItemHead:
    """The head of the item whose lines are `lines`, the item line first."""
    head, rest = _title_lines(lines)
    title = " ".join([start.title, *(line.text.strip() for line in head[1:])]).strip()
    title, closed = _without_closed_mark(title)
    case_number, case_line = None, None
    body = list(rest)
    for line in _first_filled(body, 3):
        text = line.text.strip()
        if _ACCESS.fullmatch(text):
            closed = closed or text.lower().startswith("lukke")
            head.append(line)
        elif case_number is None and (case_number := read_case_number(text)):
            case_line = line
        else:
            break
        body = body[body.index(line) + 1 :]
    return ItemHead(
        start.number, title, closed or closed_group, case_number, tuple(head), case_line, tuple(body)
    )


def _first_filled(lines: Sequence[Line], count: int) -> list[Line]:
    found = []
    for line in lines:
        if line.text.strip():
            found.append(line)
            if len(found) == count:
                break
    return found


def _title_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines a title takes: those up to a case number close by, or a next line that plainly goes on."""
    filled = _first_filled(lines[1:], _TITLE_LINES)
    for index, line in enumerate(filled):
        text = line.text.strip()
        if (
            heading_kind(text, _VOCABULARY)
            or _STOP.search(text)
            or _ACCESS.fullmatch(text)
            or len(text) > 160
        ):
            break
        if read_case_number(text):
            return _cut(lines, filled[:index])
    wrapped = lines[1].text.strip() if len(lines) > 1 else ""
    if wrapped and _goes_on(lines[0].text.strip(), wrapped):
        return _cut(lines, [lines[1]])
    return [lines[0]], list(lines[1:])


def _goes_on(first: str, second: str) -> bool:
    if (
        heading_kind(second, _VOCABULARY)
        or read_case_number(second)
        or _STOP.search(second)
        or len(second) > 160
    ):
        return False
    return second[0].islower() or (len(first) >= 60 and outcome_of(second) == UNKNOWN)


def _cut(lines: Sequence[Line], continued: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    last = lines.index(continued[-1]) if continued else 0
    return [line for line in lines[: last + 1] if line.text.strip()], list(lines[last + 1 :])


def _without_closed_mark(title: str) -> tuple[str, bool]:
    if before := _CLOSED_BEFORE.match(title):
        return title[before.end() :].strip(), True
    if after := _CLOSED_AFTER.search(title[-40:]):
        return title[: len(title) - len(after[0])].strip(), True
    if opened := _OPEN_BEFORE.match(title):
        return title[opened.end() :].strip(), False
    return title, False


def group_access(lines: Sequence[Line]) -> tuple[Line | None, bool | None]:
    """A last line such as `Lukkede punkter`, which speaks of the items after it; whether they are closed."""
    last = next((line for line in reversed(lines) if line.text.strip()), None)
    found = _ACCESS.fullmatch(last.text.strip()) if last else None
    return (last, found["access"].lower().startswith("lukke")) if found else (None, None)
