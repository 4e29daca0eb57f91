"""Text that lost its line breaks, a page to a line: cut again where headings, items and pages begin.

Nothing is left out: the pieces of a line are its words in their order, and each knows its line.
"""

import re
from collections.abc import Iterator, Sequence

from apps.ingest.danish import DATE_PATTERN
from apps.ingest.parts.headings import KIND_OF_HEADING
from apps.ingest.readers.document_text import Line

_LABELS = ("Deltagere", "Mødedeltagere", "Mødested", "Mødedato", "Medlemmer", "Til stede")
_WORDS = "|".join(
    sorted({words.capitalize() for words in KIND_OF_HEADING if len(words) > 4}, key=len, reverse=True)
)
_CASE = r"(?:Sagsnr|Sagsid|Sags-id|Sagsnummer|Journalnr|J\. ?nr)\.?(?: ?nr\.)? ?:"
_ITEM = (
    r"(?:Punkt |Pkt\.? |Sag nr\.? )?\d{1,3}[.:] ?(?:Lukket(?: punkt| sag)?: )?[A-ZÆØÅ]"
    rf"[^:]{{2,200}}?(?: {_CASE}| (?:{_WORDS}) ?:| (?:Åben|Lukket) sag\b)"
)
_TYPED = r"(?:REFERAT|Referat|DAGSORDEN|Dagsorden|PROTOKOL|Protokol|Beslutningsprotokol) (?:fra|for|af|til) "
_DATED = rf"Beslutning [^:]{{0,80}}?{DATE_PATTERN} ?:"
_BEGINS = re.compile(
    rf"(?<! ) +(?! )(?=(?:{_WORDS}|{'|'.join(_LABELS)}) ?:|{_CASE}|{_ITEM}|{_TYPED}|{_DATED})"
)
_ENDS = re.compile(rf"(?:{_CASE} ?\S+|^.{{3,80}}? Side:? \d{{1,4}}(?: af \d{{1,4}})?) +(?=\S)")
_LETTERHEAD = re.compile(
    r"[A-ZÆØÅ][\w -]{1,30} [Kk]ommune +"
    r"(?=(?:Åbent |Lukket )?(?:Referat|Dagsorden|Beslutningsprotokol|Protokol)\b)"
)
_LONG = 160


def cut_lines(lines: Sequence[Line]) -> tuple[list[Line], dict[int, int]]:
    """The lines with long ones cut, numbered anew, and the number that each had before."""
    found: list[Line] = []
    origins: dict[int, int] = {}
    is_transcript = any(len(line.text) > _LONG and len(_beginnings(line.text)) >= 2 for line in lines)
    for line in lines:
        for piece in _pieces(line.text, is_transcript=is_transcript):
            number = len(found) + 1
            origins[number] = line.number
            found.append(Line(number, piece, line.page, line.marked))
    return found, origins


def _beginnings(text: str) -> set[int]:
    return {found.start() for found in _BEGINS.finditer(text)}


def _pieces(text: str, *, is_transcript: bool) -> Iterator[str]:
    letterhead = _LETTERHEAD.match(text)
    places = _beginnings(text) if is_transcript else set()
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
