"""A harvest stores what is new, sees what changed and what is gone, and can be stopped anywhere."""

import datetime

import pytest
from django.db import connections
from django.utils import timezone

from apps.archive.models import AgendaItem, Attachment, AttachmentPage, Decision, Meeting, SourceDocument
from apps.archive.originals import read_original
from apps.ingest.harvest.failures import PortalClosed
from apps.ingest.harvest.portal import Portal
from apps.ingest.harvest.run import HarvestBusy, HarvestResult, Wish, harvest
from apps.ingest.models import HarvestedAttachment, HarvestedMeeting, HarvestHost

from .portals import DRAWING, TODAY, make_meeting, meeting_id

INTERFACE = "/api/agenda/dagsorden/"


@pytest.fixture
def run(host, client):
    def run_harvest(**wish):
        fresh = HarvestHost.objects.select_related("municipality").get(pk=host.pk)
        return [result for _, result, _ in harvest(fresh, Portal(client), Wish(**wish))]

    return run_harvest


def test_new_meetings_are_stored_for_the_municipality_of_the_host(run, portal):
    portal.add(make_meeting(1, days_ago=3), make_meeting(2, days_ago=9))

    assert run() == [HarvestResult.NEW, HarvestResult.NEW]
    assert portal.fetched() == [1, 2]
    assert sorted(str(meeting.committee) for meeting in Meeting.objects.published()) == [
        "Udvalg B for Prøver",
        "Udvalg C for Prøver",
    ]
    assert {meeting.committee.municipality.slug for meeting in Meeting.objects.all()} == {"eksempelby"}
    source = SourceDocument.objects.get(meeting__committee__name="Udvalg B for Prøver")
    assert (
        source.file_name
        == f"Udvalg B for Prøver, {TODAY - datetime.timedelta(days=3):%d-%m-%Y}, Referat.json"
    )


def test_the_session_comes_before_the_interface(run, portal):
    portal.add(make_meeting(1))

    run()

    assert portal.paths() == [
        "/robots.txt",
        "/",
        "/Home/AnonymousAuthentication?callback=%2F",
        "/forside",
        "/api/agenda/udvalgsliste",
        INTERFACE + meeting_id(1),
    ]


def test_lost_session_is_got_again(run, portal):
    portal.add(make_meeting(1))

    def forget(portal):
        portal.session = "to"
        return 302, {"Location": "/Home/Login"}, b""

    portal.plan[INTERFACE + meeting_id(1)] = [forget]

    assert run() == [HarvestResult.NEW]


def test_portal_that_wants_a_login_ends_the_run(run, portal):
    portal.add(make_meeting(1))
    portal.plan[INTERFACE + meeting_id(1)] = [(302, {"Location": "/Home/Login"}, b"")] * 2

    with pytest.raises(PortalClosed, match="logger på"):
        run()


def test_unchanged_meeting_costs_one_conditional_request(run, portal):
    portal.add(make_meeting(1))
    run()

    assert run() == [HarvestResult.UNCHANGED]
    assert "If-None-Match" in portal.requests[-1][1]
    assert SourceDocument.objects.count() == 1


def test_same_bytes_without_validators_change_nothing(run, portal):
    portal.has_etags = False
    portal.add(make_meeting(1))
    run()
    changed_at = Meeting.objects.get().changed_at

    assert run() == [HarvestResult.UNCHANGED]
    assert Meeting.objects.get().changed_at == changed_at


def test_old_meeting_is_only_asked_for_when_its_line_changed_or_after_a_month(run, portal):
    portal.add(make_meeting(1, days_ago=400))
    run()

    assert run() == []
    portal.meetings[meeting_id(1)]["released"] = "2026-02-02T08:00:00"
    assert run() == [HarvestResult.UNCHANGED]
    HarvestedMeeting.objects.update(checked_at=timezone.now() - datetime.timedelta(days=31))
    assert run() == [HarvestResult.UNCHANGED]


def test_silently_changed_meeting_becomes_a_new_version(run, portal):
    portal.add(make_meeting(1))
    run()
    address = Meeting.objects.get().get_absolute_url()
    portal.meetings[meeting_id(1)]["decision"] = "Udsat."

    assert run() == [HarvestResult.CORRECTED]
    meeting = Meeting.objects.get()
    assert meeting.get_absolute_url() == address
    assert meeting.versions.count() == 2
    assert Decision.objects.get(item__meeting=meeting).text == "Udsat."


def test_vanished_meeting_is_noted_after_three_runs_and_kept(run, portal):
    portal.add(*(make_meeting(number) for number in (1, 2, 3)))
    run()
    gone = portal.meetings.pop(meeting_id(2))

    assert [HarvestResult.VANISHED in run() for _ in range(4)] == [False, False, True, False]
    row = HarvestedMeeting.objects.get(portal_id=meeting_id(2))
    assert row.vanished_on == timezone.localdate()
    assert Meeting.objects.published().count() == 3

    portal.add(gone)
    run()
    row.refresh_from_db()
    assert (row.vanished_on, row.missed_count) == (None, 0)


def test_list_that_lost_most_meetings_is_the_portals_trouble(run, portal):
    portal.add(*(make_meeting(number) for number in (1, 2, 3)))
    run()
    for number in (1, 2):
        portal.meetings.pop(meeting_id(number))

    assert HarvestResult.FAILED in run()
    assert set(HarvestedMeeting.objects.values_list("missed_count", flat=True)) == {0}


def test_stopped_run_goes_on_where_it_stopped(run, host, client, portal):
    portal.add(*(make_meeting(number, days_ago=number) for number in (1, 2, 3, 4)))
    stopped = harvest(host, Portal(client), Wish())
    next(stopped)
    next(stopped)
    stopped.close()

    assert portal.fetched() == [1, 2]
    assert run() == [HarvestResult.NEW, HarvestResult.NEW]
    assert portal.fetched() == [1, 2, 3, 4]
    assert run() == [HarvestResult.UNCHANGED] * 4


def test_stop_between_storing_and_noting_only_means_asking_again(run, portal):
    portal.add(make_meeting(1))
    run()
    HarvestedMeeting.objects.all().delete()

    assert run() == [HarvestResult.UNCHANGED]
    assert SourceDocument.objects.count() == 1


def test_limited_runs_work_through_the_list(run, portal):
    portal.add(*(make_meeting(number, days_ago=number) for number in (1, 2, 3)))

    assert run(limit=2) == [HarvestResult.NEW] * 2
    assert run(limit=2) == [HarvestResult.NEW]
    assert portal.fetched() == [1, 2, 3]


def test_since_leaves_older_meetings_alone(run, portal):
    portal.add(make_meeting(1, days_ago=5), make_meeting(2, days_ago=50))

    assert run(since=TODAY - datetime.timedelta(days=5)) == [HarvestResult.NEW]
    assert portal.fetched() == [1]


def test_failed_meeting_is_named_and_tried_again(run, portal):
    portal.add(make_meeting(1, days_ago=1), make_meeting(2, days_ago=2))
    portal.plan[INTERFACE + meeting_id(1)] = [(404, {}, b"")]

    assert run() == [HarvestResult.FAILED, HarvestResult.NEW]
    assert run() == [HarvestResult.NEW, HarvestResult.UNCHANGED]


@pytest.mark.parametrize("body", [b"<html>Log ind</html>", b"{}", b""])
def test_answer_that_is_no_meeting_is_never_stored(run, portal, body):
    portal.add(make_meeting(1))
    portal.plan[INTERFACE + meeting_id(1)] = [(200, {}, body)]

    assert run() == [HarvestResult.FAILED]
    assert SourceDocument.objects.count() == 0


def test_damaged_meeting_is_kept_as_a_source_with_its_reason(run, portal):
    portal.add(make_meeting(1))
    portal.plan[INTERFACE + meeting_id(1)] = [(200, {}, b'{"Dagsordenpunkter": [')]

    assert run() == [HarvestResult.FAILED]
    assert SourceDocument.objects.get().state == SourceDocument.State.UNREADABLE


def test_five_failures_in_a_row_end_the_run(run, portal):
    portal.add(*(make_meeting(number) for number in range(1, 9)))
    for number in range(1, 9):
        portal.plan[INTERFACE + meeting_id(number)] = [(404, {}, b"")]

    with pytest.raises(PortalClosed, match="5 møder i træk"):
        run()

    assert len(portal.fetched()) == 5


def test_robots_that_forbid_the_interface_are_obeyed(run, portal):
    portal.add(make_meeting(1))
    portal.robots = (200, {}, b"User-agent: *\nDisallow: /api/\n")

    with pytest.raises(PortalClosed, match="robots"):
        run()

    assert portal.paths() == ["/robots.txt"]


def test_robots_that_can_not_be_read_keep_us_away(run, portal):
    portal.plan["/robots.txt"] = [(503, {}, b"")] * 4

    with pytest.raises(PortalClosed):
        run()

    assert set(portal.paths()) == {"/robots.txt"}


def test_crawl_delay_is_the_pause(run, client, portal, waits):
    portal.add(make_meeting(1))
    portal.robots = (200, {}, b"User-agent: *\nCrawl-delay: 7\n")

    run()

    assert client.pause == 7
    assert len(waits) == len(portal.requests) - 1


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"Udvalg": []}', b'{"Udvalg": null}', b"[1]"])
def test_list_that_is_no_list_ends_the_run(run, portal, body):
    portal.plan["/api/agenda/udvalgsliste"] = [(200, {}, body)]

    with pytest.raises(PortalClosed, match="liste"):
        run()


def test_only_one_harvest_of_a_portal_at_a_time(run, host, portal):
    portal.add(make_meeting(1))
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(72018, %s)", [host.pk])

        with pytest.raises(HarvestBusy):
            run()
    finally:
        other.close()

    assert portal.requests == []


def test_attachments_of_open_items_are_kept_and_those_of_closed_items_never_asked_for(run, portal):
    portal.add(make_meeting(1))

    run(with_attachments=True)
    run(with_attachments=True)

    kept = HarvestedAttachment.objects.get()
    assert (kept.title, kept.item_number) == ("Tegning", "1")
    assert read_original(kept.sha256) == DRAWING
    assert [path for path in portal.paths() if "bilag" in path] == [f"/Vis/Pdf/bilag/{meeting_id(101)}"]
    assert list(Attachment.objects.values_list("title", "sha256")) == [("Tegning", kept.sha256)]
    assert [page.text for page in AttachmentPage.objects.all()] == ["Tegning af skolen."]


def test_corrected_page_shows_the_files_that_were_fetched_before(run, portal):
    portal.add(make_meeting(1))
    run(with_attachments=True)
    portal.meetings[meeting_id(1)]["decision"] = "Udsat."

    assert run(with_attachments=True) == [HarvestResult.CORRECTED]
    assert len([path for path in portal.paths() if "bilag" in path]) == 1
    assert Attachment.objects.get().sha256 == HarvestedAttachment.objects.get().sha256


def test_page_that_is_written_otherwise_each_time_makes_one_version(run, portal):
    portal.has_etags = False
    portal.add(make_meeting(1) | {"noise": {"Svartid": 17, "Forespørgsel": "a1"}})
    run()
    changed_at = Meeting.objects.get().changed_at
    portal.meetings[meeting_id(1)]["noise"] = {"Svartid": 18, "Forespørgsel": "b2"}

    assert run() == [HarvestResult.UNCHANGED]
    assert SourceDocument.objects.count() == 1
    assert Meeting.objects.get().changed_at == changed_at


def test_correction_that_is_taken_back_shows_the_first_version_again(run, portal):
    portal.add(make_meeting(1))
    results = []
    for decision in ("Godkendt.", "Udsat.", "Godkendt.", "Godkendt.", "Udsat."):
        portal.meetings[meeting_id(1)]["decision"] = decision
        results += [(*run(), Decision.objects.get(is_own=True, item__closed=False).text)]

    assert results == [
        (HarvestResult.NEW, "Godkendt."),
        (HarvestResult.CORRECTED, "Udsat."),
        (HarvestResult.CORRECTED, "Godkendt."),
        (HarvestResult.UNCHANGED, "Godkendt."),
        (HarvestResult.CORRECTED, "Udsat."),
    ]
    assert SourceDocument.objects.count() == 2


def test_closed_item_of_a_portal_shows_only_what_was_published(run, portal):
    portal.add(make_meeting(1))

    run()

    closed = AgendaItem.objects.get(closed=True)
    assert (closed.title, closed.sections, closed.attachments.count()) == ("Grundkøb", [], 0)


def test_personal_number_holds_the_meeting_and_is_looked_at_again(run, portal):
    portal.add(make_meeting(1, text="CPR-nr. 010190-1231"))

    assert run() == [HarvestResult.HELD]
    assert Meeting.objects.published().count() == 0
    assert run() == [HarvestResult.HELD]
    portal.meetings[meeting_id(1)]["text"] = "Teksten er rettet."
    assert run() == [HarvestResult.NEW]
