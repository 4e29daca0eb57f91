"""The one analyzer of documents, queries and highlighting: text in, keys with positions and offsets out."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from apps.search.language.cleaning import CleanText, clean
from apps.search.language.compounds import CACHED_WORDS, read_joined, read_word
from apps.search.language.ellipsis import completed_words
from apps.search.language.folding import fold, fold_character
from apps.search.language.lexicon import load_lexicon
from apps.search.language.lists import LIST_FOLDER, fingerprint_lists, read_words
from apps.search.language.numbers import other_case_number_key
from apps.search.language.tokens import Piece, PieceKind, cut

ANALYZER_VERSION = 2
LONGEST_KEY = 100
# The one list that is used on queries alone: it changes no key.
QUERY_SIDE_LIST = "synonyms.tsv"

_APOSTROPHE_ENDING = re.compile(r"'(?:s|e[nrt]s?|erne?s?|enes?)?$", re.IGNORECASE)
_CAMEL_HUMP = re.compile(r"(?<=[a-zæøå]{2})(?=[A-ZÆØÅ][a-zæøå]{2})")
_LONGEST_ABBREVIATION = 6
# The texts of one item: indexing reads them for their keys and once more for their words.
_TEXTS_AT_HAND = 16
_MOST_JOINED_PARTS = 8
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


@dataclass(frozen=True, slots=True)
class Member:
    """A word inside a compound; offsets are in the original text, of its own letters."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of the text with its exact keys; offsets are in the original text.

    `is_extra` marks a reading that stands beside the words themselves, at the position of the first of
    them: the joined form of a hyphen word, or "socialudvalg" for "Social- og Sundhedsudvalg". Phrases do
    not count it.
    """

    position: int
    start: int
    end: int
    keys: tuple[str, ...]
    members: tuple[Member, ...] = ()
    is_stop_word: bool = False
    is_extra: bool = False


def analyze(text: str) -> list[Token]:
    """The tokens of any text, in order of position."""
    cleaned, pieces = read_pieces(text)
    tokens = [_token(cleaned, piece, position) for position, piece in enumerate(pieces)]
    tokens.extend(_joined_words(cleaned, pieces))
    tokens.extend(_completed_words(cleaned, pieces))
    whole_number = other_case_number_key(text)
    if whole_number and pieces:
        tokens.append(Token(0, 0, len(text), (whole_number,), is_extra=True))
    return sorted((token for token in tokens if token.keys), key=lambda token: token.position)


@lru_cache(maxsize=_TEXTS_AT_HAND)
def read_pieces(text: str) -> tuple[CleanText, list[Piece]]:
    """The cleaned text and its pieces, which others must not change."""
    cleaned = clean(text)
    return cleaned, cut(cleaned.text)


@lru_cache(maxsize=1)
def analyzer_fingerprint() -> str:
    """Changes whenever the same text may get other keys: rows indexed under another fingerprint are stale."""
    names = tuple(sorted(path.name for path in LIST_FOLDER.glob("*.tsv") if path.name != QUERY_SIDE_LIST))
    parts = (str(ANALYZER_VERSION), fingerprint_lists(names), load_lexicon().fingerprint)
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:16]


def keys_of_spelling(word: str) -> tuple[str, ...]:
    """All keys, members' too, of a word as it stands in a text; what stands around it is not read."""
    spelling = _read_spelling(word)
    return (*spelling.keys, *(member.key for member in spelling.members))


def is_stop_word(word: str) -> bool:
    """Whether a single word carries no subject of its own; the accent keeps `allé` apart from `alle`."""
    return "é" not in word.lower() and fold(word) in read_words("stop_words.tsv")


def _token(cleaned: CleanText, piece: Piece, position: int) -> Token:
    start, end = cleaned.original_span(piece.start, piece.end)
    if piece.kind is PieceKind.CASE_NUMBER:
        return Token(position, start, end, piece.number_keys)
    if piece.kind is PieceKind.PARAGRAPH:
        paragraph = re.sub(r"\s", "", piece.text).lower()
        digits = paragraph.rstrip("abcdefghijklmnopqrstuvwxyz")
        return Token(position, start, end, tuple(dict.fromkeys((f"§{paragraph}", f"§{digits}", paragraph))))
    if piece.kind is PieceKind.NUMBER:
        number = piece.text
        plain = number.replace(".", "") if _THOUSANDS.fullmatch(number) else number
        return Token(position, start, end, (plain[:LONGEST_KEY],))
    return _word_token(cleaned, piece, position)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """What a spelling gives wherever it stands; the offsets of its members are within the spelling."""

    keys: tuple[str, ...]
    members: tuple[Member, ...]
    is_stop_word: bool


def _word_token(cleaned: CleanText, piece: Piece, position: int) -> Token:
    spelling = _read_spelling(piece.text)
    members = tuple(
        Member(member.key, *cleaned.original_span(piece.start + member.start, piece.start + member.end))
        for member in spelling.members
    )
    start, end = cleaned.original_span(piece.start, piece.end)
    return Token(position, start, end, spelling.keys, members, spelling.is_stop_word)


@lru_cache(maxsize=CACHED_WORDS)
def _read_spelling(text: str) -> _Spelling:
    word = _APOSTROPHE_ENDING.sub("", text).replace("'", "")
    folded = fold(word)[:LONGEST_KEY]
    reading = plain = read_word(folded)
    if not reading.members and _CAMEL_HUMP.search(word):
        reading = read_joined(tuple(fold(part) for part in _CAMEL_HUMP.split(word[:LONGEST_KEY])))
    keys = (reading.key, f"^{folded}" if is_abbreviation(text) else plain.key)
    places = [at for at, character in enumerate(text) if character != "'" for _ in fold_character(character)]
    last = len(places) - 1
    members = tuple(
        Member(member.key, places[min(member.start, last)], places[min(member.end - 1, last)] + 1)
        for member in reading.members
    )
    exact = tuple(key[:LONGEST_KEY] for key in dict.fromkeys(keys) if key)
    return _Spelling(exact, members, not is_abbreviation(text) and is_stop_word(word))


def is_abbreviation(text: str) -> bool:
    """Whether a word is an abbreviation in two to six capitals, such as KL or STU; KL's is one too."""
    word = text.partition("'")[0]
    return 2 <= len(word) <= _LONGEST_ABBREVIATION and word.isalpha() and word.isupper()


def _joined_words(cleaned: CleanText, pieces: list[Piece]) -> Iterator[Token]:
    """A hyphen word read as one: `IPS-metode` is found by `ipsmetode` too."""
    position = 0
    for _, group in groupby(pieces, key=lambda piece: piece.group):
        parts = list(group)
        if 1 < len(parts) <= _MOST_JOINED_PARTS:
            start, end = cleaned.original_span(parts[0].start, parts[-1].end)
            words = tuple(fold(part.text.replace("'", "")) for part in parts)
            joined = read_word("".join(words)[:LONGEST_KEY]).key
            keys = dict.fromkeys((read_joined(words).key[:LONGEST_KEY], joined))
            yield Token(position, start, end, tuple(filter(None, keys)), is_extra=True)
        position += len(parts)


def _completed_words(cleaned: CleanText, pieces: list[Piece]) -> Iterator[Token]:
    for word in completed_words(pieces):
        start, end = cleaned.original_span(pieces[word.first].start, pieces[word.last].end)
        yield Token(word.first, start, end, (word.key[:LONGEST_KEY],), is_extra=True)
