"""Human decisions on top of what the parser understood: they survive a new parser by the item's address."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from apps.ingest.records import AgendaItemRecord, MeetingRecord, Problem, SectionKind

SLUG_LENGTH = 20
MEETING_FIELDS = ("committee", "date", "time", "document_type")
ITEM_FIELDS = ("number", "title", "case_number", "closed", "decision", "outcome", "attachments")
# What a decision about the field settles.
_SETTLED = {
    "committee": "committee_missing",
    "date": "date_missing",
    "time": "time_missing",
    "document_type": "document_type_missing",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: `target` is empty for the meeting, else the address of the item as it was read.

    None takes it back. The value for attachments maps titles as they were read to what they are called; one
    without a name is left out.
    """

    target: str
    field: str
    value: Any


def apply_corrections(record: MeetingRecord, decisions: Iterable[Decided]) -> MeetingRecord:
    """`record` with the newest decision on each field; one about an item that is gone becomes a problem."""
    newest = {(decided.target, decided.field): decided.value for decided in decisions}
    standing = {key: value for key, value in newest.items() if value is not None}
    addressed = list(addressed_items(record.items))
    items = tuple(_corrected(item, _fields(standing, slug, ITEM_FIELDS)) for slug, item in addressed)
    header = _fields(standing, "", MEETING_FIELDS)
    known = {"", *(slug for slug, _ in addressed)}
    lost = sorted({target for target, _ in standing if target not in known})
    settled = {_SETTLED[field] for field in header}
    decided_numbers = {
        item.number for slug, item in addressed if (slug, "decision") in standing and item.number
    }
    problems = tuple(
        problem
        for problem in record.problems
        if problem.code not in settled
        and not (problem.code == "decision_missing" and problem.item in decided_numbers)
    )
    further = (*map(_lost, lost), *_lost_attachments(addressed, standing))
    return replace(record, items=items, problems=(*problems, *further), **_whole(header))


def addressed_items(items: Iterable[AgendaItemRecord]) -> Iterator[tuple[str, AgendaItemRecord]]:
    """Every item with the last part of its address: its number, `23-2` when the number comes again."""
    taken: set[str] = set()
    for position, item in enumerate(items, start=1):
        number = re.sub(r"[^\w.]+", "-", item.number).strip("-.")[:SLUG_LENGTH]
        base = number or f"uden-nummer-{position}"
        slug, occurrence = base, 1
        while slug in taken:
            occurrence += 1
            slug = f"{base}-{occurrence}"
        taken.add(slug)
        yield slug, item


def _fields(standing: Mapping[tuple[str, str], Any], target: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: standing[target, name] for name in names if (target, name) in standing}


def _corrected(item: AgendaItemRecord, fields: dict[str, Any]) -> AgendaItemRecord:
    names = fields.pop("attachments", None)
    if names:
        called = (names.get(title, title) for title in item.attachments)
        # The section that lists the attachments repeats the titles as they were read.
        fields["sections"] = tuple(part for part in item.sections if part.kind != SectionKind.ATTACHMENTS)
        fields["attachments"] = tuple(called)
    return replace(item, **fields) if fields else item


def _lost_attachments(
    addressed: Iterable[tuple[str, AgendaItemRecord]], standing: Mapping[tuple[str, str], Any]
) -> Iterator[Problem]:
    for slug, item in addressed:
        if set(standing.get((slug, "attachments"), ())) - set(item.attachments):
            message = f"En rettelse gælder et bilag til punkt {slug}, som ikke længere findes i dokumentet."
            yield Problem("correction_without_attachment", message, item.number or None)


def _whole(header: dict[str, Any]) -> dict[str, Any]:
    """A committee that somebody named is also how it is written."""
    return header | ({"committee_raw": header["committee"]} if "committee" in header else {})


def _lost(target: str) -> Problem:
    message = f"En rettelse gælder punkt {target}, som ikke længere findes i dokumentet."
    return Problem("correction_without_item", message, target)
