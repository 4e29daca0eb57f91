"""How every answer of the API leaves the house: open to programs of other sites, and kept for a minute."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control

METHODS = ("GET", "HEAD")
NOT_ALLOWED = "API'et kan kun læses: brug GET."
UNKNOWN = "Den adresse findes ikke i API'et. Se /api/ for dem, der gør."
CACHE_SECONDS = 60
# What was searched for is nobody else's business, so only the asker's own program may keep the answer.
_PRIVATE_PATHS = ("search", "search.csv", "suggest")

View = Callable[..., HttpResponse]


def publish(view: View) -> View:
    """The view for GET and HEAD with the headers of public data; other methods get 405."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **address: Any) -> HttpResponse:
        if request.method not in METHODS:
            response: HttpResponse = JsonResponse({"detail": NOT_ALLOWED}, status=405)
            response["Allow"] = ", ".join(METHODS)
        else:
            response = _read(view, request, *args, **address)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


def unknown_address(request: HttpRequest, path: str = "") -> HttpResponse:
    return JsonResponse({"detail": UNKNOWN}, status=404)


def _read(view: View, request: HttpRequest, *args: Any, **address: Any) -> HttpResponse:
    """HEAD is answered as GET; the server leaves the body out."""
    asked_with = request.method
    request.method = "GET"
    try:
        response = view(request, *args, **address)
    except Http404:
        response = unknown_address(request)
    finally:
        request.method = asked_with
    if response.status_code == 200:
        is_private = request.path.rpartition("/")[2] in _PRIVATE_PATHS
        patch_cache_control(response, max_age=CACHE_SECONDS, **{"private" if is_private else "public": True})
    return response
