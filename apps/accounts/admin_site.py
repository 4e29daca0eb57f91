"""Django's administration, for platform administrators who have signed in with their second factor."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class PlatformAdminSite(AdminSite):
    site_title = "Referatarkivet"
    site_header = "Referatarkivet: platformadministration"
    index_title = "Oversigt"
    site_url = "/konto/"

    def has_permission(self, request: HttpRequest) -> bool:
        # That a platform administrator has a second factor is seen to by the middleware.
        return bool(getattr(request.user, "is_platform_administrator", False))

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one way to sign in, with throttling and second factor; this is not it."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", "/admin/"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The rooms, with a Danish name for the trail, which a library calls in English."""
        rooms: list[Any] = super().get_app_list(request, app_label)
        for room in rooms:
            if room["app_label"] == "auditlog":
                room["name"] = "Spor"
        return rooms

    def password_change(  # type: ignore[override]  # a redirect is an answer too
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return redirect("account_change_password")
