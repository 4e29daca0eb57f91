"""Small files that browsers, search engines and others ask every site for, and what they are told here."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.archive.addresses import absolute_url

for_a_day = cache_control(public=True, max_age=24 * 3600)
# The notice must be looked at again at least once a year (RFC 9116).
SECURITY_NOTICE_HOLDS = timedelta(days=180)


@require_safe
@for_a_day
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read every page, but not walk through searches, which never end, or staff pages."""
    closed = [f"{reverse('search:search')}?", *settings.STAFF_PREFIXES]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "Allow: /", ""]
    sitemap = absolute_url(request, reverse("archive:sitemap"))
    return _text("\n".join([*lines, f"Sitemap: {sitemap}\n"]))


@require_safe
@for_a_day
def security_contact(request: HttpRequest) -> HttpResponse:
    """Where to tell of a weakness (RFC 9116); without a contact there is nothing to say."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return _text(
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}\n"
        f"Expires: {today + SECURITY_NOTICE_HOLDS:%Y-%m-%dT%H:%M:%SZ}\n"
        "Preferred-Languages: da, en\n"
        f"Canonical: {absolute_url(request, request.path)}\n"
    )


@require_safe
@cache_control(public=True, max_age=3600)
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """The statement that the law asks of each installation; it stands where its owner publishes it."""
    if settings.WAS_URL:
        return redirect(settings.WAS_URL)
    front = {"label": "Forside", "url": reverse("archive:front_page")}
    context = {
        "crumbs": [front, {"label": "Tilgængelighedserklæring", "url": ""}],
        "canonical_url": absolute_url(request, request.path),
    }
    return render(request, "was.html", context)


@require_safe
@for_a_day
def web_manifest(request: HttpRequest) -> HttpResponse:
    """How the site looks on a phone's home screen."""
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    content = {
        "name": "Referatarkivet",
        "short_name": "Referater",
        "description": "Kommunale referater samlet ét sted.",
        "lang": "da",
        "start_url": "/",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#0f4555",
        "icons": icons,
    }

    return JsonResponse(content, content_type="application/manifest+json")


def _text(content: str) -> HttpResponse:
    return HttpResponse(content, content_type="text/plain; charset=utf-8")
