"""Pages of subjects: what the municipalities decide on the same thing."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.archive import subjects
from apps.archive.lookups import municipality_at, not_found
from apps.archive.models import Municipality
from apps.archive.page_frame import Crumb, crumb, public_page, render_page

PAGE_LENGTH = 24
# Whoever wants to go further back searches: counting pages without end costs more than it gives.
LAST_PAGE = 40
SIDE_BY_SIDE = 6


@require_safe
@public_page
def subject_list(request: HttpRequest) -> HttpResponse:
    groups = subjects.main_groups()
    context = {
        "groups": [row for row in groups if row.case_count],
        "empty_groups": [row for row in groups if not row.case_count],
    }
    return render_page(request, "subjects", [crumb("Emner")], context)


@require_safe
@public_page
def subject(request: HttpRequest, number: str) -> HttpResponse:
    found = subjects.find_subject(number) or not_found()
    above = subjects.subjects_above(found)
    crumbs = [
        *_subject_crumbs(),
        *(crumb(row.title, subjects.subject_url(row.number)) for row in above),
        crumb(found.title),
    ]
    context = {"subject": found, "below": subjects.subjects_below(found)}
    if not above:
        return render_page(request, "subject_group", crumbs, context)
    places = subjects.municipalities_with(number)
    chosen = municipality_at(request.GET["kommune"]) if request.GET.get("kommune") else None
    items = subjects.items_about(number, chosen)[: PAGE_LENGTH * LAST_PAGE]
    page = Paginator(items, PAGE_LENGTH).get_page(request.GET.get("side"))
    if chosen and not page:
        not_found()
    side_by_side = chosen is None and page.number == 1 and len(places) > 1
    context |= {
        "municipalities": places,
        "chosen": chosen,
        "newest": subjects.newest_by_municipality(number, SIDE_BY_SIDE) if side_by_side else [],
        "page": page,
        "is_cut": page.paginator.count == PAGE_LENGTH * LAST_PAGE,
        "kept_query": f"kommune={chosen.slug}&" if chosen else "",
        "canonical_query": _canonical_query(chosen, page.number),
        "shows_example_data": any(row.meeting.committee.municipality.is_example for row in page),
    }
    return render_page(request, "subject", crumbs, context)


def _subject_crumbs() -> list[Crumb]:
    return [crumb("Emner", reverse("archive:subjects"))]


def _canonical_query(chosen: Municipality | None, page: int) -> str:
    parts = [f"kommune={chosen.slug}"] if chosen else []
    parts += [f"side={page}"] if page > 1 else []
    return f"?{'&'.join(parts)}" if parts else ""
