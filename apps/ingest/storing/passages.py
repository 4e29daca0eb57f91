"""A withdrawn passage: told again by its letters and digits, and left out with a mark where it stood."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from apps.archive.models import Withdrawal
from apps.ingest.records import AgendaItemRecord, MeetingRecord

MARK = "[En passage er trukket tilbage]"
# Shorter ones would be met by chance.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """`key` is the SHA-256 of the letters and digits in small letters, `length` how many they are."""

    key: str
    length: int


def passage_of(text: str) -> Passage | None:
    """What tells the passage again, whatever its line breaks and punctuation; None when too short."""
    letters = "".join(letter for letter, _ in _letters(text))
    return Passage(_key(letters), len(letters)) if len(letters) >= SHORTEST else None


def withdrawn_passages(withdrawals: Iterable[Withdrawal]) -> frozenset[Passage]:
    return frozenset(Passage(row.passage_key, row.passage_length) for row in withdrawals if row.passage_key)


def without_passages(text: str, passages: Iterable[Passage]) -> str:
    """`text` with `MARK` for every place where whole words are one of the passages."""
    for passage in passages:
        text = _without(text, passage)
    return text


def leave_out_passages(record: MeetingRecord, passages: frozenset[Passage]) -> MeetingRecord:
    """`record` without the passages, wherever in the meeting they stand."""
    if not passages:
        return record
    return replace(record, items=tuple(_item_without(item, passages) for item in record.items))


def _item_without(item: AgendaItemRecord, passages: frozenset[Passage]) -> AgendaItemRecord:
    def clean(text: str) -> str:
        return without_passages(text, passages)

    return replace(
        item,
        title=clean(item.title),
        decision=clean(item.decision) if item.decision else item.decision,
        sections=tuple(
            replace(part, heading=clean(part.heading), text=clean(part.text)) for part in item.sections
        ),
        prior_decisions=tuple(replace(part, text=clean(part.text)) for part in item.prior_decisions),
        attachments=tuple(map(clean, item.attachments)),
        absent=tuple(replace(person, name=clean(person.name)) for person in item.absent),
    )


def sections_without(sections: list[dict[str, Any]], passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """The sections of a row (`Any` is JSON) without the passages."""
    passages = tuple(passages)
    return [
        part | {name: without_passages(part[name], passages) for name in ("heading", "text")}
        for part in sections
    ]


def _without(text: str, passage: Passage) -> str:
    letters = list(_letters(text))
    joined = "".join(letter for letter, _ in letters)
    kept, position = [], 0
    for first in range(len(letters) - passage.length + 1):
        start, end = letters[first][1], letters[first + passage.length - 1][1] + 1
        if start < position or _is_inside_a_word(text, start) or _is_inside_a_word(text, end):
            continue
        if _key(joined[first : first + passage.length]) == passage.key:
            kept += [text[position:start], MARK]
            position = end
    return "".join([*kept, text[position:]]) if kept else text


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Every letter and digit in small letters, with its place in the text."""
    for place, character in enumerate(text):
        if character.isalnum():
            for letter in character.casefold():
                yield letter, place


def _is_inside_a_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _key(letters: str) -> str:
    return hashlib.sha256(letters.encode()).hexdigest()
