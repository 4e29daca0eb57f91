"""The queue of uploads: taken once, given back by a worker that died, and never lost."""

import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.archive.models import Attachment, SourceDocument
from apps.archive.originals import original_path, read_original
from apps.ingest import worker
from apps.ingest.attaching.showing import refresh_files
from apps.ingest.desk.approval import approve_document, seen_version
from apps.ingest.desk.uploading import receive_files
from apps.ingest.models import Finding, Upload
from apps.ingest.pipeline import prepare_document
from apps.ingest.worker import BACK_OFF, MAX_ATTEMPTS, work_once
from tests.ingest.attaching.deliveries import MAP, PLAN, make_delivery, make_minutes
from tests.ingest.documents import make_document, make_zip

State = SourceDocument.State


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
def test_files_that_come_later_are_shown_when_the_minutes_are_approved_with_them(home, people, hand_in):
    source = hand_in(make_minutes())
    approve_document(source.pk, by=people.approver, seen=seen_version(source))

    upload(home, people, ("alle.zip", make_delivery()))
    while work_once():
        pass
    source.refresh_from_db()
    refresh_files(source.meeting)
    before = (source.state, list(Attachment.objects.exclude(sha256="")), source.meeting.state)
    approve_document(source.pk, by=people.approver, seen=seen_version(source))

    assert before == (State.REVIEW, [], "published")
    assert list(Attachment.objects.exclude(sha256="").values_list("title", flat=True)) == [PLAN, MAP]


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
def test_document_that_two_workers_died_with_is_left_a_while(home, people):
    upload(home, people, ("referat.txt", make_document()))
    Upload.objects.update(leased_until=timezone.now() - timedelta(seconds=1), attempt_count=2)
    at_once = work_once()
    Upload.objects.update(leased_until=timezone.now() - BACK_OFF - timedelta(seconds=1))

    assert (at_once, work_once()) == (False, True)


@pytest.mark.django_db
def test_failure_on_our_side_is_tried_again_later_until_it_is_enough(home, people):
    upload(home, people, ("referat.txt", make_document()))
    original_path(SourceDocument.objects.get().sha256).unlink()
    attempts = []

    while Upload.objects.filter(is_waiting=True).exists():
        Upload.objects.update(leased_until=None)
        attempts.append(work_once())
        if len(attempts) == MAX_ATTEMPTS - 1:
            waits_until = Upload.objects.get().leased_until
    failed = SourceDocument.objects.get().state
    upload(home, people, ("referat.txt", make_document()))
    work_once()

    assert (len(attempts), failed, SourceDocument.objects.get().state) == (3, State.FAILED, State.REVIEW)
    assert waits_until > timezone.now() + BACK_OFF


@pytest.mark.django_db(transaction=True)
def test_lease_is_renewed_while_a_long_document_is_read(home, people, monkeypatch):
    upload(home, people, ("referat.txt", make_document()))
    monkeypatch.setattr(worker, "_RENEWED_EVERY_SECONDS", 0.01)
    seen = []

    def wait_for_renewal(source):
        first = Upload.objects.get().leased_until
        for _ in range(1000):
            if Upload.objects.get().leased_until > first:
                break
            threading.Event().wait(0.01)
        seen.append(Upload.objects.get().leased_until > first)
        return prepare_document(source)

    monkeypatch.setattr(worker, "prepare_document", wait_for_renewal)
    work_once()

    assert seen == [True]
    assert SourceDocument.objects.get().state == State.REVIEW


@pytest.mark.django_db
def test_document_that_kills_every_worker_is_given_up(home, people):
    upload(home, people, ("referat.txt", make_document()))
    Upload.objects.update(leased_until=timezone.now() - timedelta(seconds=1), attempt_count=MAX_ATTEMPTS)
    Upload.objects.update(leased_until=None)

    work_once()

    source = SourceDocument.objects.get()
    assert (source.state, source.reason) == (
        State.FAILED,
        "Læsningen blev afbrudt flere gange. Filen er gemt. Prøv at gemme den som PDF igen.",
    )
    assert not Upload.objects.filter(is_waiting=True).exists()
