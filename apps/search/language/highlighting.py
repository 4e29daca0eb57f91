"""What to mark in a text for a query, and which passage to show: spans in the original; no HTML."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from apps.search.language.analyzer import Token, analyze, keys_of_spelling
from apps.search.language.query_keys import (
    HEAD_DISTANCES,
    abbreviation_key,
    beginnings_of,
    may_stand_apart,
    reading_of,
    typed_key,
)

Span = tuple[int, int]
_SPELLING = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
# In a text with more words to mark than this the rest is no better.
_MOST_PLACES = 200
# A phrase as (distance from its first word, key) pairs.
Phrase = tuple[tuple[int, str], ...]

_SENTENCE_START = re.compile(r"(?:^|(?<=[.!?:]\s)|(?<=\n))(?=\S)")
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class WantedKeys:
    """The keys of a query, joined with `|`: words (also as members of compounds), beginnings of words,
    phrases, and (head, modifier) pairs of a compound whose parts may stand apart.
    """

    keys: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def __or__(self, other: "WantedKeys") -> "WantedKeys":
        return WantedKeys(
            self.keys | other.keys,
            self.prefixes + other.prefixes,
            self.phrases + other.phrases,
            self.pairs + other.pairs,
        )


def want_word(word: str) -> WantedKeys:
    """What to mark for a typed word: itself, or a phrase when it is several words (`IPS-metoden`)."""
    tokens = analyze(word)
    plain = [token for token in tokens if not token.is_extra]
    joined = frozenset(key for token in tokens if token.is_extra for key in token.keys)
    if len(plain) > 1:
        return WantedKeys(joined, phrases=(_phrase(plain),))
    reading = reading_of(word)
    pairs = ((reading.head, reading.modifier),) if may_stand_apart(reading) else ()
    return WantedKeys(frozenset(typed_key(token) for token in plain), pairs=pairs)


def want_phrase(text: str) -> WantedKeys:
    """What to mark for a quotation: its words where they stand in this order."""
    plain = [token for token in analyze(text) if not token.is_extra]
    return WantedKeys(phrases=(_phrase(plain),)) if plain else WantedKeys()


def want_abbreviation(word: str) -> WantedKeys:
    """What to mark for an abbreviation: itself, written in capitals."""
    return WantedKeys(frozenset({abbreviation_key(word)}))


def want_prefix(word: str) -> WantedKeys:
    """What to mark for `ord*`."""
    return WantedKeys(prefixes=beginnings_of(word))


def find_matches(text: str, wanted: WantedKeys) -> list[Span]:
    """Spans to mark, in order and apart: a word on its own key, else the letters of the member."""
    tokens = analyze(text)
    spans = [span for token in tokens for span in _token_spans(token, wanted)]
    by_position = {token.position: token for token in tokens if not token.is_extra}
    for phrase in wanted.phrases:
        spans.extend(_phrase_spans(by_position, phrase))
    for head, modifier in wanted.pairs:
        spans.extend(_pair_spans(by_position, head, modifier))
    return _merged(spans)


def likely_stretch(text: str, wanted: WantedKeys, length: int = 500) -> Span:
    """Where in a long text a passage is best looked for, told from the words alone.

    Reading a text with all its positions takes 20 microseconds a word, and this a tenth of one. The whole
    text is the answer when it is short, when numbers are wanted, or when no word is met this way.
    """
    keys = frozenset(
        [*wanted.keys, *(key for phrase in wanted.phrases for _, key in phrase), *chain(*wanted.pairs)]
    )
    if len(text) <= 2 * length or not all(key.removeprefix("^").isalpha() for key in keys):
        return 0, len(text)
    likely: dict[str, frozenset[str]] = {}
    places: list[tuple[int, frozenset[str]]] = []
    for match in _SPELLING.finditer(text):
        spelling = match[0]
        met = likely.get(spelling)
        if met is None:
            met = likely[spelling] = _wanted_among(keys_of_spelling(spelling), keys, wanted.prefixes)
        if met:
            places.append((match.start(), met))
    if not places:
        return 0, len(text)
    return _around(text, _densest(places, length // 3), length)


def _wanted_among(found: Iterable[str], keys: frozenset[str], prefixes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        prefix or key
        for key in found
        for prefix in (next(filter(key.startswith, prefixes), ""),)
        if prefix or key in keys
    )


def _densest(places: list[tuple[int, frozenset[str]]], length: int) -> int:
    """The first of the places that have most different keys, then most words, within `length` after them."""
    best, best_worth = 0, (0, 0)
    for first, (start, _) in enumerate(places[:_MOST_PLACES]):
        near = [met for at, met in places[first : first + 40] if at <= start + length]
        worth = (len(frozenset().union(*near)), len(near))
        if worth > best_worth:
            best, best_worth = start, worth
    return best


def _around(text: str, place: int, length: int) -> Span:
    start = max(0, place - length // 3)
    end = min(len(text), place + length)
    # Not in the middle of a word.
    start = text.rfind(" ", 0, start) + 1 if start else 0
    space = text.find(" ", end)
    return start, space if space >= 0 else len(text)


def best_passage(text: str, spans: Iterable[Span], length: int = 280) -> Span:
    """The stretch of about `length` characters that shows most of the spans, from a sentence or word start.

    Without spans it is the beginning of the text. Repeats of a word count less than another word.
    """
    ordered = sorted(spans)
    if len(text) <= length:
        return 0, len(text)
    best = max(ordered, key=lambda span: (_worth(text, ordered, span[0], length), -span[0]), default=(0, 0))
    start = _passage_start(text, best[0], length)
    return start, _passage_end(text, start, length)


def _phrase(tokens: list[Token]) -> Phrase:
    return tuple((token.position - tokens[0].position, typed_key(token)) for token in tokens)


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


def _worth(text: str, ordered: list[Span], start: int, length: int) -> float:
    first = bisect_left(ordered, (start, start))
    shown = [span for span in ordered[first : first + 40] if span[1] <= start + length - _LOOK_BACK]
    different = {text[span[0] : span[1]].lower() for span in shown}
    return len(different) + 0.1 * len(shown)


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
