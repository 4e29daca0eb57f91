"""Reading the archive: municipalities, committees, meetings, items and cases. Public rows only."""

from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from apps.api import rows, shapes
from apps.api.paging import LONGEST_PAGE, USUAL_PAGE, next_url, page_by_date, page_by_id
from apps.archive import models, queries
from apps.archive.addresses import absolute_url

router = Router(tags=["Arkivet"])

NOT_FOUND = "Der er intet offentligt med det nummer."
WITHDRAWN = "Mødet er trukket tilbage. Slet din kopi af det."
PROBLEMS = {404: shapes.Problem, 422: shapes.Problem}
OR_WITHDRAWN = {**PROBLEMS, 410: shapes.Problem}
Slug = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,200}$")]


class Paging(Schema):
    antal: int = Field(USUAL_PAGE, ge=1, le=LONGEST_PAGE, description="Rækker på hver side.")
    efter: str = Field("", max_length=40, description="Hvor siden begynder. Brug adressen i `next`.")


class CommitteeFilters(Paging):
    kommune: list[Slug] = Field([], description="Kun udvalg i disse kommuner (slug).")


class MeetingFilters(Paging):
    kommune: list[Slug] = Field([], description="Kun møder i disse kommuner (slug).")
    udvalg: list[Slug] = Field([], description="Kun møder i disse udvalg (slug).")
    fra: date | None = Field(None, description="Første dato, ÅÅÅÅ-MM-DD.")
    til: date | None = Field(None, description="Sidste dato, ÅÅÅÅ-MM-DD.")
    aar: list[Annotated[int, Field(ge=1800, le=2200)]] = Field([], description="Kun møder i disse år.")


@router.get("/municipalities", response=shapes.Municipalities, summary="Kommuner med offentlige møder")
def municipalities(request: HttpRequest) -> Any:
    """Alle kommuner, som arkivet har mindst ét offentligt møde fra."""
    found = queries.municipalities_with_meetings()
    return {"results": [rows.municipality_row(request, row) for row in found], "next": None}


@router.get("/committees", response={200: shapes.Committees, **PROBLEMS}, summary="Udvalg")
def committees(request: HttpRequest, filters: Query[CommitteeFilters]) -> Any:
    """Udvalg med mindst ét offentligt møde."""
    found = models.Committee.objects.published().select_related("municipality")
    if filters.kommune:
        found = found.filter(municipality__slug__in=filters.kommune)
    page, cursor = page_by_id(found, filters.efter, filters.antal)
    results = [rows.committee_row(request, row) for row in page]
    return {"results": results, "next": next_url(request, cursor)}


@router.get("/meetings", response={200: shapes.Meetings, **PROBLEMS}, summary="Møder")
def meetings(request: HttpRequest, filters: Query[MeetingFilters]) -> Any:
    """Offentlige møder, de nyeste først."""
    found = _chosen_meetings(filters).select_related("committee__municipality")
    page, cursor = page_by_date(found, "held_on", filters.efter, filters.antal)
    results = [rows.meeting_row(request, row) for row in page]
    return {"results": results, "next": next_url(request, cursor)}


def _chosen_meetings(filters: MeetingFilters) -> QuerySet[Any]:
    wanted = {
        "committee__municipality__slug__in": filters.kommune,
        "committee__slug__in": filters.udvalg,
        "held_on__gte": filters.fra,
        "held_on__lte": filters.til,
        "held_on__year__in": filters.aar,
    }
    chosen = {name: value for name, value in wanted.items() if value}
    return models.Meeting.objects.published().filter(**chosen)


@router.get("/meetings/{int:meeting_id}", response={200: shapes.Meeting, **OR_WITHDRAWN}, summary="Et møde")
def meeting(request: HttpRequest, meeting_id: int) -> Any:
    """Et møde med deltagere og punkter. 410 betyder, at det er trukket tilbage."""
    found = (
        models.Meeting.objects.published()
        .select_related("committee__municipality")
        .filter(pk=meeting_id)
        .first()
    )
    if found is None:
        raise _missing(models.Meeting.objects.filter(pk=meeting_id, state=models.Meeting.State.WITHDRAWN))
    items = queries.items_with_parts(meeting=found).defer("sections").order_by("position")
    return rows.meeting(request, found, queries.attendances_of(found), items)


@router.get("/items/{int:item_id}", response={200: shapes.Item, **OR_WITHDRAWN}, summary="Et punkt")
def item(request: HttpRequest, item_id: int) -> Any:
    """Et punkt med al offentliggjort tekst. 410 betyder, at mødet er trukket tilbage."""
    found = queries.items_with_parts(pk=item_id).first()
    if found is None:
        withdrawn = models.Meeting.State.WITHDRAWN
        raise _missing(models.AgendaItem.objects.filter(pk=item_id, meeting__state=withdrawn))
    return rows.item(request, found)


@router.get("/cases/{int:case_id}", response={200: shapes.Case, **PROBLEMS}, summary="En sag")
def case(request: HttpRequest, case_id: int, paging: Query[Paging]) -> Any:
    """En sag og dens punkter, de nyeste først. `next` fører videre til ældre punkter."""
    found = models.Case.objects.published().select_related("municipality").filter(pk=case_id).first()
    if found is None:
        raise HttpError(404, NOT_FOUND)
    items = queries.items_with_parts(case=found).defer("sections")
    page, cursor = page_by_date(items, "meeting__held_on", paging.efter, paging.antal)
    return {
        "id": found.pk,
        "url": absolute_url(request, found.get_absolute_url()),
        "number": found.number,
        "title": found.title or None,
        "municipality": found.municipality.name,
        "subject": found.subject_id,
        "is_catch_all": found.is_catch_all,
        "items": [rows.case_item(request, row) for row in page],
        "next": next_url(request, cursor),
    }


def _missing(withdrawn: QuerySet[Any]) -> HttpError:
    return HttpError(410, WITHDRAWN) if withdrawn.exists() else HttpError(404, NOT_FOUND)
