"""One document becomes rows: its meeting, items, decisions, attachments, attendance and cases."""

from django.db import transaction
from django.utils import timezone

from apps.archive.models import AgendaItem, Meeting, Municipality, SourceDocument
from apps.ingest.desk.corrections import addressed_items
from apps.ingest.records import MeetingRecord
from apps.ingest.storing.attachment_files import sync_files
from apps.ingest.storing.cases import case_number, find_or_make_cases, refresh_cases
from apps.ingest.storing.decided import decided_record
from apps.ingest.storing.earlier_decisions import link_earlier_decisions
from apps.ingest.storing.placing import (
    Placement,
    find_or_make_committee,
    find_or_make_meeting,
    read_placement,
    read_time,
)
from apps.ingest.storing.rows import sync_items
from apps.ingest.storing.versions import is_public_as_it_came, replaces
from apps.ingest.storing.withdrawn_parts import leave_out_parts, withdrawn_slugs


@transaction.atomic
def store_meeting(record: MeetingRecord, source: SourceDocument, municipality: Municipality) -> Meeting:
    """Make the archive say what `record` says, and return the meeting; `source` becomes one of its versions.

    The same record again changes nothing. A version that does not replace the one shown is only noted.
    What somebody has withdrawn is not read again.
    Documents of one municipality are stored one after the other. Raises Unplaced.
    """
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    if source.meeting and source.meeting.state == Meeting.State.WITHDRAWN:
        return source.meeting
    placement = read_placement(record)
    committee = find_or_make_committee(municipality, placement.committee_name)
    meeting = find_or_make_meeting(committee, placement, source)
    if meeting.state == Meeting.State.WITHDRAWN:
        source.meeting, source.original_is_public = meeting, False
        source.save(update_fields=["meeting", "original_is_public"])
        return meeting
    if replaces(source, placement.kind, meeting):
        _show(meeting, record, placement, source)
    elif meeting.source and meeting.source.record and source.attachment_files.exists():
        # An older version brings files that the one shown came without.
        source.meeting = meeting
        source.save(update_fields=["meeting"])
        _show_files(meeting, decided_record(meeting.source), meeting.source)
    _leave(source.meeting, meeting, source)
    source.meeting = meeting
    source.original_is_public = is_public_as_it_came(record) and not meeting.withdrawals.exists()
    source.save(update_fields=["meeting", "original_is_public"])
    return meeting


def _show(meeting: Meeting, record: MeetingRecord, placement: Placement, source: SourceDocument) -> None:
    municipality = meeting.committee.municipality
    header_changed = _set_header(meeting, record, placement, source)
    if header_changed:
        meeting.save()
    if source.meeting and source.meeting.source_id == source.pk:
        source.meeting.withdrawals.update(meeting=meeting)
    withdrawals = list(meeting.withdrawals.all())
    left_out = withdrawn_slugs(record, withdrawals)
    kept = leave_out_parts(record, withdrawals)
    before = _case_ids(meeting)
    shown = (item for slug, item in addressed_items(kept.items) if slug not in left_out)
    numbers = {case_number(item.case_number) for item in shown} - {""}
    cases = find_or_make_cases(municipality, numbers)
    if sync_items(meeting, kept, cases, left_out):
        meeting.save(update_fields=["changed_at"])
    _show_files(meeting, record, source)
    refresh_cases(before | _case_ids(meeting))
    link_earlier_decisions(meeting, municipality)


def _show_files(meeting: Meeting, record: MeetingRecord, source: SourceDocument) -> None:
    if sync_files(meeting, source, record):
        meeting.save(update_fields=["changed_at"])


def _set_header(
    meeting: Meeting, record: MeetingRecord, placement: Placement, source: SourceDocument
) -> bool:
    """Set what the head of the document says; returns whether that is new."""
    values = {
        "held_at": placement.held_at or meeting.held_at,
        "ended_at": read_time(record.closing_time),
        "place": record.location or "",
        "kind": placement.kind,
        "committee_raw": (record.committee_raw or "")[:300],
        "committee_period": (record.committee_period or "")[:40],
        "source_id": source.pk,
        "state": Meeting.State.PUBLISHED,
        "published_at": meeting.published_at or timezone.now(),
    }
    changed = [name for name, value in values.items() if getattr(meeting, name) != value]
    for name in changed:
        setattr(meeting, name, values[name])
    return bool(changed)


def _leave(former: Meeting | None, meeting: Meeting, source: SourceDocument) -> None:
    """Remove the meeting an earlier reading took the document for, when it turns out to be another.

    Other versions of the removed meeting are left without one, and so stored anew when they come again.
    """
    if former is None or former == meeting or former.source_id != source.pk:
        return
    cases = _case_ids(former)
    former.delete()
    refresh_cases(cases)


def _case_ids(meeting: Meeting) -> set[int]:
    return set(
        AgendaItem.objects.filter(meeting=meeting, case__isnull=False).values_list("case_id", flat=True)
    )
