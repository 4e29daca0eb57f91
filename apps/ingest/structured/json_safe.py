"""JSON from outside: bounded size and depth, and nothing said twice."""

import json
from collections.abc import Iterator
from typing import Any

from apps.ingest.readers.decoding import decode
from apps.ingest.readers.failures import DamagedDocument
from apps.ingest.structured.bounds import check_size

_DEPTH_LIMIT = 64
_DAMAGED = "Filen er JSON, men er beskadiget eller hentet halvt. Hent den igen, og prøv igen."

# What JSON can hold; `Any` because that is what `json` gives.
JsonObject = dict[str, Any]


class _SaidTwice(ValueError):
    pass


def parse_json_object(content: bytes) -> JsonObject:
    """The object that `content` is; raises DamagedDocument or TooLargeDocument."""
    check_size(content)
    try:
        value = json.loads(decode(content), object_pairs_hook=_without_repeats, parse_constant=lambda _: None)
    except _SaidTwice:
        raise DamagedDocument(
            "Filen nævner det samme felt to gange, så den er ikke til at stole på."
        ) from None
    except (ValueError, RecursionError):
        raise DamagedDocument(_DAMAGED) from None
    if not isinstance(value, dict):
        raise DamagedDocument(_DAMAGED)
    for _ in strings_of(value):
        pass
    return value


def strings_of(value: Any) -> Iterator[str]:
    """Every string inside the values, in order; raises DamagedDocument when they are nested too deep."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > _DEPTH_LIMIT:
            raise DamagedDocument("Filens felter ligger dybere i hinanden, end et mødes kan gøre.")
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            waiting.extend((inner, depth + 1) for inner in reversed(part.values()))
        elif isinstance(part, list):
            waiting.extend((inner, depth + 1) for inner in reversed(part))


def object_in(value: JsonObject, name: str) -> JsonObject:
    """The object called `name`, empty when there is none."""
    inner = value.get(name)
    return inner if isinstance(inner, dict) else {}


def objects_in(value: JsonObject, name: str) -> list[JsonObject]:
    """The objects in the list called `name`; anything else in it is left out."""
    inner = value.get(name)
    return [part for part in inner if isinstance(part, dict)] if isinstance(inner, list) else []


def string_in(value: JsonObject, *names: str) -> str:
    """The first of `names` that holds words or a number; empty when none does."""
    for name in names:
        inner = value.get(name)
        if isinstance(inner, int | float) and not isinstance(inner, bool):
            return str(inner)
        if isinstance(inner, str) and inner.strip():
            return inner.strip()
    return ""


def _without_repeats(pairs: list[tuple[str, Any]]) -> JsonObject:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _SaidTwice
    return value
