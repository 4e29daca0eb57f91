"""What to mark in a text for a query, and which passage to show: spans in the original; no HTML."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from apps.search.language.analyzer import Token, analyze
from apps.search.language.candidates import Sign, find_windows, sign_of_keys
from apps.search.language.query_keys import (
    HEAD_DISTANCES,
    abbreviation_key,
    beginnings_of,
    may_stand_apart,
    reading_of,
    typed_key,
)

Span = tuple[int, int]
# The same words stand in many hits; questions of the same words come in pages.
_WINDOWS_AT_HAND = 4_096
_WISHES_AT_HAND = 256
# "§ 56" and case numbers are several words to the eye, and "kl. 14" is not KL.
_REACH_OF_NUMBERS = 3
_SHORTEST_ALONE = 3
# A phrase as (distance from its first word, key) pairs.
Phrase = tuple[tuple[int, str], ...]

_SENTENCE_START = re.compile(r"(?:^|(?<=[.!?:]\s)|(?<=\n))(?=\S)")
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class WantedKeys:
    """The keys of a query, joined with `|`: words (also as members of compounds), beginnings of words,
    phrases, and (head, modifier) pairs of a compound whose parts may stand apart; the signs tell where in a
    text some of them may be.
    """

    keys: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    signs: tuple[Sign, ...] = ()

    def __or__(self, other: "WantedKeys") -> "WantedKeys":
        return WantedKeys(
            self.keys | other.keys,
            self.prefixes + other.prefixes,
            self.phrases + other.phrases,
            self.pairs + other.pairs,
            self.signs + other.signs,
        )


@lru_cache(maxsize=_WISHES_AT_HAND)
def want_word(word: str) -> WantedKeys:
    """What to mark for a typed word: itself, or a phrase when it is several words (`IPS-metoden`)."""
    tokens = analyze(word)
    plain = [token for token in tokens if not token.is_extra]
    joined = frozenset(key for token in tokens if token.is_extra for key in token.keys)
    if len(plain) > 1:
        phrase = _want_words_in_order(plain)
        return WantedKeys(joined, signs=tuple(map(_sign_of_key, joined))) | phrase
    reading = reading_of(word)
    pairs = ((reading.head, reading.modifier),) if may_stand_apart(reading) else ()
    apart = tuple(sign_of_keys(pair, max(HEAD_DISTANCES) + 1) for pair in pairs)
    keys = frozenset(typed_key(token) for token in plain)
    return WantedKeys(
        keys, pairs=pairs, signs=(*(_sign_of_key(_telling_key(token)) for token in plain), *apart)
    )


@lru_cache(maxsize=_WISHES_AT_HAND)
def want_phrase(text: str) -> WantedKeys:
    """What to mark for a quotation: its words where they stand in this order."""
    plain = [token for token in analyze(text) if not token.is_extra]
    return _want_words_in_order(plain) if plain else WantedKeys()


def want_abbreviation(word: str) -> WantedKeys:
    """What to mark for an abbreviation: itself, written in capitals."""
    key = abbreviation_key(word)
    return WantedKeys(frozenset({key}), signs=(_sign_of_key(key),))


@lru_cache(maxsize=_WISHES_AT_HAND)
def want_prefix(word: str) -> WantedKeys:
    """What to mark for `ord*`."""
    beginnings = beginnings_of(word)
    return WantedKeys(prefixes=beginnings, signs=tuple(map(_sign_of_key, beginnings)))


def find_matches(text: str, wanted: WantedKeys) -> list[Span]:
    """Spans to mark, in order and apart: a word on its own key, else the letters of the member."""
    spans: list[Span] = []
    for start, end in find_windows(text, wanted.signs):
        found = _read_window(text[start:end], wanted) if end - start < len(text) else _matches(text, wanted)
        spans += [(start + first, start + last) for first, last in found]
    return spans


@lru_cache(maxsize=_WINDOWS_AT_HAND)
def _read_window(text: str, wanted: WantedKeys) -> tuple[Span, ...]:
    return tuple(_matches(text, wanted))


def _matches(text: str, wanted: WantedKeys) -> list[Span]:
    tokens = analyze(text)
    spans = [span for token in tokens for span in _token_spans(token, wanted)]
    by_position = {token.position: token for token in tokens if not token.is_extra}
    for phrase in wanted.phrases:
        spans.extend(_phrase_spans(by_position, phrase))
    for head, modifier in wanted.pairs:
        spans.extend(_pair_spans(by_position, head, modifier))
    return _merged(spans)


def best_passage(text: str, spans: Iterable[Span], length: int = 280) -> Span:
    """The stretch of about `length` characters that shows most of the spans, from a sentence or word start.

    Without spans it is the beginning of the text. Repeats of a word count less than another word.
    """
    if len(text) <= length:
        return 0, len(text)
    start = _passage_start(text, _richest_place(text, sorted(spans), length), length)
    return start, _passage_end(text, start, length)


def _richest_place(text: str, ordered: list[Span], length: int) -> int:
    """Where the first of the stretches begins that show most different words, then most words."""
    words = [text[start:end].lower() for start, end in ordered]
    shown: Counter[str] = Counter()
    best, best_worth = 0, 0.0
    after = 0
    for first, (start, _) in enumerate(ordered):
        while after < len(ordered) and ordered[after][1] <= start + length - _LOOK_BACK:
            shown[words[after]] += 1
            after += 1
        worth = len(shown) + 0.1 * (after - first)
        if worth > best_worth:
            best, best_worth = start, worth
        if after > first:
            shown[words[first]] -= 1
            shown += Counter()
        else:
            after = first + 1
    return best


def _want_words_in_order(tokens: list[Token]) -> WantedKeys:
    phrase = tuple((token.position - tokens[0].position, typed_key(token)) for token in tokens)
    sign = sign_of_keys(map(_telling_key, tokens), phrase[-1][0] + _REACH_OF_NUMBERS)
    return WantedKeys(phrases=(phrase,), signs=(sign,))


def _sign_of_key(key: str) -> Sign:
    return sign_of_keys((key,), 0 if key.isalpha() and len(key) >= _SHORTEST_ALONE else _REACH_OF_NUMBERS)


def _telling_key(token: Token) -> str:
    """The key to look for: of a compound that of its longest part, free of linking letters."""
    spans = {(member.start, member.end) for member in token.members}
    parts = (
        member.key
        for member in token.members
        if not any(
            member.start <= start and end <= member.end and end - start < member.end - member.start
            for start, end in spans
        )
    )
    return max(parts, key=len, default=typed_key(token))


def _token_spans(token: Token, wanted: WantedKeys) -> list[Span]:
    if not wanted.keys.isdisjoint(token.keys) or any(key.startswith(wanted.prefixes) for key in token.keys):
        return [(token.start, token.end)]
    return [
        (member.start, member.end)
        for member in token.members
        if member.key in wanted.keys or member.key.startswith(wanted.prefixes)
    ]


def _phrase_spans(by_position: dict[int, Token], phrase: Phrase) -> list[Span]:
    spans: list[Span] = []
    for position in by_position:
        found = [(by_position.get(position + distance), key) for distance, key in phrase]
        tokens = [token for token, key in found if token is not None and key in token.keys]
        if len(tokens) == len(phrase):
            spans.extend((token.start, token.end) for token in tokens)
    return spans


def _pair_spans(by_position: dict[int, Token], head: str, modifier: str) -> list[Span]:
    """The words of a compound standing apart, as `query_keys.word_query` looks for them."""
    spans: list[Span] = []
    for position, token in by_position.items():
        for distance in (-1, *HEAD_DISTANCES) if head in token.keys else ():
            other = by_position.get(position + distance)
            if other is not None and modifier in other.keys:
                spans += [(token.start, token.end), (other.start, other.end)]
    return spans


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _passage_start(text: str, match_start: int, length: int) -> int:
    """The last sentence start shortly before the match, else a word start."""
    latest = max(0, min(match_start, len(text) - length))
    earliest = max(0, match_start - length // 3)
    starts = [match.start() for match in _SENTENCE_START.finditer(text, earliest, match_start + 1)]
    if starts:
        return starts[-1]
    start = max(0, min(match_start - _LOOK_BACK, latest))
    space = text.find(" ", start, match_start)
    return start if start == 0 or space < 0 else space + 1


def _passage_end(text: str, start: int, length: int) -> int:
    limit = start + length
    if limit >= len(text):
        return len(text)
    sentence = max(text.rfind(mark, start + length * 2 // 3, limit) for mark in (". ", "! ", "? ", ".\n"))
    if sentence > 0:
        return sentence + 1
    space = max(text.rfind(" ", start + 1, limit), text.rfind("\n", start + 1, limit))
    return space if space > start else limit
