"""The queue of uploads: taken once, given back by a worker that died, and never lost."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from apps.archive.models import Attachment, Meeting, SourceDocument
from apps.archive.originals import original_path, read_original
from apps.ingest.desk.approval import approve_document, seen_version
from apps.ingest.desk.uploading import receive_files
from apps.ingest.models import Finding, Upload
from apps.ingest.worker import MAX_ATTEMPTS, work_once
from tests.ingest.attaching.deliveries import MAP, PLAN, make_delivery, make_minutes
from tests.ingest.documents import make_document, make_item, make_zip

ROOT = Path(__file__).parents[3]
State = SourceDocument.State
# The process kills itself when it comes to the named step for the first time.
KILLED_AT = """
import os, signal, sys
import django
django.setup()
from apps.ingest import intake, pipeline, worker
from apps.ingest.desk import approval, uploading
room, name = sys.argv[1].split(".")
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
rooms = {"pipeline": pipeline, "uploading": uploading, "intake": intake, "approval": approval}
setattr(rooms[room], name, die)
exec(sys.argv[2])
"""
HAND_IN = """
from django.core.files.uploadedfile import SimpleUploadedFile
from apps.accounts.models import User
from apps.archive.models import Municipality
content = open(sys.argv[3], "rb").read()
uploading.receive_files([SimpleUploadedFile("referat.txt", content)],
    Municipality.objects.get(slug="eksempelby"), User.objects.get(email="indlaegger@eksempelby.dk"))
"""
WORK = "worker.work_once()"
APPROVE = """
from apps.accounts.models import User
from apps.archive.models import SourceDocument
source = SourceDocument.objects.get()
approval.approve_document(source.pk, by=User.objects.get(email="godkender@eksempelby.dk"),
    seen=approval.seen_version(source))
"""


def upload(home, people, *files):
    return receive_files(
        [SimpleUploadedFile(name, content) for name, content in files], home, people.uploader
    )


@pytest.mark.django_db
def test_zip_is_kept_whole_and_unpacked_by_the_worker(home, people):
    members = {
        "a/referat.txt": make_document(),
        "b/andet.txt": make_document(date="14-02-2024"),
        "c.zip": b"PK",
    }
    content = make_zip(members)

    batch = upload(home, people, ("alle.zip", content))

    rows = Upload.objects.filter(batch=batch).values_list("file_name", "is_waiting", "refusal")
    assert list(rows) == [("alle.zip", True, "")]
    work_once()
    assert sorted(rows.all()) == [
        ("a/referat.txt", True, ""),
        ("alle.zip", False, ""),
        ("b/andet.txt", True, ""),
        ("c.zip", False, "Det er en ZIP-fil inde i en ZIP-fil. Pak den ud først."),
    ]
    kept = SourceDocument.objects.get(file_name="alle.zip")
    assert (kept.state, read_original(kept.sha256)) == (State.UNPACKED, content)


@pytest.mark.django_db
def test_unpacking_that_was_interrupted_goes_on_without_doubles(home, people):
    batch = upload(home, people, ("alle.zip", make_delivery()))
    work_once()
    Upload.objects.filter(file_name="alle.zip").update(is_waiting=True)
    Upload.objects.filter(file_name="referat.txt").delete()

    while work_once():
        pass

    uploads = Upload.objects.filter(batch=batch)
    assert sorted(uploads.values_list("source__file_name", "source__state")) == [
        ("Kort over Åvej.txt", State.ATTACHMENT),
        ("alle.zip", State.UNPACKED),
        ("plan_for_cykelstier.pdf", State.ATTACHMENT),
        ("referat.txt", State.REVIEW),
    ]


@pytest.mark.django_db
def test_refused_zip_is_kept_with_its_reason(home, people):
    batch = upload(home, people, ("alle.zip", make_delivery()[:-30]))

    work_once()

    source = SourceDocument.objects.get(uploads__batch=batch)
    assert (source.state, source.reason) == (
        State.UNREADABLE,
        "ZIP-filen er beskadiget og kan ikke åbnes.",
    )


@pytest.mark.django_db
def test_files_chosen_together_are_shown_as_attachments_once_the_minutes_are_approved(home, people):
    upload(
        home,
        people,
        ("Kort over Åvej.txt", "Kortet viser Åvej.".encode()),
        ("referat.txt", make_minutes()),
        ("Plan for cykelstier.txt", b"Ring til Tage, mobil 12 34 56 78."),
    )
    while work_once():
        pass
    before = Attachment.objects.count()
    source = SourceDocument.objects.get(file_name="referat.txt")

    approve_document(source.pk, by=people.approver, seen=seen_version(source))

    assert before == 0
    assert list(Attachment.objects.values_list("title", "byte_count")) == [(PLAN, 0), (MAP, 19)]
    [finding] = Finding.objects.filter(source__file_name="Plan for cykelstier.txt")
    assert finding.kind == "Et telefonnummer"


@pytest.mark.django_db
def test_same_bytes_again_are_known_and_not_read_twice(hand_in, home, people):
    source = hand_in()

    batch = upload(home, people, ("kopi.txt", make_document()), ("kopi2.txt", make_document()))

    rows = Upload.objects.filter(batch=batch).values_list("source", "is_duplicate", "is_waiting")
    assert list(rows) == [(source.pk, True, False)] * 2


@pytest.mark.django_db
def test_document_under_a_lease_is_left_alone_until_the_lease_is_over(home, people):
    upload(home, people, ("referat.txt", make_document()))
    Upload.objects.update(leased_until=timezone.now() + timedelta(minutes=1), attempt_count=1)
    while_leased = work_once()
    Upload.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    assert (while_leased, work_once(), work_once()) == (False, True, False)
    assert SourceDocument.objects.get().state == State.REVIEW


@pytest.mark.django_db
def test_document_that_kills_every_worker_is_given_up(home, people):
    upload(home, people, ("referat.txt", make_document()))
    Upload.objects.update(leased_until=timezone.now() - timedelta(seconds=1), attempt_count=MAX_ATTEMPTS)

    work_once()

    source = SourceDocument.objects.get()
    assert (source.state, source.reason) == (
        State.FAILED,
        "Læsningen blev afbrudt flere gange. Filen er gemt. Prøv at gemme den som PDF igen.",
    )
    assert not Upload.objects.filter(is_waiting=True).exists()


def run_killed(step, action, path, settings):
    database = connection.settings_dict
    place = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{database['USER']}:{database['PASSWORD']}@{place}",
        "ORIGINALS_DIR": str(settings.ORIGINALS_DIR),
        "DJANGO_SETTINGS_MODULE": "minutes_archive.settings",
    }
    command = [sys.executable, "-c", KILLED_AT, step, action, str(path)]
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=60).returncode


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("step", "action"),
    [
        ("uploading.receive_chunks", HAND_IN),
        ("intake._wait_for_turn", HAND_IN),
        ("pipeline.read_file", WORK),
        ("pipeline.keep_text", WORK),
        ("pipeline.judge", WORK),
        ("pipeline.index_meeting", APPROVE),
        ("pipeline.hold_what_rows_tell", APPROVE),
    ],
)
def test_killed_at_a_step_nothing_is_half_public_and_the_next_run_finishes(
    step, action, home, people, settings, tmp_path
):
    content = make_document(make_item(), make_item(2, "Ny skole"))
    path = tmp_path / "referat.txt"
    path.write_bytes(content)
    if action != HAND_IN:
        upload(home, people, ("referat.txt", content))
    if action == APPROVE:
        work_once()

    assert run_killed(step, action, path, settings) == -9
    assert Meeting.objects.count() == 0
    assert all(original_path(row.sha256).read_bytes() == content for row in SourceDocument.objects.all())

    Upload.objects.update(leased_until=None)
    if action == HAND_IN:
        assert SourceDocument.objects.count() == 0
        upload(home, people, ("referat.txt", content))
    while work_once():
        pass
    assert run_killed("pipeline.nothing_at_all", APPROVE, path, settings) == 0
    assert (Meeting.objects.published().count(), SourceDocument.objects.get().state) == (1, State.PUBLISHED)
    assert not Upload.objects.filter(is_waiting=True).exists()
