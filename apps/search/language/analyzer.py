"""The one analyzer of documents, queries and highlighting: text in, keys with positions and offsets out.

Words repeat enormously, so what stands between two spaces is read once and remembered; a text is put together
from such readings. Only where digits or § may join words to a number is a longer stretch read anew.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from apps.search.language.cleaning import CleanText, clean
from apps.search.language.compounds import CACHED_WORDS, WordReading, read_joined, read_word
from apps.search.language.ellipsis import completed_words
from apps.search.language.folding import fold, fold_character
from apps.search.language.lexicon import load_lexicon
from apps.search.language.lists import LIST_FOLDER, fingerprint_lists, read_words
from apps.search.language.numbers import BARE_SUBJECT, other_case_number_key
from apps.search.language.tokens import Piece, PieceKind, cut, cut_within

ANALYZER_VERSION = 4
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
# Signs around a word that say nothing of it.
_OUTER_SIGNS = '.,;:()[]!?"»«”“'
# Longer ones are read, but not remembered.
_LONGEST_CHUNK = 60
# With a number these may be more than a word: "§ 56", "kl. 14".
_IS_NUMERIC = re.compile(r"[\d§]|kl$")
# After a number these may belong to it: "15.00.00 - A30", "§ 5 a".
_MAY_GO_ON = re.compile(r"[-\u2012-\u2015\u2212](?!\S)|[a-zA-Z](?!\w)")


class Member(NamedTuple):
    """A word inside a compound; offsets are in the original text, of its own letters."""

    key: str
    start: int
    end: int


class Token(NamedTuple):
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


class Stretch(NamedTuple):
    """A part of a cleaned text, read on its own: positions and offsets are counted from its start."""

    pieces: tuple[Piece, ...]
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    has_omission: bool


# A token as its stretch has it, before it the position in the text, and where the stretch begins.
PlacedToken = tuple[int, int, Token]


class TextReading(NamedTuple):
    """A cleaned text, its stretches with where they begin, and their tokens in order of position."""

    cleaned: CleanText
    stretches: list[tuple[int, Stretch]]
    tokens: list[PlacedToken]


def analyze(text: str) -> list[Token]:
    """The tokens of any text, in order of position."""
    cleaned, _, placed = read_text(text)
    return [_token_in_text(cleaned, *each) for each in placed]


@lru_cache(maxsize=_TEXTS_AT_HAND)
def read_text(text: str) -> TextReading:
    """What `analyze` is made from; others must not change it."""
    cleaned = clean(text)
    stretches = list(_read_stretches(cleaned.text))
    tokens: list[PlacedToken] = []
    position = 0
    for offset, stretch in stretches:
        for token in stretch.tokens:
            tokens.append((position + token.position, offset, token))
        position += len(stretch.pieces)
    extra = list(_completed_words(stretches)) if any(stretch.has_omission for _, stretch in stretches) else []
    whole_number = other_case_number_key(text)
    if whole_number and stretches:
        extra.append((0, 0, Token(0, 0, len(cleaned.text), (whole_number,), is_extra=True)))
    if extra:
        tokens = sorted([*tokens, *extra], key=itemgetter(0))
    return TextReading(cleaned, stretches, tokens)


@lru_cache(maxsize=1)
def analyzer_fingerprint() -> str:
    """Changes whenever the same text may get other keys: rows indexed under another fingerprint are stale."""
    names = tuple(sorted(path.name for path in LIST_FOLDER.glob("*.tsv") if path.name != QUERY_SIDE_LIST))
    parts = (str(ANALYZER_VERSION), fingerprint_lists(names), load_lexicon().fingerprint)
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:16]


def keys_of_spelling(word: str) -> tuple[str, ...]:
    """All keys, members' too, of a word as it stands in a text; what stands around it is not read."""
    stretch = _read_short_chunk(word) if len(word) <= _LONGEST_CHUNK else None
    stretch = stretch or _read_pieces(cut_within(word))
    return tuple(
        key for token in stretch.tokens for key in (*token.keys, *(member.key for member in token.members))
    )


def is_stop_word(word: str) -> bool:
    """Whether a single word carries no subject of its own; the accent keeps `allé` apart from `alle`."""
    return "é" not in word.lower() and fold(word) in read_words("stop_words.tsv")


def is_abbreviation(text: str) -> bool:
    """Whether a word is an abbreviation in two to six capitals, such as KL or STU; KL's is one too."""
    word = text.partition("'")[0]
    return 2 <= len(word) <= _LONGEST_ABBREVIATION and word.isalpha() and word.isupper()


def _token_in_text(cleaned: CleanText, position: int, offset: int, token: Token) -> Token:
    members = tuple(
        Member(key, *cleaned.original_span(offset + start, offset + end)) for key, start, end in token.members
    )
    start, end = cleaned.original_span(offset + token.start, offset + token.end)
    return Token(position, start, end, token.keys, members, token.is_stop_word, token.is_extra)


def _read_stretches(text: str) -> Iterator[tuple[int, Stretch]]:
    """The parts of a cleaned text that can be read on their own, with where they begin."""
    if BARE_SUBJECT.fullmatch(text):
        yield 0, _read_pieces(cut(text))
        return
    numeric: slice | None = None
    start = 0
    for chunk in text.replace("\n", " ").split(" "):
        core = chunk.strip(_OUTER_SIGNS)
        end = start + len(chunk)
        if core:
            stretch = _read_short_chunk(core) if len(core) <= _LONGEST_CHUNK else None
            if stretch is None or (numeric and _MAY_GO_ON.match(core)):
                numeric = slice(numeric.start if numeric else start, end)
            else:
                if numeric:
                    yield numeric.start, _read_pieces(cut_within(text[numeric]))
                    numeric = None
                if stretch.pieces:
                    yield start + chunk.index(core), stretch
        start = end + 1
    if numeric:
        yield numeric.start, _read_pieces(cut_within(text[numeric]))


@lru_cache(maxsize=CACHED_WORDS)
def _read_short_chunk(chunk: str) -> Stretch | None:
    """The reading of what stands between two spaces; None when its neighbours must be read with it."""
    return None if _IS_NUMERIC.search(chunk) else _read_pieces(cut_within(chunk))


def _read_pieces(pieces: Sequence[Piece]) -> Stretch:
    tokens = [_token(piece, position) for position, piece in enumerate(pieces)]
    if len(pieces) > 1:
        tokens = sorted([*tokens, *_joined_words(pieces)], key=attrgetter("position"))
    return Stretch(
        tuple(pieces),
        tuple(token for token in tokens if token.keys),
        tuple(piece.text.lower() for piece in pieces if piece.kind is PieceKind.WORD),
        any(piece.omits_end or piece.omits_beginning for piece in pieces),
    )


def _token(piece: Piece, position: int) -> Token:
    start, end = piece.start, piece.end
    if piece.kind is PieceKind.WORD:
        keys, members, is_stop = _read_spelling(piece.text)
        members = tuple(Member(key, start + first, start + last) for key, first, last in members)
        return Token(position, start, end, keys, members, is_stop)
    if piece.kind is PieceKind.CASE_NUMBER:
        return Token(position, start, end, piece.number_keys)
    if piece.kind is PieceKind.PARAGRAPH:
        paragraph = re.sub(r"\s", "", piece.text).lower()
        digits = paragraph.rstrip("abcdefghijklmnopqrstuvwxyz")
        keys = (f"§{paragraph}", f"§{digits}", paragraph, digits, paragraph[len(digits) :])
        return Token(position, start, end, tuple(filter(None, dict.fromkeys(keys))))
    number = piece.text
    plain = number.replace(".", "") if _THOUSANDS.fullmatch(number) else number
    return Token(position, start, end, (plain[:LONGEST_KEY],))


def _read_spelling(text: str) -> tuple[tuple[str, ...], tuple[Member, ...], bool]:
    """What a spelling gives wherever it stands: keys, members with offsets within it, and whether it is a
    stop word.
    """
    word = _APOSTROPHE_ENDING.sub("", text).replace("'", "") if "'" in text else text
    folded = fold(word)[:LONGEST_KEY]
    reading = plain = read_word(folded)
    if not reading.members and not word[1:].islower() and _CAMEL_HUMP.search(word):
        reading = read_joined(tuple(fold(part) for part in _CAMEL_HUMP.split(word[:LONGEST_KEY])))
    keys = (reading.agent, reading.key, f"^{folded}" if is_abbreviation(text) else plain.key)
    exact = tuple(key[:LONGEST_KEY] for key in dict.fromkeys(keys) if key)
    is_stop = not is_abbreviation(text) and is_stop_word(word)
    return exact, _members_in_spelling(text, reading) if reading.members else (), is_stop


def _members_in_spelling(text: str, reading: WordReading) -> tuple[Member, ...]:
    places = [at for at, character in enumerate(text) if character != "'" for _ in fold_character(character)]
    last = len(places) - 1
    return tuple(
        Member(member.key, places[min(member.start, last)], places[min(member.end - 1, last)] + 1)
        for member in reading.members
    )


def _joined_words(pieces: Sequence[Piece]) -> Iterator[Token]:
    """A hyphen word read as one: `IPS-metode` is found by `ipsmetode` too."""
    position = 0
    for _, group in groupby(pieces, key=attrgetter("group")):
        parts = list(group)
        if 1 < len(parts) <= _MOST_JOINED_PARTS:
            words = tuple(fold(part.text.replace("'", "")) for part in parts)
            joined = read_word("".join(words)[:LONGEST_KEY]).key
            keys = dict.fromkeys((read_joined(words).key[:LONGEST_KEY], joined))
            yield Token(position, parts[0].start, parts[-1].end, tuple(filter(None, keys)), is_extra=True)
        position += len(parts)


def _completed_words(stretches: Iterable[tuple[int, Stretch]]) -> Iterator[PlacedToken]:
    pieces = [(offset, piece) for offset, stretch in stretches for piece in stretch.pieces]
    for word in completed_words([piece for _, piece in pieces]):
        (first_offset, first), (last_offset, last) = pieces[word.first], pieces[word.last]
        start, end = first_offset + first.start, last_offset + last.end
        yield word.first, 0, Token(word.first, start, end, (word.key[:LONGEST_KEY],), is_extra=True)
