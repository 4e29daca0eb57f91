"""What a reader sees when a page can't be made. Neither page asks the database for anything."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.defaults import server_error

RETRY_AFTER_SECONDS = "60"
_AWAY = (OperationalError, InterfaceError)


def answer_failure(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`, called while the error is handled: 503 when the database is away, else 500."""
    if not isinstance(sys.exc_info()[1], _AWAY):
        return server_error(request)
    page = get_template("503.html").render()
    return HttpResponse(
        page, status=503, headers={"Retry-After": RETRY_AFTER_SECONDS, "Cache-Control": "no-store"}
    )
