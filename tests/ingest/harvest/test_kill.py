"""A harvest that is killed for real, by another process's signal in the middle of a request."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from apps.archive.models import Meeting, Municipality, SourceDocument
from apps.ingest.models import HarvestHost

from .portals import FakePortal, make_meeting, meeting_id, serve

ROOT = Path(__file__).parents[3]


@pytest.mark.django_db(transaction=True)
def test_killed_harvest_loses_nothing_and_goes_on(settings):
    portal = FakePortal()
    portal.add(*(make_meeting(number, days_ago=number) for number in (1, 2, 3, 4)))
    with serve(portal) as address:
        HarvestHost.objects.create(host=address, municipality=Municipality.objects.get(slug="eksempelby"))
        killed = start_harvest(address, settings)

        def kill(portal):
            killed.kill()
            killed.wait()
            return 500, {}, b""

        portal.plan[f"/api/agenda/dagsorden/{meeting_id(3)}"] = [kill]
        killed.communicate(timeout=60)
        assert killed.returncode == -9
        assert Meeting.objects.published().count() == 2

        said, _ = start_harvest(address, settings).communicate(timeout=60)

    assert said.decode().endswith("2 møder: 2 nye.\n")
    assert portal.fetched() == [1, 2, 3, 3, 4]
    assert (Meeting.objects.published().count(), SourceDocument.objects.count()) == (4, 4)
    assert HarvestHost.objects.get().run_started_at is None


def start_harvest(address, settings):
    database = connection.settings_dict
    place = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{database['USER']}:{database['PASSWORD']}@{place}",
        "ORIGINALS_DIR": str(settings.ORIGINALS_DIR),
        "PYTHONIOENCODING": "utf-8",
    }
    command = [sys.executable, "manage.py", "harvest", address, "--loopback", "--pause", "0"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
