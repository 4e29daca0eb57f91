"""From rows of the archive to the shapes that the API answers with. Reads nothing that was not fetched."""

from collections.abc import Iterable

from django.http import HttpRequest

from apps.api import shapes
from apps.archive import models
from apps.archive.addresses import absolute_url


def municipality_row(request: HttpRequest, row: models.Municipality) -> shapes.MunicipalityRow:
    """Wants `meeting_count` and `newest` on the row."""
    counted = vars(row)
    return shapes.MunicipalityRow(
        id=row.pk,
        slug=row.slug,
        code=row.code,
        name=row.name,
        full_name=row.full_name,
        region=row.region,
        is_example=row.is_example,
        url=absolute_url(request, row.get_absolute_url()),
        meeting_count=counted["meeting_count"],
        newest_meeting=counted["newest"],
    )


def committee_row(request: HttpRequest, row: models.Committee) -> shapes.CommitteeRow:
    url = absolute_url(request, row.get_absolute_url())
    return shapes.CommitteeRow(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        municipality=row.municipality.slug,
        url=url,
        feed_url=f"{url}feed/",
        calendar_url=f"{url}kalender.ics",
    )


def meeting_row(request: HttpRequest, row: models.Meeting) -> shapes.MeetingRow:
    return shapes.MeetingRow(
        id=row.pk,
        url=absolute_url(request, row.get_absolute_url()),
        municipality=row.committee.municipality.name,
        committee=row.committee.name,
        date=row.held_on,
        start_time=row.held_at,
        end_time=row.ended_at,
        place=row.place or None,
        kind=row.get_kind_display().lower(),
        published_at=row.published_at or row.changed_at,
        changed_at=row.changed_at,
    )


def meeting(
    request: HttpRequest,
    row: models.Meeting,
    attendances: Iterable[models.Attendance],
    items: Iterable[models.AgendaItem],
) -> shapes.Meeting:
    return shapes.Meeting(
        **meeting_row(request, row).dict(),
        participants=[_participant(each) for each in attendances],
        items=[item_row(request, each) for each in items],
    )


def item_row(request: HttpRequest, row: models.AgendaItem) -> shapes.ItemRow:
    decision = row.own_decision
    return shapes.ItemRow(
        id=row.pk,
        url=absolute_url(request, row.get_absolute_url()),
        item_number=row.number or None,
        title=row.title or None,
        closed=row.closed,
        case_number=(row.case.number if row.case else row.case_number_raw) or None,
        case_id=row.case_id,
        outcome=decision.outcome if decision else None,
        decision=decision.text if decision else None,
    )


def item(request: HttpRequest, row: models.AgendaItem) -> shapes.Item:
    """Wants decisions with their earlier items, attachments and attendances prefetched."""
    return shapes.Item(
        **item_row(request, row).dict(),
        meeting=meeting_row(request, row.meeting),
        sections=[
            shapes.Section(heading=part["heading"], kind=part["kind"], text=part["text"])
            for part in row.sections
        ],
        earlier_decisions=[_earlier(request, each) for each in row.decisions.all() if not each.is_own],
        attachments=[each.title for each in row.attachments.all()],
        absent=[_participant(each) for each in row.attendances.all()],
    )


def case_item(request: HttpRequest, row: models.AgendaItem) -> shapes.CaseItem:
    return shapes.CaseItem(**item_row(request, row).dict(), meeting=meeting_row(request, row.meeting))


def _earlier(request: HttpRequest, row: models.Decision) -> shapes.EarlierDecision:
    found = row.earlier_item
    return shapes.EarlierDecision(
        committee=row.committee_name or None,
        date=row.decided_on,
        item_number=row.point or None,
        outcome=row.outcome,
        text=row.text,
        url=absolute_url(request, found.get_absolute_url()) if found else None,
    )


def _participant(row: models.Attendance) -> shapes.Participant:
    return shapes.Participant(name=row.name, party=row.party or None, status=row.get_status_display())
