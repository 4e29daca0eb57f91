"""The store of originals: every file ever received, kept by its SHA-256 and never changed.

A file lies at `ab/cd/<sha256>` below `settings.ORIGINALS_DIR`. Write the file first and the row after it:
a file without a row is only untidy, a row without its file is a loss.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

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
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync_folder(folder)
    return sha256


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
    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a file handle, not a path
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o444)
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; a file alone is not found again after a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
