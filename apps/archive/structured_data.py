"""What a page is about in the words of schema.org (JSON-LD), for search engines; no more than it shows."""

import json
from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from apps.archive.addresses import absolute_url
from apps.archive.atom import author_of, item_title
from apps.archive.citations import date_in_words
from apps.archive.models import AgendaItem, Case, Meeting, Municipality

# Inside a script element only these can end it or begin something else.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
Thing = dict[str, Any]


def as_json(things: list[Thing]) -> SafeString:
    """Ready to stand in a script element, whatever the texts hold."""
    content = {"@context": "https://schema.org", "@graph": things}
    return SafeString(json.dumps(content, ensure_ascii=False).translate(_ESCAPES))


def describe_breadcrumbs(request: HttpRequest, crumbs: list[dict[str, str]]) -> Thing:
    places = [
        {"@type": "ListItem", "position": position, "name": crumb["label"]}
        | ({"item": absolute_url(request, crumb["url"])} if crumb["url"] else {})
        for position, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}


def describe_meeting(request: HttpRequest, meeting: Meeting) -> Thing:
    """An event; what is not known of its hours and place is left out."""
    url = absolute_url(request, meeting.get_absolute_url())
    starts = _moment(meeting, meeting.held_at) if meeting.held_at else meeting.held_on.isoformat()
    ends = _moment(meeting, meeting.ended_at) if meeting.held_at and meeting.ended_at else ""
    committee = meeting.committee
    return {
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": meeting_name(meeting),
        "startDate": starts,
        "inLanguage": "da",
        "organizer": {"@type": "GovernmentOrganization", "name": committee.name}
        | {"parentOrganization": _municipality(committee.municipality)},
        **({"endDate": ends} if ends > starts else {}),
        **({"location": {"@type": "Place", "name": meeting.place}} if meeting.place else {}),
    }


def describe_item(request: HttpRequest, item: AgendaItem) -> Thing:
    """A public record of one item, made at a meeting."""
    meeting = item.meeting
    url = absolute_url(request, item.get_absolute_url())
    number = item.case.number if item.case else item.case_number_raw
    return {
        "@type": "CreativeWork",
        "@id": url,
        "url": url,
        "name": item_title(item),
        "inLanguage": "da",
        "dateCreated": meeting.held_on.isoformat(),
        "dateModified": meeting.changed_at.isoformat(timespec="seconds"),
        "recordedAt": {"@id": absolute_url(request, meeting.get_absolute_url())},
        "author": _municipality(meeting.committee.municipality),
        **({"identifier": number} if number else {}),
    }


def describe_case(request: HttpRequest, case: Case) -> Thing:
    url = absolute_url(request, case.get_absolute_url())
    return {
        "@type": "CreativeWork",
        "@id": url,
        "url": url,
        "name": case_name(case),
        "inLanguage": "da",
        "identifier": case.number,
        "author": _municipality(case.municipality),
    }


def meeting_name(meeting: Meeting) -> str:
    """`Byrådet, onsdag den 13. november 2024, Herning Kommune`"""
    return f"{meeting.committee.name}, {date_in_words(meeting.held_on)}, {author_of(meeting)}"


def case_name(case: Case) -> str:
    return f"Sag {case.number}" if case.is_catch_all or not case.title else case.title


def _municipality(place: Municipality) -> Thing:
    return {"@type": "GovernmentOrganization", "name": place.full_name}


def _moment(meeting: Meeting, at: time) -> str:
    return timezone.make_aware(datetime.combine(meeting.held_on, at)).isoformat()
