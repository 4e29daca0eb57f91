"""A reader's way through the archive in a real browser: front page, search, item and case."""

from datetime import date

import pytest

from apps.archive.models import Attachment, Attendance, Decision
from apps.search.indexing import index_meeting
from tests.factories import make_case, make_committee, make_item, make_meeting, municipality

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = (
    "Prisen fordeler sig sådan:\n\nMio. kr.\t2024\t2025\nLamper på stien langs åen\t1,5\t2,0\nDrift\t0,2\t0,2"
)
LONG_WORD = "Stibelysningsfinansieringsmodelundersøgelsesrapporten" * 2


@pytest.fixture
def lit_path():
    """A case that went from committee to council, with everything that a page can show."""
    example = municipality("Eksempelby")
    case = make_case("05.01.08-P20-3-24", municipality=example, title="Lys på stien langs åen")
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
                {"heading": "Indstilling", "kind": "recommendation", "text": "at der sættes lys op."},
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
        make_item(meeting, title=LONG_WORD)
        index_meeting(meeting)
    return item


def test_reader_finds_an_item_by_a_word_and_follows_its_case(visitor, lit_path):
    page = visitor.visit("/")
    page.get_by_role("main").get_by_role("searchbox").fill("stien")
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
    meeting = lit_path.meeting
    closed = meeting.items.get(closed=True)
    paths = [
        "/",
        "/kommuner/",
        "/om/",
        "/privatliv/",
        "/eksempelby/",
        "/aarhus/",
        "/eksempelby/byraadet/",
        meeting.get_absolute_url(),
        lit_path.get_absolute_url(),
        closed.get_absolute_url(),
        lit_path.case.get_absolute_url(),
        "/soeg/?q=stien",
        "/soeg/?q=findesikke",
    ]
    for path in paths:
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
