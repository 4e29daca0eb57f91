"""The frame that every public page stands in: cache header, crumbs, canonical address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from apps.archive.addresses import absolute_url
from apps.archive.models import Meeting, Municipality

CACHE_SECONDS = 60

public_page = cache_control(public=True, max_age=CACHE_SECONDS)
Crumb = dict[str, str]


def render_page(
    request: HttpRequest, template: str, crumbs: list[Crumb], context: dict[str, Any]
) -> HttpResponse:
    front = [crumb("Forside", "/")] if crumbs else []
    query = context.get("canonical_query", "")
    context |= {
        "crumbs": [*front, *crumbs],
        "canonical_url": absolute_url(request, request.path) + query,
        "place": _place_of(context),
    }
    return render(request, f"archive/{template}.html", context)


def _place_of(context: dict[str, Any]) -> Municipality | None:
    """The municipality whose name and colour the page carries."""
    committee = context.get("committee")
    place: Municipality | None = committee.municipality if committee else context.get("municipality")
    return place


def crumb(label: str, url: str = "") -> Crumb:
    return {"label": label, "url": url}


def municipality_crumbs(place: Municipality | None = None) -> list[Crumb]:
    front = [crumb("Kommuner", reverse("archive:municipalities"))]
    return [*front, crumb(place.full_name, place.get_absolute_url())] if place else front


def committee_crumbs(held: Meeting) -> list[Crumb]:
    committee = held.committee
    return [
        *municipality_crumbs(committee.municipality),
        crumb(committee.name, committee.get_absolute_url()),
    ]
