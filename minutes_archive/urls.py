"""Which room answers which address. The archive comes last: it takes every first word as a municipality."""

from django.contrib import admin
from django.urls import include, path

from minutes_archive import health

urlpatterns = [
    path("healthz", health.is_alive),
    path("readyz", health.is_ready),
    path("konto/", include("apps.accounts.allauth_urls")),
    path("konto/", include("apps.accounts.urls")),
    path("admin/", admin.site.urls),
    path("soeg/", include("apps.search.urls")),
    path("", include("apps.archive.urls")),
]
