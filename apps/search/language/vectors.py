"""A document's tsvector as text: exact keys with the weight of their field, compound members with the
weight below.

PostgreSQL casts the text with `::tsvector`. Fields of weight A (titles, case numbers) give their members C,
fields of weight B (body text) give them D. Between fields a gap keeps a phrase from reaching across.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from apps.search.language.analyzer import read_text

Weight = Literal["A", "B", "C", "D"]

FIELD_GAP = 5
# Limits of PostgreSQL's tsvector: a position has 14 bits, a lexeme at most 256 positions, a vector less
# than 1 MB.
LAST_POSITION = 16_383
MOST_POSITIONS = 255
_LARGEST_VECTOR = 900_000

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
    offset = 1
    for text, weight in fields:
        tokens = read_text(text).tokens
        member_weight = _MEMBER_WEIGHT[weight]
        for token_position, _, token in tokens:
            position = min(offset + token_position, LAST_POSITION)
            found: list[tuple[str, Weight]] = [(key, weight) for key in token.keys]
            found += [(member.key, member_weight) for member in token.members]
            for key, key_weight in found:
                known = places.get(key)
                if known is None:
                    size += len(key.encode()) + 8
                    if size > _LARGEST_VECTOR:
                        continue
                    known = places[key] = {}
                if position in known:
                    known[position] = min(known[position], key_weight)
                elif len(known) < MOST_POSITIONS and size < _LARGEST_VECTOR:
                    known[position] = key_weight
                    size += 2
        offset += (tokens[-1][0] + 1 if tokens else 0) + FIELD_GAP
    return places


def vector_text(places: Places, marks: Iterable[str] = ()) -> str:
    """The tsvector literal of placed keys, and of lexemes that stand nowhere."""
    lexemes = [f"{quote_lexeme(key)}:{_positions(places[key])}" for key in sorted(places)]
    return " ".join([*lexemes, *map(quote_lexeme, marks)])


def quote_lexeme(key: str) -> str:
    """A key quoted for a tsvector or tsquery literal."""
    if not key.isalnum():
        key = key.replace("\\", "\\\\").replace("'", "''")
    return f"'{key}'"


def _positions(weights: dict[int, Weight]) -> str:
    if len(weights) == 1:
        ((position, weight),) = weights.items()
        return f"{position}{weight}"
    return ",".join([f"{position}{weights[position]}" for position in sorted(weights)])
