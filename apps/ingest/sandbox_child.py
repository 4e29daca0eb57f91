"""The child process of `sandbox.py`: gives up its rights, reads one file from standard input, answers in
JSON.

Run as `python -m apps.ingest.sandbox_child`. Knows nothing of Django.
"""

import ctypes
import json
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Callable

from apps.ingest.errors import UnreadableDocument
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.readers.failures import DamagedDocument, ReadingCrashed, ReadingOutOfMemory
from apps.ingest.readers.reading import read_document

MEMORY_LIMIT = 1 << 30
CPU_SECONDS = 30
_OPEN_FILE_LIMIT = 64
_CHILD_LIMIT = 256

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SECCOMP_MODE_FILTER = 2
# Per machine: the kernel's name of the architecture and its numbers of socket, socketpair and io_uring_setup.
_CALLS = {"x86_64": (0xC000003E, (41, 53, 425)), "aarch64": (0xC00000B7, (198, 199, 425))}
# The same calls under the numbers of the x32 form of the machine.
_OTHER_NUMBERING = 0x40000000
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000


def answer_with(read: Callable[[bytes], dict[str, object]]) -> None:
    """Gives up all rights, reads standard input, prints what `read` makes of it as one JSON object, and ends
    without tidying up.
    """
    give_up_rights()
    answer = _answer(read, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode(errors="replace"))
    sys.stdout.buffer.flush()
    os._exit(0)


def give_up_rights() -> bool:
    """Sets all limits. True when the kernel also refuses every new network connection."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_LIMIT),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILE_LIMIT),
        (resource.RLIMIT_NPROC, _CHILD_LIMIT),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (allowed, allowed))
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return _refuse_network(libc)


def _refuse_network(libc: ctypes.CDLL) -> bool:
    """A seccomp filter without which a reader could open sockets. Needs no privilege, works in containers."""
    if platform.machine() not in _CALLS:
        return False
    architecture, calls = _CALLS[platform.machine()]
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    program = [(load, 0, 0, 4), (equal, 1, 0, architecture), (answer, 0, 0, _KILL), (load, 0, 0, 0)]
    program.append((at_least, len(calls) + 1, 0, _OTHER_NUMBERING))
    for position, call in enumerate(calls):
        program.append((equal, len(calls) - position, 0, call))
    program += [(answer, 0, 0, _ALLOW), (answer, 0, 0, _REFUSE)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    return int(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0)) == 0


def _answer(read: Callable[[bytes], dict[str, object]], content: bytes) -> dict[str, object]:
    """What was read, or the failure.

    Parsers raise whatever they like on broken files, so everything is caught here.
    """
    try:
        return read(content)
    except UnreadableDocument as failure:
        return _failure(failure)
    except MemoryError:
        return _failure(
            ReadingOutOfMemory("Filen kræver for meget hukommelse at læse. Del den op, og prøv igen.")
        )
    except RecursionError:
        return _failure(DamagedDocument("Filen er beskadiget: dens dele ligger for dybt inde i hinanden."))
    except Exception:  # noqa: BLE001 - the boundary: what a library raises on a hostile file is not known
        return _failure(
            ReadingCrashed("Filen kan ikke læses: den er beskadiget. Gem den igen, og prøv igen.")
        )


def _failure(failure: UnreadableDocument) -> dict[str, object]:
    return {"failure": {"code": failure.code, "message": str(failure)}}


def document_as_json(document: DocumentText) -> dict[str, object]:
    """The text as the parent reads it back."""
    return {
        "lines": [[line.number, line.text, line.page, line.marked] for line in document.lines],
        "furniture": [[line.number, line.text, line.page, line.marked] for line in document.furniture],
        "is_ocr": document.is_ocr,
        "notes": [[note.code, note.message] for note in document.notes],
    }


if __name__ == "__main__":
    answer_with(lambda content: document_as_json(read_document(content)))
