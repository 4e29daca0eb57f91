"""The forms in which systems write the line of an item: `Punkt 3: T`, `3. T`, `åbent 3 T`, `§ 3. T`."""

import re
from collections.abc import Sequence

from apps.ingest.parts.case_lines import read_case_number
from apps.ingest.parts.headings import KIND_OF_HEADING, heading_words
from apps.ingest.parts.item_marks import ACCESS_WORD, says_closed
from apps.ingest.parts.item_proof import ItemStart
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
# A list further down that tells of what a list at the top announced: `Ad 1. Økonomi`.
TOLD = re.compile(
    rf"(?:ad|re|til)\.? ?(?:punkt |pkt\.? )?{_NUMBER} ?[.:)–-]*[ \t]*(?P<title>[A-ZÆØÅ].*)", re.IGNORECASE
)
_LENGTH_LIMIT = 500


def find_lines(
    lines: Sequence[Line], pattern: re.Pattern[str], *, may_be_heading: bool = False
) -> list[ItemStart]:
    """The lines of one form. A heading such as `2. Indstilling` is none, unless it may be."""
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
    """Some number their headings: `2. Indstilling`. `Afbud` and `Underskriftsblad` can be items."""
    kind = KIND_OF_HEADING.get(heading_words(title))
    return kind is not None and kind not in (SectionKind.ATTENDANCE, SectionKind.OTHER)


def _plain_number(written: str) -> str:
    return written.lstrip("0") or written
