"""What the head of a page tells programs: how to follow and search it, and what it is about."""

from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse

from apps.archive import structured_data
from apps.archive.addresses import absolute_url
from apps.archive.atom import item_title

register = template.Library()

_FEEDS = {
    "archive:front_page": "archive:feed",
    "archive:municipality": "archive:municipality_feed",
    "archive:committee": "archive:committee_feed",
    "archive:meeting": "archive:meeting_feed",
    "archive:case": "archive:case_feed",
    "archive:withdrawn": "archive:withdrawn_feed",
}
_CALENDARS = {
    "archive:municipality": "archive:municipality_calendar",
    "archive:committee": "archive:committee_calendar",
    "archive:meeting": "archive:meeting_calendar",
}
SITE_NAME = "Referatarkivet"


@register.inclusion_tag("includes/for_programs.html", takes_context=True)
def for_programs(context: Context) -> dict[str, Any]:
    """All of the head that no person reads. Pages without an address of their own have little of it."""
    canonical = context.get("canonical_url")
    about = _read_about(context) if canonical else {}
    return follow_urls(context) | about | {"canonical_url": canonical, "site_name": SITE_NAME}


@register.inclusion_tag("includes/follow.html", takes_context=True)
def follow_links(context: Context, label: str) -> dict[str, Any]:
    """The same feed and calendar, for people; `label` says what is followed."""
    return follow_urls(context) | {"label": label}


def follow_urls(context: Context) -> dict[str, str]:
    """The feed and the calendar of the page shown; an error page has none, wherever it is met."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None or not context.get("canonical_url"):
        return {"feed_url": "", "calendar_url": ""}
    feed, calendar = _FEEDS.get(match.view_name, ""), _CALENDARS.get(match.view_name, "")
    return {
        "feed_url": reverse(feed, kwargs=match.kwargs) if feed else "",
        "calendar_url": reverse(calendar, kwargs=match.kwargs) if calendar else "",
    }


def _read_about(context: Context) -> dict[str, Any]:
    request, crumbs = context["request"], context.get("crumbs") or []
    name, things = _describe_subject(context)
    if crumbs:
        things = [*things, structured_data.describe_breadcrumbs(request, crumbs)]
    return {
        "share_title": name or (crumbs[-1]["label"] if crumbs else SITE_NAME),
        "share_image": absolute_url(request, static("img/social-card.png")),
        "structured_data": structured_data.as_json(things) if things else "",
    }


def _describe_subject(context: Context) -> tuple[str, list[structured_data.Thing]]:
    """The name and description of the item, meeting or case that the page is about."""
    request, view = context["request"], context["request"].resolver_match.view_name
    if view == "archive:item":
        item = context["item"]
        return item_title(item), [structured_data.describe_item(request, item)]
    if view == "archive:meeting":
        meeting = context["meeting"]
        return structured_data.meeting_name(meeting), [structured_data.describe_meeting(request, meeting)]
    if view == "archive:case":
        case = context["case"]
        return structured_data.case_name(case), [structured_data.describe_case(request, case)]
    return "", []
