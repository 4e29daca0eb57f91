"""A real Chromium, and an archive with a case that shows everything that a page can show."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import pytest
from django.core.cache import caches
from playwright.sync_api import Browser, sync_playwright

from apps.archive.models import Attachment, Attendance, Decision, KleSubject, Meeting, SourceDocument
from apps.search.indexing import index_meeting
from tests.browser.visitor import Visitor
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
TABLE = (
    "Prisen fordeler sig sådan:\n\nMio. kr.\t2024\t2025\nLamper på stien langs åen\t1,5\t2,0\nDrift\t0,2\t0,2"
)
LONG_WORD = "Stibelysningsfinansieringsmodelundersøgelsesrapporten" * 2


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


@pytest.fixture
def lit_path():
    """A case that went from committee to council, with everything that a page can show."""
    example = municipality("Eksempelby")
    # Too bright for text on white: its pages are only readable in what is made of it.
    example.colour = "#ffcc00"
    example.save()
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
    make_meeting(
        committee=meetings["Teknikudvalget"].committee,
        held_on=date(2022, 2, 2),
        state=Meeting.State.WITHDRAWN,
    )
    catch_all = make_case("00.22.04-P35-5-21", municipality=example, is_catch_all=True)
    make_item(meetings["Byrådet"], title="Godkendelse af dagsorden", case=catch_all)
    return item


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def visitor(browser: Browser, live_server, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A reader with and without JavaScript, at a desk until the window is made smaller."""
    reader = Visitor(browser, live_server.url, runs_scripts=request.param)
    reader.widen(1280)
    yield reader
    reader.close()
