"""Feeds are read back as a feed reader would, and held against what RFC 4287 demands."""

from datetime import date, datetime

import pytest
from lxml import etree

from apps.archive.models import Meeting
from tests.factories import make_case, make_committee, make_item, make_meeting

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


class Feed:
    """A feed that keeps the rules of the format, else reading it fails."""

    def __init__(self, client, url, **headers):
        self.response = client.get(url, headers=headers)
        assert self.response.status_code == 200, url
        assert self.response["Content-Type"] == "application/atom+xml; charset=utf-8"
        self.root = etree.fromstring(self.response.content)
        self.entries = self.root.findall("a:entry", ATOM)
        self._check_rules()

    def texts(self, path):
        return [node.text for node in self.root.findall(path, ATOM)]

    def hrefs(self, rel):
        return [node.get("href") for node in self.root.iterfind(f"a:entry/a:link[@rel='{rel}']", ATOM)]

    def _check_rules(self):
        assert etree.QName(self.root).localname == "feed"
        assert self.root.get("{http://www.w3.org/XML/1998/namespace}lang") == "da"
        assert len(self.root.findall("a:link[@rel='self']", ATOM)) == 1
        for part in (self.root, *self.entries):
            for name in ("id", "title", "updated"):
                assert len(part.findall(f"a:{name}", ATOM)) == 1, name
            assert part.findtext("a:id", namespaces=ATOM).startswith("tag:")
            assert part.find("a:author/a:name", ATOM).text
            assert datetime.fromisoformat(part.findtext("a:updated", namespaces=ATOM)).tzinfo
            assert len(part.findall("a:link[@rel='alternate']", ATOM)) == 1
        ids = self.texts("a:entry/a:id")
        assert len(set(ids)) == len(ids)


def test_feed_of_the_archive_tells_what_changed_last_first(client):
    committee = make_committee("Byrådet")
    old = make_meeting(committee=committee, held_on=date(2012, 3, 1))
    new = make_meeting(committee=committee, held_on=date(2024, 11, 13))
    make_item(new, title="Stier & <b>veje</b>")
    old.save()
    feed = Feed(client, "/feed/")

    assert feed.texts("a:title") == ["Nye møder i Referatarkivet"]
    assert feed.texts("a:entry/a:title") == [
        "Byrådet, torsdag den 1. marts 2012",
        "Byrådet, onsdag den 13. november 2024",
    ]
    assert feed.texts("a:entry/a:id") == [
        "tag:testserver,2026:/herning/byraadet/2012-03-01/",
        "tag:testserver,2026:/herning/byraadet/2024-11-13/",
    ]
    assert feed.hrefs("alternate")[1] == "http://testserver/herning/byraadet/2024-11-13/"
    assert feed.texts("a:entry/a:author/a:name") == ["Herning Kommune"] * 2
    # HTML in a summary is HTML, so text that looks like it is escaped once more.
    assert feed.texts("a:entry/a:summary")[1] == "Referat med 1 punkt: Stier &amp; &lt;b&gt;veje&lt;/b&gt;"
    assert feed.texts("a:updated") == [feed.entries[0].findtext("a:updated", namespaces=ATOM)]


def test_feed_of_an_empty_archive_is_a_feed_all_the_same(client):
    assert Feed(client, "/feed/").entries == []


def test_feeds_of_municipality_and_committee_hold_their_own_meetings(client):
    byraadet, other = make_committee("Byrådet"), make_committee("Miljøudvalget")
    make_meeting(committee=byraadet, held_on=date(2024, 1, 1))
    make_meeting(committee=other, held_on=date(2024, 2, 1))

    assert len(Feed(client, "/herning/feed/").entries) == 2
    assert Feed(client, "/herning/byraadet/feed/").hrefs("alternate") == [
        "http://testserver/herning/byraadet/2024-01-01/"
    ]
    assert Feed(client, "/aarhus/feed/").entries == []
    assert client.get("/herning/ukendt/feed/").status_code == 404


def test_feed_of_a_meeting_has_its_items_in_order_with_outcomes(client):
    meeting = make_meeting(committee=make_committee("Byrådet"), held_on=date(2024, 11, 13))
    make_item(meeting, title="Stier", decision="Godkendt.", outcome="godkendt")
    make_item(meeting, title="Veje", decision="Noget andet.")
    feed = Feed(client, "/herning/byraadet/2024-11-13/feed/")

    assert feed.texts("a:entry/a:title") == ["Punkt 1: Stier", "Punkt 2: Veje"]
    assert [node.get("term") for node in feed.root.iterfind("a:entry/a:category", ATOM)] == ["godkendt"]
    assert feed.texts("a:entry/a:summary")[0] == "Byrådet, onsdag den 13. november 2024. Godkendt."


def test_feed_of_a_case_follows_it_from_meeting_to_meeting(client):
    case = make_case("20/33839", title="Ny skole")
    committee = make_committee("Byrådet")
    for month in (1, 2):
        make_item(make_meeting(committee=committee, held_on=date(2024, month, 1)), case=case)
    feed = Feed(client, case.get_absolute_url() + "feed/")

    assert feed.texts("a:title") == ["Sag 20/33839: Ny skole, Herning Kommune"]
    assert feed.hrefs("alternate") == [
        "http://testserver/herning/byraadet/2024-02-01/punkt-1/",
        "http://testserver/herning/byraadet/2024-01-01/punkt-1/",
    ]


def test_an_item_has_the_same_id_in_every_feed(client):
    case = make_case()
    item = make_item(case=case)
    ids = [
        Feed(client, f"{row.get_absolute_url()}feed/").texts("a:entry/a:id") for row in (item.meeting, case)
    ]

    assert ids[0] == ids[1]


def test_text_that_xml_cannot_hold_is_left_out(client):
    make_item(make_meeting(), title="Før\x0bmellem\x1b\ufffeefter")

    assert "Før mellem efter" in Feed(client, "/feed/").texts("a:entry/a:summary")[0]


def test_withdrawn_meeting_has_no_feed_and_a_draft_never_had_one(client):
    committee = make_committee("Byrådet")
    make_meeting(committee=committee, held_on=date(2024, 1, 1))
    withdrawn = make_meeting(committee=committee, held_on=date(2024, 2, 1), state=Meeting.State.WITHDRAWN)
    draft = make_meeting(committee=committee, held_on=date(2024, 3, 1), state=Meeting.State.DRAFT)

    assert client.get(withdrawn.get_absolute_url() + "feed/").status_code == 410
    assert client.get(draft.get_absolute_url() + "feed/").status_code == 404
    assert len(Feed(client, "/feed/").entries) == 1


def test_feed_is_sent_again_only_when_it_changed(client):
    meeting = make_meeting()
    first = Feed(client, "/feed/").response
    second = client.get("/feed/", headers={"If-None-Match": first["ETag"]})
    meeting.save()
    third = client.get("/feed/", headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, second.content) == (304, b"")
    assert third.status_code == 200
    assert first["Cache-Control"] == "public, max-age=60"
    assert not first.cookies
    assert client.head("/feed/").status_code == 200
    assert client.post("/feed/").status_code == 405


def test_feed_links_lead_to_the_public_address_of_the_site(client, settings):
    settings.SITE_URL = "https://arkiv.eksempel.dk"
    make_meeting(committee=make_committee("Byrådet"), held_on=date(2024, 1, 1))
    feed = Feed(client, "/feed/")

    assert feed.hrefs("alternate") == ["https://arkiv.eksempel.dk/herning/byraadet/2024-01-01/"]
    assert feed.texts("a:entry/a:id") == ["tag:arkiv.eksempel.dk,2026:/herning/byraadet/2024-01-01/"]


@pytest.mark.parametrize("count", [1, 3])
def test_feed_takes_the_same_queries_however_much_it_tells(client, count, django_assert_num_queries):
    for _ in range(count):
        make_item(make_meeting())

    with django_assert_num_queries(3):
        Feed(client, "/feed/")
