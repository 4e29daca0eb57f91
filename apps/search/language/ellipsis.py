"""Words that Danish leaves half written: "Social- og Sundhedsudvalg" says Socialudvalg as well."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.search.language.compounds import read_modifier, read_word
from apps.search.language.folding import fold
from apps.search.language.tokens import Piece, PieceKind

_CONJUNCTIONS = frozenset({"og", "eller", "samt", "til"})
_FARTHEST = 8


@dataclass(frozen=True, slots=True)
class CompletedWord:
    """The key of a half-written word, and the first and last piece (by index) that say it."""

    key: str
    first: int
    last: int
    is_end_omitted: bool


def completed_words(pieces: list[Piece]) -> Iterator[CompletedWord]:
    """The words that hyphens at the end or the beginning of other words stand for."""
    for index, piece in enumerate(pieces):
        if piece.omits_end:
            yield from _with_following_head(pieces, index)
        elif piece.omits_beginning and index > 1 and pieces[index - 1].text.lower() in _CONJUNCTIONS:
            yield from _with_preceding_modifier(pieces, index)


def _with_following_head(pieces: list[Piece], index: int) -> Iterator[CompletedWord]:
    for later in range(index + 2, min(index + _FARTHEST, len(pieces))):
        word = pieces[later]
        if pieces[later - 1].text.lower() in _CONJUNCTIONS and not word.omits_end:
            head = read_word(fold(word.text)).head if word.kind is PieceKind.WORD else ""
            if head:
                yield CompletedWord(read_modifier(fold(pieces[index].text)) + head, index, later, True)
            return


def _with_preceding_modifier(pieces: list[Piece], index: int) -> Iterator[CompletedWord]:
    modifier = read_word(fold(pieces[index - 2].text)).modifier
    if modifier and pieces[index - 2].kind is PieceKind.WORD:
        yield CompletedWord(modifier + read_word(fold(pieces[index].text)).key, index, index, False)
