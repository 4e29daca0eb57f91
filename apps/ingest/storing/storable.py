"""Text that PostgreSQL can keep: without NUL and without halves of characters (lone surrogates)."""

import dataclasses
import re
from enum import Enum
from typing import Any, TypeVar

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
T = TypeVar("T")


def storable_text(text: str) -> str:
    return _UNSTORABLE.sub("", text)


def storable(record: T) -> T:
    """A record (frozen dataclasses, tuples and strings) with every string in it made storable."""
    changed: Any = record
    if isinstance(record, Enum):
        return record
    if isinstance(record, str):
        changed = storable_text(record)
    elif isinstance(record, tuple):
        changed = tuple(storable(part) for part in record)
    elif dataclasses.is_dataclass(record) and not isinstance(record, type):
        parts = {field.name: storable(getattr(record, field.name)) for field in dataclasses.fields(record)}
        changed = dataclasses.replace(record, **parts)
    return changed  # type: ignore[no-any-return] # the same shape as it came
