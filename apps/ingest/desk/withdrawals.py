"""Taking back what was public: rows are deleted in one transaction, so no page can forget to hide them."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.archive.models import AgendaItem, Attachment, Attendance, Meeting, Withdrawal
from apps.ingest.records import SectionKind
from apps.ingest.storing.cases import refresh_cases
from apps.ingest.storing.withdrawn_parts import words_key
from apps.search.indexing import index_meeting


@dataclass(frozen=True, slots=True)
class Reason:
    """`kind` is public; `note` is for the municipality's own log."""

    kind: str
    note: str


@transaction.atomic
def withdraw_meeting(meeting: Meeting, *, by: User, reason: Reason) -> Withdrawal:
    """Take a whole meeting back. Its address says so from now on, and no version brings it again."""
    _lock(meeting)
    cases = _case_ids(AgendaItem.objects.filter(meeting=meeting))
    withdrawal = _note(meeting, by, reason)
    Attendance.objects.filter(meeting=meeting).delete()
    AgendaItem.objects.filter(meeting=meeting).delete()
    meeting.state, meeting.place = Meeting.State.WITHDRAWN, ""
    _finish(meeting, cases)
    return withdrawal


@transaction.atomic
def withdraw_item(item: AgendaItem, *, by: User, reason: Reason) -> Withdrawal:
    """Take one item back with all that belongs to it."""
    meeting = item.meeting
    _lock(meeting)
    withdrawal = _note(
        meeting,
        by,
        reason,
        item_slug=item.slug,
        item_number=item.number,
        title_key=words_key(item.title) if item.title else "",
    )
    cases = _case_ids(AgendaItem.objects.filter(pk=item.pk))
    item.delete()
    _finish(meeting, cases)
    return withdrawal


@transaction.atomic
def withdraw_attachment(attachment: Attachment, *, by: User, reason: Reason) -> Withdrawal:
    """Take an attachment back: its title, and the section of the item that lists the titles."""
    item = attachment.item
    meeting = item.meeting
    _lock(meeting)
    withdrawal = _note(
        meeting,
        by,
        reason,
        item_slug=item.slug,
        item_number=item.number,
        attachment_key=words_key(attachment.title),
    )
    item.sections = [part for part in item.sections if part["kind"] != SectionKind.ATTACHMENTS]
    item.save(update_fields=["sections"])
    attachment.delete()
    _finish(meeting, set())
    return withdrawal


def _lock(meeting: Meeting) -> None:
    Meeting.objects.select_for_update().get(pk=meeting.pk)


def _note(meeting: Meeting, by: User, reason: Reason, **what: str) -> Withdrawal:
    withdrawal = Withdrawal(meeting=meeting, withdrawn_by=by, kind=reason.kind, note=reason.note, **what)
    withdrawal.save(force_insert=True)
    return withdrawal


def _finish(meeting: Meeting, cases: set[int]) -> None:
    """The originals hold the text still, so none of this meeting's is given out any more."""
    meeting.versions.update(original_is_public=False)
    meeting.save(update_fields=["state", "place", "changed_at"])
    refresh_cases(cases)
    index_meeting(meeting)


def _case_ids(items: QuerySet[AgendaItem]) -> set[int]:
    return set(items.filter(case__isnull=False).values_list("case_id", flat=True))
