import hashlib
import threading

import pytest
from django.db import connections

from apps.archive.models import SourceDocument
from apps.archive.originals import read_original
from apps.ingest import intake
from apps.ingest.intake import FileTooLarge, clean_file_name, receive_upload
from tests.factories import municipality


@pytest.mark.django_db
def test_upload_is_kept_with_its_row():
    source = receive_upload(b"Referat", "referat.md")

    assert read_original(source.sha256) == b"Referat"
    assert (source.sha256, source.file_name, source.media_type, source.byte_count, source.state) == (
        hashlib.sha256(b"Referat").hexdigest(), "referat.md", "text/markdown", 7, "received",
    )  # fmt: skip


@pytest.mark.django_db
def test_same_bytes_are_one_row_per_municipality():
    herning, herlev = municipality("Herning"), municipality("Herlev")

    unplaced = receive_upload(b"x", "a.txt")
    placed = receive_upload(b"x", "b.txt", herning)
    other = receive_upload(b"x", "c.txt", herlev)
    again = [receive_upload(b"x", "d.txt", place) for place in (None, herning, herlev)]

    assert placed == unplaced
    assert placed.municipality == herning
    assert other != placed
    assert again == [placed, placed, other]


@pytest.mark.django_db
def test_too_large_file_is_refused(monkeypatch):
    monkeypatch.setattr(intake, "MAX_FILE_BYTES", 3)

    with pytest.raises(FileTooLarge):
        receive_upload(b"1234", "stor.txt")

    assert SourceDocument.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_same_bytes_at_once_are_one_row():
    barrier = threading.Barrier(6)
    found = []

    def upload():
        barrier.wait()
        found.append(receive_upload(b"samtidig", "a.txt").pk)
        connections.close_all()

    threads = [threading.Thread(target=upload) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 6
    assert set(found) == {SourceDocument.objects.get().pk}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("referat.txt", "referat.txt"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Mødesager\referat.txt", "referat.txt"),
        ("a\x00b\x1b[31m\u202egpj.txt", "ab[31mgpj.txt"),
        ("A\u030alborg.txt", "Ålborg.txt"),
        ("\udcff.txt", ".txt"),
        ("", "uden-navn"),
        ("..", "uden-navn"),
        ("mappe/", "mappe"),
        ("å" * 300 + ".txt", "å" * 251 + ".txt"),
        ("x." + "y" * 300, "x." + "y" * 253),
    ],
)
def test_file_name_is_cleaned(written, shown):
    assert clean_file_name(written) == shown
