"""Meetings as calendars (iCalendar, RFC 5545) that phones and office programs can subscribe to."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from apps.archive import following
from apps.archive.addresses import absolute_url, site_host
from apps.archive.atom import author_of, printable
from apps.archive.lookups import committee_at, gone_when_withdrawn, meeting_at, municipality_at
from apps.archive.models import Meeting
from apps.archive.page_frame import public_page

REFRESH = timedelta(hours=6)


@require_safe
@public_page
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    place = municipality_at(municipality)
    meetings = following.meetings_for_calendar(committee__municipality=place)
    return _answer_with_calendar(request, f"Møder i {place.full_name}", meetings)


@require_safe
@public_page
def committee(request: HttpRequest, municipality: str, committee: str) -> HttpResponse:
    found = committee_at(municipality, committee)
    name = f"{found.name}, {found.municipality.full_name}"
    return _answer_with_calendar(request, name, following.meetings_for_calendar(committee=found))


@require_safe
@public_page
@gone_when_withdrawn
def meeting(request: HttpRequest, municipality: str, committee: str, meeting: str) -> HttpResponse:
    held = meeting_at(municipality, committee, meeting)
    return _answer_with_calendar(request, f"{held.committee.name}, {author_of(held)}", [held])


def _answer_with_calendar(request: HttpRequest, name: str, meetings: Iterable[Meeting]) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Referatarkivet//Kommunale møder//DA")
    calendar.add("version", "2.0")
    calendar.add("name", printable(name))
    # Programs older than RFC 7986 read the name and the interval by these.
    calendar.add("x-wr-calname", printable(name))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for each in meetings:
        calendar.add_component(_event(request, each))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="kalender.ics"'
    return response


def _event(request: HttpRequest, meeting: Meeting) -> Event:
    path = meeting.get_absolute_url()
    event = Event()
    event.add("uid", f"{path.strip('/').replace('/', '.')}@{site_host(request)}")
    # When the entry was last changed, not when it was asked for: the same calendar is the same bytes.
    event.add("dtstamp", meeting.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", meeting.changed_at.astimezone(UTC).replace(microsecond=0))
    _add_times(event, meeting)
    event.add("summary", printable(f"{meeting.committee.name}, {author_of(meeting)}"))
    event.add("description", f"{meeting.get_kind_display()}: {absolute_url(request, path)}")
    event.add("url", absolute_url(request, path))
    if meeting.place:
        event.add("location", printable(meeting.place))
    return event


def _add_times(event: Event, meeting: Meeting) -> None:
    """A meeting without a known hour is a whole day; one without a known end has none: nothing is guessed."""
    if meeting.held_at is None:
        event.add("dtstart", meeting.held_on)
        return
    starts_at = _moment(meeting, meeting.held_at)
    event.add("dtstart", starts_at)
    if meeting.ended_at is not None:
        ends_at = _moment(meeting, meeting.ended_at)
        event.add("dtend", ends_at if ends_at >= starts_at else ends_at + timedelta(days=1))


def _moment(meeting: Meeting, at: time) -> datetime:
    """In UTC, so that the calendar needs no table of summer times."""
    return timezone.make_aware(datetime.combine(meeting.held_on, at)).astimezone(UTC)
