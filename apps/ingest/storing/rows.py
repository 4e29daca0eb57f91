"""Making the rows of a meeting agree with its record, touching only what differs.

A row is recognised by its key: the same record changes nothing, a corrected one keeps keys and addresses.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from apps.archive.models import AgendaItem, Amount, Attachment, Attendance, Case, Decision, Meeting, Outcome
from apps.ingest.desk.corrections import SLUG_LENGTH, addressed_items
from apps.ingest.outcomes import outcome_of
from apps.ingest.parts.votes import read_votes
from apps.ingest.records import AbsenceKind, AgendaItemRecord, MeetingRecord
from apps.ingest.storing.cases import case_number
from apps.ingest.storing.money import amounts_of
from apps.ingest.storing.placing import read_date

_OUTCOMES = {outcome.label: outcome for outcome in Outcome}
_STATUSES = {kind: Attendance.Status[kind.name] for kind in AbsenceKind}
_AWAY = (AbsenceKind.APOLOGY, AbsenceKind.ABSENT)
Row = TypeVar("Row", bound=Model)


def sync_items(
    meeting: Meeting, record: MeetingRecord, cases: Mapping[str, Case], left_out: frozenset[str] = frozenset()
) -> bool:
    """Make the items of `meeting` and all their parts those of `record`; returns whether anything changed.

    `cases` holds the case of every case number in the record. Items at an address in `left_out` get no row;
    those after them keep position and address.
    """
    existing = AgendaItem.objects.filter(meeting=meeting)
    shown = [
        (position, slug, item)
        for position, (slug, item) in enumerate(addressed_items(record.items), start=1)
        if slug not in left_out
    ]
    wanted = [_make_item(meeting, position, slug, item, cases) for position, slug, item in shown]
    fields = ["position", "number", "title", "closed", "case_id", "case_number_raw", "sections"]
    items_changed, items = _sync(existing, wanted, lambda item: item.slug, fields)
    pairs = [(row, item) for row, (_, _, item) in zip(items, shown, strict=True)]
    parts_changed = [
        _sync_parts(Decision, meeting, (part for pair in pairs for part in _decisions(*pair))),
        _sync_parts(Attachment, meeting, (part for pair in pairs for part in _attachments(*pair))),
        _sync_parts(
            Amount, meeting, (part for row, item in pairs for part in amounts_of(row, item.decision or ""))
        ),
        _sync_attendances(meeting, record, pairs),
    ]
    return items_changed or any(parts_changed)


def _make_item(
    meeting: Meeting, position: int, slug: str, item: AgendaItemRecord, cases: Mapping[str, Case]
) -> AgendaItem:
    """The row of an item. The text of a closed one stops here and stays in the record of its source."""
    sections = [
        {"heading": section.heading, "kind": str(section.kind), "text": section.text}
        for section in item.sections
    ]
    return AgendaItem(
        meeting=meeting,
        position=position,
        number=item.number[:SLUG_LENGTH],
        slug=slug,
        title=item.title,
        closed=item.closed,
        case=cases.get(case_number(item.case_number)),
        case_number_raw=(item.case_number or "")[:100],
        sections=[] if item.closed else sections,
    )


def _decisions(row: AgendaItem, item: AgendaItemRecord) -> Iterator[Decision]:
    """The own decision always stands at 1, the earlier ones from 2: a position keeps its meaning."""
    if item.decision:
        yield Decision(
            item=row,
            position=1,
            is_own=True,
            text=item.decision,
            outcome=_OUTCOMES.get(item.outcome, Outcome.UNKNOWN),
            decided_on=row.meeting.held_on,
            votes=votes_of(item.decision),
        )
    for position, earlier in enumerate(() if item.closed else item.prior_decisions, start=2):
        yield Decision(
            item=row,
            position=position,
            is_own=False,
            text=earlier.text,
            outcome=_OUTCOMES.get(outcome_of(earlier.text), Outcome.UNKNOWN),
            committee_name=earlier.committee[:300],
            decided_on=read_date(earlier.date),
            point=(earlier.point or "")[:20],
        )


def votes_of(decision: str) -> list[dict[str, Any]]:
    """Read from the words shown, so that a decision that somebody corrected or shortened tells no more.

    `Any`: what JSON holds.
    """
    return [
        {
            "side": str(vote.side),
            "parties": list(vote.parties),
            "people": [
                f"{person.name} ({person.party})" if person.party else person.name for person in vote.people
            ],
            "count": vote.count,
        }
        for vote in read_votes(decision)
    ]


def _attachments(row: AgendaItem, item: AgendaItemRecord) -> Iterator[Attachment]:
    """Those with a title: the others were withdrawn."""
    for position, title in enumerate(() if item.closed else item.attachments, start=1):
        if title:
            yield Attachment(item=row, position=position, title=title)


def _attendances(
    meeting: Meeting, record: MeetingRecord, pairs: Iterable[tuple[AgendaItem, AgendaItemRecord]]
) -> Iterator[Attendance]:
    """A list of members names all of them, so whoever is said to be away is not shown as present, too."""
    missing = {_name_key(absence.name) for absence in record.absent if absence.kind in _AWAY}
    present = [
        (person.name, person.party, Attendance.Status.PRESENT)
        for person in record.participants
        if _name_key(person.name) not in missing
    ]
    away = [(absence.name, absence.party, _STATUSES[absence.kind]) for absence in record.absent]
    for position, (name, party, status) in enumerate((*present, *away), start=1):
        yield _attendance(meeting, None, position, name, party, status)
    for row, item in pairs:
        for position, absence in enumerate(() if item.closed else item.absent, start=1):
            yield _attendance(meeting, row, position, absence.name, absence.party, _STATUSES[absence.kind])


def _name_key(name: str) -> str:
    return " ".join(name.casefold().split())


def _attendance(
    meeting: Meeting, item: AgendaItem | None, position: int, name: str, party: str | None, status: str
) -> Attendance:
    return Attendance(
        meeting=meeting,
        item=item,
        position=position,
        name=name[:200],
        party=(party or "")[:40],
        status=status,
    )


def _sync_attendances(
    meeting: Meeting, record: MeetingRecord, pairs: Iterable[tuple[AgendaItem, AgendaItemRecord]]
) -> bool:
    changed, _ = _sync(
        Attendance.objects.filter(meeting=meeting),
        list(_attendances(meeting, record, pairs)),
        lambda attendance: (attendance.item_id, attendance.position),
        ["name", "party", "status"],
    )
    return changed


def _sync_parts(
    model: type[Decision] | type[Attachment] | type[Amount], meeting: Meeting, wanted: Iterable[Any]
) -> bool:
    """Decisions, attachments or amounts of all items at once; `Any` stands for a row of `model`."""
    fields = {
        Decision: ["is_own", "text", "outcome", "committee_name", "decided_on", "point", "votes"],
        Attachment: ["title"],
        Amount: ["kroner", "text", "sentence", "is_decided"],
    }
    existing = model.objects.filter(item__meeting=meeting)
    changed, _ = _sync(existing, list(wanted), lambda part: (part.item_id, part.position), fields[model])
    return changed


def _sync(
    existing: QuerySet[Row], wanted: list[Row], key: Callable[[Row], Any], fields: list[str]
) -> tuple[bool, list[Row]]:
    """Delete, update and make rows until they are those wanted; returns whether that took anything, and them.

    `Any`: a key is whatever tells the rows of one model apart. At most four queries, however many rows.
    """
    rows = {key(row): row for row in existing}
    wanted_keys = {key(row) for row in wanted}
    gone = [row.pk for row_key, row in rows.items() if row_key not in wanted_keys]
    made = [row for row in wanted if key(row) not in rows]
    changed = []
    for row in wanted:
        present = rows.get(key(row))
        if present and any(getattr(present, field) != getattr(row, field) for field in fields):
            for field in fields:
                setattr(present, field, getattr(row, field))
            changed.append(present)
    if gone:
        existing.filter(pk__in=gone).delete()
    if changed:
        existing.bulk_update(changed, fields)
    if made:
        existing.bulk_create(made)
    kept = [rows.get(key(row), row) for row in wanted]
    return bool(gone or changed or made), kept
