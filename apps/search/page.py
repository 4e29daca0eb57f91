"""The results as the search page shows them: sentences, removable filters, choices and page links."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString

from apps.search.checkboxes import checkboxes
from apps.search.engine import PAGE_SIZE
from apps.search.query_language import Scope
from apps.search.results import Facet, FacetValue, SearchHit, SearchResults
from apps.search.search_request import LAST_PAGE, SearchRequest, Sort

# So many values of a facet are shown at once; the rest can be folded out.
_SHOWN_VALUES = 7
_SORTS = {Sort.RELEVANCE: "Mest relevante", Sort.NEWEST: "Nyeste", Sort.OLDEST: "Ældste"}
_SCOPES = {
    Scope.ALL: "Hele punktet",
    Scope.TITLE: "Kun titler",
    Scope.DECISION: "Kun beslutninger",
    Scope.ATTACHMENT: "Kun bilag",
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """A filter in use, with the address of the same search without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A filter with its checkboxes: the first ones, and those that can be folded out."""

    facet: Facet
    first: SafeString
    rest: SafeString
    rest_count: int


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit, and the other hits of its case on the same page in the order they were found."""

    hit: SearchHit
    others: tuple[SearchHit, ...] = ()


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the results; `number` is None where pages are skipped."""

    number: int | None
    url: str = ""
    is_current: bool = False


def describe_page(results: SearchResults) -> dict[str, Any]:
    """The context of the template."""
    request = results.request
    return {
        "results": results,
        "query": request.q,
        "search_request": request,
        "hits": fold_hits(results),
        "unfolded_url": request.unfolded().url,
        "total_text": total_in_words(results),
        "chosen": chosen_filters(results),
        "facets": [_shown(facet) for facet in results.facets if facet.values],
        "sorts": [
            Choice(sort, label, request.in_order(sort).url, sort is request.sort)
            for sort, label in _SORTS.items()
            if _is_possible(sort, request)
        ],
        "scopes": [
            Choice(scope, label, request.in_scope(scope).url, scope is request.scope)
            for scope, label in _SCOPES.items()
        ],
        "first_number": (results.page - 1) * PAGE_SIZE + 1,
        "pages": page_links(results),
        "previous_url": request.on_page(results.page - 1).url if results.page > 1 else "",
        "next_url": request.on_page(results.page + 1).url if results.page < results.page_count else "",
        "is_cut_short": results.page == LAST_PAGE,
        "feed_url": feed_url(request),
        "shows_example_data": any(hit.municipality_is_example for hit in results.hits),
    }


def feed_url(request: SearchRequest) -> str:
    """Where the same search can be followed, the newest first."""
    return f"{reverse('search:feed')}?{request.in_order(Sort.NEWEST).to_query()}"


def fold_hits(results: SearchResults) -> list[ShownHit]:
    """The hits of a page, those of one case under the first of them.

    Folding within the page leaves the order, the count and the pages as they are.
    """
    if results.request.is_unfolded:
        return [ShownHit(hit) for hit in results.hits]
    by_case: dict[str, list[SearchHit]] = {}
    for hit in results.hits:
        by_case.setdefault(hit.case_url if hit.is_one_story else hit.url, []).append(hit)
    return [ShownHit(first, tuple(others)) for first, *others in by_case.values()]


def total_in_words(results: SearchResults) -> str:
    """`Ingen punkter`, `1 punkt`, `1.234 punkter`, `Over 10.000 punkter`."""
    if not results.total:
        return "Ingen punkter"
    count = number_format(results.total, force_grouping=True)
    if not results.total_is_exact:
        return f"Over {count} punkter"
    return f"{count} {'punkt' if results.total == 1 else 'punkter'}"


def chosen_filters(results: SearchResults) -> list[ChosenFilter]:
    """Every filter in use, in the order of the facets; then the dates and the part searched."""
    request = results.request
    chosen = [
        ChosenFilter(value.label, request.without_value(facet.name, _own_type(facet, value)).url)
        for facet in results.facets
        for value in facet.values
        if value.is_chosen
    ]
    if request.held_from or request.held_to:
        chosen.append(ChosenFilter(_dates_in_words(request), request.without_dates().url))
    if request.scope is not Scope.ALL:
        chosen.append(ChosenFilter(_SCOPES[request.scope], request.in_scope(Scope.ALL).url))
    return chosen


def page_links(results: SearchResults) -> list[PageLink]:
    """The first and last page and those around the current one, with gaps between."""
    if results.page_count < 2:
        return []
    around = range(results.page - 2, results.page + 3)
    numbers = [
        number
        for number in range(1, results.page_count + 1)
        if number in around or number in (1, results.page_count)
    ]
    links: list[PageLink] = []
    for number in numbers:
        if links and links[-1].number != number - 1:
            links.append(PageLink(None))
        links.append(PageLink(number, results.request.on_page(number).url, number == results.page))
    return links


def _is_possible(sort: Sort, request: SearchRequest) -> bool:
    return sort is not Sort.RELEVANCE or bool(request.q)


def _own_type(facet: Facet, value: FacetValue) -> str | int:
    return int(value.value) if facet.name == "aar" else value.value


def _shown(facet: Facet) -> ShownFacet:
    """Chosen values are never folded away."""
    first: list[FacetValue] = []
    rest: list[FacetValue] = []
    for place, value in enumerate(facet.values):
        (first if place < _SHOWN_VALUES or value.is_chosen else rest).append(value)
    return ShownFacet(facet, checkboxes(facet, first), checkboxes(facet, rest), len(rest))


def _dates_in_words(request: SearchRequest) -> str:
    first = date_format(request.held_from, "j. F Y") if request.held_from else ""
    last = date_format(request.held_to, "j. F Y") if request.held_to else ""
    if first and last:
        return f"{first} – {last}"
    return f"Fra {first}" if first else f"Til {last}"
