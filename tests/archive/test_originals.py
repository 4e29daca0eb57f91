import hashlib
import os
import stat
from io import StringIO

import pytest
from django.core.management import call_command

from apps.archive.models import SourceDocument
from apps.archive.originals import (
    DamagedOriginal,
    Fault,
    find_fault,
    keep_original,
    kept_files,
    original_path,
    read_original,
)


def test_original_is_kept_by_its_hash_and_read_only(settings):
    sha256 = keep_original("Æblehaven".encode())

    path = settings.ORIGINALS_DIR / sha256[:2] / sha256[2:4] / sha256
    assert sha256 == hashlib.sha256("Æblehaven".encode()).hexdigest()
    assert path.read_text() == "Æblehaven"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert list(kept_files()) == [path]


def test_same_bytes_again_leave_the_file_alone():
    path = original_path(keep_original(b"x"))
    before = path.stat()

    keep_original(b"x")

    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_interrupted_write_leaves_nothing(monkeypatch):
    def refuse(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)

    with pytest.raises(OSError, match="No space left"):
        keep_original(b"x")

    assert list(kept_files()) == []


def _damage(path, content):
    path.chmod(0o644)
    path.write_bytes(content)


def test_every_kind_of_damage_is_told_apart():
    good, short, changed, missing, unreadable = (keep_original(bytes([65 + n]) * 9) for n in range(5))
    _damage(original_path(short), b"BBB")
    _damage(original_path(changed), b"CCCCCCCCX")
    original_path(missing).unlink()
    original_path(unreadable).unlink()
    original_path(unreadable).mkdir()

    found = [find_fault(sha256, 9) for sha256 in (good, short, changed, missing, unreadable)]

    assert found == [None, Fault.WRONG_SIZE, Fault.CHANGED, Fault.MISSING, Fault.UNREADABLE]


def test_damaged_original_is_not_given_out_and_healed_by_the_same_bytes():
    sha256 = keep_original(b"godt")
    _damage(original_path(sha256), b"galt")

    with pytest.raises(DamagedOriginal):
        read_original(sha256)
    keep_original(b"godt")

    assert read_original(sha256) == b"godt"


def _verify():
    output = StringIO()
    try:
        call_command("verify_originals", stdout=output)
    except SystemExit as end:
        return end.code, output.getvalue().splitlines()
    return 0, output.getvalue().splitlines()


@pytest.mark.django_db
def test_verify_originals_is_content_when_all_is_well():
    sha256 = keep_original(b"abc")
    SourceDocument.objects.create(sha256=sha256, file_name="a.txt", byte_count=3)

    assert _verify() == (0, ["1 originaler kontrolleret, 0 fejl, 0 uventede filer."])


@pytest.mark.django_db
def test_verify_originals_names_changed_and_unexpected_files(settings):
    sha256 = keep_original(b"abc")
    SourceDocument.objects.create(sha256=sha256, file_name="a.txt", byte_count=3)
    _damage(original_path(sha256), b"abd")
    stranger = settings.ORIGINALS_DIR / "fremmed.txt"
    stranger.write_text("?")

    assert _verify() == (
        1,
        [
            f"{sha256}: er ændret",
            f"{stranger}: hører ikke til her",
            "1 originaler kontrolleret, 1 fejl, 1 uventede filer.",
        ],
    )
