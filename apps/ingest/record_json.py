"""A kept record read back: the other direction of `MeetingRecord.as_json()`."""

import types
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from apps.ingest.records import MeetingRecord


def read_record(kept: dict[str, Any]) -> MeetingRecord:
    """The record that `kept` was made from. A field that did not exist then has its default."""
    record: MeetingRecord = _read(MeetingRecord, kept)
    return record


def _read(kind: Any, value: Any) -> Any:
    """`value` as `kind`; `Any` because both are whatever the dataclasses of a record hold."""
    if value is None:
        return None
    if get_origin(kind) in (Union, types.UnionType):
        return _read(next(part for part in get_args(kind) if part is not type(None)), value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], part) for part in value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {field.name for field in fields(kind)} & value.keys()
        return kind(**{name: _read(hints[name], value[name]) for name in known})  # type: ignore[operator] # a class
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return value
