"""The layers of web pages saved as one file and of mails: the heads, and every part as a file of its own."""

from collections.abc import Iterator
from email import message_from_bytes, policy

from apps.ingest.checking.layers.layer import Found, Layer

_HEADS = "filens skjulte oplysninger"


def find_in_mail(content: bytes) -> Iterator[Found | bytes]:
    message = message_from_bytes(content, policy=policy.compat32)
    for part in message.walk():
        yield Layer(_HEADS, "\n".join(f"{name}: {value}" for name, value in part.items()))
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            yield _in_utf_8(payload, part.get_content_charset())


def _in_utf_8(payload: bytes, charset: str | None) -> bytes:
    """What a part says about its letters is true more often than a guess."""
    if not charset:
        return payload
    try:
        return payload.decode(charset).encode()
    except (LookupError, UnicodeError):
        return payload
