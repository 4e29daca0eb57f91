"""Setting a document aside that was handed in by mistake, and taking it up again. The original stays."""

import uuid

from django.db import transaction

from apps.accounts.models import User
from apps.archive.models import Meeting, SourceDocument
from apps.ingest.desk.approval import NotReady, lock_as_seen
from apps.ingest.models import Discard, Upload

State = SourceDocument.State
DISCARDABLE = (
    State.REVIEW,
    State.HELD,
    State.UNREADABLE,
    State.UNKNOWN_LAYOUT,
    State.INCOMPLETE,
    State.FAILED,
)


def is_discardable(source: SourceDocument) -> bool:
    return source.state in DISCARDABLE and not _is_shown(source)


@transaction.atomic
def discard_document(pk: int, *, by: User, seen: str, reason: str) -> None:
    """Set a document aside for good: nothing reads or publishes it. Raises ChangedMeanwhile and NotReady."""
    source = lock_as_seen(pk, seen)
    if not is_discardable(source):
        raise NotReady("Det, der er offentligt eller venter på at blive læst, kan ikke kasseres.")
    Discard(source=source, reason=reason, made_by=by).save(force_insert=True)
    source.state, source.reason = State.DISCARDED, f"Kasseret: {reason}"
    source.original_is_public = False
    source.save(update_fields=["state", "reason", "original_is_public"])


@transaction.atomic
def take_up_document(pk: int, *, by: User, seen: str) -> Upload:
    """Queue a discarded document to be read and checked again. Raises ChangedMeanwhile and NotReady."""
    source = lock_as_seen(pk, seen)
    if source.state != State.DISCARDED or source.municipality is None:
        raise NotReady("Dokumentet er ikke kasseret.")
    Discard(source=source, is_taken_back=True, made_by=by).save(force_insert=True)
    source.state, source.reason = State.RECEIVED, ""
    source.save(update_fields=["state", "reason"])
    return Upload.objects.create(
        municipality=source.municipality,
        batch=uuid.uuid4(),
        source=source,
        file_name=source.file_name,
        uploaded_by=by,
        is_waiting=True,
    )


def _is_shown(source: SourceDocument) -> bool:
    return source.shown_meetings.filter(state=Meeting.State.PUBLISHED).exists()
