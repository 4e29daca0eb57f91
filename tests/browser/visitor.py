"""A reader's window that notes what no page may do: errors, blocked content, requests to other hosts."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What Chromium only says when the machine is slow; what it warns of is tested where time plays no part.
TELLS_OF_SPEED = ("was preloaded using link preload", "[Intervention]")
# A slow machine is no fault either; this only ends a test that hangs.
PATIENCE_IN_MILLISECONDS = 180_000


class Visitor:
    """One reader with an own browser window; `faults` lists what must not happen on any page."""

    def __init__(self, browser: Browser, site: str, *, runs_scripts: bool) -> None:
        self.site = site
        self.runs_scripts = runs_scripts
        self.faults: list[str] = []
        self.context = browser.new_context(java_script_enabled=runs_scripts, locale="da-DK")
        self.context.set_default_timeout(PATIENCE_IN_MILLISECONDS)
        self.page = self.context.new_page()
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", self._note_stranger)
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_refusal)
        self.auditor = self.page if runs_scripts else self._open_auditor(browser)

    def visit(self, path: str) -> Page:
        self.page.goto(self.site + path)
        if self.auditor is not self.page:
            self._copy_page()
        return self.page

    def widen(self, width: int) -> None:
        for window in {self.page, self.auditor}:
            window.set_viewport_size({"width": width, "height": 900})

    def is_too_wide(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def accessibility_violations(self, *rules: str) -> list[str]:
        """Rule and place of what axe-core objects to as this reader sees the page; all rules, or these."""
        if not self.auditor.evaluate("typeof window.axe === 'object'"):
            self.auditor.evaluate(_axe_source())
        asked = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": AXE_TAGS}
        result = self.auditor.evaluate(
            "asked => axe.run({runOnly: asked, preload: false, resultTypes: ['violations']})", asked
        )
        return [
            f"{violation['id']}: {node['target']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    def close(self) -> None:
        self.auditor.context.close()
        self.context.close()

    def _open_auditor(self, browser: Browser) -> Page:
        """axe is a script: for a reader without, it runs where only the page's own are kept away."""
        context = browser.new_context(locale="da-DK")
        context.set_default_timeout(PATIENCE_IN_MILLISECONDS)
        context.route("**/*.js", lambda route: route.abort())
        return context.new_page()

    def _copy_page(self) -> None:
        snapshot, url = self.page.content(), self.page.url
        self.auditor.route(url, lambda route: route.fulfill(body=snapshot, content_type="text/html"))
        self.auditor.goto(url)
        self.auditor.unroute(url)

    def _note_message(self, message: ConsoleMessage) -> None:
        told_otherwise = message.text.startswith("Failed to load resource")
        slow = any(words in message.text for words in TELLS_OF_SPEED)
        if message.type in ("error", "warning") and not told_otherwise and not slow:
            self.faults.append(f"console: {message.text}")

    def _note_failure(self, request: Request) -> None:
        """A request that the reader cut off by going on to the next page is no fault of the page."""
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url}")

    def _note_refusal(self, response: Response) -> None:
        """A page may say that it is gone; what it is made of may not."""
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status}: {response.url}")

    def _note_stranger(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.site).netloc and not request.url.startswith("data:"):
            self.faults.append(f"other host: {request.url}")


def _axe_source() -> str:
    path = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
    if not path.is_file():
        pytest.fail("axe-core is not installed: make setup")
    return path.read_text()
