"""Generated meetings into the tables of the archive, by COPY and in processes that share the work.

Ids follow from the numbers of meetings and items, so that no process waits for another.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model

from apps.archive.danish_order import danish_sort_key
from apps.archive.models import (
    AgendaItem,
    Attachment,
    Case,
    Committee,
    Decision,
    KleSubject,
    Meeting,
    Municipality,
)
from apps.archive.slugs import danish_slug
from apps.search.corpus.meetings import (
    CASES_A_MONTH,
    MONTH_COUNT,
    MUNICIPALITY_COUNT,
    GeneratedItem,
    GeneratedMeeting,
    count_items,
    make_meeting,
)
from apps.search.corpus.word_banks import read_word_banks

_BLOCK = 200
_CASES_EACH = CASES_A_MONTH * MONTH_COUNT
_NAME_STARTS = ("Måle", "Prøve", "Øve", "Tænke", "Digte", "Lege", "Teste")
_NAME_ENDS = (
    "strup", "borg", "lev", "inge", "sted", "rød", "bjerg", "næs", "lund", "dal", "holt", "vig", "skov", "by",
)  # fmt: skip
_PUBLISHED_AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Block:
    """Meetings in a row: numbers, how many items each has, and the ids that the first ones get."""

    seed: int
    first_number: int
    sizes: tuple[int, ...]
    first_meeting_id: int
    first_item_id: int
    first_case_id: int
    municipality_ids: tuple[int, ...]
    committee_ids: tuple[int, ...]


def load_generated(item_count: int, *, seed: int, processes: int) -> Iterator[int]:
    """Make so many items; yields the number made so far. The archive must hold no meeting."""
    municipality_ids, committee_ids = _make_places()
    blocks = list(_plan_blocks(item_count, seed, municipality_ids, committee_ids))
    done = 0
    connection.close()
    with get_context("fork").Pool(processes) as pool:
        for made in pool.imap_unordered(_load_block, blocks):
            done += made
            yield done
    _reset_sequences()


def _plan_blocks(
    item_count: int, seed: int, municipality_ids: Sequence[int], committee_ids: Sequence[int]
) -> Iterator[_Block]:
    first_case_id = (Case.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    meeting_id = (Meeting.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    item_id = (AgendaItem.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    number = 0
    while item_count > 0:
        sizes: list[int] = []
        while len(sizes) < _BLOCK and item_count > 0:
            sizes.append(min(count_items(seed, number + len(sizes)), item_count))
            item_count -= sizes[-1]
        yield _Block(
            seed, number, tuple(sizes), meeting_id, item_id, first_case_id,
            tuple(municipality_ids), tuple(committee_ids),
        )  # fmt: skip
        number += len(sizes)
        meeting_id += len(sizes)
        item_id += sum(sizes)


@transaction.atomic
def _make_places() -> tuple[list[int], list[int]]:
    """Municipalities that are clearly none of the 98, marked as examples, each with the same committees."""
    names = [start + end for end in _NAME_ENDS for start in _NAME_STARTS][:MUNICIPALITY_COUNT]
    municipalities = Municipality.objects.bulk_create(
        Municipality(
            code=str(9100 + place),
            name=name,
            full_name=f"{name} (genereret kommune)",
            slug=danish_slug(name),
            region="Genereret",
            is_example=True,
            sort_key=danish_sort_key(name),
        )
        for place, name in enumerate(names)
    )
    committees = Committee.objects.bulk_create(
        Committee(
            municipality=municipality, name=name, slug=danish_slug(name), sort_key=danish_sort_key(name)
        )
        for municipality in municipalities
        for _, name in read_word_banks().committees
    )
    return [each.pk for each in municipalities], [each.pk for each in committees]


Row = dict[str, Any]


@transaction.atomic
def _load_block(block: _Block) -> int:
    rows: dict[type[Model], list[Row]] = {Meeting: [], AgendaItem: [], Decision: [], Attachment: []}
    cases: dict[int, Row] = {}
    subjects = set(KleSubject.objects.values_list("pk", flat=True))
    item_id = block.first_item_id
    for offset, size in enumerate(block.sizes):
        meeting = make_meeting(block.seed, block.first_number + offset, size)
        meeting_id = block.first_meeting_id + offset
        rows[Meeting].append(_meeting_row(block, meeting, meeting_id))
        for position, item in enumerate(meeting.items, 1):
            case = _case_row(block, meeting.municipality, item, subjects)
            if case:
                cases.setdefault(case["id"], case)
            _add_item(rows, item, item_id=item_id, meeting_id=meeting_id, position=position, case=case)
            item_id += 1
    _write(rows, cases)
    return sum(block.sizes)


def _meeting_row(block: _Block, meeting: GeneratedMeeting, meeting_id: int) -> Row:
    place = meeting.municipality * len(read_word_banks().committees) + meeting.committee
    return {
        "id": meeting_id,
        "committee_id": block.committee_ids[place],
        "held_on": meeting.held_on,
        "sequence": meeting.sequence,
        "kind": Meeting.Kind.MINUTES,
        "state": Meeting.State.PUBLISHED,
        "published_at": _PUBLISHED_AT,
        "changed_at": _PUBLISHED_AT,
    }


def _case_row(block: _Block, municipality: int, item: GeneratedItem, subjects: set[str]) -> Row | None:
    if item.case is None:
        return None
    subject = item.case.number[:8]
    return {
        "id": block.first_case_id + municipality * _CASES_EACH + item.case.serial,
        "municipality_id": block.municipality_ids[municipality],
        "number": item.case.number,
        "slug": item.case.number,
        "title": item.title,
        "subject_id": subject if subject in subjects else None,
    }


def _add_item(
    rows: dict[type[Model], list[Row]],
    item: GeneratedItem,
    *,
    item_id: int,
    meeting_id: int,
    position: int,
    case: Row | None,
) -> None:
    sections = [
        {"heading": "Sagsfremstilling", "kind": "case", "text": item.presentation},
        {"heading": "Indstilling", "kind": "recommendation", "text": item.recommendation},
    ]
    rows[AgendaItem].append(
        {
            "id": item_id,
            "meeting_id": meeting_id,
            "position": position,
            "number": str(position),
            "slug": str(position),
            "title": item.title,
            "closed": item.is_closed,
            "case_id": case["id"] if case else None,
            "case_number_raw": case["number"] if case else "",
            "sections": json.dumps([] if item.is_closed else sections, ensure_ascii=False),
        }
    )
    rows[Decision].append(
        {"item_id": item_id, "position": 1, "is_own": True, "text": item.decision, "outcome": item.outcome}
    )
    rows[Attachment] += [
        {"item_id": item_id, "position": place, "title": title}
        for place, title in enumerate(item.attachments, 1)
    ]


def _write(rows: dict[type[Model], list[Row]], cases: dict[int, Row]) -> None:
    # In order of id, so that two processes never wait for each other.
    Case.objects.bulk_create(
        [Case(**cases[case_id]) for case_id in sorted(cases)], ignore_conflicts=True, batch_size=1_000
    )
    with connection.cursor() as cursor:
        for model, found in rows.items():
            _copy(cursor, model, found)


def _copy(cursor: Any, model: type[Model], rows: Sequence[Row]) -> None:
    """Rows by COPY; fields that they don't name get the model's defaults."""
    if not rows:
        return
    defaults = {
        field.attname: field.get_default()
        for field in model._meta.concrete_fields  # noqa: SLF001 - documented API
        if not (field.primary_key or field.generated or field.null)
    }
    names = [*dict.fromkeys((*rows[0], *defaults))]
    table = model._meta.db_table  # noqa: SLF001
    with cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row.get(name, defaults.get(name)) for name in names])


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for table in ("archive_meeting", "archive_agendaitem", "archive_case"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608
                f"coalesce((SELECT max(id) FROM {table}), 0) + 1, false)"
            )
