"""Named ways in which a file gives no text. Every message is a Danish sentence a clerk can act on."""

from apps.ingest.errors import UnreadableDocument

_DRAFT = "Filen er en kladde og hverken et referat eller en udsendt dagsorden. Den er ikke læst."


class EmptyDocument(UnreadableDocument):
    """A file without bytes, or without a word."""

    code = "empty_document"


class UnsupportedType(UnreadableDocument):
    """A kind of file that we know by name and do not read."""

    code = "unsupported_type"


class EncryptedDocument(UnreadableDocument):
    """A file that asks for a password."""

    code = "encrypted_document"


class DamagedDocument(UnreadableDocument):
    """The bytes start like a known type, but cannot be read as one."""

    code = "damaged_document"


class TooLargeDocument(UnreadableDocument):
    """More bytes, pages, lines or text than any minutes have."""

    code = "too_large_document"


class DraftDocument(UnreadableDocument):
    """A draft says what may be decided, not what was."""

    code = "draft_document"

    def __init__(self, message: str = _DRAFT) -> None:
        super().__init__(message)


class ScanWithoutOcr(UnreadableDocument):
    """A picture of text, while text recognition is not installed or found nothing."""

    code = "scan_without_ocr"


class ReadingTimedOut(UnreadableDocument):
    """Reading took longer than a file may take."""

    code = "reading_timed_out"


class ReadingOutOfMemory(UnreadableDocument):
    """Reading needed more memory than a file may use."""

    code = "reading_out_of_memory"


class ReadingCrashed(UnreadableDocument):
    """The reading process ended without an answer."""

    code = "reading_crashed"


FAILURES: dict[str, type[UnreadableDocument]] = {
    failure.code: failure
    for failure in (
        UnreadableDocument,
        EmptyDocument,
        UnsupportedType,
        EncryptedDocument,
        DamagedDocument,
        TooLargeDocument,
        DraftDocument,
        ScanWithoutOcr,
        ReadingTimedOut,
        ReadingOutOfMemory,
        ReadingCrashed,
    )
}
