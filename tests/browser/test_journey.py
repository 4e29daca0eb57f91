"""A reader's way through the archive in a real browser: front page, search, item and case."""

import pytest

from tests.browser.pages import every_kind_of_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_reader_finds_an_item_by_a_word_and_follows_its_case(visitor, lit_path):
    page = visitor.visit("/")
    page.get_by_role("main").locator("input[name=q]").fill("stien")
    page.get_by_role("main").get_by_role("button", name="Søg").click()
    page.get_by_role("main").get_by_role("link", name="Lys på stien langs åen").first.click()
    assert page.locator("h1").inner_text() == "Lys på stien langs åen"

    page.get_by_role("main").get_by_role("link", name="05.01.08-P20-3-24").click()
    assert page.locator("h1").inner_text() == "Lys på stien langs åen"
    assert page.locator(".step-title").all_inner_texts() == [
        "Handicaprådet Taget til efterretning",
        "Teknikudvalget Anbefalet",
        "Byrådet Godkendt",
    ]
    assert visitor.faults == []
    assert visitor.context.cookies() == []


def test_every_kind_of_page_is_accessible_fits_and_stays_quiet(visitor, lit_path):
    for path in every_kind_of_page(lit_path):
        visitor.visit(path)
        assert (path, visitor.accessibility_violations()) == (path, [])
        assert not visitor.is_too_wide(), path
    assert visitor.faults == []
    assert visitor.context.cookies() == []


def test_keyboard_reaches_the_content_first(visitor, lit_path):
    page = visitor.visit(lit_path.get_absolute_url())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gå til sidens indhold"

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
