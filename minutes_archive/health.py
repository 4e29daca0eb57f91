"""Answers for whoever watches the machine: is the process alive, and can it serve readers?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def is_alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
def is_ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503; without a word about why, which belongs in the log."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM archive_municipality LIMIT 1")
    except DatabaseError:
        return HttpResponse("ikke klar\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("klar\n", content_type="text/plain; charset=utf-8")
