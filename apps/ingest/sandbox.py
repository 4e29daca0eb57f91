"""Reads files from outside in a child process with limits, so that a bad file can only hurt itself.

The child is a fresh interpreter without our environment, without network and without Django
(`sandbox_child.py`). Plain text is read here: it needs no library, its cost grows linearly, and a child would
take longer than the reading.
"""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from apps.ingest.errors import AmbiguousLayout, UnreadableDocument
from apps.ingest.readers.document_text import OUT_OF_TIME, DocumentText, Line, Note
from apps.ingest.readers.failures import (
    FAILURES,
    ReadingCrashed,
    ReadingTimedOut,
    TooLargeDocument,
)
from apps.ingest.readers.reading import SIZE_LIMIT, read_document
from apps.ingest.readers.sniffing import is_plain_text
from apps.ingest.reading import Reading
from apps.ingest.record_json import read_record
from apps.ingest.structured import may_be_structured

WALL_SECONDS = 60
# The whole of the second try of a scan: what comes after it in the queue waits as long.
LONG_SCAN_SECONDS = 110
OUTPUT_LIMIT = 150_000_000
_TEXT_SIZE_LIMIT = 2_000_000
_ROOT = Path(__file__).resolve().parents[2]
_CHUNK = 1 << 16
_DAMAGED = "Filen kan ikke læses: den er beskadiget. Gem den igen, og prøv igen."


def read_untrusted(content: bytes, seconds: int = WALL_SECONDS) -> DocumentText:
    """The text of a file from outside. Ends within `seconds` with the text or UnreadableDocument, nothing
    else.

    A scan in which text was found, but whose last pages were not reached, is given longer once; pages that
    are not reached then are told in a note.
    """
    if len(content) <= _TEXT_SIZE_LIMIT and is_plain_text(content):
        return read_document(content)
    text = read_in_child(content, seconds)
    if any(note.code == OUT_OF_TIME for note in text.notes) and seconds < LONG_SCAN_SECONDS:
        return read_in_child(content, LONG_SCAN_SECONDS)
    return text


def read_structured_untrusted(content: bytes) -> tuple[DocumentText, Reading] | None:
    """What a file of a record system tells, read in a child process; None for any other file.

    Raises a DocumentError when the file is one of ours but damaged, too large, a draft, or claimed twice.
    """
    if not may_be_structured(content):
        return None
    answer = ask_child("apps.ingest.structured_child", content)
    if candidates := answer.get("candidates"):
        raise AmbiguousLayout(tuple(str(name) for name in candidates))
    if "record" not in answer:
        return None
    try:
        places = {int(number): str(place) for number, place in answer["places"]}
        return _from_json(answer), Reading(read_record(answer["record"]), places)
    except (KeyError, TypeError, ValueError):
        raise ReadingCrashed(_DAMAGED) from None


def read_in_child(content: bytes, seconds: int = WALL_SECONDS) -> DocumentText:
    """`read_document` in a child process; its death, silence or chatter becomes an UnreadableDocument."""
    return _from_json(ask_child("apps.ingest.sandbox_child", content, seconds))


def ask_child(module: str, content: bytes, seconds: int = WALL_SECONDS) -> dict[str, Any]:
    """What `module`, run as a child process with limits, answers when it is given `content`.

    `Any` because that is what JSON is. Raises UnreadableDocument, also when the child ends without an answer.
    """
    if len(content) > SIZE_LIMIT:
        raise TooLargeDocument("Filen er større end 200 MB. Del den op, og læg delene op hver for sig.")
    with tempfile.TemporaryDirectory(prefix="reading-") as folder, tempfile.TemporaryFile() as source:
        source.write(content)
        source.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", module],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(seconds),
            start_new_session=True,
        )
        try:
            output = _read_output(child, time.monotonic() + seconds)
            return _answer(output, child)
        finally:
            _end(child)


def _environment(seconds: int) -> dict[str, str]:
    """Only what the child needs to start: no secret, no address of a database, no home folder."""
    return {
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "READING_SECONDS": str(seconds),
    }


def _read_output(child: subprocess.Popen[bytes], deadline: float) -> bytes:
    assert child.stdout is not None  # noqa: S101 - opened as a pipe above
    parts: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not selector.select(remaining):
                raise ReadingTimedOut(
                    "Filen tog for lang tid at læse. Gem den som PDF igen, eller del den op."
                )
            chunk = os.read(child.stdout.fileno(), _CHUNK)
            if not chunk:
                return b"".join(parts)
            size += len(chunk)
            if size > OUTPUT_LIMIT:
                raise TooLargeDocument("Filen indeholder mere tekst, end et referat kan have (højst 50 MB).")
            parts.append(chunk)


def _answer(output: bytes, child: subprocess.Popen[bytes]) -> dict[str, Any]:
    try:
        answer = json.loads(output)
        failure = answer.get("failure")
    except (ValueError, AttributeError, RecursionError):
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=2)
        if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            raise ReadingTimedOut(
                "Filen tog for lang tid at læse. Gem den som PDF igen, eller del den op."
            ) from None
        raise ReadingCrashed(_DAMAGED) from None
    if failure:
        raise _failure(failure)
    return answer  # type: ignore[no-any-return] # a dict, or it would have no `get`


def _failure(failure: dict[str, str]) -> UnreadableDocument:
    return FAILURES.get(failure["code"], ReadingCrashed)(failure["message"])


def _from_json(answer: dict[str, Any]) -> DocumentText:
    try:
        lines = tuple(Line(*values) for values in answer["lines"])
        furniture = tuple(Line(*values) for values in answer["furniture"])
        notes = tuple(Note(*values) for values in answer["notes"])
        return DocumentText(lines, furniture, bool(answer["is_ocr"]), notes)
    except (KeyError, TypeError):
        raise ReadingCrashed(_DAMAGED) from None


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ends the child and whatever it started; the group is its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdout is not None:
        child.stdout.close()
