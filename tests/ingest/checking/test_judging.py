"""No way into the archive leads past a CPR number that is certain, wherever in the file it lies."""

import contextlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from apps.archive.models import Meeting, Municipality, SourceDocument
from apps.ingest.checking.judging import Held
from apps.ingest.desk.approval import NotReady, approve_document, correct_document, seen_version
from apps.ingest.desk.corrections import Decided
from apps.ingest.desk.uploading import receive_files
from apps.ingest.intake import receive_upload
from apps.ingest.models import Finding
from apps.ingest.pipeline import (
    examine_document,
    ingest_document,
    prepare_document,
    publish_examined,
    publish_record,
)
from apps.ingest.record_json import read_record
from apps.ingest.storing.decided import decided_record
from apps.ingest.worker import work_once
from apps.search.models import SearchEntry
from tests.ingest.desk.conftest import home, people  # noqa: F401 - the clerks of the desk are here as well
from tests.ingest.documents import make_document, make_item, make_zip
from tests.ingest.records import made_up_cpr_number

pytestmark = pytest.mark.django_db
State = SourceDocument.State
_NUMBER = made_up_cpr_number()
WRITTEN = f"{_NUMBER[:6]}-{_NUMBER[6:]}"


def seen_in(text):
    return make_document(make_item(text=f"Eksempelby Kommune. {text}"))


def unseen_in(text):
    lines = "".join(f"<p>{line}</p>" for line in seen_in("").decode().splitlines() if line)
    return f"<html><body>{lines}<p title='{text}'></p></body></html>".encode()


def by_command(content, path, who):
    path.write_bytes(content)
    with contextlib.suppress(SystemExit):
        call_command("ingest", str(path))


def by_packed_command(content, path, who):
    by_command(make_zip({"referat.html": content, "andet.txt": b"Hej"}), path.with_suffix(".zip"), who)


def by_harvest(content, path, who):
    ingest_document(receive_upload(content, "referat.html"))


def by_delivery(content, path, who):
    publish_examined(examine_document(receive_upload(content, "referat.html")))


def by_desk(content, path, who):
    place = Municipality.objects.get(slug="eksempelby")
    receive_files([SimpleUploadedFile("referat.html", content)], place, who.uploader)
    while work_once():
        pass
    source = SourceDocument.objects.get()
    with contextlib.suppress(NotReady):
        approve_document(source.pk, by=who.approver, seen=seen_version(source))


def by_reading_again(content, path, who):
    """Known from before there was the rule: it waits for its approval when it is read by a newer one."""
    source = receive_upload(content, "referat.html")
    SourceDocument.objects.update(state=State.REVIEW)
    prepare_document(SourceDocument.objects.get(pk=source.pk))
    source.refresh_from_db()
    with contextlib.suppress(NotReady):
        approve_document(source.pk, by=who.approver, seen=seen_version(source))


@pytest.mark.parametrize("carry", [seen_in, unseen_in])
@pytest.mark.parametrize(
    "come", [by_command, by_packed_command, by_harvest, by_delivery, by_desk, by_reading_again]
)
def test_no_way_in_publishes_a_certain_number(come, carry, people, tmp_path):  # noqa: F811 - see above
    come(carry(WRITTEN), tmp_path / "referat.html", people)

    source = SourceDocument.objects.order_by("pk").get(findings__tier="block")
    assert (source.state, source.original_is_public) == (State.HELD, False)
    assert (Meeting.objects.count(), SearchEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize("carry", [seen_in, unseen_in])
def test_the_same_ways_publish_what_has_no_number(carry, tmp_path):
    by_command(carry("intet"), tmp_path / "referat.html", None)

    assert (Meeting.objects.published().count(), SearchEntry.objects.count()) == (1, 1)


def test_number_that_a_correction_brings_is_not_kept_and_not_published(home, people):  # noqa: F811 - see above
    source = prepare_document(receive_upload(seen_in("intet"), "referat.txt", home))

    with pytest.raises(NotReady):
        correct_document(
            source.pk,
            by=people.approver,
            seen=seen_version(source),
            decisions=[Decided("1", "title", f"Klage fra {WRITTEN}")],
            municipality=home,
        )

    assert source.corrections.count() == 0


def test_record_is_not_published_past_a_finding_nor_with_a_number_in_its_rows(home):  # noqa: F811 - see above
    source = receive_upload(seen_in("intet"), "referat.txt", home)
    prepare_document(source)
    record = decided_record(source)
    Finding.objects.create(
        source=source, tier="block", kind="Et CPR-nummer", place="punkt 1", fingerprint="a"
    )
    with pytest.raises(Held):
        publish_record(source, record, home)
    Finding.objects.all().delete()
    told = read_record({**record.as_json(), "location": f"Hos {WRITTEN}"})

    with pytest.raises(Held):
        publish_record(source, told, home)

    assert (Meeting.objects.count(), SearchEntry.objects.count()) == (0, 0)
