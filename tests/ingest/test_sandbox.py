"""The child process: what a reader that has gone over to the enemy can still do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from apps.ingest import sandbox
from apps.ingest.readers.failures import (
    FAILURES,
    EncryptedDocument,
    ReadingCrashed,
    ReadingTimedOut,
    TooLargeDocument,
)
from apps.ingest.readers.reading import read_document

ROOT = Path(sandbox.__file__).parents[2]
FOLDER = ROOT / "tests" / "documents" / "formats"
ATTEMPTS = """
import ctypes, json, os, socket, subprocess, sys
from pathlib import Path
from apps.ingest.sandbox_child import give_up_rights

CONNECT = "import socket; socket.socket()"

def attempt(action):
    try:
        action()
    except (OSError, MemoryError, subprocess.SubprocessError) as error:
        return type(error).__name__
    return "done"

def write():
    with open("file", "wb", buffering=0) as file:
        file.write(b"x" * 1000)

has_no_network = give_up_rights()
libc = ctypes.CDLL(None)
print(json.dumps({
    "network": has_no_network,
    "socket": attempt(socket.socket),
    "pair": attempt(socket.socketpair),
    "program": attempt(lambda: subprocess.run([sys.executable, "-c", CONNECT], check=True)),
    "write": attempt(write),
    "memory": attempt(lambda: bytearray(1 << 30)),
    "files": attempt(lambda: [open("/dev/null") for _ in range(100)]),
    "new_rights": libc.prctl(39, 0, 0, 0, 0),
    "environment": [name for name in os.environ if "SECRET" in name or "DATABASE" in name],
}))
"""


def run_attempts(tmp_path: Path) -> dict[str, object]:
    result = subprocess.run(
        [sys.executable, "-P", "-s", "-c", ATTEMPTS],
        cwd=tmp_path,
        env=sandbox._environment(60),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return json.loads(result.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limits are those of Linux")
def test_child_cannot_connect_write_grow_or_see_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hemmelig")
    monkeypatch.setenv("DATABASE_URL", "postgresql://hemmelig")

    assert run_attempts(tmp_path) == {
        "network": True,
        "socket": "PermissionError",
        "pair": "PermissionError",
        "program": "CalledProcessError",
        "write": "OSError",
        "memory": "MemoryError",
        "files": "OSError",
        "new_rights": 1,
        "environment": [],
    }


def test_child_gives_the_same_document_as_reading_here():
    content = (FOLDER / "kultur-og-fritidsudvalget-2024-03-06.browser.pdf").read_bytes()

    assert sandbox.read_in_child(content) == read_document(content)
    assert sandbox.read_untrusted(content) == read_document(content)


def test_plain_text_is_read_here_and_gives_the_same_as_in_the_child():
    content = "REFERAT Byrådet\n\n## Punkt 1: Æbler\n".encode("cp1252")

    assert sandbox.read_untrusted(content) == sandbox.read_in_child(content)


def test_failure_keeps_its_name_and_sentence_through_the_child():
    with pytest.raises(EncryptedDocument) as caught:
        sandbox.read_in_child((FOLDER / "encrypted.pdf").read_bytes())

    assert (
        str(caught.value) == "PDF-filen er beskyttet med adgangskode. Gem den uden adgangskode, og prøv igen."
    )


def test_child_that_takes_too_long_is_ended_with_all_it_started():
    content = b"<html>" + b"<div>" * 60_000

    with pytest.raises(ReadingTimedOut):
        sandbox.read_in_child(content, seconds=1)


def test_child_that_dies_without_an_answer_is_a_named_failure(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(ReadingCrashed):
        sandbox.read_in_child(b"%PDF-1.7")


def test_child_that_talks_without_end_is_stopped(monkeypatch, tmp_path):
    program = tmp_path / "talker"
    program.write_text("#!/bin/sh\nexec yes\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sandbox, "OUTPUT_LIMIT", 1_000_000)

    with pytest.raises(TooLargeDocument):
        sandbox.read_in_child(b"%PDF-1.7")


def test_every_failure_has_its_own_code():
    assert all(failure.code == code for code, failure in FAILURES.items())
    assert len(FAILURES) == len(set(FAILURES.values()))
