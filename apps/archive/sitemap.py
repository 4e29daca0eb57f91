"""The sitemap (sitemaps.org): an index of bounded files that name every public page for search engines.

A file holds the rows whose primary keys lie in one fixed range, so making it is one walk along an index
however large the archive is, and no row moves from one file to another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.db.models import F, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.archive.addresses import absolute_url
from apps.archive.lookups import not_found
from apps.archive.models import AgendaItem, Case, Committee, Meeting, Municipality
from apps.archive.visibility import MeetingState

LONGEST_FILE = 50_000
# With their items, these fill a file only if every one of them has 500.
MEETINGS_PER_FILE = 100
CASES_PER_FILE = 10_000
LAST_FILE = 2**31
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_FIXED_PAGES = ["front_page", "municipalities", "subjects", "about", "privacy"]

sitemap_file = cache_control(public=True, max_age=60)


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    changed_at: datetime | None = None


@require_safe
@sitemap_file
def index(request: HttpRequest) -> HttpResponse:
    """Every file that has something in it."""
    files = [Page(reverse("archive:sitemap_pages")), *_files_of_meetings(), *_files_of_cases()]
    return _answer(request, "sitemapindex", "sitemap", files)


@require_safe
@sitemap_file
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that are few: the fixed ones, municipalities and committees."""
    fixed = [Page(reverse(f"archive:{name}")) for name in _FIXED_PAGES]
    municipalities = Municipality.objects.published().order_by("pk")
    committees = Committee.objects.published().select_related("municipality").order_by("pk")
    places = [Page(row.get_absolute_url()) for row in (*municipalities, *committees)]
    return _answer(request, "urlset", "url", [*fixed, *places])


@require_safe
@sitemap_file
def meetings(request: HttpRequest, number: int) -> HttpResponse:
    """Meetings, each followed by its items."""
    held = _in_file(Meeting.objects.published(), number, MEETINGS_PER_FILE)
    found = {row.pk: row for row in held.select_related("committee__municipality").order_by("pk")}
    items = AgendaItem.objects.filter(meeting__in=found).order_by("meeting", "position")
    slugs: dict[int, list[str]] = {}
    for meeting_id, slug in items.values_list("meeting", "slug")[: LONGEST_FILE - len(found)]:
        slugs.setdefault(meeting_id, []).append(slug)
    listed = [page for row in found.values() for page in _meeting_pages(row, slugs.get(row.pk, []))]
    return _answer(request, "urlset", "url", listed or not_found())


@require_safe
@sitemap_file
def cases(request: HttpRequest, number: int) -> HttpResponse:
    public = Q(items__meeting__state=MeetingState.PUBLISHED)
    rows = _in_file(Case.objects.published(), number, CASES_PER_FILE)
    rows = rows.annotate(changed_at=Max("items__meeting__changed_at", filter=public))
    found = rows.select_related("municipality").order_by("pk")
    listed = [Page(row.get_absolute_url(), row.changed_at) for row in found]
    return _answer(request, "urlset", "url", listed or not_found())


def _in_file(rows: QuerySet[Any], number: int, length: int) -> QuerySet[Any]:
    if not 1 <= number <= LAST_FILE:
        not_found()
    return rows.filter(pk__gte=(number - 1) * length, pk__lt=number * length)


def _meeting_pages(meeting: Meeting, item_slugs: Iterable[str]) -> Iterator[Page]:
    path = meeting.get_absolute_url()
    yield Page(path, meeting.changed_at)
    for slug in item_slugs:
        yield Page(f"{path}punkt-{quote(slug)}/", meeting.changed_at)


def _files_of_meetings() -> Iterator[Page]:
    held = Meeting.objects.published().order_by().annotate(file=F("pk") / MEETINGS_PER_FILE)
    for file, changed_at in held.values_list("file").annotate(last=Max("changed_at")).order_by("file"):
        yield Page(reverse("archive:sitemap_meetings", args=[file + 1]), changed_at)


def _files_of_cases() -> Iterator[Page]:
    newest = Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for number in range(1, newest // CASES_PER_FILE + 2):
        if _in_file(Case.objects.published(), number, CASES_PER_FILE).exists():
            yield Page(reverse("archive:sitemap_cases", args=[number]))


def _answer(request: HttpRequest, root: str, element: str, listed: Iterable[Page]) -> HttpResponse:
    site = absolute_url(request, "/").rstrip("/")
    lines = (
        f"<{element}><loc>{escape(site + page.path)}</loc>{_lastmod(page)}</{element}>" for page in listed
    )
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMESPACE}>'
    body = "\n".join([head, *lines, f"</{root}>\n"])
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def _lastmod(page: Page) -> str:
    return f"<lastmod>{page.changed_at:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if page.changed_at else ""
