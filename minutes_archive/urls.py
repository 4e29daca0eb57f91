"""Which room answers which address. The archive comes last: it takes every first word as a municipality."""

from django.contrib import admin
from django.urls import include, path

from apps.search import opensearch
from minutes_archive import health, site_files

urlpatterns = [
    path("healthz", health.is_alive),
    path("readyz", health.is_ready),
    path("robots.txt", site_files.robots, name="robots"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("site.webmanifest", site_files.web_manifest, name="web_manifest"),
    path(".well-known/security.txt", site_files.security_contact, name="security_contact"),
    path("was", site_files.accessibility_statement, name="accessibility_statement"),
    path("konto/", include("apps.accounts.allauth_urls")),
    path("konto/", include("apps.accounts.urls")),
    path("admin/", admin.site.urls),
    path("indlaes/", include("apps.ingest.urls")),
    path("soeg/", include("apps.search.urls")),
    path("api/", include("apps.api.urls")),
    path("", include("apps.archive.urls")),
]

handler500 = "minutes_archive.failures.answer_failure"
