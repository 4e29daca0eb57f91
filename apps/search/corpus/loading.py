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
from django.db.models import Max

from apps.archive.danish_order import danish_sort_key
from apps.archive.models import AgendaItem, Case, Committee, KleSubject, Meeting, Municipality
from apps.archive.slugs import danish_slug
from apps.search.corpus.meetings import (
    CASES_A_MONTH,
    MONTH_COUNT,
    MUNICIPALITY_COUNT,
    GeneratedItem,
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


@transaction.atomic
def _load_block(block: _Block) -> int:
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
    cases: dict[int, tuple[Any, ...]] = {}
    subjects = set(KleSubject.objects.values_list("pk", flat=True))
    item_id = block.first_item_id
    for offset, size in enumerate(block.sizes):
        meeting = make_meeting(block.seed, block.first_number + offset, size)
        meeting_id = block.first_meeting_id + offset
        place = meeting.municipality * len(read_word_banks().committees) + meeting.committee
        rows["archive_meeting"].append(
            (meeting_id, block.committee_ids[place], meeting.held_on, meeting.sequence, "", "minutes",
             "published", "", "", _PUBLISHED_AT, _PUBLISHED_AT)
        )  # fmt: skip
        for position, item in enumerate(meeting.items, 1):
            case_id = None
            if item.case:
                case_id = block.first_case_id + meeting.municipality * _CASES_EACH + item.case.serial
                subject = item.case.number[:8]
                cases[case_id] = (
                    case_id, block.municipality_ids[meeting.municipality], item.case.number, item.case.number,
                    item.title, subject if subject in subjects else None, False,
                )  # fmt: skip
            _add_item(rows, item, item_id=item_id, meeting_id=meeting_id, position=position, case_id=case_id)
            item_id += 1
    _write(rows, cases)
    return sum(block.sizes)


def _add_item(
    rows: dict[str, list[tuple[Any, ...]]],
    item: GeneratedItem,
    *,
    item_id: int,
    meeting_id: int,
    position: int,
    case_id: int | None,
) -> None:
    sections = [
        {"heading": "Sagsfremstilling", "kind": "case", "text": item.presentation},
        {"heading": "Indstilling", "kind": "recommendation", "text": item.recommendation},
    ]
    number = str(position)
    kept = json.dumps([] if item.is_closed else sections, ensure_ascii=False)
    rows["archive_agendaitem"].append(
        (item_id, meeting_id, position, number, number, item.title, item.is_closed, case_id,
         item.case.number if item.case else "", kept)
    )  # fmt: skip
    rows["archive_decision"].append((item_id, 1, True, item.decision, item.outcome, "", ""))
    for place, title in enumerate(item.attachments, 1):
        rows["archive_attachment"].append((item_id, place, title, ""))


_COLUMNS = {
    "archive_meeting": "id, committee_id, held_on, sequence, place, kind, state, committee_raw, "
    "committee_period, published_at, changed_at",
    "archive_agendaitem": "id, meeting_id, position, number, slug, title, closed, case_id, case_number_raw, "
    "sections",
    "archive_decision": "item_id, position, is_own, text, outcome, committee_name, point",
    "archive_attachment": "item_id, position, title, sha256",
}
_CASE_COLUMNS = "id, municipality_id, number, slug, title, subject_id, is_catch_all"


def _write(rows: dict[str, list[tuple[Any, ...]]], cases: dict[int, tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        # In order of id, so that two processes never wait for each other.
        marks = ", ".join(["%s"] * len(_CASE_COLUMNS.split(",")))
        cursor.executemany(
            f"INSERT INTO archive_case ({_CASE_COLUMNS}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608
            [cases[case_id] for case_id in sorted(cases)],
        )
        for table, columns in _COLUMNS.items():
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows[table]:
                    copy.write_row(row)


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for table in ("archive_meeting", "archive_agendaitem", "archive_case"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608
                f"coalesce((SELECT max(id) FROM {table}), 0) + 1, false)"
            )
