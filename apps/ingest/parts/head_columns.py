"""Lines of a header that say several things beside each other: columns, bars, dashes."""

import re

from apps.ingest.danish import find_date
from apps.ingest.parts.committees import committee_in
from apps.ingest.parts.header_labels import label_of
from apps.ingest.parts.header_title import type_in

HEAD_LINES = 40
_GAP = re.compile(r" {3,}|\t+")
_BAR = re.compile(r"\s*[|·•]\s*")
_DASH = re.compile(r" [-–] ")
_LETTERHEAD = re.compile(r"[A-ZÆØÅ][\w -]{1,30} (?:regions)?kommune", re.IGNORECASE)
_LENGTH_LIMIT = 300


def pieces_of(text: str) -> list[str]:
    """`Dato: 2. maj 2024      Tid: 16.00` -> its two parts; one part for a line that says one thing."""
    stripped = text.strip()
    if not stripped or len(stripped) > _LENGTH_LIMIT:
        return [text]
    for separator, fewest in ((_BAR, 1), (_GAP, 1), (_DASH, 2)):
        parts = [part for part in separator.split(stripped) if part]
        if len(parts) > fewest and _say_different_things(parts, needs_all=separator is _GAP):
            return parts
    return [text]


def _say_different_things(parts: list[str], *, needs_all: bool) -> bool:
    """Whether each part tells something of its own; between dashes or bars two kinds are enough."""
    kinds = [kind for part in parts if (kind := _kind_of(part))]
    if needs_all:
        return len(kinds) == len(parts)
    return len(set(kinds)) >= 2


def _kind_of(part: str) -> str | None:
    """What a part of a header line tells, when it tells only that."""
    label = label_of(part)
    if label and label["colon"] and label["value"]:
        return label["label"].lower()
    if type_in(part):
        return "type"
    if _LETTERHEAD.fullmatch(part):
        return "municipality"
    if committee_in(part):
        return "committee"
    return "date" if len(part) <= 60 and find_date(part) else None
