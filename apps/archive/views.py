"""The public pages of the archive. What is not public does not exist; what was withdrawn says so."""

import logging
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.archive import citations, presentation, queries
from apps.archive.addresses import absolute_url
from apps.archive.colours import page_style
from apps.archive.history import count_versions, read_history
from apps.archive.journeys import make_journey
from apps.archive.lookups import (
    case_at,
    committee_at,
    gone_when_withdrawn,
    item_at,
    meeting_at,
    municipality_at,
    not_found,
)
from apps.archive.models import Municipality, Withdrawal
from apps.archive.original_files import answer_with_original
from apps.archive.originals import DamagedOriginal, read_original
from apps.archive.page_frame import committee_crumbs, crumb, municipality_crumbs, public_page, render_page
from apps.archive.subjects import related_cases, subjects_of
from apps.archive.successions import published_relatives
from apps.archive.year_calendar import lay_out_years
from apps.archive.year_figures import figures_by_year

logger = logging.getLogger(__name__)

LIST_LENGTH = 50
# A case with more items than this is read as a list; nobody reads a story of that length on one page.
LONGEST_JOURNEY = 100
RELATED_CASES = 5
# Pages name the stylesheet with its colour, so another colour is another address.
COLOUR_SECONDS = 24 * 3600


@require_safe
@public_page
def front_page(request: HttpRequest) -> HttpResponse:
    places = queries.municipalities_with_meetings()
    context = {
        "totals": queries.archive_totals(),
        "meetings": queries.newest_meetings(8),
        "municipalities": places,
        "shows_example_data": any(place.is_example for place in places),
    }
    return render_page(request, "front_page", [], context)


@require_safe
@public_page
def municipalities(request: HttpRequest) -> HttpResponse:
    rows = queries.all_municipalities()
    context = {
        "present": [row for row in rows if row.meeting_count],
        "missing_by_region": _by_region([row for row in rows if not row.meeting_count]),
        "shows_example_data": any(row.is_example for row in rows),
    }
    return render_page(request, "municipalities", [crumb("Kommuner")], context)


@require_safe
@public_page
def about(request: HttpRequest) -> HttpResponse:
    return render_page(request, "about", [crumb("Om arkivet")], {"totals": queries.archive_totals()})


@require_safe
@public_page
def withdrawn(request: HttpRequest) -> HttpResponse:
    """Everything that was taken back: where, when and which kind of reason, never what it said."""
    rows = Withdrawal.with_lifted.select_related("meeting__committee__municipality").order_by(
        "-withdrawn_at", "-pk"
    )
    page = Paginator(rows, LIST_LENGTH).get_page(request.GET.get("side"))
    context = {"page": page, "canonical_query": f"?side={page.number}" if page.number > 1 else ""}
    return render_page(request, "withdrawn", [crumb("Trukket tilbage")], context)


@require_safe
@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    return render_page(request, "privacy", [crumb("Privatliv")], {})


@require_safe
@public_page
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    place = municipality_at(municipality)
    figures = figures_by_year(committee__municipality=place)
    context = {"municipality": place, "figures": figures, "shows_example_data": place.is_example}
    year = _chosen_year(request, {row.year for row in figures})
    if year:
        held = {"committee__municipality": place, "held_on__year": year}
        meetings = queries.newest_meetings(queries.LONGEST_MUNICIPALITY_YEAR, **held)
        context |= {"year": lay_out_years(meetings, {})[0], "canonical_query": f"?aar={year}"}
        crumbs = [*municipality_crumbs(place), crumb(str(year))]
        return render_page(request, "municipality_year", crumbs, context)
    context |= {
        "committees": queries.committees_of(place),
        "meetings": queries.newest_meetings(10, committee__municipality=place),
        "cases": queries.busiest_cases(place, 6),
        "subjects": subjects_of(8, committee__municipality=place) if figures else [],
    }
    return render_page(request, "municipality", [*municipality_crumbs(), crumb(place.full_name)], context)


@require_safe
@cache_control(public=True, max_age=COLOUR_SECONDS)
def colours(request: HttpRequest, municipality: str) -> HttpResponse:
    """A stylesheet of its own, since no page may have styles inside it."""
    place = municipality_at(municipality)
    if not place.colour:
        not_found()
    return HttpResponse(page_style(place.colour), content_type="text/css")


@require_safe
@public_page
def committee(request: HttpRequest, municipality: str, committee: str) -> HttpResponse:
    found = committee_at(municipality, committee)
    figures = figures_by_year(committee=found)
    year = _chosen_year(request, {row.year for row in figures})
    if year:
        meetings = queries.newest_meetings(queries.LONGEST_YEAR, committee=found, held_on__year=year)
    else:
        meetings = queries.newest_meetings(queries.NEWEST_MEETING_COUNT, committee=found)
    meeting_count = sum(row.meeting_count for row in figures)
    is_whole = bool(year) or len(meetings) == meeting_count
    successors, predecessors = published_relatives(found)
    context = {
        "committee": found,
        "figures": figures,
        "chosen_year": year,
        "canonical_query": f"?aar={year}" if year else "",
        "meeting_count": meeting_count,
        "years": lay_out_years(meetings, queries.item_numbers(meetings) if is_whole else {}),
        "shown_count": len(meetings),
        "subjects": subjects_of(8, committee=found),
        "successors": successors,
        "predecessors": predecessors,
        "shows_example_data": found.municipality.is_example,
    }
    crumbs = [*municipality_crumbs(found.municipality), crumb(found.name)]
    return render_page(request, "committee", crumbs, context)


@require_safe
@public_page
@gone_when_withdrawn
def meeting(request: HttpRequest, municipality: str, committee: str, meeting: str) -> HttpResponse:
    found = meeting_at(municipality, committee, meeting)
    items = queries.items_of(found)
    previous, following = queries.neighbours(found)
    party_names = queries.party_names(found.held_on.year)
    groups = presentation.group_by_status(queries.attendances_of(found), party_names)
    context = {
        "meeting": found,
        "committee": found.committee,
        "items": items,
        "shows_full_text": presentation.text_length(items) <= presentation.FULL_TEXT_LIMIT,
        "groups": groups,
        "party_legend": presentation.party_legend(groups),
        "party_names": party_names,
        "closed_count": sum(row.closed for row in items),
        "outcome_counts": presentation.count_outcomes(items),
        "version_count": count_versions(found),
        "original_url": found.get_absolute_url() + "original/",
        "previous": previous,
        "following": following,
        "citation": citations.cite_meeting(found, absolute_url(request, found.get_absolute_url())),
        "shows_example_data": found.committee.municipality.is_example,
    }
    crumbs = [*committee_crumbs(found), crumb(citations.date_in_words(found.held_on))]
    return render_page(request, "meeting", crumbs, context)


@require_safe
@public_page
@gone_when_withdrawn
def item(request: HttpRequest, municipality: str, committee: str, meeting: str, item: str) -> HttpResponse:
    held = meeting_at(municipality, committee, meeting)
    found = item_at(held, item)
    previous, following = queries.neighbouring_items(found)
    context = {
        "item": found,
        "meeting": held,
        "committee": held.committee,
        "case_item_count": queries.items_of_case(found.case).count() if found.case else 0,
        "party_names": queries.party_names(held.held_on.year),
        "previous": previous,
        "following": following,
        "citation": citations.cite_item(found, absolute_url(request, found.get_absolute_url())),
        "shows_example_data": held.committee.municipality.is_example,
    }
    crumbs = [
        *committee_crumbs(held),
        crumb(citations.date_in_words(held.held_on), held.get_absolute_url()),
        crumb(f"Punkt {found.number}" if found.number else "Punkt"),
    ]
    return render_page(request, "item", crumbs, context)


@require_safe
@public_page
def case(request: HttpRequest, municipality: str, case: str) -> HttpResponse:
    place = municipality_at(municipality)
    found = case_at(place, case)
    if found.slug != case:
        return redirect(found, permanent=True)
    items = queries.items_of_case(found)
    item_count = items.count()
    is_list = found.is_catch_all or item_count > LONGEST_JOURNEY
    context = {
        "case": found,
        "municipality": place,
        "item_count": item_count,
        "subject_path": queries.subject_path(found),
        "citation": citations.cite_case(found, absolute_url(request, found.get_absolute_url())),
        "shows_example_data": place.is_example,
    }
    if is_list:
        page = Paginator(items.reverse(), LIST_LENGTH).get_page(request.GET.get("side"))
        context |= {"page": page, "canonical_query": f"?side={page.number}" if page.number > 1 else ""}
    else:
        context |= {"journey": make_journey(items), "related": related_cases(found, RELATED_CASES)}
    crumbs = [*municipality_crumbs(place), crumb(f"Sag {found.number}")]
    return render_page(request, "case_list" if is_list else "case", crumbs, context)


@require_safe
@public_page
@gone_when_withdrawn
def history(request: HttpRequest, municipality: str, committee: str, meeting: str) -> HttpResponse:
    held = meeting_at(municipality, committee, meeting)
    context = {
        "meeting": held,
        "committee": held.committee,
        "versions": read_history(held),
        "shows_example_data": held.committee.municipality.is_example,
    }
    crumbs = [
        *committee_crumbs(held),
        crumb(citations.date_in_words(held.held_on), held.get_absolute_url()),
        crumb("Historik"),
    ]
    return render_page(request, "history", crumbs, context)


@require_safe
@gone_when_withdrawn
def original(request: HttpRequest, municipality: str, committee: str, meeting: str) -> HttpResponse:
    held = meeting_at(municipality, committee, meeting)
    source = held.source
    if source is None or not source.original_is_public:
        not_found()
    try:
        content = read_original(source.sha256)
    except DamagedOriginal as damage:
        logger.warning("Original of meeting %s can't be shown: %s", held.pk, damage.fault.name)
        not_found()
    return answer_with_original(held, source, content)


def _by_region(rows: list[Municipality]) -> list[tuple[str, list[Municipality]]]:
    """Regions in alphabetical order; the rows keep their own order within a region."""
    by_region = sorted(rows, key=lambda row: row.region)
    return [(region, list(group)) for region, group in groupby(by_region, lambda row: row.region)]


def _chosen_year(request: HttpRequest, years: set[int]) -> int | None:
    """The year of `?aar=`; a year without public meetings has no page."""
    written = request.GET.get("aar")
    if not written:
        return None
    chosen = next((year for year in years if str(year) == written), None)
    return chosen or not_found()
