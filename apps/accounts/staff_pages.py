"""Which pages are for staff, and what only those have: a session, and headers that keep them private.

Public pages never see who is asking: they get no cookie and are the same for everybody.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

SIGNED_IN_AT = "signed_in_at"
GetResponse = Callable[[HttpRequest], HttpResponse]


def is_staff_page(request: HttpRequest) -> bool:
    return request.path.startswith(settings.STAFF_PREFIXES)


class StaffSessionMiddleware(SessionMiddleware):
    """Django's sessions for staff pages; a public page gets an empty one that is never stored or sent."""

    def process_request(self, request: HttpRequest) -> None:
        if is_staff_page(request):
            super().process_request(request)
        else:
            request.session = self.SessionStore()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return super().process_response(request, response) if is_staff_page(request) else response


def keep_private(get_response: GetResponse) -> GetResponse:
    """Middleware: a staff page is kept by no cache and listed by no search engine."""

    def add_headers(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_staff_page(request):
            add_never_cache_headers(response)
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return add_headers


def end_long_sessions(get_response: GetResponse) -> GetResponse:
    """Middleware: sign out whoever signed in `SESSION_ABSOLUTE_AGE` seconds ago, however busy they are."""

    def check(request: HttpRequest) -> HttpResponse:
        if is_staff_page(request) and request.user.is_authenticated:
            signed_in_at = request.session.setdefault(SIGNED_IN_AT, int(time.time()))
            if time.time() - signed_in_at >= settings.SESSION_ABSOLUTE_AGE:
                logout(request)
        return get_response(request)

    return check
