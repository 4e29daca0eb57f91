"""What kind of file some bytes are. The content decides: a file name may say anything."""

import re
from enum import StrEnum

from apps.ingest.readers.failures import DamagedDocument, EmptyDocument, EncryptedDocument, UnsupportedType
from apps.ingest.readers.packages import Package


class FileKind(StrEnum):
    """The kinds of file that have a reader."""

    TEXT = "text"
    HTML = "html"
    MHTML = "mhtml"
    RTF = "rtf"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    IMAGE = "image"


# A PDF may have a few bytes before its mark; readers accept them in the first kilobyte, and so do we.
_PDF_WINDOW = 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "et krypteret Office-dokument"),
    ("WordDocument", "et Word-dokument i det gamle format (.doc)"),
    ("Workbook", "et regneark i det gamle Excel-format (.xls)"),
    ("PowerPoint Document", "en præsentation i det gamle PowerPoint-format (.ppt)"),
    ("__properties_version1.0", "en e-mail fra Outlook (.msg)"),
)
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_NAMED = (
    (b"MZ", "et program"),
    (b"\x7fELF", "et program"),
    (b"\xca\xfe\xba\xbe", "et program"),
    (b"GIF8", "et GIF-billede"),
    (b"BM", "et BMP-billede"),
    (b"Rar!\x1a\x07", "et RAR-arkiv"),
    (b"7z\xbc\xaf\x27\x1c", "et 7z-arkiv"),
    (b"\x1f\x8b", "en komprimeret fil (gzip)"),
    (b"BZh", "en komprimeret fil (bzip2)"),
    (b"\xfd7zXZ\x00", "en komprimeret fil (xz)"),
    (b"%!PS", "en PostScript-fil"),
    (b"SQLite format 3\x00", "en database"),
    (b"ID3", "en lydfil"),
    (b"OggS", "en lydfil"),
    (b"fLaC", "en lydfil"),
)
_HTML = re.compile(
    rb"(?:<!--.*?-->|<\?xml[^>]{0,200}\?>|\s)*<(?:!doctype\s+html|html|head|body|meta|div|title|article|main|section|table|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"(?=[\s\S]{0,2000}?^content-type:\s*multipart/related)(?:[\w-]{2,40}:[^\n]*\r?\n)",
    re.IGNORECASE | re.MULTILINE,
)
_XML = re.compile(rb"\s*<\?xml\b")
_JSON = re.compile(rb'\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|\[|"|\]))')
_WINDOW = 4096


def sniff(content: bytes) -> FileKind:
    """The kind of file; raises UnsupportedType, EncryptedDocument or DamagedDocument with a sentence for the
    clerk.
    """
    if not content.strip(b" \t\r\n\0"):
        raise EmptyDocument("Filen er tom.")
    start = content[:_WINDOW]
    if b"%PDF-" in start[:_PDF_WINDOW]:
        return FileKind.PDF
    if start.startswith(_ZIP):
        return _kind_of_package(content)
    if start.startswith(_OLE):
        raise _ole_failure(content)
    if start.lstrip().startswith(b"{\\rtf"):
        return FileKind.RTF
    if start.startswith(_IMAGES) or (start.startswith(b"RIFF") and start[8:12] == b"WEBP"):
        return FileKind.IMAGE
    return _kind_of_text(start)


def is_plain_text(content: bytes) -> bool:
    """Whether the content is text by its first bytes; opens nothing, so that it may be asked outside the
    sandbox.
    """
    start = content[:_WINDOW]
    if (
        start.startswith((_ZIP, _OLE, *_IMAGES, b"RIFF"))
        or b"%PDF-" in start
        or start.lstrip().startswith(b"{\\rtf")
    ):
        return False
    try:
        return sniff(content) is FileKind.TEXT
    except (EmptyDocument, UnsupportedType):
        return False


def _kind_of_text(start: bytes) -> FileKind:
    """HTML or text. Bytes that only programs read are refused by name when the name is known."""
    if b"\0" in start or start[0] > 0x7E:
        _refuse_binary(start)
    ascii_start = (
        start.removeprefix(b"\xef\xbb\xbf")
        .replace(b"\0", b"")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    if _MHTML.match(ascii_start):
        return FileKind.MHTML
    if _HTML.match(ascii_start):
        return FileKind.HTML
    if _XML.match(ascii_start):
        raise UnsupportedType(
            "Filen er XML-data, som vi ikke læser som et referat. Gem referatet som PDF, og prøv igen."
        )
    if _JSON.match(ascii_start):
        raise UnsupportedType(
            "Filen er JSON-data, som vi ikke læser som et referat. Gem referatet som PDF, og prøv igen."
        )
    _refuse_binary(start)
    return FileKind.TEXT


def _refuse_binary(start: bytes) -> None:
    if start[4:8] == b"ftyp":
        raise _unsupported("en video- eller lydfil")
    for signature, name in _NAMED:
        if start.startswith(signature) and not (len(signature) < 4 and _is_plain(start)):
            raise _unsupported(name)


def _is_plain(start: bytes) -> bool:
    """Short signatures such as `BM` also begin ordinary words; control characters tell the difference."""
    return not any(byte < 9 or 13 < byte < 32 for byte in start)


def _kind_of_package(content: bytes) -> FileKind:
    with Package(content) as package:
        names = package.names
        if any(name.startswith("word/") and name.endswith(".xml") for name in names):
            return FileKind.DOCX
        if "mimetype" in names and "content.xml" in names:
            mimetype = package.read("mimetype").strip()
            if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
                return FileKind.ODT
            raise _unsupported("et regneark eller en præsentation (OpenDocument)")
    if any(name.startswith("xl/") for name in names):
        raise _unsupported("et Excel-regneark")
    if any(name.startswith("ppt/") for name in names):
        raise _unsupported("en PowerPoint-præsentation")
    raise UnsupportedType(
        "Filen er et ZIP-arkiv og ikke et dokument. Pak det ud, og læg filerne op hver for sig."
    )


def _ole_failure(content: bytes) -> UnsupportedType | EncryptedDocument | DamagedDocument:
    for stream, name in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            if stream == "EncryptedPackage":
                return EncryptedDocument(
                    "Filen er beskyttet med adgangskode. Gem den uden adgangskode, og prøv igen."
                )
            return _unsupported(name)
    return DamagedDocument(
        "Filen er et ældre Office-dokument, som ikke kan åbnes. Gem det som PDF, og prøv igen."
    )


def _unsupported(name: str) -> UnsupportedType:
    return UnsupportedType(
        f"Filen er {name}. Den type kan vi ikke læse. Gem referatet som PDF eller Word, og prøv igen."
    )
