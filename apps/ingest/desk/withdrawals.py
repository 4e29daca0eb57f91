"""Taking back what was public: rows are deleted in one transaction, so no page can forget to hide them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.archive.models import AgendaItem, Amount, Attachment, Attendance, Decision, Meeting, Withdrawal
from apps.archive.outlines import note_publication
from apps.ingest.attaching.showing import refresh_files, refresh_where_attached
from apps.ingest.records import SectionKind
from apps.ingest.storing.cases import refresh_cases
from apps.ingest.storing.money import amounts_of
from apps.ingest.storing.passages import Passage, passage_of, sections_without, without_passages
from apps.ingest.storing.rows import votes_of
from apps.ingest.storing.withdrawn_parts import words_key
from apps.search.indexing import index_meeting


class NothingToWithdraw(Exception):
    """What should be withdrawn is not public. `str(error)` is the Danish sentence."""


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
    _still(AgendaItem.objects.filter(pk=item.pk))
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
    _still(Attachment.objects.filter(pk=attachment.pk))
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
    _read_anew(item)
    _finish(meeting, set())
    return withdrawal


@transaction.atomic
def withdraw_passage(meeting: Meeting, text: str, *, by: User, reason: Reason) -> list[AgendaItem]:
    """Take words back wherever they stand in the items of a meeting, and return those where they stood.

    A mark says on the page that something is gone. Raises NothingToWithdraw.
    """
    _lock(meeting)
    passage = passage_of(text)
    if passage is None:
        raise NothingToWithdraw("Passagen er for kort til at kunne genkendes. Tag flere ord med.")
    items = [
        item
        for item in meeting.items.prefetch_related("decisions", "attachments", "attendances")
        if _leave_out(item, passage)
    ]
    if not items:
        raise NothingToWithdraw("Passagen står ikke i mødet. Kopiér den fra mødets side, og prøv igen.")
    for item in items:
        what = {"item_slug": item.slug, "item_number": item.number}
        _note(meeting, by, reason, passage_key=passage.key, passage_length=passage.length, **what)
    _finish(meeting, {item.case_id for item in items if item.case_id})
    return items


def other_places(items: Iterable[AgendaItem], text: str) -> list[AgendaItem]:
    """Public items of other meetings that say the same: those that quote these items, or share their case."""
    passage = passage_of(text)
    found = list(items)
    if passage is None or not found:
        return []
    cases = {item.case_id for item in found if item.case_id}
    others = AgendaItem.objects.published().exclude(meeting=found[0].meeting)
    quoting = others.filter(decisions__earlier_item__in=found)
    related = (quoting | others.filter(case__in=cases)).distinct()
    rows = related.select_related("meeting__committee__municipality").prefetch_related("decisions")[:200]
    return [row for row in rows if _has(row, passage)]


def _has(item: AgendaItem, passage: Passage) -> bool:
    texts = [item.title, *(part["text"] for part in item.sections)]
    texts += [decision.text for decision in item.decisions.all()]
    return any(without_passages(text, [passage]) != text for text in texts)


def _leave_out(item: AgendaItem, passage: Passage) -> bool:
    """Save the item and its parts without the passage; returns whether it was there."""
    parts: list[tuple[Decision | Attachment | Attendance, str]] = [
        *((decision, "text") for decision in item.decisions.all()),
        *((attachment, "title") for attachment in item.attachments.all()),
        *((person, "name") for person in item.attendances.all()),
    ]
    changed = False
    for part, field in parts:
        before = getattr(part, field)
        after = without_passages(before, [passage])
        if after != before:
            setattr(part, field, after)
            part.save(update_fields=[field])
            changed = True
    before = (item.title, item.sections)
    item.title = without_passages(item.title, [passage])
    item.sections = sections_without(item.sections, [passage])
    if (item.title, item.sections) != before:
        item.save(update_fields=["title", "sections"])
        changed = True
    if changed:
        _read_anew(item)
    return changed


def _read_anew(item: AgendaItem) -> None:
    """Make votes and amounts those of the words that are left."""
    own = item.own_decision
    if own:
        own.votes = votes_of(own.text)
        own.save(update_fields=["votes"])
    item.amounts.all().delete()
    Amount.objects.bulk_create(amounts_of(item, own.text if own else ""))


def _lock(meeting: Meeting) -> None:
    """Whoever comes second finds what the first one left; raises NothingToWithdraw."""
    _still(Meeting.objects.published().filter(pk=meeting.pk).select_for_update())


def _still(rows: QuerySet[Meeting] | QuerySet[AgendaItem] | QuerySet[Attachment]) -> None:
    if not rows:
        raise NothingToWithdraw("Det er allerede trukket tilbage.")


def _note(meeting: Meeting, by: User, reason: Reason, **what: str | int) -> Withdrawal:
    withdrawal = Withdrawal(meeting=meeting, withdrawn_by=by, kind=reason.kind, note=reason.note, **what)
    withdrawal.save(force_insert=True)
    return withdrawal


def _finish(meeting: Meeting, cases: set[int]) -> None:
    """The originals hold the text still, so none of this meeting's is given out any more, nor its other files
    with the same words or bytes.
    """
    meeting.versions.update(original_is_public=False)
    meeting.save(update_fields=["state", "place", "changed_at"])
    refresh_cases(cases)
    if meeting.state == Meeting.State.PUBLISHED:
        refresh_files(meeting)
    for version in meeting.versions.filter(attached_to__isnull=False).distinct():
        refresh_where_attached(version)
    index_meeting(meeting)
    note_publication(meeting)


def _case_ids(items: QuerySet[AgendaItem]) -> set[int]:
    return set(items.filter(case__isnull=False).values_list("case_id", flat=True))
