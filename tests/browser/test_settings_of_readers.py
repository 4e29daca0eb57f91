"""Readers who have set their system to dark, who enlarge pages, or who use no mouse."""

import pytest

from tests.browser.conftest import Visitor
from tests.browser.pages import every_kind_of_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUS_IS_SEEN = """() => {
    const style = getComputedStyle(document.activeElement);
    const place = document.activeElement.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined && place.width > 0 && place.height > 0;
}"""
FOCUSED = "() => [...document.querySelectorAll('*')].indexOf(document.activeElement)"


@pytest.fixture
def open_visitor(browser, live_server):
    """Opens a reader's window with the settings given."""
    contexts = []

    def open_window(**settings):
        context = browser.new_context(locale="da-DK", **settings)
        auditor = browser.new_page(
            viewport=settings["viewport"], color_scheme=settings.get("color_scheme", "light")
        )
        contexts.append((context, auditor))
        return Visitor(context, auditor, live_server.url)

    yield open_window
    for context, auditor in contexts:
        auditor.close()
        context.close()


def test_dark_pages_keep_their_contrast(open_visitor, lit_path):
    visitor = open_visitor(viewport={"width": 1280, "height": 900}, color_scheme="dark")

    for path in every_kind_of_page(lit_path):
        page = visitor.visit(path)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 24, 27)", path
        assert (path, visitor.accessibility_violations()) == (path, [])


def test_pages_at_twice_the_size_need_no_sideways_scrolling(open_visitor, lit_path):
    visitor = open_visitor(viewport={"width": 640, "height": 450}, device_scale_factor=2)

    for path in every_kind_of_page(lit_path):
        visitor.visit(path)
        assert not visitor.is_too_wide(), path


def test_keyboard_walks_through_a_page_with_focus_in_sight_and_without_a_trap(open_visitor, lit_path):
    visitor = open_visitor(viewport={"width": 1280, "height": 900})

    for path in (lit_path.get_absolute_url(), lit_path.meeting.get_absolute_url(), "/emner/05.01.08/"):
        page = visitor.visit(path)
        places = []
        for _ in range(250):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body"):
                break
            places.append(page.evaluate(FOCUSED))
            shown = page.evaluate("document.activeElement.outerHTML.slice(0, 100)")
            assert (path, shown, page.evaluate(FOCUS_IS_SEEN)) == (path, shown, True)
        assert places == sorted(set(places)), path
        assert len(places) > 10, path
