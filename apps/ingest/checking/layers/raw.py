"""The readable words in bytes of a kind that nobody takes apart: old Office files, pictures, anything."""

import io
import re
from collections.abc import Iterator

from PIL import Image

from apps.ingest.checking.layers.layer import Found, Layer

_PLACE = "filens skjulte oplysninger"
_RUN = rb"[\x20-\x7e\xa0-\xff]"
_BYTES = re.compile(_RUN + rb"{10,}")
# Latin letters and the General Punctuation of Unicode, where dashes and narrow spaces are.
_WIDE = re.compile(rb"(?:" + _RUN + rb"\0|[\0-\x7f]\x20){10,}")
_FEWEST_DIGITS = 10
_DIGIT = re.compile(r"\d")


def find_in_bytes(content: bytes) -> Iterator[Found]:
    """Runs of letters in one byte each, or in two as Windows writes them, when they hold enough digits."""
    told = [match[0].decode("cp1252", "replace") for match in _BYTES.finditer(content)]
    told += [match[0].decode("utf-16-le", "replace") for match in _WIDE.finditer(content)]
    if text := "\n".join(run for run in told if has_many_digits(run)):
        yield Layer(_PLACE, text)


def find_in_picture(content: bytes) -> Iterator[Found]:
    """What a camera or a program wrote beside the picture; the picture itself is text recognition's."""
    yield from find_in_bytes(content)
    try:
        with Image.open(io.BytesIO(content)) as picture:
            told = [*picture.info.values(), *picture.getexif().values()]
    except (OSError, ValueError, SyntaxError):
        return
    if words := "\n".join(_readable(value) for value in told):
        yield Layer(_PLACE, words)


def has_many_digits(text: str) -> bool:
    """Whether a text could hold a CPR number at all."""
    return len(_DIGIT.findall(text)) >= _FEWEST_DIGITS


def _readable(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
