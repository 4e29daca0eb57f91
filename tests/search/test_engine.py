from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from apps.archive.models import Attachment, Decision, Meeting
from apps.search import engine, matching
from apps.search.engine import SearchTimedOut, run_search
from apps.search.indexing import index_meeting
from apps.search.results import Relaxation
from apps.search.search_request import SearchRequest
from tests import factories

pytestmark = pytest.mark.django_db


def _search(query):
    return run_search(SearchRequest.from_query(QueryDict(query)))


def _titles(results):
    return [hit.title for hit in results.hits]


def _query_count(query):
    with CaptureQueriesContext(connection) as queries:
        _search(query)
    return len(queries)


@pytest.mark.parametrize(
    "typed", ["skole", "skolerne", "skolens", "SKOLER", "Ærøvej", "aeroevej", "ærøVEJ", "ÆRØVEJ"]
)
def test_words_are_found_in_any_form_and_spelling(make_findable, titles_for, typed):
    make_findable("Skolen på Ærøvej")
    make_findable("Noget andet")

    assert titles_for(typed) == ["Skolen på Ærøvej"]


def test_all_words_must_be_there(make_findable, titles_for):
    make_findable("Cykelsti", text="Stien går forbi en skole.")
    make_findable("Cykelsti til stranden")

    assert titles_for("cykelsti skole") == ["Cykelsti"]


def test_a_phrase_is_found_in_its_order_only(make_findable, titles_for):
    make_findable("A", text="Det er en lov om vejafgift.")
    make_findable("B", text="Det er en lov mod vejafgift.")
    make_findable("C", text="Vejafgift om lov.")

    assert titles_for('"lov om vejafgift"') == ["A"]


def test_alternatives_exclusions_and_beginnings(make_findable, titles_for):
    make_findable("Svømmehal")
    make_findable("Idrætshal", text="Der er også en park.")
    make_findable("Park")

    assert sorted(titles_for("svømmehal ELLER idrætshal")) == ["Idrætshal", "Svømmehal"]
    assert titles_for("park -idrætshal") == ["Park"]
    assert titles_for("svømm*") == ["Svømmehal"]


def test_field_prefixes_look_in_their_part_only(make_findable, titles_for):
    make_findable("Budget", text="Om en skole.")
    make_findable("Skole", decision="Udsat til budget er vedtaget.")

    assert titles_for("titel:skole") == ["Skole"]
    assert titles_for("beslutning:budget") == ["Skole"]
    assert titles_for("titel:skole beslutning:budget") == ["Skole"]
    assert sorted(titles_for("titel:budget ELLER beslutning:budget")) == ["Budget", "Skole"]


def test_a_part_can_be_chosen(make_findable):
    item = make_findable("Vej", decision="Kortet godkendt.", text="Se kortet.")
    Attachment.objects.create(item=item, position=1, title="Tegning")
    index_meeting(item.meeting)
    make_findable("Andet", text="Vej med tegning og kort.")

    assert _titles(_search("q=vej&i=titel")) == ["Vej"]
    assert _titles(_search("q=kort&i=beslutning")) == ["Vej"]
    assert _titles(_search("q=tegning&i=bilag")) == ["Vej"]


def test_a_title_counts_more_than_the_text(make_findable, titles_for):
    make_findable("Andet", text="Her nævnes en svømmehal.", held_on=date(2025, 1, 1))
    make_findable("Svømmehal", held_on=date(2020, 1, 1))

    assert titles_for("svømmehal") == ["Svømmehal", "Andet"]


def test_equals_are_shown_newest_first_and_pages_do_not_overlap(make_findable):
    committee = factories.make_committee()
    items = [
        make_findable("Lokalplan", committee=committee, held_on=date(2020 + n % 3, 1, n + 1))
        for n in range(25)
    ]
    expected = sorted(items, key=lambda item: (item.meeting.held_on, item.pk), reverse=True)

    pages = [_search(f"q=lokalplan&side={page}") for page in (1, 2)]

    assert [hit.id for page in pages for hit in page.hits] == [item.pk for item in expected]
    assert (pages[0].total, pages[0].page_count, len(pages[1].hits)) == (25, 2, 5)


def test_hits_can_be_sorted_by_date(make_findable):
    for year in (2021, 2024, 2022):
        make_findable(f"Lokalplan {year}", held_on=date(year, 5, 1))

    assert _titles(_search("q=lokalplan&sort=nyeste")) == [
        "Lokalplan 2024",
        "Lokalplan 2022",
        "Lokalplan 2021",
    ]
    assert _titles(_search("q=lokalplan&sort=aeldste")) == [
        "Lokalplan 2021",
        "Lokalplan 2022",
        "Lokalplan 2024",
    ]


def test_filters_narrow_and_browse_without_words(make_findable):
    committee = factories.make_committee("Byrådet", municipality=factories.municipality("Herlev"))
    make_findable("Herlev 2023", committee=committee, held_on=date(2023, 5, 1))
    make_findable("Herlev 2024", committee=committee, held_on=date(2024, 5, 1))
    make_findable("Herning 2024", held_on=date(2024, 5, 1), decision="Godkendt.", outcome="godkendt")

    assert _titles(_search("kommune=herlev")) == ["Herlev 2024", "Herlev 2023"]
    assert _titles(_search("udvalg=byraadet&aar=2023")) == ["Herlev 2023"]
    assert _titles(_search("fra=2024-01-01&til=2024-12-31&kommune=herlev")) == ["Herlev 2024"]
    assert _titles(_search("afgoerelse=godkendt")) == ["Herning 2024"]
    assert _titles(_search("q=kommune:herlev+udvalg:råd&aar=2024")) == ["Herlev 2024"]


def test_unknown_places_are_noted(make_findable):
    make_findable("Vej")

    results = _search("q=vej&kommune=ingensteds")

    assert _titles(results) == ["Vej"]
    assert results.notes == ("Arkivet kender ikke kommunen »ingensteds«, så det filter er ikke brugt.",)
    assert _search("kommune=ingensteds").notes == results.notes
    assert _search("q=vej+kommune:ingensteds").suggestions == ()
    assert _search("q=vej+kommune:ingensteds").notes == (
        "Arkivet har ingen kommune med navnet »ingensteds«.",
    )


@pytest.mark.parametrize("state", [Meeting.State.DRAFT, Meeting.State.WITHDRAWN])
def test_what_is_not_published_is_found_nowhere(make_findable, state):
    item = make_findable(
        "Kanariefugl", decision="Kanariefugl.", case=factories.make_case("27.35.00-G01-9-24")
    )
    assert _titles(_search("q=kanariefugl")) == ["Kanariefugl"]
    item.meeting.state = state
    item.meeting.save()

    # Even before the index is told.
    assert _search("q=kanariefugl").hits == ()
    assert _search("q=27.35.00-G01-9-24").cases == ()
    index_meeting(item.meeting)
    results = _search("q=kanariefugl")
    assert (results.total, results.hits, results.committees) == (0, (), ())
    assert all(facet.values == () for facet in results.facets)


def test_a_closed_item_is_found_and_shown_by_what_was_published(make_findable):
    item = make_findable("Køb af ejendom", closed=True, decision="Godkendt.", outcome="godkendt")
    Decision.objects.create(item=item, position=2, is_own=False, text="kanariefugl")
    Attachment.objects.create(item=item, position=1, title="kanariefugl ejendom")
    index_meeting(item.meeting)

    (hit,) = _search("q=ejendom").hits

    assert (hit.is_closed, hit.excerpt.part, hit.excerpt.html) == (True, "Beslutning", "Godkendt.")
    assert _search("q=kanariefugl").total == 0


@pytest.mark.parametrize(
    "typed",
    [
        "27.35.00-G01-2-24",
        "27.35.00G01-2-24",
        "27.35.00 G01-2-24",
        "27.35.00-g01-2-24",
        "27.35.00–G01–2–2024",
        "27.35.00 G01 2 24",
        "sagsnr. 27.35.00-G01-2-24",
        "Sag: 27 35 00 G01-2-24",
        "273500g01224",
    ],
)
def test_a_case_number_in_any_spelling_is_its_case(make_findable, typed):
    case = factories.make_case("27.35.00-G01-2-24")
    make_findable("Cykelsti", case=case)

    assert run_search(SearchRequest.from_words(typed)).cases == (case,)


def test_the_beginning_of_a_case_number_finds_its_items(make_findable, titles_for):
    make_findable("Cykelsti", case=factories.make_case("27.35.00-G01-2-24"))
    make_findable("Andet", case=factories.make_case("27.36.00-G01-2-24"))

    assert titles_for("27.35") == ["Cykelsti"]
    assert titles_for("sag:27.35.00") == ["Cykelsti"]


def test_words_that_are_nowhere_are_left_out_and_named(make_findable):
    make_findable("Cykelsti")

    results = _search("q=cykelsti+xyzzyqq")

    assert _titles(results) == ["Cykelsti"]
    assert results.relaxed.kind is Relaxation.UNKNOWN_WORDS
    assert (
        results.relaxed.reason == "Ingen punkter indeholder »xyzzyqq«. Her er punkter med resten af ordene."
    )


def test_words_that_never_meet_give_items_with_most_of_them(make_findable):
    make_findable("Cykelsti ved skole")
    make_findable("Svømmehal")

    results = _search("q=cykelsti+skole+svømmehal")

    assert _titles(results) == ["Cykelsti ved skole"]
    assert results.relaxed.kind is Relaxation.SOME_WORDS
    assert (
        results.relaxed.reason == "Ingen punkter indeholder alle ordene. Her er punkter med mindst 2 af de 3."
    )


def test_what_is_excluded_stays_excluded_when_words_are_left_out(make_findable):
    make_findable("Cykelsti ved skole")
    make_findable("Svømmehal")

    assert _titles(_search("q=cykelsti+svømmehal+-skole")) == ["Svømmehal"]


def test_at_zero_hits_other_searches_are_suggested(make_findable):
    make_findable("Cykelstien ved skolen", committee=factories.make_committee("Byrådet"))
    make_findable(
        "Andet", committee=factories.make_committee("Råd", municipality=factories.municipality("Herlev"))
    )

    results = _search('q="skole+cykelsti"&kommune=herning')

    assert results.total == 0
    assert [(each.label, each.url) for each in results.suggestions] == [
        ("Søg uden anførselstegn (1)", "/soeg/?q=skole+cykelsti&kommune=herning")
    ]
    assert [each.label for each in _search("q=cykelsti&kommune=herlev").suggestions] == [
        "Søg uden filtre (1)"
    ]


def test_committees_of_the_name_are_offered(make_findable):
    committee = factories.make_committee("Svømmeudvalget")
    make_findable("Andet", committee=committee)

    assert _search("q=svømmeudvalg").committees == (committee,)


def test_the_title_and_best_passage_are_marked_and_escaped(make_findable):
    make_findable(
        "<b>Skole</b> & vej",
        text="Første sætning. " * 40 + "Her ligger <script>skolen</script>.",
        decision="Ja.",
    )

    (hit,) = _search("q=skole").hits

    assert hit.title_html == "&lt;b&gt;<mark>Skole</mark>&lt;/b&gt; &amp; vej"
    assert hit.excerpt.part == "Sagsfremstilling"
    assert hit.excerpt.html.endswith("Her ligger &lt;script&gt;<mark>skolen</mark>&lt;/script&gt;.")
    assert hit.excerpt.html.startswith("… ")


@pytest.mark.parametrize(
    "query",
    [
        "q=lokalplan",
        "q=lokalplan&kommune=herning&aar=2024",
        "q=lokalplan&sort=nyeste",
        "kommune=herning",
        "q=intet",
    ],
)
def test_the_number_of_database_reads_does_not_grow_with_the_hits(make_findable, query):
    make_findable("Lokalplan", case=factories.make_case("01.02.05-P16-1-24"), decision="Ja.")
    before = _query_count(query)
    for number in range(2, 12):
        committee = factories.make_committee("Byrådet" + "x" * number)
        case = factories.make_case(f"01.02.05-P16-{number}-24")
        item = make_findable("Lokalplan", committee=committee, case=case, decision="Ja.")
        Attachment.objects.create(item=item, position=1, title="Bilag")

    assert before > 3
    assert _query_count(query) <= before


def test_beyond_the_cap_the_total_is_over_and_the_best_by_bm25_come_first(make_findable, monkeypatch):
    monkeypatch.setattr(matching, "RANK_CAP", 2)
    monkeypatch.setattr(matching, "COUNT_CAP", 4)
    make_findable("Budget for skole", held_on=date(2002, 1, 1))
    for day in range(1, 6):
        make_findable(f"Punkt {day}", text="Om budget. " + "Andre ord. " * 20, held_on=date(2024, 1, day))
    make_findable("Ofte", text="Budget, budget og budget. " * 5, held_on=date(2001, 1, 1))
    make_findable("Sjældnere", text="Budget og andre ord. " * 5, held_on=date(2001, 1, 1))

    results = _search("q=budget+-skole")

    assert (results.total, results.total_is_exact) == (4, False)
    assert _titles(results) == ["Ofte", "Sjældnere", "Punkt 5", "Punkt 4", "Punkt 3", "Punkt 2", "Punkt 1"]


def test_a_question_that_takes_too_long_is_stopped(make_findable, monkeypatch):
    make_findable("Lokalplan")
    monkeypatch.setattr(matching, "count_values", _sleep)
    monkeypatch.setattr(engine, "STATEMENT_TIMEOUT_MS", 50)

    with pytest.raises(SearchTimedOut):
        _search("q=lokalplan")


def _sleep(*arguments):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(2)")


def test_an_empty_request_asks_the_database_nothing():
    assert _query_count("") == 0


def test_a_word_in_the_name_of_many_committees_points_at_none(make_findable):
    for name in ("Vejudvalget", "Skoleudvalget", "Havneudvalget", "Parkudvalget", "Sportsudvalget"):
        make_findable("Andet", committee=factories.make_committee(name))
    assert len(_search("q=udvalget").committees) == 5

    make_findable("Andet", committee=factories.make_committee("Kulturudvalget"))

    assert _search("q=udvalget").committees == ()
