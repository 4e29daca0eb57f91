"""Where agenda items begin: the forms in which systems write the line of an item, and what proves one.

A number and some words begin an item only where a case number, a heading or the like stands below, or where
its number fills a gap between items; everything else stays text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from apps.ingest.case_numbers import is_case_label_line, read_case_number
from apps.ingest.outcomes import UNKNOWN, outcome_of
from apps.ingest.parts.decisions import read_decision_marker
from apps.ingest.parts.headings import KIND_OF_HEADING, Vocabulary, heading_kind, heading_words
from apps.ingest.parts.item_marks import ACCESS, CLOSED_BEFORE, is_detail, is_item_access, without_closed_mark
from apps.ingest.readers.document_text import Line
from apps.ingest.records import SectionKind

_NUMBER = r"(?P<number>\d{1,4}(?:\.\d{1,2})?[a-z]?)"
_WORD = r"(?:dagsordenspunkt|punkt|pkt\.?|sag|sag nr\.?|nr\.?)(?: ?nr\.?)?"
STRICT = re.compile(
    rf"(?:punkt|pkt\.?|dagsordenspunkt)(?: nr\.?)? ?{_NUMBER} ?:[ \t]*(?P<title>.*)", re.IGNORECASE
)
LOOSE = re.compile(
    rf"{_WORD} ?{_NUMBER}(?: ?[:.–-]+[ \t]*| +|$)(?P<title>(?-i:(?![a-zæøå])).*)", re.IGNORECASE
)
BARE = re.compile(rf"{_NUMBER}(?: ?[:.)]+[ \t]*|[ \t]+|[ \t]*[-–][ \t]+)(?P<title>[A-ZÆØÅ\"”»].*)")
GLUED = re.compile(r"(?P<number>\d{1,4})(?P<title>[A-ZÆØÅ].*)")
WITH_ACCESS = re.compile(
    rf"(?P<access>åbent|åben|lukket)(?: (?:punkt|sag|dagsordenspunkt))? {_NUMBER}[.:]? +(?P<title>.*)",
    re.IGNORECASE,
)
_NUMBER_BELOW = re.compile(rf"(?:sag|punkt|pkt\.?)(?: ?nr\.?)? ?{_NUMBER}[.:]?", re.IGNORECASE)
_LEADER = re.compile(r"\s*(?:\.{3,}|…+|(?:\. ){3,}\.?)\s*\d{0,4}$|\t\s*\d{1,4}$")
_ROW_PAGE = re.compile(r"\s+\d{1,4}$")
STOP = re.compile(r"[.!?]$")
_INLINE_HEADING = re.compile(r"(?P<heading>[A-ZÆØÅ][\wæøåé ]{3,40}?) ?: *\S.*")
KNOWN_HEADINGS = Vocabulary(has_colons=True, learned=frozenset())
# A list of attachments or names can stand below an answer as well as below a title.
_NO_PROOF = (SectionKind.ATTACHMENTS, SectionKind.ATTENDANCE)
_LENGTH_LIMIT = 500
_ROW_LENGTH = 20
TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class ItemStart:
    """A line that begins an item. `index` is its place in the list of lines it was found in.

    `label` is the place of a later line that holds the number, where the title stands first. `closed` is what
    the line itself says.
    """

    index: int
    number: str
    title: str
    closed: bool = False
    label: int | None = None


Finder = Callable[[Sequence[Line]], tuple[list[ItemStart], list[ItemStart]]]


def find_item_starts(lines: Sequence[Line]) -> tuple[list[ItemStart], list[ItemStart]]:
    """The item lines of a document, and the rows of its list of contents that are written like item lines.

    `Punkt 3: T` is how FirstAgenda writes them; `Pkt. 3 T` and `3. T` count where what follows proves it.
    """
    strict = _matches(lines, STRICT)
    for candidates in (strict, _matches(lines, LOOSE)):
        proven = _proven(lines, candidates)
        if proven:
            return _choose(lines, candidates, proven)
    bare = _matches(lines, BARE)
    if proven := _rising(bare, _best_proven(lines, bare)):
        return _choose(lines, bare, proven, is_careful=True)
    return _choose(lines, strict, set())


def find_any_item_starts(lines: Sequence[Line]) -> tuple[list[ItemStart], list[ItemStart]]:
    """The item lines in whatever form gives most proven items; the earlier form where two give as many."""
    best: tuple[int, list[ItemStart], set[int]] = (0, [], set())
    careful = False
    for form in (STRICT, WITH_ACCESS, LOOSE, BARE, GLUED):
        candidates = _matches(lines, form)
        proven = _rising(candidates, _best_proven(lines, candidates))
        if len(proven) > best[0]:
            best, careful = (len(proven), candidates, proven), form in (BARE, GLUED)
    below = find_titles_above_numbers(lines)
    if len(below) > best[0]:
        return below, []
    untold = find_titles_above_cases(lines)
    if len(untold) > 2 * best[0]:
        return untold, []
    if best[0]:
        return _choose(lines, best[1], best[2], is_careful=careful)
    return _counted(lines), []


def _matches(lines: Sequence[Line], pattern: re.Pattern[str]) -> list[ItemStart]:
    found = []
    for index, line in enumerate(lines):
        text = line.text.strip()
        if len(text) <= _LENGTH_LIMIT and (match := pattern.fullmatch(text)):
            title = match["title"].strip()
            if pattern is not STRICT and (_is_heading_title(title) or read_case_number(text)):
                continue
            closed = pattern is WITH_ACCESS and match["access"].lower() == "lukket"
            found.append(ItemStart(index, _plain_number(match["number"]), title, closed))
    return found


def _is_heading_title(title: str) -> bool:
    """Some municipalities number their headings: `2. Indstilling`."""
    return KIND_OF_HEADING.get(heading_words(title), SectionKind.ATTENDANCE) != SectionKind.ATTENDANCE


def _plain_number(written: str) -> str:
    return written.lstrip("0") or written


def _proven(lines: Sequence[Line], candidates: Sequence[ItemStart]) -> set[int]:
    """Which candidates have a case number or a heading below, within the lines that a title can take."""
    starts = {candidate.index for candidate in candidates}
    return {index for index, candidate in enumerate(candidates) if _is_proven(lines, candidate, starts)}


def _best_proven(lines: Sequence[Line], candidates: Sequence[ItemStart]) -> set[int]:
    """The proven candidates; where several have a case number only those, for a heading proves less."""
    proven = _proven(lines, candidates)
    with_case = {index for index in proven if _has_case_below(lines, candidates[index].index)}
    return with_case if len(with_case) >= 2 else proven


def _has_case_below(lines: Sequence[Line], index: int) -> bool:
    filled = (line.text.strip() for line in lines[index + 1 : index + 12] if line.text.strip())
    return any(read_case_number(text) or is_item_access(text) for text in islice(filled, TITLE_LINES))


def _is_proven(lines: Sequence[Line], start: ItemStart, starts: set[int]) -> bool:
    if _LEADER.search(start.title):
        return False
    if _follows_access_line(lines, start.index):
        return True
    seen = 0
    for index in range(start.index + 1, min(start.index + 12, len(lines))):
        text = lines[index].text.strip()
        if index in starts or seen == TITLE_LINES - 1:
            return False
        if not text:
            continue
        if read_case_number(text) or is_item_access(text) or is_detail(text):
            return True
        if ACCESS.fullmatch(text):
            continue
        if kind := _kind_below(text):
            return kind not in _NO_PROOF and outcome_of(start.title) == UNKNOWN
        if STOP.search(text):
            return False
        seen += 1
    return False


def _kind_below(text: str) -> SectionKind | None:
    """The kind of section that the line opens, alone or with its text behind a colon."""
    if kind := heading_kind(text, KNOWN_HEADINGS):
        return kind
    if read_decision_marker(text):
        return SectionKind.DECISION
    inline = _INLINE_HEADING.fullmatch(text) if len(text) <= 4 * _LENGTH_LIMIT else None
    return KIND_OF_HEADING.get(heading_words(inline["heading"])) if inline else None


def _follows_access_line(lines: Sequence[Line], index: int) -> bool:
    """Whether `Lukkede punkter` or the like stands right above. Closed text must end in no open item."""
    above = (lines[position].text.strip() for position in range(index - 1, max(index - 4, -1), -1))
    nearest = next((text for text in above if text), "")
    return bool(ACCESS.fullmatch(nearest)) and not is_sandwiched(lines, index)


def is_sandwiched(lines: Sequence[Line], index: int) -> bool:
    """Whether the access line above stands below a case number or detail and belongs to that item."""
    seen = 0
    for position in range(index - 1, max(index - 8, -1), -1):
        text = lines[position].text.strip()
        if text:
            seen += 1
            if seen == 2:
                return bool(read_case_number(text) or is_detail(text))
    return False


def _rising(candidates: Sequence[ItemStart], proven: set[int]) -> set[int]:
    """The longest part of the proven candidates whose numbers rise: those of a list inside an item do not."""
    order = sorted(proven)
    tops: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for index in order:
        number = as_int(candidates[index].number)
        place = bisect_left(tops, number)
        before[index] = ends[place - 1] if place else None
        tops[place : place + 1] = [number]
        ends[place : place + 1] = [index]
    chain: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        chain.add(last)
        last = before[last]
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
        elif _LEADER.search(candidate.title) or _is_row(
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


def as_int(number: str) -> int:
    """The number of an item without letters behind it; 0 for an item without number."""
    found = re.match(r"\d+", number)
    return int(found[0]) if found else 0


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


def find_titles_above_numbers(lines: Sequence[Line]) -> list[ItemStart]:
    """Items whose title stands first and whose number follows: `Ny havn` / `Sag nr. 129`."""
    found = []
    for index, line in enumerate(lines):
        text = line.text.strip()
        match = _NUMBER_BELOW.fullmatch(text) if len(text) <= 40 else None
        above = _title_above(lines, index) if match else None
        if match and above is not None and not _title_below(lines, index):
            title = lines[above].text.strip()
            found.append(ItemStart(above, _plain_number(match["number"]), title, label=index))
    numbers = [as_int(start.number) for start in found]
    return found if numbers == sorted(numbers) else []


def find_titles_above_cases(lines: Sequence[Line]) -> list[ItemStart]:
    """Items without numbers: a title with its labelled case number (`Sagsnr.: 12/345`) right below."""
    found = []
    for index, line in enumerate(lines):
        if is_case_label_line(line.text):
            above = _title_above(lines, index)
            if above is None:
                found.append(ItemStart(index, "", ""))
            else:
                found.append(ItemStart(above, "", lines[above].text.strip()))
    return found


def _title_above(lines: Sequence[Line], index: int) -> int | None:
    """Where the paragraph right above begins, when its last line can be a title."""
    last = index - 1
    while last >= max(index - 2, 0) and not lines[last].text.strip():
        last -= 1
    if last < max(index - 2, 0) or not _can_be_title(lines[last].text.strip()):
        return None
    first = last
    while first > max(last - 2, 0) and lines[first].text.strip()[:1].islower():
        first -= 1
    return first if lines[first].text.strip() else first + 1


def _title_below(lines: Sequence[Line], index: int) -> bool:
    """Whether the next line of text, right below, could be the title instead."""
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return bool(below) and _can_be_title(below)


def _can_be_title(text: str) -> bool:
    is_other = read_case_number(text) or is_detail(text) or _kind_below(text) or STOP.search(text)
    return bool(text) and len(text) <= 250 and not is_other
