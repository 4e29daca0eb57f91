"""The page that tells people what programs can read here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.api.paging import LONGEST_PAGE, USUAL_PAGE
from apps.api.table import MOST_ROWS
from apps.archive.addresses import absolute_url


@require_safe
@cache_control(public=True, max_age=3600)
def guide(request: HttpRequest) -> HttpResponse:
    front = {"label": "Forside", "url": reverse("archive:front_page")}
    context = {
        "api_url": absolute_url(request, request.path + "v1/"),
        "most_rows": MOST_ROWS,
        "usual_page": USUAL_PAGE,
        "longest_page": LONGEST_PAGE,
        "crumbs": [front, {"label": "For programmer", "url": ""}],
        "canonical_url": absolute_url(request, request.path),
    }
    return render(request, "api/guide.html", context)
