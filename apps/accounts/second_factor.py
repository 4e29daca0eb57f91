"""The second factor: who must have one, before any staff page opens."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from apps.accounts.permissions import needs_second_factor
from apps.accounts.staff_pages import is_staff_page

SET_UP = "mfa_activate_totp"
# What one needs to get from the password to a second factor, or away again.
OPEN_WITHOUT = {
    SET_UP,
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "accounts:invitation",
}


class RequireSecondFactor:
    """Middleware: whoever needs a second factor and has none is sent to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not (is_staff_page(request) and request.user.is_authenticated):
            return None
        if request.resolver_match and request.resolver_match.view_name in OPEN_WITHOUT:
            return None
        return redirect(SET_UP) if lacks_second_factor(request.user) else None


def lacks_second_factor(user: AbstractBaseUser) -> bool:
    return needs_second_factor(user) and not is_mfa_enabled(user)
