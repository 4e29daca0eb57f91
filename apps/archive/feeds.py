"""The Atom feeds of the archive's listings: what is new or corrected, without an account."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.archive import following
from apps.archive.atom import answer_with_feed, item_entry, meeting_entry
from apps.archive.citations import date_in_words
from apps.archive.lookups import case_at, committee_at, gone_when_withdrawn, meeting_at, municipality_at
from apps.archive.page_frame import public_page


@require_safe
@public_page
def whole_archive(request: HttpRequest) -> HttpResponse:
    return answer_with_feed(
        request,
        title="Nye møder i Referatarkivet",
        page=reverse("archive:front_page"),
        entries=map(meeting_entry, following.changed_meetings()),
    )


@require_safe
@public_page
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    place = municipality_at(municipality)
    news = following.changed_meetings(committee__municipality=place)
    return answer_with_feed(
        request,
        title=f"Nye møder i {place.full_name}",
        page=place.get_absolute_url(),
        entries=map(meeting_entry, news),
    )


@require_safe
@public_page
def committee(request: HttpRequest, municipality: str, committee: str) -> HttpResponse:
    found = committee_at(municipality, committee)
    return answer_with_feed(
        request,
        title=f"Nye møder i {found.name}, {found.municipality.full_name}",
        page=found.get_absolute_url(),
        entries=map(meeting_entry, following.changed_meetings(committee=found)),
    )


@require_safe
@public_page
@gone_when_withdrawn
def meeting(request: HttpRequest, municipality: str, committee: str, meeting: str) -> HttpResponse:
    held = meeting_at(municipality, committee, meeting)
    place = held.committee.municipality
    return answer_with_feed(
        request,
        title=f"{held.committee.name}, {date_in_words(held.held_on)}, {place.full_name}",
        page=held.get_absolute_url(),
        entries=map(item_entry, following.items_in_order(held)),
    )


@require_safe
@public_page
def case(request: HttpRequest, municipality: str, case: str) -> HttpResponse:
    place = municipality_at(municipality)
    found = case_at(place, case)
    title = "" if found.is_catch_all or not found.title else f": {found.title}"
    return answer_with_feed(
        request,
        title=f"Sag {found.number}{title}, {place.full_name}",
        page=found.get_absolute_url(),
        entries=map(item_entry, following.newest_items_of_case(found)),
    )
