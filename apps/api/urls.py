"""The addresses of the API. Its version stands in them, so that a later one can live beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from apps.api import archive_routes, guide, search_routes
from apps.api.publishing import publish, unknown_address

app_name = "api"

DESCRIPTION = """Læs kommunernes referater med et program: møder, punkter, sager og søgning.

API'et kan kun læses, er åbent for alle og kræver ingen nøgle. Det har kun det, der er offentligt på siderne.
Lister er delt i sider: følg adressen i `next`, til den er null."""

api = NinjaAPI(
    title="Referatarkivets API",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api:v1",
)
api.add_router("", search_routes.router)
api.add_router("", archive_routes.router)


@api.exception_handler(ValidationError)
def refuse_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Names the parameters that could not be read."""
    places = [[part for part in each["loc"] if isinstance(part, str)] for each in error.errors]
    listed = ", ".join(dict.fromkeys(f"»{place[-1]}«" for place in places))
    return api.create_response(request, {"detail": f"Kan ikke læses: {listed}. Se /api/."}, status=422)


def _published(patterns: list[Any]) -> list[URLPattern]:
    for pattern in patterns:
        pattern.callback = publish(pattern.callback)
    return patterns


urlpatterns = [
    path("", guide.guide, name="guide"),
    path("v1/", include((_published(api.urls[0]), "v1"))),
    path("v1/<path:path>", publish(unknown_address)),
]
