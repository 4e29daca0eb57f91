"""Addresses as the outside sees them: absolute links, and names that stay when the site moves."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

# The year from which the archive gives names; a tag (RFC 4151) keeps it for ever.
_TAG_YEAR = "2026"


def absolute_url(request: HttpRequest, path: str) -> str:
    """The public address of a path: under SITE_URL where that is set, else under the host that was asked."""
    return settings.SITE_URL.rstrip("/") + path if settings.SITE_URL else request.build_absolute_uri(path)


def site_host(request: HttpRequest) -> str:
    """The host name of the site without port, such as `arkiv.eksempel.dk`."""
    return urlsplit(absolute_url(request, "/")).hostname or "localhost"


def tag_for(request: HttpRequest, path: str) -> str:
    """A lasting identifier of what stands at a path; the same in every feed and on every day."""
    return f"tag:{site_host(request)},{_TAG_YEAR}:{path}"
