"""The file of an attachment as an HTTP answer: streamed, with name and type of ours, run by no browser."""

import codecs

from django.http import FileResponse

from apps.archive.models import Attachment
from apps.archive.original_files import CACHE_CONTROL, INLINE_TYPE
from apps.archive.originals import open_original

_LOOKED_AT = 64 * 1024
_SUFFIXES = {
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "text/plain": "txt",
}


def answer_with_file(attachment: Attachment) -> FileResponse:
    """Raises DamagedOriginal. Only plain text opens in the browser; everything else is downloaded."""
    file = open_original(attachment.sha256, attachment.byte_count)
    is_inline = attachment.media_type == INLINE_TYPE
    content_type = attachment.media_type or "application/octet-stream"
    if is_inline:
        content_type = f"{INLINE_TYPE}; charset={_charset(file.read(_LOOKED_AT))}"
        file.seek(0)
    response = FileResponse(
        file, as_attachment=not is_inline, filename=_file_name(attachment), content_type=content_type
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = CACHE_CONTROL
    response["ETag"] = f'"{attachment.sha256}"'
    # Documents and pictures are compressed already; packing them again would only cost the server.
    response["Content-Encoding"] = "identity"
    return response


def suffix_of(attachment: Attachment) -> str:
    """`pdf`, or nothing for a kind of file without a name of its own."""
    return _SUFFIXES.get(attachment.media_type, "")


def _charset(start: bytes) -> str:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _file_name(attachment: Attachment) -> str:
    item = attachment.item
    committee = item.meeting.committee
    name = f"{committee.municipality.slug}-{committee.slug}-{item.meeting.address}-punkt-{item.slug}"
    suffix = suffix_of(attachment)
    return f"{name}-bilag-{attachment.position}{'.' if suffix else ''}{suffix}"
