import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.http import QueryDict

from apps.api import search_routes, table
from apps.search import engine
from apps.search.engine import run_search
from apps.search.search_request import SearchRequest
from tests.factories import make_case, make_committee, make_meeting

pytestmark = pytest.mark.django_db
FIELDS = ["query", "total", "total_is_exact", "notes", "facets", "results", "next"]
RESULT_FIELDS = [
    "type", "id", "url", "title", "municipality", "committee", "date", "item_number", "case_number",
    "outcome", "snippet", "score", "attachment",
]  # fmt: skip


def read_table(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def test_answer_has_exactly_the_agreed_shape(client, make_findable):
    item = make_findable(
        "Cykelsti",
        text="Lys & bænke langs cykelstien.",
        decision="Godkendt.",
        outcome="godkendt",
        committee=make_committee("Byrådet"),
        case=make_case("20/33839"),
        held_on=date(2024, 11, 13),
    )
    answer = client.get("/api/v1/search", {"q": "cykelsti"}).json()
    (result,) = answer["results"]
    score = result.pop("score")

    assert list(answer) == FIELDS
    assert list(result) == [field for field in RESULT_FIELDS if field != "score"]
    assert result == {
        "type": "item",
        "id": item.pk,
        "url": "http://testserver/herning/byraadet/2024-11-13/punkt-1/",
        "title": "Cykelsti",
        "municipality": "Herning",
        "committee": "Byrådet",
        "date": "2024-11-13",
        "item_number": "1",
        "case_number": "20/33839",
        "outcome": "godkendt",
        "snippet": "Lys &amp; bænke langs <mark>cykelstien</mark>.",
        "attachment": None,
    }
    assert 0 < score < 1
    assert (answer["query"], answer["total"], answer["total_is_exact"]) == ("cykelsti", 1, True)
    assert (answer["notes"], answer["next"]) == ([], None)
    assert list(answer["facets"]) == ["kommune", "udvalg", "aar", "afgoerelse", "emne", "art", "bilag"]
    assert answer["facets"]["aar"] == [
        {"value": "2024", "label": "2024", "count": 1, "count_is_exact": True, "chosen": False}
    ]


def test_what_is_unknown_is_null_or_empty(client, make_findable):
    make_findable("Cykelsti", number="", slug="uden-nummer")
    (result,) = client.get("/api/v1/search?q=cykelsti").json()["results"]

    assert (result["item_number"], result["case_number"], result["outcome"]) == (None, None, None)


def test_following_next_gives_every_hit_once_in_the_order_of_the_page(client, make_findable, monkeypatch):
    monkeypatch.setattr(engine, "PAGE_SIZE", 2)
    committee = make_committee()
    days = [date(2024, 1, day) for day in range(1, 6)]
    wanted = [make_findable("Cykelsti", committee=committee, held_on=day) for day in days]
    url, found = "/api/v1/search?q=cykelsti&sort=nyeste", []
    while url:
        answer = client.get(url).json()
        found += [result["id"] for result in answer["results"]]
        url = answer["next"]

    assert found == [item.pk for item in reversed(wanted)]


QUERIES = ["q=cykelsti&kommune=herning&aar=2024&sort=aeldste", "q=cykelsti&i=titel", "afgoerelse=godkendt"]


@pytest.mark.parametrize("query", QUERIES)
def test_parameters_mean_the_same_as_on_the_page(client, make_findable, query):
    make_findable("Cykelsti")
    make_findable("Cykelstien", decision="Godkendt.", outcome="godkendt", held_on=date(2023, 1, 1))
    results = run_search(SearchRequest.from_query(QueryDict(query)))
    answer = client.get(f"/api/v1/search?{query}").json()

    assert results.hits
    assert [result["id"] for result in answer["results"]] == [hit.id for hit in results.hits]
    assert answer["total"] == results.total


def test_what_could_not_be_used_is_noted(client, make_findable):
    make_findable("Cykelsti")
    answer = client.get("/api/v1/search?q=cykelsti&fra=i-gaar&side=x").json()

    assert answer["notes"] == [
        "Datoen »i-gaar« kendes ikke og er ikke brugt.",
        "Side »x« kendes ikke og er ikke brugt.",
    ]
    assert answer["total"] == 1


def test_hits_shown_instead_are_said_to_be(client, make_findable):
    make_findable("Cykelsti mod nord")
    answer = client.get("/api/v1/search?q=cykelsti+ubådshavn").json()

    assert len(answer["results"]) == 1
    assert answer["notes"]


@pytest.mark.parametrize("path", ["search", "search.csv"])
def test_search_that_costs_too_much_is_refused_with_advice(client, monkeypatch, path):
    def sleep(*args, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(2)")

    monkeypatch.setattr(engine, "read_page", sleep)
    monkeypatch.setattr(engine, "STATEMENT_TIMEOUT_MS", 50)
    response = client.get(f"/api/v1/{path}?aar=2024")

    assert (response.status_code, response.json()) == (422, {"detail": search_routes.TOO_COSTLY})


def test_table_opens_in_a_danish_spreadsheet(client, make_findable):
    make_findable(
        "Cykelsti;\n lys",
        text="Lys & bænke langs cykelstien.",
        decision="Godkendt.",
        outcome="godkendt",
        committee=make_committee("Byrådet"),
        held_on=date(2024, 11, 13),
    )
    response = client.get("/api/v1/search.csv?q=cykelsti")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbfkommune;udvalg;")
    assert read_table(response)[1] == [
        "Herning Kommune",
        "Byrådet",
        "2024-11-13",
        "1",
        "Cykelsti; lys",
        "",
        "Godkendt",
        "Lys & bænke langs cykelstien.",
        "http://testserver/herning/byraadet/2024-11-13/punkt-1/",
    ]


FORMULAS = ["=cmd|' /C calc'!A1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r\n=1", "＝1", "%0a", "|x"]


@pytest.mark.parametrize("start", FORMULAS)
def test_cell_that_looks_like_a_formula_is_marked_as_text(client, make_findable, start):
    make_findable(f"{start} cykelsti")
    cell = read_table(client.get("/api/v1/search.csv?q=cykelsti"))[1][4]

    assert cell == f"'{' '.join(start.split())} cykelsti"


def test_table_has_the_hits_of_every_page_up_to_its_bound(client, make_findable, monkeypatch):
    monkeypatch.setattr(engine, "PAGE_SIZE", 2)
    committee = make_committee()
    for day in range(1, 6):
        make_findable("Cykelsti", committee=committee, held_on=date(2024, 1, day))
    everything = read_table(client.get("/api/v1/search.csv?q=cykelsti&side=2"))
    monkeypatch.setattr(search_routes, "MOST_ROWS", 3)
    bounded = read_table(client.get("/api/v1/search.csv?q=cykelsti"))

    assert (len(everything), len(bounded)) == (6, 4)
    assert everything[:4] == bounded


def test_safe_cell_leaves_ordinary_text_alone():
    assert table.safe_cell("2 = 2 og 3-4") == "2 = 2 og 3-4"


def test_suggestions_lead_to_what_may_be_meant(client):
    committee = make_meeting(committee=make_committee("Børneudvalget")).committee
    answer = client.get("/api/v1/suggest?q=børne").json()

    assert answer == {
        "query": "børne",
        "suggestions": [
            {
                "kind": "committee",
                "label": "Børneudvalget",
                "detail": "Herning Kommune",
                "url": f"http://testserver{committee.get_absolute_url()}",
            }
        ],
    }
