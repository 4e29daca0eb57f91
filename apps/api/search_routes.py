"""Searching: the same request, engine and notes as the search page, as JSON and as a table."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from apps.api import shapes
from apps.api.table import MOST_ROWS, write_table
from apps.archive.addresses import absolute_url
from apps.archive.models import Municipality
from apps.search.engine import SearchTimedOut, run_search
from apps.search.results import AttachedPage, Facet, SearchHit, SearchResults
from apps.search.search_request import LAST_PAGE, LONGEST_QUERY, SearchRequest
from apps.search.suggestions import suggest

router = Router(tags=["Søgning"])

TOO_COSTLY = "Søgningen er for omfattende. Brug et ord mere, eller vælg en kommune eller et år."


class SearchParameters(Schema):
    """Described here for readers; `SearchRequest` reads them, so that page and API understand the same."""

    q: str = Field(
        "",
        description=f"Ordene at søge efter, højst {LONGEST_QUERY} tegn.",
    )
    kommune: list[str] = Field([], description="Kun i disse kommuner (slug).")
    udvalg: list[str] = Field([], description="Kun i disse udvalg (slug).")
    fra: str = Field("", description="Første mødedato, ÅÅÅÅ-MM-DD.", json_schema_extra={"format": "date"})
    til: str = Field("", description="Sidste mødedato, ÅÅÅÅ-MM-DD.", json_schema_extra={"format": "date"})
    aar: list[str] = Field([], description="Kun møder i disse år.")
    afgoerelse: list[str] = Field([], description="Kun disse afgørelser, for eksempel `godkendt`.")
    emne: list[str] = Field([], description="Kun sager med disse KLE-emner, for eksempel `15` eller `15.20`.")
    art: list[str] = Field(
        [], description="Kun disse slags dokumenter: `referat`, `dagsorden` eller `tillaegsdagsorden`."
    )
    bilag: list[str] = Field([], description="`ja`: kun punkter med bilag; `nej`: kun punkter uden.")
    ordret: str = Field("", description="`ja`: ret ingen stavefejl, og læg ingen synonymer til.")
    i: str = Field("alt", description="Hvor ordene skal stå: `alt`, `titel`, `beslutning` eller `bilag`.")
    sort: str = Field("", description="`relevans`, `nyeste` eller `aeldste`.")
    side: str = Field("1", description=f"Side 1 til {LAST_PAGE}.")


class SuggestParameters(Schema):
    q: str = Field("", description="Det, der er skrevet indtil nu.")


@router.get("/search", response={200: shapes.SearchAnswer, 422: shapes.Problem}, summary="Søg i punkter")
def search(request: HttpRequest, parameters: Query[SearchParameters]) -> Any:
    """Søger som siden /soeg/ med de samme parametre. Det, der ikke kan bruges, står i `notes`."""
    results = _run(SearchRequest.from_query(request.GET))
    names = _municipality_names(results.hits)
    following = results.request.on_page(results.page + 1) if results.page < results.page_count else None
    return {
        "query": results.request.q,
        "total": results.total,
        "total_is_exact": results.total_is_exact,
        "notes": [*results.notes, *_said_beside_the_words(results)],
        "facets": {facet.name: _facet(facet) for facet in results.facets},
        "results": [_result(request, hit, names[hit.municipality]) for hit in results.hits],
        "next": absolute_url(request, f"{request.path}?{following.to_query()}") if following else None,
    }


@router.get(
    "/search.csv",
    summary="Søgning som regneark",
    openapi_extra={
        "responses": {
            200: {
                "description": f"Højst {MOST_ROWS} rækker, adskilt af semikolon, i UTF-8 med BOM.",
                "content": {"text/csv": {"schema": {"type": "string"}}},
            }
        }
    },
    response={422: shapes.Problem},
)
def search_table(request: HttpRequest, parameters: Query[SearchParameters]) -> HttpResponse:
    """De første fund som en tabel til Excel og andre regneark. Parameteren `side` bruges ikke."""
    wanted = SearchRequest.from_query(request.GET).on_page(1)
    hits: list[SearchHit] = []
    while len(hits) < MOST_ROWS:
        results = _run(wanted)
        hits += results.hits
        if results.page >= results.page_count:
            break
        wanted = wanted.on_page(results.page + 1)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="referatarkivet-soegning.csv"'
    site = absolute_url(request, reverse("archive:front_page")).rstrip("/")
    write_table(response, hits[:MOST_ROWS], site)
    return response


@router.get("/suggest", response=shapes.Suggestions, summary="Forslag, mens der skrives")
def suggestions(request: HttpRequest, parameters: Query[SuggestParameters]) -> Any:
    """Udvalg, sager, emner og ord, som teksten kan være begyndelsen på."""
    found = [each.as_dict() for each in suggest(parameters.q)]
    return {
        "query": parameters.q,
        "suggestions": [each | {"url": absolute_url(request, each["url"])} for each in found],
    }


def _run(wanted: SearchRequest) -> SearchResults:
    try:
        return run_search(wanted)
    except SearchTimedOut:
        raise HttpError(422, TOO_COSTLY) from None


def _municipality_names(hits: tuple[SearchHit, ...]) -> dict[str, str]:
    """Short names by full names: `Herning` for `Herning Kommune`."""
    full_names = {hit.municipality for hit in hits}
    found = Municipality.objects.filter(full_name__in=full_names)
    return dict(found.values_list("full_name", "name"))


def _said_beside_the_words(results: SearchResults) -> Iterator[str]:
    """What the page says in sentences of its own: other words were looked for, or fewer."""
    if results.corrected:
        yield f"Viser resultater for »{results.corrected.text}«. Brug ordret=ja for at søge på det skrevne."
    if results.meant:
        yield f"Mente du »{results.meant.label}«?"
    if results.relaxed:
        yield results.relaxed.reason


def _facet(facet: Facet) -> list[dict[str, Any]]:
    return [
        {
            "value": value.value,
            "label": value.label,
            "count": value.count,
            "count_is_exact": facet.is_exact,
            "chosen": value.is_chosen,
        }
        for value in facet.values
    ]


def _attachment(request: HttpRequest, page: AttachedPage) -> dict[str, Any]:
    return {"title": page.title, "page": page.number, "url": absolute_url(request, page.url)}


def _result(request: HttpRequest, hit: SearchHit, municipality: str) -> dict[str, Any]:
    return {
        "type": hit.type,
        "id": hit.id,
        "url": absolute_url(request, hit.url),
        "title": hit.title,
        "municipality": municipality,
        "committee": hit.committee,
        "date": hit.held_on,
        "item_number": hit.item_number or None,
        "case_number": hit.case_number or None,
        "outcome": hit.outcome or None,
        "snippet": hit.excerpt.html if hit.excerpt else "",
        "score": hit.score,
        "attachment": _attachment(request, hit.attached_page) if hit.attached_page else None,
    }
