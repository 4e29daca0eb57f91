"""Attachments are found by the text of their pages, and a hit names attachment and page."""

from datetime import date

import pytest
from django.http import QueryDict

from apps.archive.models import Attachment, AttachmentPage, Meeting
from apps.search import indexing
from apps.search.engine import run_search
from apps.search.indexing import index_meeting
from apps.search.models import PageEntry, SearchEntry
from apps.search.search_request import SearchRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def attach():
    """Give an item an attachment with a file of some pages, and index it."""

    def attach(item, title, *pages):
        attachment = Attachment.objects.create(
            item=item,
            position=item.attachments.count() + 1,
            title=title,
            sha256="a" * 64,
            media_type="application/pdf",
            byte_count=1,
        )
        AttachmentPage.objects.bulk_create(
            AttachmentPage(attachment=attachment, number=number, text=text)
            for number, text in enumerate(pages, 1)
        )
        index_meeting(item.meeting)
        return attachment

    return attach


def _hits(query):
    return run_search(SearchRequest.from_query(QueryDict(query))).hits


def _page(hit):
    return hit.attached_page and (hit.attached_page.title, hit.attached_page.number, hit.attached_page.url)


def test_a_hit_names_the_page_that_holds_most_of_the_words(make_findable, attach):
    item = make_findable("Trafikplan", text="Planen er vedlagt.", number="4")
    attach(item, "Høringssvar", "Et brev om noget andet.")
    attach(item, "Rapport <1>", "Forside", "Rundkørslen ved skolen.", "Støj ved rundkørslen & torvet.")
    address = item.get_absolute_url()

    (hit,) = _hits("q=rundkørsel+støj")

    assert _page(hit) == ("Rapport <1>", 3, f"{address}bilag/2/#page=3")
    assert hit.excerpt.html == "<mark>Støj</mark> ved <mark>rundkørslen</mark> &amp; torvet."


def test_the_text_of_the_item_is_shown_when_it_says_the_same(make_findable, attach):
    item = make_findable("Trafikplan", text="Der anlægges en rundkørsel.")
    attach(item, "Rapport", "Rundkørslen ved skolen.")

    assert [(_page(hit), hit.excerpt.part) for hit in _hits("q=rundkørsel")] == [(None, "Sagsfremstilling")]
    assert [_page(hit)[:2] for hit in _hits("q=rundkørsel&i=bilag")] == [("Rapport", 1)]
    assert _hits("q=rundkørsel&i=titel") == _hits("q=rundkørsel&i=beslutning") == ()


def test_words_of_an_item_count_for_more_than_those_of_its_attachments(make_findable, attach):
    only_attached = make_findable("Punkt 1", text="Andet.", held_on=date(2024, 5, 1))
    attach(only_attached, "Rapport", "Fjernvarme. " * 500)
    make_findable("Punkt 2", text="Noget om fjernvarmen.", held_on=date(2020, 5, 1))

    assert [hit.title for hit in _hits("q=fjernvarme")] == ["Punkt 2", "Punkt 1"]


def test_words_of_item_and_attachment_are_found_together(make_findable, attach):
    item = make_findable("Punkt 1", text="Budgettet for næste år.")
    attach(item, "Rapport", "Varmepumpeordningen fortsætter.")

    assert [_page(hit)[:2] for hit in _hits("q=budget+varmepumper")] == [("Rapport", 1)]


def test_a_quotation_is_looked_for_in_attachments_when_no_item_has_it(make_findable, attach):
    item = make_findable("Punkt 1", text="Andet.")
    attach(item, "Rapport", "Her er støj ved torvet hver nat.")

    results = run_search(SearchRequest.from_words('"støj ved torvet"'))
    asked_there = run_search(SearchRequest.from_query(QueryDict('q="støj+ved+torvet"&i=bilag')))

    assert [_page(hit)[:2] for hit in results.hits] == [("Rapport", 1)]
    assert results.relaxed.reason == "Ordene står kun sådan i bilag."
    assert (asked_there.total, asked_there.relaxed) == (1, None)


def test_attachments_of_closed_and_withdrawn_items_are_never_found(make_findable, attach):
    withdrawn, closed = make_findable("Trukket"), make_findable("Lukket")
    attach(withdrawn, "Rapport", "Kanariefuglen synger.")
    attach(closed, "Rapport", "Kanariefuglen synger.")
    assert len(_hits("q=kanariefugl")) == PageEntry.objects.count() == 2

    closed.closed, closed.sections = True, []
    closed.save()
    index_meeting(closed.meeting)
    Meeting.objects.filter(pk=withdrawn.meeting_id).update(state=Meeting.State.WITHDRAWN)
    index_meeting(withdrawn.meeting)

    assert _hits("q=kanariefugl") == _hits("q=kanariefugl&i=bilag") == ()
    assert PageEntry.objects.count() == 0


def test_pages_beyond_the_bound_are_left_out(make_findable, attach, monkeypatch):
    monkeypatch.setattr(indexing, "LONGEST_ATTACHED", 30)
    item = make_findable("Punkt 1")
    attach(item, "Rapport", "Fuglen synger.", "Hesten vrinsker.", "Koen siger muh.")

    assert len(_hits("q=hest")) == 1
    assert _hits("q=ko") == ()


def test_the_length_of_attachments_does_not_count_for_the_item(make_findable, attach):
    item = make_findable("Punkt 1", text="Noget om fjernvarme.")
    before = SearchEntry.objects.get(item=item).key_count
    attach(item, "Rapport", "Støj og fjernvarme. " * 50)

    assert SearchEntry.objects.get(item=item).key_count == before + 1


def test_the_api_names_attachment_and_page(client, make_findable, attach):
    item = make_findable("Punkt 1", number="4")
    attach(item, "Rapport", "Forside", "Støj ved torvet.")

    (result,) = client.get("/api/v1/search?q=støj").json()["results"]
    page = client.get("/soeg/?q=støj").content.decode()

    url = f"{item.get_absolute_url()}bilag/1/#page=2"
    assert result["attachment"] == {"title": "Rapport", "page": 2, "url": f"http://testserver{url}"}
    assert f'Bilag, <a href="{url}">Rapport, side 2</a>:' in page
