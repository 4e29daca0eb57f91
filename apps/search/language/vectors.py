"""A document's tsvector as text: exact keys with the weight of their field, compound members with the
weight below.

PostgreSQL casts the text with `::tsvector`. Fields of weight A (titles, case numbers) give their members C,
fields of weight B (body text) give them D. Between fields a gap keeps a phrase from reaching across.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from apps.search.language.analyzer import Token, analyze

Weight = Literal["A", "B", "C", "D"]

FIELD_GAP = 5
# Limits of PostgreSQL's tsvector: a position has 14 bits, a lexeme at most 256 positions, a vector less
# than 1 MB.
LAST_POSITION = 16_383
MOST_POSITIONS = 255
_LARGEST_VECTOR = 900_000

_MEMBER_WEIGHT: dict[str, Weight] = {"A": "C", "B": "D"}


def document_vector(fields: Sequence[tuple[str, Literal["A", "B"]]]) -> str:
    """The tsvector literal of a document's fields in reading order."""
    places: dict[str, dict[int, Weight]] = {}
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
    return " ".join(f"{quote_lexeme(key)}:{_positions(places[key])}" for key in sorted(places))


def quote_lexeme(key: str) -> str:
    """A key quoted for a tsvector or tsquery literal."""
    escaped = key.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _weighted_keys(fields: Sequence[tuple[str, Literal["A", "B"]]]) -> Iterator[tuple[str, int, Weight]]:
    offset = 1
    for text, weight in fields:
        tokens = analyze(text)
        for token in tokens:
            position = min(offset + token.position, LAST_POSITION)
            yield from ((key, position, weight) for key in token.keys)
            yield from ((member.key, position, _MEMBER_WEIGHT[weight]) for member in token.members)
        offset += _length(tokens) + FIELD_GAP


def _length(tokens: list[Token]) -> int:
    return tokens[-1].position + 1 if tokens else 0


def _positions(weights: dict[int, Weight]) -> str:
    return ",".join(f"{position}{weights[position]}" for position in sorted(weights))
