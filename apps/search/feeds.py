"""Every search can be followed: its newest hits as an Atom feed."""

from html import unescape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import strip_tags
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.archive.atom import answer_with_feed, item_entry
from apps.archive.following import items_by_id
from apps.search.engine import SearchTimedOut, run_search
from apps.search.page import chosen_filters
from apps.search.results import SearchHit, SearchResults
from apps.search.search_request import SearchRequest, Sort

TOO_COSTLY = "Søgningen er for omfattende. Brug et ord mere, eller vælg en kommune eller et år.\n"


@require_safe
@cache_control(private=True, max_age=60)
def search_feed(request: HttpRequest) -> HttpResponse:
    """The newest hits of the search in the address; nothing asked for is the feed of the whole archive."""
    wanted = SearchRequest.from_query(request.GET).in_order(Sort.NEWEST)
    if wanted.is_empty:
        return redirect("archive:feed")
    try:
        results = run_search(wanted)
    except SearchTimedOut:
        return HttpResponse(TOO_COSTLY, status=422, content_type="text/plain; charset=utf-8")
    # What is shown instead at zero hits is not what the reader wants to be told about.
    hits = {} if results.relaxed else {hit.id: hit for hit in results.hits}
    return answer_with_feed(
        request,
        title=_title(results),
        page=wanted.url,
        entries=[item_entry(item, _excerpt(hits[item.pk])) for item in items_by_id(hits)],
        query=wanted.to_query(),
    )


def _title(results: SearchResults) -> str:
    parts = [results.request.q, *(chosen.label for chosen in chosen_filters(results))]
    return "Søgning i Referatarkivet: " + ", ".join(filter(None, parts))


def _excerpt(hit: SearchHit) -> str:
    """The passage as text, without the marks of the words found."""
    return unescape(strip_tags(hit.excerpt.html)) if hit.excerpt else ""
