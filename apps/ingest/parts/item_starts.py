"""Where agenda items begin: the forms in which systems write the line of an item, and what proves one.

A number and some words begin an item only where a case number, a heading or the like stands below, or where
its number fills a gap between items; everything else stays text.
"""

import re
from collections.abc import Callable, Sequence

from apps.ingest.outcomes import UNKNOWN, outcome_of
from apps.ingest.parts.case_lines import read_case_number
from apps.ingest.parts.headings import KIND_OF_HEADING, heading_words
from apps.ingest.parts.item_marks import ACCESS_WORD, CLOSED_BEFORE, says_closed, without_closed_mark
from apps.ingest.parts.item_proof import LEADER, STOP, ItemStart, as_int, best_proven, find_proven
from apps.ingest.parts.item_titles import find_titles_above_cases, find_titles_above_numbers
from apps.ingest.readers.document_text import Line
from apps.ingest.records import SectionKind

_NUMBER = r"(?P<number>\d{1,4}(?:\.\d{1,2})?[a-z]?)"
_WORD = r"(?:dagsordenspunkt|dagsorden(?= ?nr)|punkt|pkt\.?|sag|sag nr\.?|nr\.?|§)(?: ?nr\.?)?"
STRICT = re.compile(
    rf"(?:punkt|pkt\.?|dagsordenspunkt)(?: nr\.?)? ?{_NUMBER} ?:[ \t]*(?P<title>.*)", re.IGNORECASE
)
LOOSE = re.compile(
    rf"{_WORD} ?{_NUMBER}(?: ?[:.–·|-]+[ \t]*| +|$)(?P<title>(?-i:(?![a-zæøå])).*)", re.IGNORECASE
)
BARE = re.compile(rf"{_NUMBER}(?: ?[:.)]+[ \t]*|[ \t]+|[ \t]*[-–][ \t]+)(?P<title>[A-ZÆØÅ\"”»].*)")
GLUED = re.compile(r"(?P<number>\d{1,4})(?P<title>[A-ZÆØÅ].*)")
WITH_ACCESS = re.compile(
    rf"(?P<access>{ACCESS_WORD})(?: (?:punkt|sag|dagsordenspunkt))?(?: nr\.?)? {_NUMBER}[.:]?"
    r"(?: +(?P<title>.*))?",
    re.IGNORECASE,
)
ACCESS_BEHIND = re.compile(
    rf"{_NUMBER}[.:]? \((?P<access>{ACCESS_WORD})(?: (?:punkt|sag))?\)[.:]? *(?P<title>.*)", re.IGNORECASE
)
# A number without words: `12.` with the title below.
ALONE = re.compile(rf"{_NUMBER}[.:](?P<title>)")
_TOLD = re.compile(
    rf"(?:ad|re|til)\.? ?(?:punkt |pkt\.? )?{_NUMBER} ?[.:)–-]*[ \t]*(?P<title>[A-ZÆØÅ].*)", re.IGNORECASE
)
_ROW_PAGE = re.compile(r"\s+\d{1,4}$")
_LENGTH_LIMIT = 500
_NUMBER_LIMIT = 1 << 14
_ROW_LENGTH = 20


Finder = Callable[[Sequence[Line]], tuple[list[ItemStart], list[ItemStart]]]


def find_item_starts(lines: Sequence[Line]) -> tuple[list[ItemStart], list[ItemStart]]:
    """The item lines of a document, and the rows of its list of contents that are written like item lines.

    `Punkt 3: T` is how FirstAgenda writes them; `Pkt. 3 T` and `3. T` count where what follows proves it.
    """
    strict = _matches(lines, STRICT)
    for candidates in (strict, _matches(lines, LOOSE)):
        proven = find_proven(lines, candidates)
        if proven:
            return _choose(lines, candidates, proven)
    bare = _matches(lines, BARE)
    if proven := _rising(bare, best_proven(lines, bare)):
        return _choose(lines, bare, proven, is_careful=True)
    return _choose(lines, strict, set())


def find_any_item_starts(lines: Sequence[Line]) -> tuple[list[ItemStart], list[ItemStart]]:
    """The item lines in whatever form gives most proven items; the earlier form where two give as many."""
    best: tuple[int, list[ItemStart], set[int]] = (0, [], set())
    careful = False
    for form in (STRICT, WITH_ACCESS, ACCESS_BEHIND, LOOSE, BARE, GLUED, ALONE):
        candidates = _matches(lines, form)
        proven = _rising(candidates, best_proven(lines, candidates) | _told_again(lines, candidates))
        if len(proven) > best[0]:
            best, careful = (len(proven), candidates, proven), form in (BARE, GLUED, ALONE)
    announced = _announced(lines)
    if announced and len(announced[0]) > best[0]:
        return announced
    below = find_titles_above_numbers(lines)
    is_untitled = not any(candidate.title for candidate in best[1])
    if len(below) > best[0] or (is_untitled and below and len(below) == best[0]):
        return below, []
    untold = find_titles_above_cases(lines)
    if len(untold) > 2 * best[0]:
        return untold, []
    if best[0]:
        return _choose(lines, best[1], best[2], is_careful=careful)
    return _counted(lines), []


def _told_again(lines: Sequence[Line], candidates: Sequence[ItemStart]) -> set[int]:
    """The first lines that bring number and title of a row in a list above them, two at least."""
    last_with_name = {_row_name(candidate): index for index, candidate in enumerate(candidates)}
    listed: set[tuple[str, str]] = set()
    told: dict[tuple[str, str], int] = {}
    for index, candidate in enumerate(candidates):
        name = _row_name(candidate)
        if candidate.title and _is_row(lines, candidates, index, last_with_name[name]):
            listed.add(name)
        elif name in listed:
            told.setdefault(name, index)
    return set(told.values()) if len(told) >= 2 else set()


def _announced(lines: Sequence[Line]) -> tuple[list[ItemStart], list[ItemStart]] | None:
    """`1. Økonomi` in a list at the top and `Ad 1. Økonomi` further down: the list is the contents."""
    told = [
        start for start in _matches(lines, _TOLD, may_be_heading=True) if outcome_of(start.title) == UNKNOWN
    ]
    listed = _matches(lines, BARE, may_be_heading=True)
    rows = {(row.number, row.title.lower()): row for row in listed}
    announced = [start for start in told if (start.number, start.title.lower()) in rows]
    if len(announced) < 2 or len(announced) * 2 < len(told):
        return None
    return announced, [row for row in listed if row.index < announced[0].index]


def _matches(
    lines: Sequence[Line], pattern: re.Pattern[str], *, may_be_heading: bool = False
) -> list[ItemStart]:
    found = []
    for index, line in enumerate(lines):
        text = line.text.strip()
        if len(text) <= _LENGTH_LIMIT and (match := pattern.fullmatch(text)):
            title = (match["title"] or "").strip()
            is_heading = not may_be_heading and _is_heading_title(title)
            if pattern is not STRICT and (is_heading or read_case_number(text)):
                continue
            closed = says_closed(match.groupdict().get("access", ""))
            found.append(ItemStart(index, _plain_number(match["number"]), title, closed))
    return found


def _is_heading_title(title: str) -> bool:
    """Some municipalities number their headings: `2. Indstilling`."""
    return KIND_OF_HEADING.get(heading_words(title), SectionKind.ATTENDANCE) != SectionKind.ATTENDANCE


def _plain_number(written: str) -> str:
    return written.lstrip("0") or written


def _rising(candidates: Sequence[ItemStart], proven: set[int]) -> set[int]:
    """The part of the proven candidates that counts best: numbers that rise, most of them by one.

    Those of a list inside an item do not go on from the items before it, and are left out.
    """
    chains = _Chains()
    for index in sorted(proven):
        chains.add(index, as_int(candidates[index].number))
    return chains.longest()


class _Chains:
    """Chains of rising numbers. Each link adds one, a step to the very next number adds one more, a gap
    takes it away again; the best end is kept for every number, and for all numbers below it in a tree."""

    def __init__(self) -> None:
        self._ends: dict[int, tuple[int, int]] = {}
        self._tree: dict[int, tuple[int, int]] = {}
        self._before: dict[int, int | None] = {}

    def add(self, index: int, number: int) -> None:
        """Puts candidate `index` behind the chain that it continues best."""
        score, before = 1, None
        if number - 1 in self._ends:
            end, before = self._ends[number - 1]
            score = end + 2
        lower = self._best_below(number)
        if lower and lower[0] >= score:
            score, before = lower[0], lower[1]
        self._before[index] = before
        if (score, 0) > (self._ends.get(number, (0, 0))[0], 0):
            self._ends[number] = (score, index)
        place = number + 1
        while place <= _NUMBER_LIMIT:
            if self._tree.get(place, (-1, 0))[0] <= score:
                self._tree[place] = (score, index)
            place += place & -place

    def _best_below(self, number: int) -> tuple[int, int] | None:
        best, place = None, number
        while place > 0:
            found = self._tree.get(place)
            if found and (best is None or found[0] > best[0]):
                best = found
            place -= place & -place
        return best

    def longest(self) -> set[int]:
        """The places of the candidates in the best chain."""
        best = self._best_below(_NUMBER_LIMIT)
        last = best[1] if best else None
        chain: set[int] = set()
        while last is not None:
            chain.add(last)
            last = self._before[last]
        return chain


def _choose(
    lines: Sequence[Line], candidates: Sequence[ItemStart], proven: set[int], *, is_careful: bool = False
) -> tuple[list[ItemStart], list[ItemStart]]:
    """Proven lines and closed items are items. Another is one when its number fits between the neighbours and
    it is no row of the contents: `Punkt 2: Godkendt.` inside item 5 does not fit."""
    last_with_name = {_row_name(candidate): index for index, candidate in enumerate(candidates)}
    next_proven = _next_proven_numbers(candidates, proven)
    items: list[ItemStart] = []
    rows: list[ItemStart] = []
    listed: ItemStart | None = None
    for index, candidate in enumerate(candidates):
        if index in proven:
            items.append(candidate)
            listed = None
        elif LEADER.search(candidate.title) or _is_row(
            lines, candidates, index, last_with_name[_row_name(candidate)]
        ):
            rows.append(candidate)
        elif is_careful and not _fills_gap(
            candidate, items[-1] if items else None, next_proven[index], listed=listed
        ):
            listed = candidate
        elif (CLOSED_BEFORE.match(candidate.title) and not is_careful) or (
            _fits(candidate, items[-1] if items else None, next_proven[index])
            if proven
            else _stands_free(lines, candidate)
        ):
            items.append(candidate)
    return items, rows


def _fills_gap(
    candidate: ItemStart, previous: ItemStart | None, following: int | None, *, listed: ItemStart | None
) -> bool:
    """Whether the number is the one that must come here, and no list inside the item has counted up to it."""
    number = as_int(candidate.number)
    if STOP.search(candidate.title) or len(candidate.title) > 250:
        return False
    if listed is not None and as_int(listed.number) in (number - 1, number):
        return False
    if previous is None:
        return following == number + 1
    return number == as_int(previous.number) + 1 and (following is None or number < following)


def _next_proven_numbers(candidates: Sequence[ItemStart], proven: set[int]) -> list[int | None]:
    following: list[int | None] = []
    number: int | None = None
    for index in reversed(range(len(candidates))):
        following.append(number)
        if index in proven:
            number = as_int(candidates[index].number)
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
    title, _ = without_closed_mark(_ROW_PAGE.sub("", candidate.title))
    return candidate.number, title[:_ROW_LENGTH].lower()


def _stands_free(lines: Sequence[Line], candidate: ItemStart) -> bool:
    """Whether the line is a paragraph of its own and no answer: all there is when nothing is proven."""
    is_free = candidate.index == 0 or not lines[candidate.index - 1].text.strip()
    return is_free and outcome_of(candidate.title) == UNKNOWN


def _fits(candidate: ItemStart, previous: ItemStart | None, following: int | None) -> bool:
    number = as_int(candidate.number)
    if outcome_of(candidate.title) != UNKNOWN and STOP.search(candidate.title):
        return False
    if previous and number <= as_int(previous.number):
        return False
    if following is not None and previous and as_int(previous.number) < following:
        return number < following
    return previous is None or number == as_int(previous.number) + 1


def _counted(lines: Sequence[Line]) -> list[ItemStart]:
    """Items of the shortest minutes: free lines that count 1, 2, 3, one at least with its answer below."""
    found: list[ItemStart] = []
    is_answered = False
    for candidate in _matches(lines, BARE) or _matches(lines, LOOSE):
        is_next = as_int(candidate.number) == (as_int(found[-1].number) + 1 if found else 1)
        if is_next and _stands_free(lines, candidate) and not STOP.search(candidate.title):
            found.append(candidate)
            below = (
                line.text for line in lines[candidate.index + 1 : candidate.index + 4] if line.text.strip()
            )
            is_answered = is_answered or outcome_of(next(below, "")) != UNKNOWN
    return found if len(found) >= 2 and is_answered else []
