"""A process that is killed at any step loses nothing and leaves nothing half public.

`KILLS=20 pytest tests/ingest/desk/test_kills.py` kills it twenty times at each step; without, once at some.
"""

import os
import signal
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from apps.archive import originals
from apps.archive.models import Meeting, SourceDocument
from apps.archive.originals import kept_files, read_original
from apps.ingest import intake, pipeline, worker
from apps.ingest.attaching import delivery
from apps.ingest.desk import approval, uploading
from apps.ingest.models import Upload
from apps.search.models import SearchEntry
from tests.ingest.documents import make_document, make_item, make_zip

KILLS = int(os.environ.get("KILLS", "0"))
State = SourceDocument.State


class Desk:
    """One delivery of two minutes and a text, as a ZIP, on its way to the public."""

    def __init__(self, home, people, turn):
        self.home, self.people, self.turn = home, people, turn
        day = date(2022, 1, 1) + timedelta(days=turn)
        self.minutes = make_document(make_item(), make_item(2, "Ny skole"), date=f"{day:%d-%m-%Y}")
        other = make_document(date=f"{day + timedelta(days=1000):%d-%m-%Y}")
        self.members = {
            "referat.txt": self.minutes,
            "tidligere/referat.txt": other,
            "note.txt": b"Kaere alle. Husk madpakken.",
        }
        self.content = make_zip(self.members)

    def hand_in(self):
        uploading.receive_files(
            [SimpleUploadedFile("alle.zip", self.content)], self.home, self.people.uploader
        )

    def work(self):
        while worker.work_once():
            pass

    def approve(self):
        for source in SourceDocument.objects.filter(state=State.REVIEW):
            approval.approve_document(source.pk, by=self.people.approver, seen=approval.seen_version(source))


# The room where a step is called, its name there, and what somebody is doing then.
STEPS = [
    (originals.tempfile, "mkstemp", "hand_in"),
    (originals.os, "replace", "hand_in"),
    (originals, "_sync_folder", "hand_in"),
    (intake, "_wait_for_turn", "hand_in"),
    (uploading, "_queue", "hand_in"),
    (worker, "unpack", "work"),
    (uploading, "read_members", "work"),
    (pipeline, "read_file", "work"),
    (pipeline, "understand", "work"),
    (pipeline, "keep_text", "work"),
    (pipeline, "judge", "work"),
    (pipeline, "read_placement", "work"),
    (worker, "_finish", "work"),
    (worker, "settle_delivery", "work"),
    (delivery, "share_out", "work"),
    (pipeline, "store_meeting", "approve"),
    (pipeline, "hold_what_rows_tell", "approve"),
    (pipeline, "index_meeting", "approve"),
    (approval, "Approval", "approve"),
]


def dies_in(act, room, name):
    """Whether a process of its own, doing `act`, was killed when it came to the step."""
    pid = os.fork()
    if pid == 0:
        try:
            # The parent goes on with the connections; here they are only let go.
            kept = [(each, each.connection) for each in connections.all(initialized_only=True)]
            for each, _ in kept:
                each.connection = None
            getattr(room, name)
            setattr(room, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
            act()
        finally:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_step_nothing_is_lost_or_half_public_and_the_queue_drains(home, people):
    turns = ((*step, turn) for turn, step in enumerate(STEPS * KILLS or STEPS[::3]))
    for room, name, action, turn in turns:
        desk = Desk(home, people, turn)
        if action != "hand_in":
            desk.hand_in()
        if action == "approve":
            desk.work()

        assert dies_in(getattr(desk, action), room, name), name

        assert (Meeting.objects.count(), SearchEntry.objects.count()) == (2 * turn, 3 * turn), name
        for source in SourceDocument.objects.order_by("-pk")[: len(desk.members) + 1]:
            read_original(source.sha256)
        # The lease of the dead runs out, and whoever saw an error hands it in again.
        Upload.objects.filter(is_waiting=True).update(leased_until=timezone.now() - timedelta(hours=1))
        desk.hand_in()
        desk.work()
        desk.approve()
        assert not Upload.objects.filter(is_waiting=True).exists(), name
        assert Meeting.objects.published().count() == 2 * (turn + 1), name
        assert SearchEntry.objects.count() == 3 * (turn + 1), name
    whole = {path.name for path in kept_files() if not path.name.startswith(".")}
    assert whole == set(SourceDocument.objects.values_list("sha256", flat=True))
