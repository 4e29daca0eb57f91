"""From an address to what stands there: found, never public (404), or withdrawn (410)."""

from collections.abc import Callable
from functools import wraps
from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from apps.archive import queries
from apps.archive.models import Case, Committee, Meeting, Municipality


class MeetingWithdrawn(Exception):
    """The meeting was public once and is no longer."""


def gone_when_withdrawn(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A withdrawn meeting answers with a page that says so and status 410, and nothing of its text."""

    @wraps(view)
    def answer(request: HttpRequest, **address: str) -> HttpResponse:
        try:
            return view(request, **address)
        except MeetingWithdrawn:
            return render(request, "410.html", status=410)

    return answer


def municipality_at(slug: str) -> Municipality:
    """A municipality whether or not it has meetings."""
    return queries.find_municipality(slug) or not_found()


def committee_at(municipality: str, committee: str) -> Committee:
    return queries.find_committee(municipality, committee) or not_found()


def meeting_at(municipality: str, committee: str, address: str) -> Meeting:
    """The public meeting; raises `MeetingWithdrawn` where there was one."""
    found = queries.find_meeting(municipality, committee, address)
    if found is None and queries.is_withdrawn(municipality, committee, address):
        raise MeetingWithdrawn
    return found or not_found()


def case_at(municipality: Municipality, written: str) -> Case:
    return queries.find_case(municipality, written) or not_found()


def not_found() -> NoReturn:
    raise Http404
