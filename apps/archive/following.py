"""What feeds and calendars read: what is new or corrected, and which meetings there are; always bounded."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from apps.archive.models import AgendaItem, Case, Decision, Meeting

FEED_LENGTH = 50
# Some ten years of a busy committee, and the newest years of a whole municipality.
CALENDAR_LENGTH = 500
NAMED_ITEMS = 6


@dataclass(frozen=True, slots=True)
class MeetingNews:
    """A meeting with how many items it has and the first of them."""

    meeting: Meeting
    item_count: int
    first_items: tuple[AgendaItem, ...]


def changed_meetings(limit: int = FEED_LENGTH, **filters: Any) -> list[MeetingNews]:
    """The public meetings that were published or corrected last, in three queries."""
    meetings = Meeting.objects.published().filter(**filters).select_related("committee__municipality")
    found = list(meetings.order_by("-changed_at", "-pk")[:limit])
    items = AgendaItem.objects.published().filter(meeting__in=found)
    counts = dict(items.order_by().values_list("meeting").annotate(count=Count("pk")))
    named: dict[int, list[AgendaItem]] = {}
    for item in items.filter(position__lte=NAMED_ITEMS).defer("sections").order_by("meeting", "position"):
        named.setdefault(item.meeting_id, []).append(item)
    return [MeetingNews(each, counts.get(each.pk, 0), tuple(named.get(each.pk, ()))) for each in found]


def items_in_order(meeting: Meeting) -> list[AgendaItem]:
    """The items of a public meeting with their decisions, without their sections."""
    return list(_told(AgendaItem.objects.published().filter(meeting=meeting)).order_by("position"))


def newest_items_of_case(case: Case, limit: int = FEED_LENGTH) -> list[AgendaItem]:
    """The public items of a case, the newest meeting first."""
    items = _told(AgendaItem.objects.published().filter(case=case))
    return list(items.order_by("-meeting__held_on", "-meeting", "-position")[:limit])


def items_by_id(ids: Iterable[int]) -> list[AgendaItem]:
    """Public items in the order of their ids as given; what is not public is left out."""
    wanted = list(ids)
    found = _told(AgendaItem.objects.published().filter(pk__in=wanted)).in_bulk()
    return [found[each] for each in wanted if each in found]


def _told(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    rows = items.select_related("meeting__committee__municipality").prefetch_related("decisions")
    return rows.defer("sections")


def meetings_for_calendar(**filters: Any) -> list[Meeting]:
    """Public meetings, coming and past; where there are more than a calendar should hold, the newest."""
    meetings = Meeting.objects.published().filter(**filters).select_related("committee__municipality")
    return list(meetings.order_by("-held_on", "-pk")[:CALENDAR_LENGTH])


def own_decision_text(item: AgendaItem) -> str:
    decision: Decision | None = item.own_decision
    return decision.text if decision else ""
