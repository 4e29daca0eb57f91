"""A real Chromium that notes what no page may do: errors, blocked content, requests to other hosts."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import caches
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, sync_playwright

from apps.archive.models import Attachment, Attendance, Decision, KleSubject, Meeting, SourceDocument
from apps.search.indexing import index_meeting
from tests.factories import make_case, make_committee, make_item, make_meeting, make_source, municipality

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TABLE = (
    "Prisen fordeler sig sådan:\n\nMio. kr.\t2024\t2025\nLamper på stien langs åen\t1,5\t2,0\nDrift\t0,2\t0,2"
)
LONG_WORD = "Stibelysningsfinansieringsmodelundersøgelsesrapporten" * 2
WIDTHS = [1280, 768, 390]


@pytest.fixture(autouse=True)
def _fresh_counts():
    caches["memory"].clear()


@pytest.fixture(scope="module")
def browser(django_db_setup) -> Iterator[Browser]:
    """While the browser runs, so does Playwright's loop, and Django would take queries for async code."""
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        reason = "Chromium is not installed: " + ", ".join(CHROMIUM_NAMES)
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=found, args=QUIET_FLAGS)
        yield chromium
        chromium.close()


class Visitor:
    """One reader with an own browser window; `faults` lists what must not happen on any page."""

    def __init__(self, context: BrowserContext, auditor: Page, site: str) -> None:
        self.context = context
        self.auditor = auditor
        self.site = site
        self.faults: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self._note("console", message.text, message.type))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", lambda request: self._note_stranger(request.url))
        self.page.on("requestfailed", self._note_failure)

    def visit(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def is_too_wide(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def accessibility_violations(self) -> list[str]:
        """Rule and place of everything axe-core objects to on the page as this reader sees it now.

        axe is a script, so it looks at a copy of the page in a window where scripts run.
        """
        snapshot, url = self.page.content(), self.page.url
        self.auditor.route(url, lambda route: route.fulfill(body=snapshot, content_type="text/html"))
        self.auditor.goto(url)
        self.auditor.evaluate(_axe_source())
        result = self.auditor.evaluate("tags => axe.run({runOnly: tags})", AXE_TAGS)
        return [
            f"{violation['id']}: {node['target']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    def _note(self, source: str, text: str, kind: str) -> None:
        if kind in ("error", "warning"):
            self.faults.append(f"{source}: {text}")

    def _note_failure(self, request: Request) -> None:
        """A request that the reader cut off by going on to the next page is no fault of the page."""
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url}")

    def _note_stranger(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.site).netloc and not url.startswith("data:"):
            self.faults.append(f"other host: {url}")


@pytest.fixture
def lit_path():
    """A case that went from committee to council, with everything that a page can show."""
    example = municipality("Eksempelby")
    subject = KleSubject.objects.get(number="05.01.08")
    title = "Lys på stien langs åen"
    case = make_case("05.01.08-P20-3-24", municipality=example, title=title, subject=subject)
    meetings = {
        name: make_meeting(
            committee=make_committee(name, municipality=example), held_on=day, place="Rådhuset"
        )
        for name, day in (("Teknikudvalget", date(2024, 2, 7)), ("Byrådet", date(2024, 3, 1)))
    }
    for name, meeting in meetings.items():
        Attendance.objects.create(meeting=meeting, position=1, name="Aase Prøve", party="A", status="present")
        item = make_item(
            meeting,
            case=case,
            title="Lys på stien langs åen",
            decision="Godkendt." if name == "Byrådet" else "Anbefales.",
            outcome="godkendt" if name == "Byrådet" else "anbefalet",
            sections=[
                {"heading": "Sagsfremstilling", "kind": "case", "text": TABLE},
                {
                    "heading": "Indstilling",
                    "kind": "recommendation",
                    "text": "at der sættes lys op for 1,5 mio. kr.",
                },
            ],
        )
        Attachment.objects.create(item=item, position=1, title=f"{LONG_WORD}.pdf")
        Decision.objects.create(
            item=item,
            position=2,
            is_own=False,
            committee_name="Handicaprådet",
            text="Taget til efterretning.",
            decided_on=date(2024, 1, 20),
            outcome="taget-til-efterretning",
        )
        make_item(meeting, title="", closed=True)
        for month in range(1, 5):
            make_meeting(committee=meeting.committee, held_on=date(2023, month, 4), kind=Meeting.Kind.AGENDA)
        make_item(meeting, title=LONG_WORD)
        meeting.source = make_source(
            municipality=example,
            sha256=sha256(name.encode()).hexdigest(),
            meeting=meeting,
            state=SourceDocument.State.PUBLISHED,
            record={"document_type": "REFERAT", "items": [{"number": "1", "title": "Lys"}]},
        )
        meeting.save()
        index_meeting(meeting)
    return item


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def visitor(browser: Browser, live_server, request: pytest.FixtureRequest, width: int) -> Iterator[Visitor]:
    """A reader with and without JavaScript, at a desk and on a phone."""
    size: ViewportSize = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, java_script_enabled=request.param, locale="da-DK")
    auditor = browser.new_page(viewport=size)
    yield Visitor(context, auditor, live_server.url)
    auditor.close()
    context.close()


def _axe_source() -> str:
    path = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.fail("axe-core is not installed: make setup")
    return path.read_text()
