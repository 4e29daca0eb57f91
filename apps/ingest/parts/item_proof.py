"""What proves that a line begins an agenda item: a case number, a heading, an access word near below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from apps.ingest.outcomes import UNKNOWN, outcome_of
from apps.ingest.parts.case_lines import read_case_number, take_case_number
from apps.ingest.parts.decisions import read_decision_marker
from apps.ingest.parts.headings import KIND_OF_HEADING, Vocabulary, heading_kind, heading_words
from apps.ingest.parts.item_marks import ACCESS, is_detail, is_item_access
from apps.ingest.readers.document_text import Line
from apps.ingest.records import SectionKind

LEADER = re.compile(r"\s*(?:\.{3,}|…+|(?:\. ){3,}\.?)\s*\d{0,4}$|(?:\t\s*| {4,})\d{1,4}$")
STOP = re.compile(r"[.!?]$")
KNOWN_HEADINGS = Vocabulary(has_colons=True, learned=frozenset())
TITLE_LINES = 4
_INLINE_HEADING = re.compile(r"(?P<heading>[A-ZÆØÅ][\wæøåé ]{3,40}?) ?: *\S.*")
# A list of attachments or names can stand below an answer as well as below a title.
_NO_PROOF = (SectionKind.ATTACHMENTS, SectionKind.ATTENDANCE)
_LENGTH_LIMIT = 500


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


def as_int(number: str) -> int:
    """The number of an item without letters behind it; 0 for an item without number."""
    found = re.match(r"\d+", number)
    return int(found[0]) if found else 0


def find_proven(lines: Sequence[Line], candidates: Sequence[ItemStart]) -> set[int]:
    """Which candidates have a case number or a heading below, within the lines that a title can take."""
    starts = {candidate.index for candidate in candidates}
    last_places = {candidate.number: candidate.index for candidate in candidates}
    return {
        index
        for index, candidate in enumerate(candidates)
        if _is_proven(lines, candidate, starts, comes_again=last_places[candidate.number] > candidate.index)
    }


def best_proven(lines: Sequence[Line], candidates: Sequence[ItemStart]) -> set[int]:
    """The proven candidates; where several have a case number only those, for a heading proves less."""
    proven = find_proven(lines, candidates)
    with_case = {index for index in proven if _has_case(lines, candidates[index])}
    return with_case if len(with_case) >= 2 else proven


def _has_case(lines: Sequence[Line], start: ItemStart) -> bool:
    if take_case_number(start.title)[1]:
        return True
    index = start.index
    filled = (line.text.strip() for line in lines[index + 1 : index + 12] if line.text.strip())
    return any(read_case_number(text) or is_item_access(text) for text in islice(filled, TITLE_LINES))


def _is_proven(
    lines: Sequence[Line], start: ItemStart, starts: set[int], *, comes_again: bool = False
) -> bool:
    if LEADER.search(start.title):
        return False
    if take_case_number(start.title)[1]:
        return True
    if _follows_access_line(lines, start.index) and not comes_again:
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
        if kind := kind_below(text):
            return kind not in _NO_PROOF and outcome_of(start.title) == UNKNOWN
        if STOP.search(text) and (seen or start.title or len(text) > 200):
            return False
        seen += 1
    return False


def kind_below(text: str) -> SectionKind | None:
    """The kind of section that the line opens, alone or with its text behind a colon."""
    if text[:1].isdigit():
        return None
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


def can_be_title(text: str) -> bool:
    """Whether the words could be the title of an item: no heading, sentence, case number or detail."""
    is_other = (
        ACCESS.fullmatch(text)
        or read_case_number(text)
        or is_detail(text)
        or kind_below(text)
        or STOP.search(text)
    )
    return bool(text) and len(text) <= 250 and not is_other
