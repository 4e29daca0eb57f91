"""Front page, municipalities and committees."""

from datetime import date

import pytest

from apps.archive.models import Meeting
from tests.archive.pages import Page
from tests.factories import make_committee, make_item, make_meeting

pytestmark = pytest.mark.django_db


def test_front_page_of_an_empty_archive_says_so(client):
    page = Page(client, "/")

    assert page.texts("h1, h2") == ["Find ud af, hvad din kommune har besluttet", "Arkivet er tomt endnu"]
    assert page.tree.css_first("main form").attributes["action"] == "/soeg/"


def test_front_page_lists_meetings_numbers_and_municipalities(client):
    make_item(make_meeting(committee=make_committee("Byrådet"), held_on=date(2024, 11, 13)))
    page = Page(client, "/")

    assert page.texts(".meeting-row") == ["Byrådet, onsdag den 13. november 2024 Herning Kommune · 1 punkt"]
    assert page.texts(".figures dd") == ["1", "1", "1", "0"]
    assert page.links(".place") == ["/herning/"]


def test_municipalities_page_names_all_and_links_those_with_meetings(client):
    make_meeting()
    page = Page(client, "/kommuner/")

    assert page.links(".place") == ["/herning/"]
    assert len(page.texts(".name-columns li")) == 97
    assert page.texts("h3") == [
        f"Region {name}" for name in ("Hovedstaden", "Midtjylland", "Nordjylland", "Sjælland", "Syddanmark")
    ]


def test_municipality_page_shows_committees_meetings_and_a_search_of_its_own(client):
    committee = make_committee("Ældreudvalget")
    meeting = make_meeting(committee=committee)
    page = Page(client, "/herning/")

    assert page.links(".meeting-row-link, .plain-list a") == [
        meeting.get_absolute_url(),
        committee.get_absolute_url(),
    ]
    assert page.tree.css_first("main input[name=kommune]").attributes["value"] == "herning"


def test_municipality_without_meetings_says_so(client):
    assert Page(client, "/aarhus/").texts("main .lead") == [
        "Arkivet har ingen referater fra Aarhus Kommune endnu."
    ]


def test_committee_page_shows_one_year_or_the_newest_meetings_by_year(client):
    committee = make_committee("Byrådet")
    for year in (2022, 2024):
        make_meeting(committee=committee, held_on=date(year, 5, 1))
    newest, chosen = Page(client, "/herning/byraadet/"), Page(client, "/herning/byraadet/?aar=2022")

    assert newest.texts("h2") == ["2024", "2022", "År for år"]
    assert chosen.texts("h2") == ["2022", "År for år"]
    assert chosen.links(".meeting-row-link") == ["/herning/byraadet/2022-05-01/"]
    assert chosen.links('.year-nav [aria-current="page"]') == ["?aar=2022"]
    for nonsense in ("2023", "x", "²⁰²²"):
        Page(client, f"/herning/byraadet/?aar={nonsense}", status=404)


def test_committee_page_lays_the_days_of_a_year_out_by_month(client):
    committee = make_committee("Byrådet")
    days = (date(2024, 3, 6), 1), (date(2024, 3, 6), 2), (date(2024, 4, 3), 1), (date(2024, 11, 13), 1)
    for day, sequence in days:
        make_meeting(committee=committee, held_on=day, sequence=sequence)
    make_meeting(committee=committee, held_on=date(2024, 5, 1), state=Meeting.State.DRAFT)
    page = Page(client, "/herning/byraadet/")

    months = page.texts(".calendar > li")
    assert (len(months), months[2], months[4], months[10]) == (
        12,
        "Marts 6. marts 6. marts, 2. møde den dag",
        "Maj: ingen møder i arkivet",
        "November 13. november",
    )
    assert page.links(".calendar a")[0] == "/herning/byraadet/2024-03-06/"


def test_municipality_page_of_a_year_lists_its_meetings_by_month(client):
    for name, month in (("Byrådet", 3), ("Kulturudvalget", 3), ("Ældreudvalget", 11)):
        make_meeting(committee=make_committee(name), held_on=date(2024, month, 6))
    make_meeting(committee=make_committee("Teknikudvalget"), held_on=date(2023, 1, 1))
    page = Page(client, "/herning/?aar=2024")

    assert page.texts("h1, h2") == ["Møder i 2024", "Marts", "November"]
    assert page.links(".meeting-row-link") == [
        f"/herning/{slug}/"
        for slug in (
            "byraadet/2024-03-06",
            "kulturudvalget/2024-03-06",
            "aeldreudvalget/2024-11-06",
        )
    ]
    Page(client, "/herning/?aar=2022", status=404)


def test_years_are_drawn_and_counted_in_a_table(client):
    committee = make_committee("Byrådet")
    meeting = make_meeting(committee=committee, held_on=date(2023, 1, 4))
    for outcome in ("godkendt", "afvist", "godkendt"):
        make_item(meeting, decision="Tekst.", outcome=outcome)
    make_meeting(committee=committee, held_on=date(2024, 1, 3), kind=Meeting.Kind.AGENDA)
    draft = make_meeting(committee=committee, held_on=date(2023, 2, 1), state=Meeting.State.DRAFT)
    make_item(draft, decision="Tekst.", outcome="godkendt")

    for url in ("/herning/byraadet/", "/herning/"):
        page = Page(client, url)
        assert page.texts(".chart-label") == ["2023", "2024"] * 2
        assert page.texts(".chart-total") == ["1", "1", "3", "0"]
        assert page.texts(".year-charts tbody tr") == ["202411–00000", "202310–20010"]


def test_holes_in_the_numbers_of_a_year_are_told(client):
    committee = make_committee("Byrådet")
    for month, numbers in ((1, "12"), (2, "35")):
        meeting = make_meeting(committee=committee, held_on=date(2024, month, 1))
        for number in numbers:
            make_item(meeting, number=number)

    assert Page(client, "/herning/byraadet/").texts(".missing-numbers") == [
        (
            "Punkterne er nummereret gennem året. Arkivet har ikke 4: "
            "enten mangler møder her, eller også er punkterne ikke offentliggjort."
        )
    ]


def test_committee_page_follows_renamed_committees_past_those_that_have_no_meetings(client):
    newest = make_committee("Grøn Omstilling")
    new = make_committee("Klimaudvalget", successor=newest)
    unseen = make_committee("Naturudvalget", successor=new)
    old, other = (make_committee(name, successor=unseen) for name in ("Miljøudvalget", "Vandudvalget"))
    for committee in (newest, new, old, other):
        make_meeting(committee=committee)

    assert Page(client, old.get_absolute_url()).texts("p.measure")[0] == (
        "Udvalget er afløst af Klimaudvalget og siden af Grøn Omstilling."
    )
    assert Page(client, newest.get_absolute_url()).texts("p.measure")[0] == (
        "Udvalget har afløst Klimaudvalget, Miljøudvalget og Vandudvalget."
    )
    assert Page(client, new.get_absolute_url()).links("p.measure a") == [
        row.get_absolute_url() for row in (newest, old, other)
    ]


def test_committees_that_took_over_from_each_other_are_each_named_once(client):
    one = make_committee("Klimaudvalget")
    other = make_committee("Miljøudvalget", successor=one)
    one.successor = other
    one.save()
    for committee in (one, other):
        make_meeting(committee=committee)

    assert Page(client, one.get_absolute_url()).links("p.measure a") == [other.get_absolute_url()] * 2
