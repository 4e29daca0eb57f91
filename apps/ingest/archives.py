"""ZIP files from outside: their members one by one, within limits, and never written by their own names.

Headers may lie, so sizes are counted while unpacking. A structure made to harm refuses the whole file; a
member that merely can't be taken is named with its reason, and the others come through.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from apps.ingest.intake import MAX_FILE_BYTES

MAX_ENTRIES = 1000
MAX_TOTAL_BYTES = 500 * 1024 * 1024
MAX_RATIO = 100
_RATIO_COUNTS_FROM = 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_LOCAL_HEADER_BYTES = 30
_ENCRYPTED = 0x1
_NAME_IS_UTF_8 = 0x800
# The letters æ, ø, å, Æ, Ø and Å; code page 865 has them where 850 has.
_DANISH_IN_DOS = set("æøåÆØÅ".encode("cp850"))
_DANISH_IN_WINDOWS = set("æøåÆØÅ".encode("cp1252"))
# Documents that are ZIP files by themselves; any other ZIP inside a ZIP is refused.
_ZIPPED_DOCUMENTS = {".docx", ".odt", ".xlsx", ".ods", ".pptx", ".odp"}


class RefusedArchive(Exception):
    """A ZIP file of which nothing (more) is taken. `str(error)` is the Danish sentence."""


class _RefusedMember(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a ZIP: its content, or the Danish reason why it is not taken."""

    name: str
    content: bytes | None
    refusal: str = ""


def is_archive(path: Path, name: str) -> bool:
    """Whether the file is a ZIP of files by its content, and not a document that is written as one.

    A damaged one is what its `name` says.
    """
    with path.open("rb") as file:
        if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not {"[Content_Types].xml", "mimetype"} & set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError):
        return name.lower().endswith(".zip")


def read_members(path: Path) -> Iterator[Member]:
    """The files of a ZIP sorted by name, hidden files and folders left out; raises RefusedArchive."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_harmful(entries, archive.start_dir)
            yield from _taken(archive, sorted(entries, key=lambda entry: entry.filename))
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError):
        raise RefusedArchive("ZIP-filen er beskadiget og kan ikke åbnes.") from None


def _taken(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[Member]:
    total = 0
    for entry in entries:
        name = _readable_name(entry).replace("\\", "/")
        if entry.is_dir() or _is_hidden(PurePosixPath(name)):
            continue
        try:
            _refuse_untakable(entry, name)
            content = _unpack(archive, entry, MAX_TOTAL_BYTES - total)
        except _RefusedMember as refusal:
            yield Member(name, None, str(refusal))
            continue
        total += len(content)
        yield Member(name, content)


def _is_hidden(path: PurePosixPath) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.parts)


def _refuse_harmful(entries: list[zipfile.ZipInfo], directory_start: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise RefusedArchive(f"ZIP-filen rummer mere end {MAX_ENTRIES} filer.")
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise RefusedArchive(_TOO_MUCH)
    ends_before = directory_start
    for entry in sorted(entries, key=lambda entry: entry.header_offset, reverse=True):
        end = entry.header_offset + _LOCAL_HEADER_BYTES + len(entry.orig_filename) + entry.compress_size
        if end > ends_before:
            raise RefusedArchive("Filerne i ZIP-filen overlapper hinanden. Den er ikke pakket ud.")
        ends_before = entry.header_offset


def _refuse_untakable(entry: zipfile.ZipInfo, name: str) -> None:
    path = PurePosixPath(name)
    mode = entry.external_attr >> 16
    if path.is_absolute() or ".." in path.parts or (name[1:2] == ":" and name[:1].isalpha()):
        raise _RefusedMember("Filens navn peger ud af ZIP-filen.")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise _RefusedMember("Det er en henvisning eller en enhed, ikke en fil.")
    if entry.flag_bits & _ENCRYPTED:
        raise _RefusedMember("Filen er beskyttet med adgangskode.")
    if entry.file_size > MAX_FILE_BYTES:
        raise _RefusedMember(f"Filen fylder mere end {MAX_FILE_BYTES // 1024**2} MB.")
    if path.suffix.lower() == ".zip":
        raise _RefusedMember(_NESTED)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, bytes_left: int) -> bytes:
    content = bytearray()
    try:
        with archive.open(entry) as file:
            while chunk := file.read(_CHUNK_BYTES):
                content += chunk
                if len(content) > bytes_left:
                    raise RefusedArchive(_TOO_MUCH)
                if len(content) > max(_RATIO_COUNTS_FROM, MAX_RATIO * entry.compress_size):
                    raise RefusedArchive("ZIP-filen er pakket unaturligt hårdt. Den er ikke pakket ud.")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise _RefusedMember("Filen er beskadiget inde i ZIP-filen.") from None
    if (
        content.startswith(b"PK\x03\x04")
        and PurePosixPath(entry.filename).suffix.lower() not in _ZIPPED_DOCUMENTS
    ):
        raise _RefusedMember(_NESTED)
    return bytes(content)


def _readable_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: programs write UTF-8, code page 850/865 or 1252 and call it code page 437."""
    if entry.flag_bits & _NAME_IS_UTF_8:
        return entry.filename
    try:
        written = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        is_windows = not _DANISH_IN_DOS & set(written) and bool(_DANISH_IN_WINDOWS & set(written))
        return written.decode("cp1252" if is_windows else "cp850", "replace")


_TOO_MUCH = f"ZIP-filen fylder mere end {MAX_TOTAL_BYTES // 1024**2} MB, når den er pakket ud."
_NESTED = "Det er en ZIP-fil inde i en ZIP-fil. Pak den ud først."
