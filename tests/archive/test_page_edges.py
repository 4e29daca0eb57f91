"""Pages at the edges: very many items, very long titles, nothing but closed items, nothing at all."""

import gzip
import random

import pytest
from django.core.cache import caches

from apps.archive.models import AgendaItem, Decision, Meeting
from tests.archive.pages import Page
from tests.factories import make_committee, make_item, make_meeting

pytestmark = pytest.mark.django_db
HEAVIEST_PAGE = 100_000
SYLLABLES = [
    "by",
    "vej",
    "skol",
    "plan",
    "råd",
    "cykl",
    "sti",
    "børn",
    "ærø",
    "drift",
    "syn",
    "lys",
    "bro",
    "mark",
]


def prose(chance, length):
    """Text that packs no better than Danish does: words put together by chance."""
    words = []
    while sum(map(len, words)) < length:
        words.append("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))))
    return " ".join(words)


@pytest.mark.parametrize("length", [400, 4000])
def test_meeting_with_300_items_weighs_under_100_kilobytes(client, django_assert_max_num_queries, length):
    chance = random.Random(1)
    meeting = make_meeting()
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=number,
            number=str(number),
            slug=str(number),
            title=prose(chance, 60),
            sections=[{"heading": "Sagsfremstilling", "kind": "case", "text": prose(chance, length)}],
        )
        for number in range(1, 301)
    )
    Decision.objects.bulk_create(
        Decision(item=item, position=1, is_own=True, text=prose(chance, 80), outcome="godkendt")
        for item in items
    )
    caches["memory"].clear()

    with django_assert_max_num_queries(20):
        page = Page(client, meeting.get_absolute_url())
    assert len(page.texts(".item")) == 300
    assert len(gzip.compress(page.response.content, 6)) < HEAVIEST_PAGE


def test_meeting_with_nothing_but_closed_items_says_so_for_each(client):
    meeting = make_meeting()
    for number in ("1", "2"):
        make_item(meeting, number=number, closed=True, title="Salg af grund")
    page = Page(client, meeting.get_absolute_url())

    assert page.texts(".facts dd")[-1] == "2, heraf 2 lukkede"
    assert len(page.texts(".closed-notice")) == 2
    assert page.texts(".decision, .recommendation, .fold") == []


def test_meeting_without_items_says_so(client):
    page = Page(client, make_meeting().get_absolute_url())

    assert page.texts(".notice") == ["Der er ikke læst nogen punkter i dokumentet."]


def test_very_long_title_is_whole_on_the_page_and_short_in_the_head(client):
    title = "Lys på stien " * 80
    page = Page(client, make_item(title=title.strip()).get_absolute_url())

    assert page.texts("h1") == [title.strip()]
    assert len(page.tree.css_first("title").text()) < 200


def test_committee_without_published_meetings_does_not_exist(client):
    committee = make_committee("Byrådet")
    Page(client, "/herning/byraadet/", 404)
    make_meeting(committee=committee, state=Meeting.State.DRAFT)
    Page(client, "/herning/byraadet/", 404)
    make_meeting(committee=committee, state=Meeting.State.WITHDRAWN, sequence=2)
    Page(client, "/herning/byraadet/", 404)


def test_municipality_without_meetings_leads_to_those_that_have_some(client):
    assert "/kommuner/" in Page(client, "/aarhus/").links("main .container > p a")
