"""The queue of uploads: one worker or many take what waits, oldest first, and none takes what another holds.
A ZIP is unpacked into the queue.

A worker that dies leaves its lease behind; when that has run out, the next one reads the document again.
"""

import datetime
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.archive.models import SourceDocument
from apps.archive.originals import original_path
from apps.ingest.archives import is_archive
from apps.ingest.attaching.delivery import Member, settle_delivery
from apps.ingest.desk.uploading import unpack
from apps.ingest.models import Upload
from apps.ingest.pipeline import prepare_document, set_aside

# A lease is renewed while somebody works: it only runs out when the worker is gone.
LEASE = datetime.timedelta(minutes=1)
_RENEWED_EVERY_SECONDS = 15
# Nothing takes this long. A worker that hangs must not keep its document for ever.
_LONGEST_HOLD = datetime.timedelta(minutes=30)
MAX_ATTEMPTS = 3
BACK_OFF = datetime.timedelta(minutes=1)
State = SourceDocument.State
_READ = (State.REVIEW, State.PUBLISHED, State.ATTACHMENT, State.UNPACKED)
_NEW_FILES = "Der er kommet nye bilagsfiler. Godkend dokumentet igen for at vise dem."
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
        _finish(upload)
        return True
    with _kept_lease(upload):
        if _is_archive(source):
            unpack(upload)
        elif source.state not in _READ:
            prepare_document(source)
        if source.state == State.FAILED and upload.attempt_count < MAX_ATTEMPTS:
            _try_again_later(upload)
        else:
            _finish(upload)
    return True


def _is_archive(source: SourceDocument) -> bool:
    """A file that is gone or can't be opened is for the pipeline to tell."""
    try:
        return is_archive(original_path(source.sha256), source.file_name)
    except OSError:
        return False


@contextmanager
def _kept_lease(upload: Upload) -> Iterator[None]:
    """Renew the lease from a thread of its own while the block runs: nobody else takes the document."""
    is_over = threading.Event()
    thread = threading.Thread(target=_renew, args=(upload, is_over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _renew(upload: Upload, is_over: threading.Event) -> None:
    give_up_at = timezone.now() + _LONGEST_HOLD
    while not is_over.wait(_RENEWED_EVERY_SECONDS) and timezone.now() < give_up_at:
        try:
            _held(upload).update(leased_until=timezone.now() + LEASE)
        except OperationalError:
            continue
        finally:
            connection.close()


def _held(upload: Upload) -> QuerySet[Upload]:
    """The row, unless its lease ran out and somebody else took it."""
    return Upload.objects.filter(pk=upload.pk, attempt_count=upload.attempt_count)


def _try_again_later(upload: Upload) -> None:
    """What failed on our side may succeed when a disk or a server is back; each time it waits longer."""
    _held(upload).update(leased_until=timezone.now() + BACK_OFF * upload.attempt_count)


def _finish(upload: Upload) -> None:
    """Take the upload out of the queue. The last of those that came together first settles what each is."""
    if _is_last(upload) and upload.attempt_count <= MAX_ATTEMPTS:
        settle_batch(upload.batch)
    _held(upload).update(is_waiting=False, leased_until=None)


@transaction.atomic
def _is_last(upload: Upload) -> bool:
    """Whether nothing else waits of what came together; if anything does, this one is done.

    The rows are locked, so that of two workers that finish at once one is the last.
    """
    waiting = Upload.objects.select_for_update().filter(batch=upload.batch, is_waiting=True)
    others = [row.pk for row in waiting.order_by("pk") if row.pk != upload.pk]
    if others:
        _held(upload).update(is_waiting=False, leased_until=None)
    return not others


def settle_batch(batch: uuid.UUID) -> None:
    """Find out which of the files that were handed in together are attachments of which others."""
    rows = Upload.objects.filter(batch=batch, source__isnull=False).exclude(source__state=State.UNPACKED)
    members = [
        Member(row.file_name, row.source)
        for row in rows.select_related("source").defer("source__record").order_by("pk")
        if row.source
    ]
    if len(members) > 1:
        for document in settle_delivery(members, is_approved=False):
            _ask_for_approval(document)


def _ask_for_approval(document: SourceDocument) -> None:
    """New files of minutes that are public already wait for approval; what is public stays until then."""
    if document.attachment_files.filter(is_approved=False).exists():
        public = SourceDocument.objects.filter(pk=document.pk, state=State.PUBLISHED)
        public.update(state=State.REVIEW, reason=_NEW_FILES)


@transaction.atomic
def _claim() -> Upload | None:
    """The oldest that nobody holds. One that its worker died with is left a while, longer each time."""
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now, attempt_count__lte=1)
    free |= Q(leased_until__lt=now - BACK_OFF, attempt_count__gt=1)
    waiting = Upload.objects.select_for_update(skip_locked=True, of=("self",)).filter(free, is_waiting=True)
    upload = waiting.select_related("source__municipality", "source__meeting").order_by("pk").first()
    if upload:
        upload.leased_until = now + LEASE
        upload.attempt_count += 1
        upload.save(update_fields=["leased_until", "attempt_count"])
    return upload
