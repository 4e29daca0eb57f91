"""Lifting a withdrawal that was a mistake. It puts nothing back by itself: the document is approved again."""

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.archive.models import Meeting, SourceDocument, Withdrawal

_TO_APPROVE = "En tilbagetrækning er ophævet. Godkend dokumentet igen for at vise det hele."


class CannotLift(Exception):
    """The withdrawal stays. `str(error)` is the Danish sentence."""


@transaction.atomic
def lift_withdrawal(withdrawal: Withdrawal, *, by: User, note: str) -> SourceDocument:
    """Lift it and send the document that the meeting was shown from to whoever approves; raises CannotLift.

    A meeting that was withdrawn whole is a draft until then. Every check is made again.
    """
    meeting = Meeting.objects.select_for_update().get(pk=withdrawal.meeting_id)
    standing = Withdrawal.objects.filter(pk=withdrawal.pk).first()
    if standing is None:
        raise CannotLift("Tilbagetrækningen er allerede ophævet.")
    source = SourceDocument.objects.select_for_update().filter(pk=meeting.source_id).first()
    if source is None:
        raise CannotLift("Arkivet har ikke det dokument, som mødet blev vist fra. Læg filen ind igen.")
    standing.lifted_at, standing.lifted_by, standing.lift_note = timezone.now(), by, note
    standing.save(update_fields=["lifted_at", "lifted_by", "lift_note"])
    if not standing.item_slug:
        meeting.state = Meeting.State.DRAFT
        meeting.save(update_fields=["state", "changed_at"])
    if source.state == SourceDocument.State.PUBLISHED:
        source.state, source.reason = SourceDocument.State.REVIEW, _TO_APPROVE
        source.save(update_fields=["state", "reason"])
    return source
