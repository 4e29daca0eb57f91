"""The queue of uploads: one worker or many take what waits, oldest first, and none takes what another holds.
A ZIP is unpacked into the queue.

A worker that dies leaves its lease behind; when that has run out, the next one reads the document again.
"""

import datetime
import uuid

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.archive.models import SourceDocument
from apps.archive.originals import original_path
from apps.ingest.archives import is_archive
from apps.ingest.attaching.delivery import Member, settle_delivery
from apps.ingest.desk.uploading import unpack
from apps.ingest.models import Upload
from apps.ingest.pipeline import prepare_document, set_aside

# Longer than reading a file may take.
LEASE = datetime.timedelta(minutes=3)
MAX_ATTEMPTS = 3
State = SourceDocument.State
_READ = (State.REVIEW, State.PUBLISHED, State.ATTACHMENT, State.UNPACKED)
_GAVE_UP = "Læsningen blev afbrudt flere gange. Filen er gemt. Prøv at gemme den som PDF igen."


def work_once() -> bool:
    """Read one waiting document; False when none waits."""
    upload = _claim()
    if upload is None:
        return False
    source = upload.source
    assert source is not None  # noqa: S101 - a refused file never waits
    if upload.attempt_count > MAX_ATTEMPTS:
        if source.state not in _READ:
            set_aside(source, State.FAILED, _GAVE_UP)
    elif is_archive(original_path(source.sha256), source.file_name):
        unpack(upload)
    elif source.state not in _READ:
        prepare_document(source)
    _finish(upload)
    return True


@transaction.atomic
def _finish(upload: Upload) -> None:
    """Take the upload out of the queue. The last of those that came together first settles what each is.

    The rows are locked, so that of two workers that finish at once one is the last.
    """
    batch = Upload.objects.filter(batch=upload.batch)
    waiting = set(batch.filter(is_waiting=True).select_for_update().values_list("pk", flat=True))
    if waiting <= {upload.pk} and upload.attempt_count <= MAX_ATTEMPTS:
        settle_batch(upload.batch)
    # Only by whoever holds it: a lease that ran out belongs to somebody else now.
    batch.filter(pk=upload.pk, attempt_count=upload.attempt_count).update(is_waiting=False, leased_until=None)


def settle_batch(batch: uuid.UUID) -> None:
    """Find out which of the files that were handed in together are attachments of which others."""
    rows = Upload.objects.filter(batch=batch, source__isnull=False).exclude(source__state=State.UNPACKED)
    members = [
        Member(row.file_name, row.source)
        for row in rows.select_related("source").defer("source__record").order_by("pk")
        if row.source
    ]
    if len(members) > 1:
        settle_delivery(members)


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
