"""What the public pages read. Every read starts with `published()` and takes a fixed number of queries.

Functions that look up one thing return None when there is no public one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.archive.case_numbers import canonical_case_number
from apps.archive.models import (
    AgendaItem,
    Attendance,
    Case,
    Committee,
    Decision,
    KleSubject,
    Meeting,
    Municipality,
    Party,
    Withdrawal,
)
from apps.archive.visibility import MeetingState

NEWEST_MEETING_COUNT = 36
# More meetings than any committee or municipality holds in a year; bounds all the same.
LONGEST_YEAR = 400
LONGEST_MUNICIPALITY_YEAR = 1500
TOTALS_SECONDS = 60
PUBLISHED_MEETINGS = Q(committees__meetings__state=MeetingState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class ArchiveTotals:
    """How much the public archive holds."""

    municipalities: int
    meetings: int
    items: int
    cases: int
    newest: date | None


def archive_totals() -> ArchiveTotals:
    """Counted at most once a minute: in a large archive counting costs more than all else on the page."""
    totals: ArchiveTotals | None = caches["memory"].get("archive-totals")
    if totals is None:
        totals = _count_archive()
        caches["memory"].set("archive-totals", totals, TOTALS_SECONDS)
    return totals


def _count_archive() -> ArchiveTotals:
    meetings = Meeting.objects.published()
    return ArchiveTotals(
        municipalities=Municipality.objects.published().count(),
        meetings=meetings.count(),
        items=AgendaItem.objects.published().count(),
        cases=Case.objects.published().count(),
        newest=meetings.aggregate(newest=Max("held_on"))["newest"],
    )


def newest_meetings(limit: int, **filters: Any) -> list[Meeting]:
    """The newest public meetings with committee, municipality and the number of items."""
    return list(_listed(Meeting.objects.published().filter(**filters))[:limit])


def _listed(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Newest first. The items are counted for the rows shown, not for every row that could be."""
    items = AgendaItem.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    counted = Subquery(items.annotate(count=Count("pk")).values("count"))
    rows = meetings.select_related("committee__municipality").order_by("-held_on", "-pk")
    return rows.annotate(item_count=Coalesce(counted, 0))


def municipalities_with_meetings() -> list[Municipality]:
    """Every public municipality in Danish order with `meeting_count` and `newest`."""
    return [row for row in all_municipalities() if row.meeting_count]


def all_municipalities() -> list[Any]:
    """All in Danish order; `meeting_count` is 0 where nothing is public. Examples only with meetings."""
    rows = Municipality.objects.annotate(
        meeting_count=Count("committees__meetings", filter=PUBLISHED_MEETINGS),
        newest=Max("committees__meetings__held_on", filter=PUBLISHED_MEETINGS),
    ).order_by("sort_key")
    return [row for row in rows if row.meeting_count or not row.is_example]


def find_municipality(slug: str) -> Municipality | None:
    """A municipality whether or not it has meetings: all 98 have a page that says so."""
    return Municipality.objects.filter(slug=slug).first()


def committees_of(municipality: Municipality) -> list[Committee]:
    """Its public committees in Danish order with `meeting_count` and `newest`."""
    published = Q(meetings__state=MeetingState.PUBLISHED)
    return list(
        Committee.objects.published()
        .filter(municipality=municipality)
        .select_related("municipality")
        .annotate(
            meeting_count=Count("meetings", filter=published),
            newest=Max("meetings__held_on", filter=published),
        )
        .order_by("sort_key")
    )


def busiest_cases(municipality: Municipality, limit: int) -> list[Case]:
    """Cases on most meetings, `meeting_count` of at least two; catch-all numbers are no story."""
    published = Q(items__meeting__state=MeetingState.PUBLISHED)
    return list(
        Case.objects.published()
        .filter(municipality=municipality, is_catch_all=False)
        .select_related("municipality")
        .annotate(
            meeting_count=Count("items__meeting", filter=published, distinct=True),
            newest=Max("items__meeting__held_on", filter=published),
        )
        .filter(meeting_count__gte=2)
        .order_by("-meeting_count", "-newest", "pk")[:limit]
    )


def find_committee(municipality_slug: str, committee_slug: str) -> Committee | None:
    found: Committee | None = (
        Committee.objects.published()
        .select_related("municipality")
        .filter(municipality__slug=municipality_slug, slug=committee_slug)
        .first()
    )
    return found


def item_numbers(meetings: Iterable[Meeting]) -> dict[int, list[str]]:
    """The numbers of each meeting's items in order, by the meeting's key."""
    rows = AgendaItem.objects.published().filter(meeting__in=[row.pk for row in meetings])
    numbers: dict[int, list[str]] = {}
    for meeting, number in rows.order_by("meeting", "position").values_list("meeting", "number"):
        numbers.setdefault(meeting, []).append(number)
    return numbers


def find_meeting(municipality_slug: str, committee_slug: str, address: str) -> Meeting | None:
    """The public meeting at an address such as `2024-11-13` or `2024-11-13-2`."""
    key = _read_address(address)
    if key is None:
        return None
    found: Meeting | None = (
        Meeting.objects.published()
        .select_related("committee__municipality", "source")
        .filter(
            committee__municipality__slug=municipality_slug,
            committee__slug=committee_slug,
            held_on=key[0],
            sequence=key[1],
        )
        .first()
    )
    return found


def is_withdrawn(municipality_slug: str, committee_slug: str, address: str) -> bool:
    """Whether a meeting was public at this address and has been withdrawn; a draft was never there."""
    key = _read_address(address)
    return (
        key is not None
        and Meeting.objects.filter(
            committee__municipality__slug=municipality_slug,
            committee__slug=committee_slug,
            held_on=key[0],
            sequence=key[1],
            state=MeetingState.WITHDRAWN,
        ).exists()
    )


def find_withdrawal(municipality_slug: str, committee_slug: str, address: str) -> Withdrawal | None:
    """Why the whole meeting at this address was withdrawn, where somebody noted it."""
    key = _read_address(address)
    if key is None:
        return None
    return Withdrawal.objects.filter(
        meeting__committee__municipality__slug=municipality_slug,
        meeting__committee__slug=committee_slug,
        meeting__held_on=key[0],
        meeting__sequence=key[1],
        item_slug="",
    ).first()


def _read_address(address: str) -> tuple[date, int] | None:
    """Date and sequence of a meeting's address; only the one canonical spelling is an address."""
    try:
        held_on = date.fromisoformat(address[:10])
        sequence = int(address[11:]) if address[10:] else 1
    except ValueError:
        return None
    canonical = f"{held_on:%Y-%m-%d}" + (f"-{sequence}" if sequence > 1 else "")
    return (held_on, sequence) if address == canonical and sequence <= 32767 else None


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The items of a public meeting in order, with everything a page shows of them."""
    return list(items_with_parts(meeting=meeting).order_by("position"))


def items_with_parts(**filters: Any) -> QuerySet[AgendaItem]:
    """Public items with everything that is shown of them, in the same number of queries however many."""
    return _with_parts(AgendaItem.objects.published().filter(**filters))


def _with_parts(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    related = ("meeting__committee__municipality", "case__municipality", "case__subject")
    return items.select_related(*related).prefetch_related(
        Prefetch("decisions", Decision.objects.order_by("position").prefetch_related(_earlier_items())),
        "attachments",
        "attendances",
    )


def _earlier_items() -> "Prefetch[str]":
    """The quoted item is left out (None) when its own meeting is not public."""
    items = AgendaItem.objects.published().select_related("meeting__committee__municipality")
    return Prefetch("earlier_item", items)


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Who was at the whole meeting and who was away from it; absences from single items belong to those."""
    return list(Attendance.objects.filter(meeting=meeting, item=None).order_by("position"))


def party_names(year: int) -> dict[str, str]:
    """The party that each letter stood for in a year; letters of local lists are not known and not here."""
    parties = Party.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=year), Q(valid_to__isnull=True) | Q(valid_to__gte=year)
    )
    return {party.letter: party.name for party in parties}


def neighbours(meeting: Meeting) -> tuple[Meeting | None, Meeting | None]:
    """The committee's public meetings just before and just after this one."""
    others = Meeting.objects.published().filter(committee=meeting.committee)
    others = others.select_related("committee__municipality")
    same_day = {"held_on": meeting.held_on}
    before = others.filter(Q(held_on__lt=meeting.held_on) | Q(sequence__lt=meeting.sequence, **same_day))
    after = others.filter(Q(held_on__gt=meeting.held_on) | Q(sequence__gt=meeting.sequence, **same_day))
    return before.order_by("-held_on", "-sequence").first(), after.order_by("held_on", "sequence").first()


def find_item(meeting: Meeting, slug: str) -> AgendaItem | None:
    return items_with_parts(meeting=meeting, slug=slug).first()


def neighbouring_items(item: AgendaItem) -> tuple[AgendaItem | None, AgendaItem | None]:
    others = AgendaItem.objects.published().filter(meeting=item.meeting_id)
    others = others.select_related("meeting__committee__municipality").defer("sections")
    before = others.filter(position__lt=item.position).order_by("-position").first()
    return before, others.filter(position__gt=item.position).order_by("position").first()


def find_case(municipality: Municipality, written: str) -> Case | None:
    """The public case of this slug, or of this number in any spelling."""
    cases = (
        Case.objects.published().select_related("municipality", "subject").filter(municipality=municipality)
    )
    found: Case | None = cases.filter(slug=written).first()
    number = canonical_case_number(written)
    if found is None and number:
        found = cases.filter(number=number).first()
    return found


def items_of_case(case: Case) -> QuerySet[AgendaItem]:
    """The public items with this number, oldest first, with everything a page shows of them."""
    items = AgendaItem.objects.published().filter(case=case)
    return _with_parts(items).order_by("meeting__held_on", "meeting__sequence", "meeting", "position")


def subject_path(case: Case) -> list[KleSubject]:
    """The KLE subject with the groups above it: 15, 15.20, 15.20.00. Empty when it is not known."""
    if case.subject_id is None:
        return []
    number = case.subject_id
    return list(KleSubject.objects.filter(number__in={number[:2], number[:5], number}).order_by("number"))
