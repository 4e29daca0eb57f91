"""DOCX and ODT files are ZIP archives from strangers: members are read with our own counting."""

import io
import struct
import zipfile
import zlib
from types import TracebackType
from typing import Self

from apps.ingest.readers.failures import DamagedDocument, EncryptedDocument, TooLargeDocument

MEMBER_COUNT_LIMIT = 10_000
MEMBER_SIZE_LIMIT = 100_000_000
PACKAGE_SIZE_LIMIT = 300_000_000
# Deflate packs zeros about 1030 times; the XML of real minutes seldom more than 40 times.
RATIO_LIMIT = 200
_RATIO_FREE_SIZE = 5_000_000
_CHUNK = 1 << 16
DAMAGED = "Filen er beskadiget og kan ikke åbnes. Gem den igen i programmet, hvor den er lavet, og prøv igen."
_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    struct.error,
)


class Package:
    """A ZIP container held in memory. Raises only UnreadableDocument."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _READ_ERRORS:
            raise DamagedDocument(DAMAGED) from None
        self._members = {member.filename: member for member in self._archive.infolist()}
        self._inflated = 0
        if len(self._archive.infolist()) > MEMBER_COUNT_LIMIT:
            raise TooLargeDocument("Filen indeholder flere dele, end et dokument kan have.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    @property
    def names(self) -> frozenset[str]:
        """The member names, as written in the archive; they never become a path."""
        return frozenset(self._members)

    def read(self, name: str) -> bytes:
        """The bytes of a member. What comes out is counted; sizes stated in the archive are not believed."""
        member = self._members.get(name)
        if member is None:
            raise DamagedDocument(DAMAGED)
        if member.flag_bits & 1:
            raise EncryptedDocument(
                "Filen er beskyttet med adgangskode. Gem den uden adgangskode, og prøv igen."
            )
        allowed = max(_RATIO_FREE_SIZE, RATIO_LIMIT * member.compress_size)
        parts: list[bytes] = []
        size = 0
        try:
            with self._archive.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._inflated += len(chunk)
                    if size > min(MEMBER_SIZE_LIMIT, allowed) or self._inflated > PACKAGE_SIZE_LIMIT:
                        raise TooLargeDocument("Filen fylder for meget, når den pakkes ud.")
                    parts.append(chunk)
        except (*_READ_ERRORS, RuntimeError):
            raise DamagedDocument(DAMAGED) from None
        return b"".join(parts)
