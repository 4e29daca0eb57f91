"""The door for documents: keep the bytes, note that they came, and answer. Reading them is the pipeline's."""

import hashlib
import mimetypes
import unicodedata
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Q

from apps.archive.models import Municipality, SourceDocument
from apps.archive.originals import keep_original, keep_original_of

MAX_FILE_BYTES = 100 * 1024 * 1024
_MAX_NAME_LENGTH = 255
_NAMELESS = "uden-navn"


class FileTooLarge(Exception):
    def __init__(self) -> None:
        super().__init__(f"Filen fylder mere end {MAX_FILE_BYTES // 1024**2} MB og er ikke taget imod.")


def receive_upload(
    content: bytes, file_name: str, municipality: Municipality | None = None
) -> SourceDocument:
    """The row of these bytes, new or known; the original is on disk before the row is written.

    Without a municipality any row of the same bytes is the one. With one, it is that municipality's row,
    or the row nobody has placed yet. Raises FileTooLarge, and OSError when the disk refuses.
    """
    if len(content) > MAX_FILE_BYTES:
        raise FileTooLarge
    return _note(keep_original(content), len(content), file_name, municipality)


def receive_chunks(
    chunks: Iterable[bytes], file_name: str, municipality: Municipality | None = None
) -> SourceDocument:
    """Like `receive_upload`, for a file that may be too large for memory; whoever calls limits its size."""
    return _note(*keep_original_of(chunks), file_name, municipality)


def row_for(source: SourceDocument, municipality: Municipality | None) -> SourceDocument:
    """The row that `municipality` has of the same bytes: what it judges of them is its own."""
    if municipality is None or source.municipality_id == municipality.pk:
        return source
    return _note(source.sha256, source.byte_count, source.file_name, municipality)


@transaction.atomic
def _note(sha256: str, byte_count: int, file_name: str, municipality: Municipality | None) -> SourceDocument:
    _wait_for_turn(sha256)
    return _known_source(sha256, municipality) or SourceDocument.objects.create(
        municipality=municipality,
        sha256=sha256,
        file_name=clean_file_name(file_name),
        media_type=mimetypes.guess_type(file_name)[0] or "application/octet-stream",
        byte_count=byte_count,
    )


def clean_file_name(file_name: str) -> str:
    """A name to show: the last part of a path, no control or direction characters, at most 255 characters."""
    last = unicodedata.normalize("NFC", file_name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    visible = "".join(character for character in last if unicodedata.category(character)[0] != "C").strip()
    if visible in ("", ".", ".."):
        return _NAMELESS
    if len(visible) <= _MAX_NAME_LENGTH:
        return visible
    stem, dot, suffix = visible.rpartition(".")
    ending = dot + suffix if stem and len(suffix) <= 10 else ""
    return visible[: _MAX_NAME_LENGTH - len(ending)] + ending


def _wait_for_turn(sha256: str) -> None:
    """One at a time for the same bytes: between looking for their row and writing it nobody else may."""
    key = int.from_bytes(hashlib.sha256(sha256.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _known_source(sha256: str, municipality: Municipality | None) -> SourceDocument | None:
    sources = SourceDocument.objects.filter(sha256=sha256).order_by("pk")
    if municipality is None:
        return sources.first()
    placed_or_free = sources.filter(Q(municipality=municipality) | Q(municipality=None))
    source = placed_or_free.first()
    if source and source.municipality_id is None:
        source.municipality = municipality
        source.save(update_fields=["municipality"])
    return source
