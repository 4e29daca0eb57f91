"""The original document of a meeting as an HTTP answer that no browser will run anything from."""

from pathlib import PurePath

from django.http import HttpResponse

from apps.archive.models import Meeting, SourceDocument

INLINE_TYPE = "text/plain"
# What is withdrawn is gone from every cache within a minute.
CACHE_CONTROL = "public, max-age=60"


def answer_with_original(meeting: Meeting, source: SourceDocument, content: bytes) -> HttpResponse:
    """`source` is the document the meeting is shown from, `content` its bytes.

    Only plain text opens in the browser; everything else is downloaded, sandboxed and never guessed at.
    The file gets a name of ours: the name it came with is the sender's and may say more than the document.
    """
    is_inline = source.media_type.partition(";")[0].strip() == INLINE_TYPE
    content_type = _text_type(content) if is_inline else source.media_type or "application/octet-stream"
    response = HttpResponse(content, content_type=content_type)
    disposition = "inline" if is_inline else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{_file_name(meeting, source)}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = CACHE_CONTROL
    response["ETag"] = f'"{source.sha256}"'
    return response


def _text_type(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return f"{INLINE_TYPE}; charset=windows-1252"
    return f"{INLINE_TYPE}; charset=utf-8"


def _file_name(meeting: Meeting, source: SourceDocument) -> str:
    suffix = PurePath(source.file_name).suffix.lower()
    committee = meeting.committee
    known = suffix if suffix[1:].isascii() and suffix[1:].isalnum() else ""
    return f"{committee.municipality.slug}-{committee.slug}-{meeting.address}{known}"
