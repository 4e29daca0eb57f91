"""Text that lost its line breaks, a page to a line: cut again where headings, items and pages begin.

Nothing is left out: the pieces of a line are its words in their order, and each knows its line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from apps.ingest.danish import DATE_PATTERN
from apps.ingest.parts.head_columns import HEAD_LINES, pieces_of
from apps.ingest.parts.headings import KIND_OF_HEADING
from apps.ingest.readers.document_text import Line

_LABELS = ("Deltagere", "Mødedeltagere", "Mødested", "Mødedato", "Medlemmer", "Til stede", "Mødetidspunkt")
_WORDS = "|".join(
    sorted({words.capitalize() for words in KIND_OF_HEADING if len(words) > 4}, key=len, reverse=True)
)
# Headings of one word, which a transcript sets without a colon between the sentences around them.
_BARE_WORDS = (
    r"(?:Sagsfremstilling|Sagsbeskrivelse|Resumé|Resume|Indstilling|Beslutning|Baggrund|Lovgrundlag)"
)
_BARE = rf"(?<=[.!?:\d] ){_BARE_WORDS} (?=[A-ZÆØÅ])(?!i |fra |af )"
_CASE = (
    r"(?:Sagsnr|Sagsid|Sags-id|Sags ID|Sagsnummer|Journalnr|J\. ?nr)\.?(?: ?nr\.)?"
    r"(?: ?:| (?=[\w.]{1,12}[/-]\d))"
)
_ITEM = (
    r"(?:Punkt |Pkt\.? |Sag nr\.? )?\d{1,3}[.:] ?(?:Lukket(?: punkt| sag)?: )?[A-ZÆØÅ]"
    rf"[^:]{{2,200}}?(?: {_CASE}| (?:{_WORDS}) ?:| (?:Åben|Lukket) sag\b)"
)
_TYPED = r"(?:REFERAT|Referat|DAGSORDEN|Dagsorden|PROTOKOL|Protokol|Beslutningsprotokol) (?:fra|for|af|til) "
_DATED = rf"Beslutning [^:]{{0,80}}?{DATE_PATTERN} ?:"
_HEAD_LABEL = re.compile(
    r" (?=(?:Mødedato|Mødetidspunkt|Mødetid|Mødested|Mødelokale|Medlemmer|Mødedeltagere|Deltagere|Fraværende"
    r"|Afbud|Starttidspunkt|Sluttidspunkt|Bemærkninger|Indholdsfortegnelse)\b(?: ?:)?(?: |$))"
)
_BEGINS = re.compile(
    rf"(?<! ) +(?! )(?=(?:{_WORDS}|{'|'.join(_LABELS)}) ?:|{_CASE}|{_ITEM}|{_TYPED}|{_DATED}|{_BARE})"
)
_ENDS = re.compile(
    rf"(?:{_CASE} ?\S+|^.{{3,80}}? Side:? \d{{1,4}}(?: af \d{{1,4}})?"
    rf"|{_BARE_WORDS}(?= [A-ZÆØÅ])(?! [^:]{{0,80}}?{DATE_PATTERN} ?:)) +(?=\S)"
)
_LETTERHEAD = re.compile(
    r"[A-ZÆØÅ][\w -]{1,30} [Kk]ommune +"
    r"(?=(?:Åbent |Lukket )?(?:Referat|Dagsorden|Beslutningsprotokol|Protokol)\b)"
)
_PAGE = re.compile(r"(?P<number>\d{1,4}) +(?=\S)")
_ITEM_LINE = re.compile(r"(?:punkt|pkt|sag|nr|§)?\.? ?(?:nr\.? ?)?\d{1,4}[.:]? +\S", re.IGNORECASE)
_LONG = 160


@dataclass(slots=True)
class CutLines:
    """The pieces, numbered anew; `origins` holds the line that each was cut from."""

    lines: list[Line] = field(default_factory=list)
    origins: dict[int, int] = field(default_factory=dict)
    page_numbers: set[int] = field(default_factory=set)

    def add(self, piece: str, line: Line, *, is_page_number: bool = False) -> None:
        number = len(self.lines) + 1
        self.origins[number] = line.number
        self.lines.append(Line(number, piece, line.page, line.marked))
        if is_page_number:
            self.page_numbers.add(number)


def cut_lines(lines: Sequence[Line], *, may_be_transcript: bool) -> CutLines:
    """The lines with those of the header cut that say several things, and the long ones of a transcript."""
    found = CutLines()
    is_transcript = may_be_transcript and any(
        len(line.text) > _LONG and len(_beginnings(line.text)) >= 2 for line in lines
    )
    numbered = _page_numbers(lines) if is_transcript else set()
    head_left = HEAD_LINES
    for line in lines:
        text = line.text
        if line.number in numbered and (page := _PAGE.match(text)):
            found.add(page["number"], line, is_page_number=True)
            text = text[page.end() :]
        head_left = 0 if _ITEM_LINE.match(text.strip()) else head_left - 1
        for piece in _pieces(text, is_transcript=is_transcript) if may_be_transcript else (text,):
            for part in pieces_of(piece) if head_left > 0 else (piece,):
                found.add(part, line)
    return found


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """The lines that begin with the number of their page: 1, 2, 3, rising, on most of the lines."""
    filled = [line for line in lines if line.text.strip()]
    pages = [(int(found["number"]), line.number) for line in filled if (found := _PAGE.match(line.text))]
    is_rising = all(before < after for (before, _), (after, _) in pairwise(pages))
    is_counted = pages[:1] and pages[0][0] == 1 and len(pages) * 2 > len(filled)
    return {number for _, number in pages} if is_rising and is_counted else set()


def _beginnings(text: str) -> set[int]:
    return {found.start() for found in _BEGINS.finditer(text)}


def _pieces(text: str, *, is_transcript: bool) -> Iterator[str]:
    letterhead = _LETTERHEAD.match(text)
    places = _beginnings(text) if is_transcript else set()
    labels = [found.start() for found in _HEAD_LABEL.finditer(text)] if is_transcript else []
    if len(labels) >= 2 or "Indholdsfortegnelse" in text[:_LONG]:
        places |= set(labels)
    places = places | {found.end() for found in _ENDS.finditer(text)} if places else set()
    places |= {letterhead.end()} if letterhead else set()
    start = 0
    for place in sorted(places):
        if text[start:place].strip():
            yield text[start:place].strip()
            start = place
    yield text[start:].strip() if places else text


def places_of_lines(places: dict[int, str], origins: dict[int, int]) -> dict[int, str]:
    """The fields of the lines as they were: those of all pieces, in their order, parted by ` + `."""
    found: dict[int, dict[str, None]] = {}
    for number in sorted(places):
        found.setdefault(origins[number], {})[places[number]] = None
    return {number: " + ".join(held) for number, held in found.items()}
