"""Files that somebody hands in: each is kept and queued, or refused with a sentence. Reading is for later."""

import uuid
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile as File
from django.db import transaction

from apps.accounts.models import User
from apps.archive.models import Municipality, SourceDocument
from apps.archive.originals import original_path
from apps.ingest.archives import RefusedArchive, read_members
from apps.ingest.intake import (
    MAX_FILE_BYTES,
    FileTooLarge,
    clean_file_name,
    receive_chunks,
    receive_upload,
)
from apps.ingest.models import Upload
from apps.ingest.pipeline import set_aside

State = SourceDocument.State
_STATES_TO_READ = {State.RECEIVED, State.FAILED}
_NO_ROOM = "Filen kunne ikke gemmes, fordi der mangler plads hos os. Prøv igen senere."
_ZIP = b"PK\x03\x04"
_MAX_NAME_LENGTH = 255


def receive_files(
    files: Iterable[File],  # type: ignore[type-arg] # generic in the stubs only
    municipality: Municipality,
    user: User,
    *,
    without_room: Iterable[str] = (),
) -> uuid.UUID:
    """Keep every file; returns what they were handed in as. A ZIP is unpacked later, by the worker.

    `without_room` are the names of files that the disk had no room for on their way in.

    A file is on disk before its row is written, and its row is written before the next file is looked at: an
    interrupted upload leaves whole files and nothing else.
    """
    batch = uuid.uuid4()
    for file in files:
        delivered = Upload(
            municipality=municipality,
            batch=batch,
            uploaded_by=user,
            file_name=clean_file_name(file.name or ""),
        )
        is_zip = file.read(len(_ZIP)) == _ZIP
        file.seek(0)
        if file.size and file.size > MAX_FILE_BYTES and not is_zip:
            _refuse(delivered, str(FileTooLarge()))
            continue
        try:
            with transaction.atomic():
                _queue(delivered, receive_chunks(file.chunks(), delivered.file_name, municipality))
        except OSError:
            _refuse(delivered, _NO_ROOM)
    for name in without_room:
        left_out = Upload(
            municipality=municipality, batch=batch, uploaded_by=user, file_name=clean_file_name(name)
        )
        _refuse(left_out, _NO_ROOM)
    return batch


def unpack(upload: Upload) -> None:
    """Keep and queue every file of a ZIP that was handed in; it may be interrupted and begun again.

    A refused ZIP is kept as unreadable, with the reason; what was taken of it before is kept as well.
    """
    source = upload.source
    assert source is not None  # noqa: S101 - a refused file never waits
    try:
        for member in read_members(original_path(source.sha256)):
            delivered = Upload(
                municipality=upload.municipality,
                batch=upload.batch,
                uploaded_by=upload.uploaded_by,
                file_name=clean_path(member.name),
            )
            if member.content is None:
                _refuse(delivered, member.refusal)
                continue
            with transaction.atomic():
                _queue(delivered, receive_upload(member.content, member.name, upload.municipality))
    except RefusedArchive as refusal:
        set_aside(source, State.UNREADABLE, str(refusal))
    else:
        set_aside(source, State.UNPACKED, "")


def clean_path(path: str) -> str:
    """The path of a file in a ZIP, each part as `clean_file_name` has it; of a long one the end."""
    return "/".join(clean_file_name(part) for part in path.split("/") if part)[-_MAX_NAME_LENGTH:]


def _queue(delivered: Upload, source: SourceDocument) -> None:
    """Note that the file came. It waits to be read unless it is read or waits already."""
    if Upload.objects.filter(batch=delivered.batch, file_name=delivered.file_name, source=source).exists():
        return
    locked = SourceDocument.objects.select_for_update().get(pk=source.pk)
    waits_already = locked.uploads.filter(is_waiting=True).exists()
    delivered.source = locked
    delivered.is_waiting = locked.state in _STATES_TO_READ and not waits_already
    delivered.is_duplicate = not delivered.is_waiting
    delivered.save(force_insert=True)


def _refuse(delivered: Upload, reason: str) -> None:
    delivered.refusal = reason
    known = Upload.objects.filter(batch=delivered.batch, file_name=delivered.file_name, refusal=reason)
    if not known.exists():
        delivered.save(force_insert=True)
