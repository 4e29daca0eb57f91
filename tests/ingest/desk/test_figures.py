"""How the archive is kept, as the desk tells it."""

import os

import pytest
from django.core.management import call_command

from apps.ingest.models import Upload
from tests.ingest.desk.acts import sign_in
from tests.ingest.documents import make_document

pytestmark = pytest.mark.django_db
PAGE = "/indlaes/eksempelby/drift/"


def read_page(person):
    return " ".join(sign_in(person).get(PAGE).content.decode().split())


def test_nothing_known_is_told_as_unknown(people):
    page = read_page(people.uploader)

    assert "<dd>0 filer, 0 bytes</dd>" in page
    assert "hele arkivet</dt><dd>ukendt</dd>" in page
    assert "alle filer</dt><dd>aldrig</dd>" in page


def test_figures_tell_what_is_kept_waits_and_was_checked(people, hand_in, settings, tmp_path):
    source = hand_in()
    Upload.objects.update(is_waiting=True)
    settings.BACKUP_MARKER = tmp_path / "backup-done"
    settings.BACKUP_MARKER.touch()
    os.utime(settings.BACKUP_MARKER, (1_730_000_000, 1_730_000_000))
    call_command("verify_originals")

    page = read_page(people.uploader)

    assert f"<dd>1 fil, {len(make_document())} bytes</dd>" in page
    assert source.byte_count == len(make_document())
    assert "<dd>1, den ældste siden" in page
    assert "27. oktober 2024 04.33" in page
    assert "1 fil kontrolleret, ingen fejl" in page
