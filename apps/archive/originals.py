"""The store of originals: every file ever received, kept by its SHA-256 and never changed.

A file lies at `ab/cd/<sha256>` below `settings.ORIGINALS_DIR`. Write the file first and the row after it:
a file without a row is only untidy, a row without its file is a loss.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_TEMPORARY = ".writing-"
_CHUNK_BYTES = 1024 * 1024


class Fault(StrEnum):
    """What can be wrong with a kept file."""

    MISSING = "mangler"
    UNREADABLE = "kan ikke læses"
    WRONG_SIZE = "har forkert størrelse"
    CHANGED = "er ændret"


class DamagedOriginal(Exception):
    """An original that can't be given out, because it is not what was received."""

    def __init__(self, sha256: str, fault: Fault) -> None:
        super().__init__(f"Originalen {sha256} {fault}.")
        self.fault = fault


def original_path(sha256: str) -> Path:
    return settings.ORIGINALS_DIR / sha256[:2] / sha256[2:4] / sha256


def keep_original(content: bytes) -> str:
    """Keep `content` so that it survives a power cut, and return its SHA-256.

    A file already there stays as it is. A damaged copy is replaced. Raises OSError when the disk refuses.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = original_path(sha256)
    if find_fault(sha256, len(content)):
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, content)
    _sync_folders(path)
    return sha256


def keep_original_of(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Like `keep_original` for what is too large for memory; returns the SHA-256 and the count of bytes."""
    digest, size = hashlib.sha256(), 0
    settings.ORIGINALS_DIR.mkdir(parents=True, exist_ok=True)
    with _writing(settings.ORIGINALS_DIR) as (file, temporary):
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        path = original_path(digest.hexdigest())
        _make_durable(file)
        if find_fault(path.name, size):
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(temporary, path)
        else:
            temporary.unlink()
    _sync_folders(path)
    return path.name, size


def read_original(sha256: str) -> bytes:
    """The bytes of an original, checked against its name; raises DamagedOriginal."""
    try:
        content = original_path(sha256).read_bytes()
    except FileNotFoundError:
        raise DamagedOriginal(sha256, Fault.MISSING) from None
    except OSError:
        raise DamagedOriginal(sha256, Fault.UNREADABLE) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DamagedOriginal(sha256, Fault.CHANGED)
    return content


def open_original(sha256: str, byte_count: int) -> BinaryIO:
    """An original open for reading from its start; raises DamagedOriginal.

    Only its size is compared: what is sent can't be taken back. `verify_originals` reads everything.
    """
    try:
        file = original_path(sha256).open("rb")
    except FileNotFoundError:
        raise DamagedOriginal(sha256, Fault.MISSING) from None
    except OSError:
        raise DamagedOriginal(sha256, Fault.UNREADABLE) from None
    if os.fstat(file.fileno()).st_size != byte_count:
        file.close()
        raise DamagedOriginal(sha256, Fault.WRONG_SIZE)
    return file


def find_fault(sha256: str, byte_count: int | None = None) -> Fault | None:
    """What is wrong with the kept file, if anything. The size is only compared when `byte_count` is known."""
    digest, size = hashlib.sha256(), 0
    try:
        with original_path(sha256).open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
                size += len(chunk)
    except FileNotFoundError:
        return Fault.MISSING
    except OSError:
        return Fault.UNREADABLE
    if byte_count is not None and size != byte_count:
        return Fault.WRONG_SIZE
    return None if digest.hexdigest() == sha256 else Fault.CHANGED


def kept_files() -> Iterator[Path]:
    """Every file below the store, also those that do not belong there."""
    for folder, _, names in os.walk(settings.ORIGINALS_DIR):
        yield from (Path(folder, name) for name in sorted(names))


def _write_whole(path: Path, content: bytes) -> None:
    """Make `path` appear with all of its content or not at all."""
    with _writing(path.parent) as (file, temporary):
        file.write(content)
        _make_durable(file)
        os.replace(temporary, path)


@contextmanager
def _writing(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file for writing and its temporary path; nothing is left behind when that fails."""
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=folder)
    temporary = Path(name)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a file handle, not a path
            yield file, temporary
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _make_durable(file: BinaryIO) -> None:
    file.flush()
    os.fchmod(file.fileno(), 0o444)
    os.fsync(file.fileno())


def _sync_folders(path: Path) -> None:
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; a file alone is not found again after a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
