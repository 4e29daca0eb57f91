"""A document's tsvector as text: exact keys with the weight of their field, compound members with the
weight below.

PostgreSQL casts the text with `::tsvector`. Fields of weight A (titles, case numbers) give their members C,
fields of weight B (body text) give them D. Between fields a gap keeps a phrase from reaching across.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from apps.search.language.analyzer import analyze

Weight = Literal["A", "B", "C", "D"]

FIELD_GAP = 5
# Limits of PostgreSQL's tsvector: a position has 14 bits, a lexeme at most 256 positions, a vector less
# than 1 MB.
LAST_POSITION = 16_383
MOST_POSITIONS = 255
_LARGEST_VECTOR = 900_000
# The texts of one item, which stand in several vectors.
_TEXTS_AT_HAND = 16

_MEMBER_WEIGHT: dict[str, Weight] = {"A": "C", "B": "D"}


# For each key its positions, with the weight of each.
Places = dict[str, dict[int, Weight]]


def document_vector(fields: Sequence[tuple[str, Literal["A", "B"]]]) -> str:
    """The tsvector literal of a document's fields in reading order."""
    return vector_text(place_keys(fields))


def place_keys(fields: Sequence[tuple[str, Literal["A", "B"]]]) -> Places:
    """Where each key stands in a document's fields, within the limits of a tsvector."""
    places: Places = {}
    size = 0
    for key, position, weight in _weighted_keys(fields):
        known = places.get(key)
        if known is None:
            size += len(key.encode()) + 8
            if size > _LARGEST_VECTOR:
                continue
            known = places[key] = {}
        if position in known:
            known[position] = min(known[position], weight)
        elif len(known) < MOST_POSITIONS and size < _LARGEST_VECTOR:
            known[position] = weight
            size += 2
    return places


def vector_text(places: Places, marks: Iterable[str] = ()) -> str:
    """The tsvector literal of placed keys, and of lexemes that stand nowhere."""
    lexemes = [f"{quote_lexeme(key)}:{_positions(places[key])}" for key in sorted(places)]
    return " ".join([*lexemes, *map(quote_lexeme, marks)])


def quote_lexeme(key: str) -> str:
    """A key quoted for a tsvector or tsquery literal."""
    escaped = key.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _weighted_keys(fields: Sequence[tuple[str, Literal["A", "B"]]]) -> Iterator[tuple[str, int, Weight]]:
    offset = 1
    for text, weight in fields:
        found, length = _placed_keys(text)
        member_weight = _MEMBER_WEIGHT[weight]
        for token_position, keys, members in found:
            position = min(offset + token_position, LAST_POSITION)
            for key in keys:
                yield key, position, weight
            for key in members:
                yield key, position, member_weight
        offset += length + FIELD_GAP


@lru_cache(maxsize=_TEXTS_AT_HAND)
def _placed_keys(text: str) -> tuple[list[tuple[int, tuple[str, ...], tuple[str, ...]]], int]:
    """For each token of a text its position, keys and keys of members; and the number of positions."""
    tokens = analyze(text)
    found = [(token.position, token.keys, tuple(member.key for member in token.members)) for token in tokens]
    return found, tokens[-1].position + 1 if tokens else 0


def _positions(weights: dict[int, Weight]) -> str:
    return ",".join(f"{position}{weights[position]}" for position in sorted(weights))
