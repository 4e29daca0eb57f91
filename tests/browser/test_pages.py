"""Every kind of page as readers see it: wide and narrow, enlarged, dark, with and without JavaScript."""

import os

import pytest

from tests.browser.pages import every_kind_of_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The second and third are what a window of 1280 pixels shows at 200 and 400 % zoom.
WIDTHS = [1280, 640, 320, 768, 390]
# What comes out differently when only the room or the colours change; all other rules hold at any width.
ABOUT_ROOM = ["color-contrast", "scrollable-region-focusable", "target-size"]
ALL_RULES = []
AUDITS = {1280: ALL_RULES, 768: ABOUT_ROOM, 390: ABOUT_ROOM}
# The scripts only add to two forms: without them one look at each page is enough. EVERY_AUDIT=1 takes all.
AUDITS_WITHOUT_SCRIPTS = {390: ALL_RULES}
if os.environ.get("EVERY_AUDIT") == "1":
    AUDITS = AUDITS_WITHOUT_SCRIPTS = dict.fromkeys(AUDITS, ALL_RULES)
DARK = "rgb(17, 24, 27)"


def test_every_kind_of_page_is_accessible_fits_and_stays_quiet(visitor, lit_path):
    audits = AUDITS if visitor.runs_scripts else AUDITS_WITHOUT_SCRIPTS
    for path in every_kind_of_page(lit_path):
        page = visitor.visit(path)
        for width in WIDTHS:
            visitor.widen(width)
            assert not visitor.is_too_wide(), (path, width)
            if width in audits:
                assert (path, width, visitor.accessibility_violations(*audits[width])) == (path, width, [])
        if visitor.runs_scripts:
            page.emulate_media(color_scheme="dark")
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == DARK
            assert (path, visitor.accessibility_violations("color-contrast")) == (path, [])
            page.emulate_media(color_scheme="light")
    assert visitor.faults == []
    assert visitor.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
