"""The queue of uploads: one worker or many take what waits, oldest first, and none takes what another holds.

A worker that dies leaves its lease behind; when that has run out, the next one reads the document again.
"""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.archive.models import SourceDocument
from apps.ingest.models import Upload
from apps.ingest.pipeline import prepare_document, set_aside

# Longer than reading a file may take.
LEASE = datetime.timedelta(minutes=3)
MAX_ATTEMPTS = 3
_GAVE_UP = "Læsningen blev afbrudt flere gange. Filen er gemt. Prøv at gemme den som PDF igen."


def work_once() -> bool:
    """Read one waiting document; False when none waits."""
    upload = _claim()
    if upload is None:
        return False
    source = upload.source
    assert source is not None  # noqa: S101 - a refused file never waits
    if upload.attempt_count > MAX_ATTEMPTS:
        set_aside(source, SourceDocument.State.FAILED, _GAVE_UP)
    elif source.state not in (SourceDocument.State.REVIEW, SourceDocument.State.PUBLISHED):
        prepare_document(source)
    # Only by whoever holds it: a lease that ran out belongs to somebody else now.
    Upload.objects.filter(pk=upload.pk, attempt_count=upload.attempt_count).update(
        is_waiting=False, leased_until=None
    )
    return True


@transaction.atomic
def _claim() -> Upload | None:
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    waiting = Upload.objects.select_for_update(skip_locked=True, of=("self",)).filter(free, is_waiting=True)
    upload = waiting.select_related("source__municipality", "source__meeting").order_by("pk").first()
    if upload:
        upload.leased_until = now + LEASE
        upload.attempt_count += 1
        upload.save(update_fields=["leased_until", "attempt_count"])
    return upload
