"""A case as a journey, or as a list."""

from datetime import date

import pytest

from apps.archive.models import AgendaItem, KleSubject, Meeting
from tests.archive.pages import Page
from tests.factories import make_case, make_committee, make_item, make_meeting

pytestmark = pytest.mark.django_db


def test_case_page_tells_the_journey_and_whether_it_is_over(client):
    case = make_case(title="Lys på stier", subject=KleSubject.objects.get(number="01.02.05"))
    make_item(
        make_meeting(committee=make_committee("Teknikudvalget"), held_on=date(2024, 1, 1)),
        case=case,
        decision="Anbefales.",
        outcome="anbefalet",
    )
    page = Page(client, case.get_absolute_url())

    assert page.texts("h1, .step-title") == ["Lys på stier", "Teknikudvalget Anbefalet"]
    assert page.texts(".last-word strong") == ["Ikke afsluttet i arkivet."]

    make_item(
        make_meeting(committee=make_committee("Byrådet"), held_on=date(2024, 2, 1)),
        case=case,
        decision="Godkendt.",
        outcome="godkendt",
    )
    page = Page(client, case.get_absolute_url())

    assert page.texts(".step-title") == ["Teknikudvalget Anbefalet", "Byrådet Godkendt"]
    assert page.texts(".last-word") == [
        "Seneste behandling, arkivet kender: Byrådet, torsdag den 1. februar 2024."
    ]


def test_case_on_an_agenda_waits_for_its_decision(client):
    case = make_case(title="Lys på stier")
    byraadet = make_committee("Byrådet")
    make_item(make_meeting(committee=byraadet), case=case, decision="Godkendt.", outcome="godkendt")
    agenda = make_meeting(committee=byraadet, held_on=date(2026, 3, 2), kind=Meeting.Kind.AGENDA)
    make_item(agenda, case=case)
    page = Page(client, case.get_absolute_url())

    assert page.texts(".last-word") == [
        (
            "Ikke afsluttet i arkivet. Sagen er på dagsordenen i Byrådet mandag den 2. marts 2026. "
            "Beslutningen er ikke i arkivet endnu."
        )
    ]
    assert page.texts(".step > .quiet") == ["Her er kun dagsordenen; beslutningen kendes ikke endnu."]


def test_catch_all_number_is_a_list_with_pages_and_an_explanation(client):
    case = make_case(is_catch_all=True, title="Godkendelse af dagsorden")
    meeting = make_meeting()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, position=number, number=str(number), slug=str(number), title="x", case=case
        )
        for number in range(1, 52)
    )
    page = Page(client, case.get_absolute_url())

    assert page.texts("h1") == [f"Sag {case.number}"]
    assert page.texts(".notice")[0].startswith("Herning Kommune bruger det samme nummer")
    assert len(page.texts(".case-items li")) == 50
    assert page.links(".neighbours a") == ["?side=2"]
    assert page.tree.css(".journey") == []


def test_case_in_another_spelling_moves_permanently(client):
    make_item(case=make_case("15.00.00-A30-2-21"))
    make_item(case=make_case("20/33839"))

    for written, slug in (("15.00.00a30-2-2021", "15.00.00-A30-2-21"), ("20/33839", "20-33839")):
        response = client.get(f"/herning/sager/{written}/")
        assert (response.status_code, response.get("Location")) == (301, f"/herning/sager/{slug}/")
