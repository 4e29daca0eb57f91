from datetime import date

import pytest
from django.http import QueryDict

from apps.archive.models import Attachment, Meeting
from apps.search import facets, matching
from apps.search.engine import run_search
from apps.search.indexing import index_meeting
from apps.search.models import SampledEntry, SearchEntry
from apps.search.search_request import SearchRequest
from tests import factories

pytestmark = pytest.mark.django_db


def _facets(query):
    results = run_search(SearchRequest.from_query(QueryDict(query)))
    return {
        facet.name: [(value.value, value.label, value.count) for value in facet.values]
        for facet in results.facets
    }


@pytest.fixture
def findable_plans(make_findable):
    """Three plans in Herning (two of 2024) and one in Herlev, and an item about something else."""
    herning = factories.make_committee("Byrådet")
    herlev = factories.make_committee("Byrådet", municipality=factories.municipality("Herlev"))
    other = factories.make_committee("Økonomiudvalget")
    case = factories.make_case("01.02.05-P16-3-23", subject_id="01.02.05")
    approved = {"decision": "Godkendt.", "outcome": "godkendt"}
    make_findable("Lokalplan", committee=herning, held_on=date(2023, 3, 1), case=case, **approved)
    make_findable("Lokalplan", committee=herning, held_on=date(2024, 3, 1), case=case, **approved)
    make_findable("Lokalplan", committee=other, held_on=date(2024, 4, 1), decision="Udsat.", outcome="udsat")
    item = make_findable("Lokalplan", committee=herlev, held_on=date(2024, 5, 1))
    Attachment.objects.create(item=item, position=1, title="Kort")
    Meeting.objects.filter(pk=item.meeting_id).update(kind=Meeting.Kind.AGENDA)
    index_meeting(item.meeting)
    make_findable("Andet", committee=herlev, held_on=date(2022, 5, 1))


@pytest.mark.usefixtures("findable_plans")
def test_facets_count_the_hits():
    assert _facets("q=lokalplan") == {
        "kommune": [("herning", "Herning", 3), ("herlev", "Herlev", 1)],
        "udvalg": [("byraadet", "Byrådet", 3), ("oekonomiudvalget", "Økonomiudvalget", 1)],
        "aar": [("2024", "2024", 3), ("2023", "2023", 1)],
        "afgoerelse": [("godkendt", "Godkendt", 2), ("udsat", "Udsat", 1)],
        "emne": [("01", "01 Fysisk planlægning og naturbeskyttelse", 2)],
        "art": [("referat", "Referat", 3), ("dagsorden", "Dagsorden", 1)],
        "bilag": [("nej", "Uden bilag", 3), ("ja", "Med bilag", 1)],
    }


@pytest.mark.usefixtures("findable_plans")
def test_facets_ignore_their_own_selection():
    assert _facets("q=lokalplan&kommune=herlev") == {
        "kommune": [("herning", "Herning", 3), ("herlev", "Herlev", 1)],
        "udvalg": [("byraadet", "Byrådet", 1)],
        "aar": [("2024", "2024", 1)],
        "afgoerelse": [],
        "emne": [],
        "art": [("dagsorden", "Dagsorden", 1)],
        "bilag": [("ja", "Med bilag", 1)],
    }


@pytest.mark.usefixtures("findable_plans")
@pytest.mark.parametrize(("number", "count"), [("01", 2), ("01.02", 2), ("01.02.05", 2), ("01.03", 0)])
def test_a_subject_is_counted_at_the_level_it_was_chosen(number, count):
    subjects = _facets(f"q=lokalplan&emne={number}")["emne"]

    assert [each[2] for each in subjects if each[0] == number] == [count]
    assert [each[2] for each in subjects if each[0] == "01"] == [2]


@pytest.mark.usefixtures("findable_plans")
def test_two_selections_narrow_each_other():
    counts = _facets("q=lokalplan&kommune=herning&aar=2023")

    assert counts["kommune"] == [("herning", "Herning", 1)]
    assert counts["aar"] == [("2024", "2024", 2), ("2023", "2023", 1)]
    assert counts["udvalg"] == [("byraadet", "Byrådet", 1)]


@pytest.mark.usefixtures("findable_plans")
def test_a_chosen_value_without_hits_keeps_its_name():
    counts = _facets(
        "q=lokalplan&kommune=aarhus&aar=2001&afgoerelse=valgt&emne=27&art=tillaegsdagsorden&bilag=ja"
    )

    assert counts == {
        "kommune": [("aarhus", "Aarhus", 0)],
        "udvalg": [],
        "aar": [("2001", "2001", 0)],
        "afgoerelse": [("valgt", "Valgt", 0)],
        "emne": [("27", "27 Social Service", 0)],
        "art": [("tillaegsdagsorden", "Tillægsdagsorden", 0)],
        "bilag": [("ja", "Med bilag", 0)],
    }


@pytest.mark.usefixtures("findable_plans")
def test_agendas_and_items_with_attachments_can_be_asked_for_alone():
    def years(query):
        results = run_search(SearchRequest.from_query(QueryDict(query)))
        return [hit.held_on.isoformat() for hit in results.hits], _facets(query)

    agendas, counts = years("q=lokalplan&art=dagsorden")
    assert agendas == ["2024-05-01"]
    assert counts["art"] == [("referat", "Referat", 3), ("dagsorden", "Dagsorden", 1)]
    assert counts["bilag"] == [("ja", "Med bilag", 1)]
    without, counts = years("q=lokalplan&bilag=nej&sort=aeldste")
    assert without == ["2023-03-01", "2024-03-01", "2024-04-01"]
    assert counts["bilag"] == [("nej", "Uden bilag", 3), ("ja", "Med bilag", 1)]
    assert counts["art"] == [("referat", "Referat", 3)]


@pytest.mark.usefixtures("findable_plans")
def test_beyond_the_cap_counts_are_estimated_from_the_sample(monkeypatch):
    monkeypatch.setattr(matching, "COUNT_CAP", 2)
    monkeypatch.setattr(facets, "COUNT_CAP", 2)
    SampledEntry.objects.all().delete()
    for entry in SearchEntry.objects.filter(municipality__name="Herning", year=2024).values():
        SampledEntry.objects.create(**entry)

    results = run_search(SearchRequest.from_words("lokalplan"))
    narrowed = run_search(SearchRequest.from_query(QueryDict("q=lokalplan&kommune=herlev")))

    years = next(facet for facet in results.facets if facet.name == "aar")
    assert [(value.value, value.count) for value in years.values] == [("2024", 32)]
    assert not years.is_exact
    narrowed_years = next(facet for facet in narrowed.facets if facet.name == "aar")
    assert [(value.value, value.count) for value in narrowed_years.values] == [("2024", 1)]
    assert narrowed_years.is_exact
