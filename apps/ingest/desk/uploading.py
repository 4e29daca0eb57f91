"""Files that somebody hands in: each is kept and queued, or refused with a sentence. Reading is for later."""

import tempfile
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile as File
from django.db import transaction

from apps.accounts.models import User
from apps.archive.models import Municipality, SourceDocument
from apps.ingest.archives import RefusedArchive, read_members
from apps.ingest.intake import MAX_FILE_BYTES, FileTooLarge, clean_file_name, receive_upload
from apps.ingest.models import Upload

_STATES_TO_READ = {SourceDocument.State.RECEIVED, SourceDocument.State.FAILED}
_NO_ROOM = "Filen kunne ikke gemmes, fordi der mangler plads hos os. Prøv igen senere."


def receive_files(
    files: Iterable[File],  # type: ignore[type-arg] # generic in the stubs only
    municipality: Municipality,
    user: User,
) -> uuid.UUID:
    """Keep every file, and every file inside a ZIP; returns what they were handed in as.

    A file is on disk before its row is written, and its row is written before the next file is looked at: an
    interrupted upload leaves whole files and nothing else.
    """
    batch = uuid.uuid4()
    for file in files:
        name = clean_file_name(file.name or "")
        if file.size and file.size > MAX_FILE_BYTES:
            _refuse(batch, municipality, user, name, str(FileTooLarge()))
        elif name.lower().endswith(".zip"):
            _receive_archive(batch, municipality, user, file)
        else:
            _receive(batch, municipality, user, name, file.read())
    return batch


def _receive_archive(
    batch: uuid.UUID,
    municipality: Municipality,
    user: User,
    file: File,  # type: ignore[type-arg] # as above
) -> None:
    name = clean_file_name(file.name or "")
    with tempfile.NamedTemporaryFile(suffix=".zip") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            for member in read_members(Path(kept.name)):
                shown = f"{name}/{clean_file_name(member.name)}"[:255]
                if member.content is None:
                    _refuse(batch, municipality, user, shown, member.refusal)
                else:
                    _receive(batch, municipality, user, clean_file_name(member.name), member.content)
        except RefusedArchive as refusal:
            _refuse(batch, municipality, user, name, str(refusal))


def _receive(batch: uuid.UUID, municipality: Municipality, user: User, name: str, content: bytes) -> None:
    try:
        with transaction.atomic():
            source = receive_upload(content, name, municipality)
            locked = SourceDocument.objects.select_for_update().get(pk=source.pk)
            waits_already = locked.uploads.filter(is_waiting=True).exists()
            is_new = locked.state in _STATES_TO_READ and not waits_already
            Upload.objects.create(
                municipality=municipality,
                batch=batch,
                source=locked,
                file_name=name,
                uploaded_by=user,
                is_duplicate=not is_new,
                is_waiting=is_new,
            )
    except FileTooLarge as refusal:
        _refuse(batch, municipality, user, name, str(refusal))
    except OSError:
        _refuse(batch, municipality, user, name, _NO_ROOM)


def _refuse(batch: uuid.UUID, municipality: Municipality, user: User, name: str, reason: str) -> None:
    Upload.objects.create(
        municipality=municipality, batch=batch, file_name=name, uploaded_by=user, refusal=reason
    )
