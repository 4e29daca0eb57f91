"""Calendars are read back by the library that a calendar program could use."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from apps.archive.models import Meeting
from tests.factories import make_committee, make_meeting

pytestmark = pytest.mark.django_db


def read_events(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    calendar = Calendar.from_ical(response.content)
    assert (calendar["prodid"], calendar["version"]) == ("-//Referatarkivet//Kommunale møder//DA", "2.0")
    return calendar.walk("VEVENT")


def test_meeting_in_a_calendar_tells_when_and_where(client):
    meeting = make_meeting(
        committee=make_committee("Byrådet"),
        held_on=date(2024, 6, 12),
        held_at=time(16, 30),
        ended_at=time(19, 0),
        place="Rådhuset; sal 2, 1. sal\nTorvet",
    )
    (event,) = read_events(client, "/herning/byraadet/2024-06-12/kalender.ics")

    assert event["uid"] == "herning.byraadet.2024-06-12@testserver"
    assert event["dtstamp"].dt == meeting.changed_at.replace(microsecond=0)
    assert event["dtstart"].dt == datetime(2024, 6, 12, 14, 30, tzinfo=UTC)
    assert event["dtend"].dt == datetime(2024, 6, 12, 17, 0, tzinfo=UTC)
    assert event["summary"] == "Byrådet, Herning Kommune"
    assert event["location"] == "Rådhuset; sal 2, 1. sal Torvet"
    assert event["url"] == "http://testserver/herning/byraadet/2024-06-12/"
    assert event["description"] == "Referat: http://testserver/herning/byraadet/2024-06-12/"


def test_unknown_hour_is_a_whole_day_and_unknown_end_is_left_out(client):
    committee = make_committee("Byrådet")
    make_meeting(committee=committee, held_on=date(2024, 1, 2))
    make_meeting(committee=committee, held_on=date(2024, 1, 1), held_at=time(8))
    whole_day, open_end = read_events(client, "/herning/byraadet/kalender.ics")

    assert (whole_day["dtstart"].dt, "dtend" in whole_day) == (date(2024, 1, 2), False)
    assert (open_end["dtstart"].dt, "dtend" in open_end) == (datetime(2024, 1, 1, 7, tzinfo=UTC), False)


def test_meeting_past_midnight_ends_the_next_day(client):
    make_meeting(
        committee=make_committee("Byrådet"),
        held_on=date(2024, 1, 1),
        held_at=time(19),
        ended_at=time(0, 30),
    )
    (event,) = read_events(client, "/herning/byraadet/kalender.ics")

    assert event["dtend"].dt == datetime(2024, 1, 1, 23, 30, tzinfo=UTC)


def test_calendars_hold_past_and_coming_meetings_of_their_own(client):
    byraadet, other = make_committee("Byrådet"), make_committee("Miljøudvalget")
    make_meeting(committee=byraadet, held_on=date(2012, 1, 1))
    make_meeting(committee=byraadet, held_on=date(2050, 1, 1), kind=Meeting.Kind.AGENDA)
    make_meeting(committee=other, held_on=date(2024, 1, 1))

    assert [event["dtstart"].dt.year for event in read_events(client, "/herning/kalender.ics")] == [
        2050,
        2024,
        2012,
    ]
    assert len(read_events(client, "/herning/byraadet/kalender.ics")) == 2


def test_only_public_meetings_stand_in_a_calendar(client):
    committee = make_committee("Byrådet")
    make_meeting(committee=committee, held_on=date(2024, 1, 1))
    withdrawn = make_meeting(committee=committee, held_on=date(2024, 2, 1), state=Meeting.State.WITHDRAWN)
    draft = make_meeting(committee=committee, held_on=date(2024, 3, 1), state=Meeting.State.DRAFT)

    assert len(read_events(client, "/herning/byraadet/kalender.ics")) == 1
    assert client.get(withdrawn.get_absolute_url() + "kalender.ics").status_code == 410
    assert client.get(draft.get_absolute_url() + "kalender.ics").status_code == 404


def test_line_ends_in_source_text_add_no_lines_of_their_own(client):
    make_meeting(committee=make_committee("Byrådet"), place="Salen\r\nATTENDEE:mailto:x@eksempel.dk\x00"[:-1])
    (event,) = read_events(client, "/herning/byraadet/kalender.ics")

    assert event["location"] == "Salen ATTENDEE:mailto:x@eksempel.dk"
    assert "attendee" not in event


def test_the_same_calendar_is_the_same_bytes(client):
    make_meeting(committee=make_committee("Byrådet"))
    first = client.get("/herning/byraadet/kalender.ics")
    again = client.get("/herning/byraadet/kalender.ics", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Cache-Control"] == "public, max-age=60"
