"""Which room answers which address. The archive comes last: it takes every first word as a municipality."""

from django.urls import include, path

urlpatterns = [
    path("", include("apps.archive.urls")),
]
