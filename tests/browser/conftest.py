"""A real Chromium that notes what no page may do: errors, blocked content, requests to other hosts."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import caches
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

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
WIDTHS = [1280, 390]


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
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))

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

    def _note_stranger(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.site).netloc and not url.startswith("data:"):
            self.faults.append(f"other host: {url}")


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
