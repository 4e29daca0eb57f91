"""What the archive does when it is large: with the bounds lowered, the same answers as when it is small."""

from datetime import date

import pytest
from django.http import QueryDict

from apps.search import engine, estimates, facets, matching, ranking
from apps.search.engine import run_search
from apps.search.indexing import index_meetings, meetings_to_index, reindex
from apps.search.marks import STRENGTHS, sample_size, strength_marks
from apps.search.models import SampledEntry, SearchEntry
from apps.search.search_request import SearchRequest
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def is_large(monkeypatch):
    """The bounds of a national archive around a few items, all of which are in the sample."""
    monkeypatch.setattr(estimates, "SMALL_ARCHIVE", 0)
    monkeypatch.setattr(estimates, "archive_size", lambda: 100)
    monkeypatch.setattr(estimates, "LARGEST_SAMPLE", 0)
    monkeypatch.setattr(estimates, "_PROBED", 1_000)
    monkeypatch.setattr(facets, "LARGEST_SAMPLE", 0)
    monkeypatch.setattr(matching, "LARGEST_SAMPLE", 0)
    for module in (matching, facets):
        monkeypatch.setattr(module, "COUNT_CAP", 3)
    monkeypatch.setattr(matching, "RANK_CAP", 0)
    monkeypatch.setattr(matching, "MOST_UNPACKED", 2)
    monkeypatch.setattr(estimates, "MOST_UNPACKED", 2)


@pytest.fixture
def many(make_findable):
    """Twelve items about budgets, more so the older they are, every second one of another municipality."""
    herlev = factories.municipality("Herlev")
    committees = [factories.make_committee("Byrådet"), factories.make_committee("Rådet", municipality=herlev)]
    for number in range(12):
        text = "Budgettet og skolen. " * (12 - number) + "Noget andet står her også. " * 3
        make_findable(
            f"Punkt {number}", text=text, committee=committees[number % 2], held_on=date(2010 + number, 1, 1)
        )
    for entry in SearchEntry.objects.exclude(item__in=SampledEntry.objects.values("item")).values():
        SampledEntry.objects.create(**(entry | {"id": None}))


def _found(query):
    results = run_search(SearchRequest.from_query(QueryDict(query)))
    return [int(hit.title.split()[1]) for hit in results.hits], results


@pytest.mark.usefixtures("many", "is_large")
@pytest.mark.parametrize(
    "words", ["budget", "budget+skole", "budget+skole+andet", "bud*", "budget+ELLER+skole"]
)
def test_very_frequent_words_give_the_items_most_about_them(words):
    numbers, results = _found(f"q={words}")

    assert numbers == list(range(12))
    assert (results.total, results.total_is_exact) == (3, False)


@pytest.mark.usefixtures("many", "is_large")
def test_a_phrase_of_very_frequent_words_is_found_among_the_items_most_about_them():
    numbers, results = _found('q="og+skolen"')
    nowhere, _ = _found('q="skolen+og"')

    assert numbers == list(range(12))
    assert (results.total, results.total_is_exact) == (12, False)
    assert nowhere == []


@pytest.mark.usefixtures("many", "is_large")
def test_filters_hold_for_very_frequent_words():
    assert _found("q=budget&kommune=herlev")[0] == [1, 3, 5, 7, 9, 11]
    assert _found("q=budget&kommune=herlev&aar=2013&aar=2014&aar=2015")[0] == [3, 5]
    assert _found("q=budget&fra=2012-01-01&til=2013-06-01")[0] == [2, 3]


@pytest.mark.usefixtures("many", "is_large")
@pytest.mark.parametrize("most_walked", [0, 1_000])
def test_very_frequent_words_by_date(most_walked, monkeypatch):
    monkeypatch.setattr(matching, "_MOST_WALKED", most_walked)

    assert _found("q=budget&sort=nyeste")[0] == list(range(11, -1, -1))
    assert _found("q=budget&sort=aeldste")[0] == list(range(12))


@pytest.mark.usefixtures("many", "is_large")
def test_a_phrase_of_very_frequent_words_by_date_is_looked_for_in_the_newest_items_with_the_words():
    assert _found('q="og+skolen"&sort=nyeste')[0] == [11, 10]
    assert _found('q="og+skolen"&sort=aeldste')[0] == [0, 1]


@pytest.mark.usefixtures("many", "is_large")
def test_facets_of_very_frequent_words_are_estimates():
    _, results = _found("q=budget")

    municipalities = next(facet for facet in results.facets if facet.name == "kommune")
    assert [(value.label, value.count) for value in municipalities.values] == [("Herlev", 6), ("Herning", 6)]
    assert not municipalities.is_exact


@pytest.mark.usefixtures("many", "is_large")
def test_where_too_many_are_equal_the_newest_are_kept(make_findable, monkeypatch):
    monkeypatch.setattr(ranking, "FIRST_CANDIDATES", 2)
    monkeypatch.setattr(ranking, "CANDIDATES", 4)
    monkeypatch.setattr(engine, "PAGE_SIZE", 2)
    for number in range(20, 26):
        make_findable(f"Punkt {number}", text="Asfalt.", held_on=date(2000 + number, 1, 1))

    pages = [_found(f"q=asfalt&side={page}")[0] for page in (1, 2)]

    assert pages == [[25, 24], [23, 22]]


def test_strengths_grow_with_occurrences_and_shrink_with_length():
    assert list(strength_marks({"plan": 1}, 600)) == []
    assert list(strength_marks({"plan": 3}, 600)) == ["¤1plan", "¤2plan"]
    assert list(strength_marks({"plan": 3}, 60_000)) == []
    assert len(list(strength_marks({"plan": 250}, 300))) == len(STRENGTHS)


def test_samples_hold_about_their_share_of_any_run_of_ids():
    sizes = [sample_size(item_id) for item_id in range(50_000, 66_384)]

    for size in (4, 6, 8):
        assert sum(each >= size for each in sizes) == pytest.approx(16_384 >> size, rel=0.25)


@pytest.mark.usefixtures("many")
def test_a_rebuild_equals_the_index_kept_up_by_and_by():
    def rows():
        tables = (SearchEntry, SampledEntry)
        return [list(table.objects.order_by("item").values_list(*_columns(table))) for table in tables]

    SampledEntry.objects.all().delete()
    index_meetings(list(meetings_to_index().values_list("pk", flat=True)))
    kept_up = rows()
    for table in (SearchEntry, SampledEntry):
        table.objects.all().delete()

    list(reindex(meetings_to_index()))

    assert rows() == kept_up
    assert len(kept_up[0]) == 12
    assert {row[0] for row in kept_up[1]} == {row[0] for row in kept_up[0] if sample_size(row[0]) >= 4}


def _columns(table):
    return [
        "item",
        *(field.name for field in table._meta.concrete_fields if field.name not in ("id", "item")),
    ]
