from datetime import date

from apps.search import feeds
from apps.search.engine import SearchTimedOut
from tests.archive.test_feeds import Feed


def test_feed_of_a_search_has_its_hits_newest_first_with_excerpts(client, make_findable):
    make_findable(
        "Cykelsti mod nord", text="Der kommer lys & <bænke> langs cykelstien.", held_on=date(2023, 1, 1)
    )
    make_findable("Budget", decision="Cykelstien udgår.", outcome="afvist", held_on=date(2024, 1, 1))
    make_findable("Skolestruktur")
    feed = Feed(client, "/soeg/feed/?q=cykelsti")

    assert feed.texts("a:title") == ["Søgning i Referatarkivet: cykelsti"]
    assert feed.texts("a:entry/a:title") == ["Punkt 1: Budget", "Punkt 1: Cykelsti mod nord"]
    old = feed.texts("a:entry/a:summary")[1]
    assert old.endswith("søndag den 1. januar 2023. Der kommer lys &amp; &lt;bænke&gt; langs cykelstien.")


def test_feed_has_one_id_however_the_search_is_written(client, make_findable):
    make_findable("Cykelsti")
    ids = {
        Feed(client, f"/soeg/feed/?{query}").texts("a:id")[0]
        for query in ("q=cykelsti&sort=nyeste", "side=3&q=cykelsti&sort=relevans", "q=%20cykelsti&x=y")
    }

    assert ids == {"tag:testserver,2026:/soeg/feed/?q=cykelsti&sort=nyeste"}


def test_feed_says_which_filters_it_follows(client, make_findable):
    make_findable("Cykelsti")
    feed = Feed(client, "/soeg/feed/?kommune=herning&aar=2024")

    assert feed.texts("a:title") == ["Søgning i Referatarkivet: Herning, 2024"]
    assert len(feed.entries) == 1


def test_feed_tells_nothing_of_what_a_search_shows_instead(client, make_findable):
    make_findable("Cykelsti")

    assert Feed(client, "/soeg/feed/?q=cykelsti+ubådshavn").entries == []


def test_feed_of_no_search_is_that_of_the_archive(client, db):
    assert client.get("/soeg/feed/")["Location"] == "/feed/"


def test_feed_of_a_search_that_costs_too_much_says_so(client, db, monkeypatch):
    def give_up(request):
        raise SearchTimedOut

    monkeypatch.setattr(feeds, "run_search", give_up)
    response = client.get("/soeg/feed/?q=og")

    assert (response.status_code, response.content.decode()) == (422, feeds.TOO_COSTLY)


def test_results_page_offers_the_feed_of_its_search(client, make_findable):
    make_findable("Cykelsti")
    content = client.get("/soeg/?q=cykelsti&kommune=herning").content.decode()

    assert content.count('href="/soeg/feed/?q=cykelsti&amp;kommune=herning&amp;sort=nyeste"') == 2
