"""Cut cleaned text into words, hyphen words, numbers, case numbers and § for the analyzer to read."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from apps.search.language.numbers import NumberMatch, find_case_numbers, find_running_numbers

_LETTERS = r"[^\W_]+(?:'[^\W_]+)*"
# "kl. 14" says nothing and is left out; KL, the association, must stay apart from it.
_PIECE = re.compile(
    rf"""
    (?P<clock>\bkl\.?(?=\s?\d))
    | §{{1,2}}\s?(?P<paragraph>\d+(?:\s?[a-zA-Z]\b)?)
    | (?P<number>(?<![^\W_])\d+(?:[.,:]\d+)+(?![^\W_]))
    | (?P<leading>(?<![\w-])-(?!\d))?(?P<words>{_LETTERS}(?:-{_LETTERS})*)(?P<trailing>-(?![\w-]))?
    """,
    re.VERBOSE,
)
_WORD = re.compile(_LETTERS)


class PieceKind(Enum):
    """What a piece of text is."""

    WORD = auto()
    NUMBER = auto()
    PARAGRAPH = auto()
    CASE_NUMBER = auto()


class Piece(NamedTuple):
    """One piece of the cleaned text; parts of a hyphen word carry the same `group`.

    `omits_end` marks "Social-" (in "Social- og Sundhedsudvalg"), `omits_beginning` marks "-mål" (in "planer
    og -mål").
    """

    kind: PieceKind
    start: int
    end: int
    text: str
    group: int
    number_keys: tuple[str, ...] = ()
    omits_end: bool = False
    omits_beginning: bool = False


def cut(text: str) -> list[Piece]:
    """The pieces of a cleaned text in order."""
    return _cut_around(text, find_case_numbers(text))


def cut_within(text: str) -> list[Piece]:
    """The pieces of a part of a text that begins and ends with a word; offsets are within the part."""
    return _cut_around(text, find_running_numbers(text))


def _cut_around(text: str, numbers: list[NumberMatch]) -> list[Piece]:
    pieces: list[Piece] = []
    position = 0
    for number in numbers:
        pieces.extend(_cut_between(text, position, number.start))
        pieces.append(_case_number_piece(text, number))
        position = number.end
    pieces.extend(_cut_between(text, position, len(text)))
    return pieces


def _case_number_piece(text: str, number: NumberMatch) -> Piece:
    spelling = text[number.start : number.end]
    return Piece(
        PieceKind.CASE_NUMBER, number.start, number.end, spelling, number.start, number_keys=number.keys
    )


def _cut_between(text: str, start: int, end: int) -> Iterator[Piece]:
    for match in _PIECE.finditer(text, start, end):
        if match["clock"]:
            continue
        if match["paragraph"]:
            yield Piece(PieceKind.PARAGRAPH, *match.span(), text=match["paragraph"], group=match.start())
        elif match["number"]:
            yield Piece(PieceKind.NUMBER, *match.span(), text=match["number"], group=match.start())
        elif "-" in match[0]:
            yield from _hyphen_parts(match)
        else:
            yield Piece(PieceKind.WORD, *match.span(), text=match[0], group=match.start())


def _hyphen_parts(match: re.Match[str]) -> Iterator[Piece]:
    words = list(_WORD.finditer(match.string, *match.span("words")))
    for word in words:
        yield Piece(
            PieceKind.WORD,
            *word.span(),
            text=word[0],
            group=match.start(),
            omits_end=bool(match["trailing"]) and word is words[-1],
            omits_beginning=bool(match["leading"]) and word is words[0],
        )
