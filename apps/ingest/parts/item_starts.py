"""Where agenda items begin: the form of line that a document writes them in, and what proves one.

A number and some words begin an item only where a case number, a heading or the like stands below, or where
its number fills a gap between items; everything else stays text.
"""

from collections.abc import Callable, Sequence

from apps.ingest.outcomes import UNKNOWN, outcome_of
from apps.ingest.parts.item_forms import (
    ACCESS_BEHIND,
    ALONE,
    BARE,
    GLUED,
    LOOSE,
    STRICT,
    TOLD,
    WITH_ACCESS,
    find_lines,
)
from apps.ingest.parts.item_marks import CLOSED_BEFORE
from apps.ingest.parts.item_numbers import rising
from apps.ingest.parts.item_proof import LEADER, STOP, ItemStart, as_int, best_proven, find_proven
from apps.ingest.parts.item_rows import is_row, row_name, told_again
from apps.ingest.parts.item_titles import find_titles_above_cases, find_titles_above_numbers
from apps.ingest.readers.document_text import Line

Finder = Callable[[Sequence[Line]], tuple[list[ItemStart], list[ItemStart]]]


def find_item_starts(lines: Sequence[Line]) -> tuple[list[ItemStart], list[ItemStart]]:
    """The item lines of a document, and the rows of its list of contents that are written like item lines.

    `Punkt 3: T` is how FirstAgenda writes them; `Pkt. 3 T` and `3. T` count where what follows proves it.
    """
    strict = find_lines(lines, STRICT)
    for candidates in (strict, find_lines(lines, LOOSE)):
        proven = find_proven(lines, candidates)
        if proven:
            return _choose(lines, candidates, proven)
    bare = find_lines(lines, BARE)
    if proven := rising(bare, best_proven(lines, bare)):
        return _choose(lines, bare, proven, is_careful=True)
    return _choose(lines, strict, set())


def find_any_item_starts(lines: Sequence[Line]) -> tuple[list[ItemStart], list[ItemStart]]:
    """The item lines in whatever form gives most proven items; the earlier form where two give as many."""
    best: tuple[int, list[ItemStart], set[int]] = (0, [], set())
    careful = False
    for form in (STRICT, WITH_ACCESS, ACCESS_BEHIND, LOOSE, BARE, GLUED, ALONE):
        candidates = find_lines(lines, form)
        proven = rising(candidates, best_proven(lines, candidates) | told_again(lines, candidates))
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


def _announced(lines: Sequence[Line]) -> tuple[list[ItemStart], list[ItemStart]] | None:
    """`1. Økonomi` in a list at the top and `Ad 1. Økonomi` further down: the list is the contents."""
    told = [
        start for start in find_lines(lines, TOLD, may_be_heading=True) if outcome_of(start.title) == UNKNOWN
    ]
    listed = find_lines(lines, BARE, may_be_heading=True)
    rows = {(row.number, row.title.lower()): row for row in listed}
    announced = [start for start in told if (start.number, start.title.lower()) in rows]
    if len(announced) < 2 or len(announced) * 2 < len(told):
        return None
    return announced, [row for row in listed if row.index < announced[0].index]


def _choose(
    lines: Sequence[Line], candidates: Sequence[ItemStart], proven: set[int], *, is_careful: bool = False
) -> tuple[list[ItemStart], list[ItemStart]]:
    """Proven lines and closed items are items. Another is one when its number fits between the neighbours and
    it is no row of the contents: `Punkt 2: Godkendt.` inside item 5 does not fit."""
    last_with_name = {row_name(candidate): index for index, candidate in enumerate(candidates)}
    next_proven = _next_proven_numbers(candidates, proven)
    items: list[ItemStart] = []
    rows: list[ItemStart] = []
    listed: ItemStart | None = None
    for index, candidate in enumerate(candidates):
        if index in proven:
            items.append(candidate)
            listed = None
        elif LEADER.search(candidate.title) or is_row(
            lines, candidates, index, last_with_name[row_name(candidate)]
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
    for candidate in find_lines(lines, BARE) or find_lines(lines, LOOSE):
        is_next = as_int(candidate.number) == (as_int(found[-1].number) + 1 if found else 1)
        if is_next and _stands_free(lines, candidate) and not STOP.search(candidate.title):
            found.append(candidate)
            below = (
                line.text for line in lines[candidate.index + 1 : candidate.index + 4] if line.text.strip()
            )
            is_answered = is_answered or outcome_of(next(below, "")) != UNKNOWN
    return found if len(found) >= 2 and is_answered else []
