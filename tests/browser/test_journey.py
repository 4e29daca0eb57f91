"""A reader's way through the archive in a real browser: front page, search, item and case."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_reader_finds_an_item_by_a_word_and_follows_its_case(visitor, lit_path):
    page = visitor.visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gå til sidens indhold"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.form.closest('main').id") == "indhold"

    page.keyboard.type("stien")
    page.keyboard.press("Enter")
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
