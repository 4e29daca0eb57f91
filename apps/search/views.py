"""The search page, and its suggestions while typing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.search.engine import SearchTimedOut, run_search
from apps.search.page import describe_page
from apps.search.search_request import SearchRequest
from apps.search.suggestions import suggest


@require_safe
@cache_control(private=True, max_age=60)
def search_page(request: HttpRequest) -> HttpResponse:
    """Results, or straight to the case when a case number of exactly one municipality was typed."""
    search_request = SearchRequest.from_query(request.GET)
    try:
        results = run_search(search_request)
    except SearchTimedOut:
        return render(request, "search/timed_out.html", {"search_request": search_request})
    if len(results.cases) == 1:
        return redirect(results.cases[0])
    return render(request, "search/results.html", describe_page(results))


@require_safe
@cache_control(private=True, max_age=60)
def suggestions(request: HttpRequest) -> JsonResponse:
    """What the text `q` may become: `{"suggestions": [{"kind", "label", "detail", "url"}]}`."""
    found = suggest(request.GET.get("q", ""))
    return JsonResponse({"suggestions": [suggestion.as_dict() for suggestion in found]})
