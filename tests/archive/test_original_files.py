"""The original document as a reader gets it."""

import pytest

from apps.archive.originals import keep_original
from tests.archive.pages import Page
from tests.factories import make_committee, make_meeting, make_source

pytestmark = pytest.mark.django_db


def original_of(meeting, content, **fields):
    meeting.source = make_source(sha256=keep_original(content), byte_count=len(content), **fields)
    meeting.save()
    return meeting.get_absolute_url() + "original/"


def test_public_text_original_is_shown_sandboxed(client):
    url = original_of(
        make_meeting(),
        "Mødet på rådhuset".encode(),
        media_type="text/plain",
        file_name="a.txt",
        original_is_public=True,
    )
    response = client.get(url)

    assert response.content.decode() == "Mødet på rådhuset"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(url, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_other_original_is_a_download_under_a_name_of_ours(client):
    committee = make_committee("Byrådet")
    url = original_of(
        make_meeting(committee=committee),
        b"<script>",
        media_type="text/html",
        file_name="../Ane Hemmelig.html",
        original_is_public=True,
    )

    assert client.get(url)["Content-Disposition"] == 'attachment; filename="herning-byraadet-2024-02-07.html"'


def test_original_that_is_not_public_or_is_lost_does_not_exist(client):
    held = make_meeting()
    url = original_of(held, b"hemmeligt", media_type="text/plain", file_name="a.txt")
    assert client.get(url).status_code == 404
    assert Page(client, held.get_absolute_url()).links(f'a[href="{url}"]') == []

    lost = make_meeting()
    lost.source = make_source(
        sha256="0" * 64, media_type="text/plain", file_name="a.txt", original_is_public=True
    )
    lost.save()
    assert client.get(lost.get_absolute_url() + "original/").status_code == 404
