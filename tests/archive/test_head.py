"""What programs read in the head of a page: feeds, calendar, search, share card and structured data."""

import json
from datetime import date, time
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from apps.archive.models import Meeting
from minutes_archive.assets import URL
from tests.archive.pages import Page
from tests.factories import make_case, make_committee, make_item, make_meeting

pytestmark = pytest.mark.django_db
HERNING = {"@type": "GovernmentOrganization", "name": "Herning Kommune"}


def read_graph(page):
    """The structured data of a page: the thing it is about, and its crumbs."""
    (script,) = page.tree.css('script[type="application/ld+json"]')
    content = json.loads(script.text())
    assert content["@context"] == "https://schema.org"
    return content["@graph"]


@pytest.fixture
def meeting():
    return make_meeting(
        committee=make_committee("Byrådet"),
        held_on=date(2024, 6, 12),
        held_at=time(16, 30),
        ended_at=time(19),
        place="Rådhuset",
    )


def test_preloaded_fonts_are_those_that_the_stylesheet_asks_for(client):
    page = Page(client, "/")
    preloaded = page.links('link[rel="preload"][as="font"]')
    style = page.links('link[rel="stylesheet"]')[0]
    faces = finders.find(style.removeprefix(settings.STATIC_URL))
    asked_for = {urljoin(style, address) for address in URL.findall(Path(faces).read_text())}

    assert len(preloaded) == 2
    assert set(preloaded) <= asked_for


def test_pages_name_their_feed_and_calendar_to_programs_and_people(client, meeting):
    case = make_case("20/33839")
    make_item(meeting, case=case)
    expected = {
        "/": ["/feed/"],
        "/herning/": ["/herning/feed/", "/herning/kalender.ics"],
        "/herning/byraadet/": ["/herning/byraadet/feed/", "/herning/byraadet/kalender.ics"],
        "/herning/byraadet/2024-06-12/": [
            "/herning/byraadet/2024-06-12/feed/",
            "/herning/byraadet/2024-06-12/kalender.ics",
        ],
        "/herning/sager/20-33839/": ["/herning/sager/20-33839/feed/"],
        "/om/": [],
    }
    for url, links in expected.items():
        page = Page(client, url)
        assert page.links('head link[rel="alternate"]') == links, url
        assert page.links("main .follow-link") == links, url
        assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_error_pages_offer_nothing_to_follow(client, meeting):
    Meeting.objects.update(state=Meeting.State.WITHDRAWN)

    for url, status in (("/herning/byraadet/2024-06-12/", 410), ("/herning/byraadet/", 404)):
        page = Page(client, url, status=status)
        assert page.links('link[rel="alternate"], .follow a') == []
        assert page.tree.css('script[type="application/ld+json"]') == []


def test_every_page_tells_browsers_how_to_search(client, meeting):
    for url in ("/", "/soeg/", "/herning/byraadet/2024-06-12/", "/was", "/api/"):
        page = Page(client, url)
        assert page.links('link[rel="search"]') == ["/opensearch.xml"]
        assert page.links('link[rel="manifest"]') == ["/site.webmanifest"]


def test_meeting_is_an_event_with_what_is_known_of_it(client, meeting):
    event, crumbs = read_graph(Page(client, meeting.get_absolute_url()))
    url = "http://testserver/herning/byraadet/2024-06-12/"

    assert event == {
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": "Byrådet, onsdag den 12. juni 2024, Herning Kommune",
        "startDate": "2024-06-12T16:30:00+02:00",
        "endDate": "2024-06-12T19:00:00+02:00",
        "inLanguage": "da",
        "location": {"@type": "Place", "name": "Rådhuset"},
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": "Byrådet",
            "parentOrganization": HERNING,
        },
    }
    assert [(row["name"], row.get("item")) for row in crumbs["itemListElement"]] == [
        ("Forside", "http://testserver/"),
        ("Kommuner", "http://testserver/kommuner/"),
        ("Herning Kommune", "http://testserver/herning/"),
        ("Byrådet", "http://testserver/herning/byraadet/"),
        ("onsdag den 12. juni 2024", None),
    ]


def test_unknown_hours_and_place_are_left_out(client):
    event, _ = read_graph(Page(client, make_meeting(ended_at=time(19)).get_absolute_url()))

    assert event["startDate"] == "2024-02-07"
    assert not {"endDate", "location"} & set(event)


def test_item_and_case_are_works_of_the_municipality(client, meeting):
    case = make_case("20/33839", title="Ny skole")
    item = make_item(meeting, title="Skole i nord", case=case)
    work, _ = read_graph(Page(client, item.get_absolute_url()))
    story, _ = read_graph(Page(client, case.get_absolute_url()))

    assert (work["@type"], work["name"], work["identifier"]) == (
        "CreativeWork",
        "Punkt 1: Skole i nord",
        "20/33839",
    )
    assert work["recordedAt"] == {"@id": "http://testserver/herning/byraadet/2024-06-12/"}
    assert (story["name"], story["identifier"], story["author"]) == ("Ny skole", "20/33839", HERNING)


def test_text_of_minutes_cannot_end_the_script_it_stands_in(client, meeting):
    item = make_item(meeting, title="</script><script>alert(1)</script><!-- & \u2028")
    page = Page(client, item.get_absolute_url())

    assert read_graph(page)[0]["name"] == "Punkt 1: </script><script>alert(1)</script><!-- & \u2028"
    assert "alert(1)</script>" not in page.response.content.decode()


def test_share_card_has_a_title_an_address_and_a_picture(client, meeting, settings):
    settings.SITE_URL = "https://arkiv.eksempel.dk"
    item = make_item(meeting, title='Sti "nord"')
    page = Page(client, item.get_absolute_url())
    card = {
        node.attributes["property"]: node.attributes["content"]
        for node in page.tree.css('meta[property^="og:"]')
    }

    assert card["og:title"] == 'Punkt 1: Sti "nord"'
    assert card["og:url"] == "https://arkiv.eksempel.dk/herning/byraadet/2024-06-12/punkt-1/"
    assert page.links('link[rel="canonical"]') == [card["og:url"]]
    assert card["og:image"] == "https://arkiv.eksempel.dk/static/img/social-card.png"
    assert (card["og:locale"], card["og:site_name"]) == ("da_DK", "Referatarkivet")


def test_closed_item_says_no_more_to_programs_than_to_people(client, meeting):
    item = make_item(meeting, title="", closed=True)

    assert read_graph(Page(client, item.get_absolute_url()))[0]["name"] == "Punkt 1"
