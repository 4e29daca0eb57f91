"""Readers who use no mouse: they come everywhere, see where they are, and get on again."""

import pytest

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The design system draws a box of its own before the label, and the outline around that.
FOCUS = """() => {
    const focused = document.activeElement;
    const label = focused.matches("input[type=checkbox]") && focused.nextElementSibling;
    const style = label ? getComputedStyle(label, "::before") : getComputedStyle(focused);
    const place = focused.getBoundingClientRect();
    const inside = place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
    return {
        left: focused === document.body,
        place: [...document.querySelectorAll("*")].indexOf(focused),
        shown: focused.outerHTML.slice(0, 100),
        seen: inside && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
}"""


@pytest.fixture
def visitor(browser, live_server):
    reader = Visitor(browser, live_server.url, runs_scripts=True)
    yield reader
    reader.close()


def test_keyboard_walks_through_a_page_with_focus_in_sight_and_without_a_trap(visitor, lit_path):
    paths = [
        lit_path.get_absolute_url(),
        lit_path.meeting.get_absolute_url(),
        "/emner/05.01.08/",
        "/soeg/?q=stien",
    ]
    for path in paths:
        page = visitor.visit(path)
        places = []
        for _ in range(250):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus["left"]:
                break
            if focus["place"] not in places[-1:]:  # a date has three parts and a button
                places.append(focus["place"])
            assert (path, focus["shown"], focus["seen"]) == (path, focus["shown"], True)
        assert places == sorted(set(places)), path
        assert len(places) > 10, path
