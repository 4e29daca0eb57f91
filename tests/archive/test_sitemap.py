from datetime import date

import pytest
from lxml import etree

from apps.archive import sitemap
from apps.archive.models import Meeting
from tests.factories import make_case, make_committee, make_item, make_meeting

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read_sitemap(client, url, root="urlset"):
    """Address -> last change of everything a file names."""
    response = client.get(url)
    assert response.status_code == 200, url
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    tree = etree.fromstring(response.content)
    assert tree.tag == NAMESPACE + root
    return {row.findtext(NAMESPACE + "loc"): row.findtext(NAMESPACE + "lastmod") for row in tree}


def read_everything(client):
    """What all files of the index name together."""
    files = read_sitemap(client, "/sitemap.xml", root="sitemapindex")
    found: dict[str, str] = {}
    for url in files:
        found |= read_sitemap(client, url.removeprefix("http://testserver"))
    return found


def test_sitemap_names_every_public_page_with_its_last_change(client):
    case = make_case("20/33839")
    meeting = make_meeting(committee=make_committee("Byrådet"), held_on=date(2024, 11, 13))
    make_item(meeting, case=case)
    make_item(meeting, number="2", slug="2&3<")
    meeting.save()
    changed = f"{meeting.changed_at:%Y-%m-%dT%H:%M:%SZ}"

    assert read_everything(client) == {
        "http://testserver/": None,
        "http://testserver/kommuner/": None,
        "http://testserver/emner/": None,
        "http://testserver/om/": None,
        "http://testserver/privatliv/": None,
        "http://testserver/herning/": None,
        "http://testserver/herning/byraadet/": None,
        "http://testserver/herning/byraadet/2024-11-13/": changed,
        "http://testserver/herning/byraadet/2024-11-13/punkt-1/": changed,
        "http://testserver/herning/byraadet/2024-11-13/punkt-2%263%3C/": changed,
        "http://testserver/herning/sager/20-33839/": changed,
    }


def test_every_page_of_the_sitemap_answers(client):
    make_item(make_meeting(), case=make_case("20/33839"))

    for url in read_everything(client):
        assert client.get(url).status_code == 200, url


def test_sitemap_leaves_out_drafts_and_withdrawn_meetings(client):
    public = make_case("01.02.05-P16-1-23")
    shown = make_item(make_meeting(), case=public)
    for number, state in enumerate([Meeting.State.DRAFT, Meeting.State.WITHDRAWN], start=2):
        hidden = make_meeting(state=state)
        make_item(hidden, case=make_case(f"01.02.05-P16-{number}-23"))
        make_item(hidden, case=public)
    pages = read_everything(client)

    assert sorted(url for url in pages if url.count("/") > 4 and "/punkt-" not in url) == sorted(
        "http://testserver" + row.get_absolute_url()
        for row in (shown.meeting.committee, shown.meeting, public)
    )
    # The time of the case's last change is that of its public meeting.
    changed_at = f"{shown.meeting.changed_at:%Y-%m-%dT%H:%M:%SZ}"
    assert pages["http://testserver" + public.get_absolute_url()] == changed_at


def test_rows_are_spread_over_files_by_their_keys(client, monkeypatch):
    monkeypatch.setattr(sitemap, "MEETINGS_PER_FILE", 2)
    monkeypatch.setattr(sitemap, "CASES_PER_FILE", 2)
    for number in range(5):
        make_item(make_meeting(), case=make_case(f"01.02.05-P16-{number}-23"))

    assert len(read_sitemap(client, "/sitemap.xml", root="sitemapindex")) in (6, 7)
    assert len([url for url in read_everything(client) if "/punkt-" in url]) == 5
    assert len([url for url in read_everything(client) if "/sager/" in url]) == 5


def test_file_never_holds_more_than_it_may(client, monkeypatch):
    monkeypatch.setattr(sitemap, "LONGEST_FILE", 3)
    meeting = make_meeting()
    for _ in range(4):
        make_item(meeting)

    assert len([url for url in read_everything(client) if meeting.get_absolute_url() in url]) == 3


@pytest.mark.parametrize("name", ["moeder-0", "moeder-999999", "sager-1", f"sager-{10**30}"])
def test_file_without_anything_in_it_does_not_exist(client, name):
    assert client.get(f"/sitemap/{name}.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_sitemap_takes_the_same_queries_however_much_there_is(client, count, django_assert_num_queries):
    for number in range(count):
        make_item(make_meeting(), case=make_case(f"01.02.05-P16-{number}-23"))
    first = Meeting.objects.order_by("pk").first().pk // sitemap.MEETINGS_PER_FILE + 1

    with django_assert_num_queries(3):
        client.get("/sitemap.xml")
    with django_assert_num_queries(2):
        client.get(f"/sitemap/moeder-{first}.xml")
