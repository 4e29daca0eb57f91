"""Lets browsers search the archive from their address bar (OpenSearch 1.1)."""

from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.archive.addresses import absolute_url

MEDIA_TYPE = "application/opensearchdescription+xml"


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def description(request: HttpRequest) -> HttpResponse:
    page = absolute_url(request, reverse("search:search"))
    feed = absolute_url(request, reverse("search:feed"))
    icon = absolute_url(request, static("img/mark.svg"))
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>Referatarkivet</ShortName>\n"
        "<Description>Søg i kommunale referater</Description>\n"
        "<Language>da</Language>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image width="32" height="32" type="image/svg+xml">{escape(icon)}</Image>\n'
        f'<Url type="text/html" template={quoteattr(page + "?q={searchTerms}")}/>\n'
        f'<Url type="application/atom+xml" template={quoteattr(feed + "?q={searchTerms}")}/>\n'
        "</OpenSearchDescription>\n"
    )
    return HttpResponse(content, content_type=f"{MEDIA_TYPE}; charset=utf-8")
