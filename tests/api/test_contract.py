"""The promises of the whole API: its description, its headers, and an answer to whatever is typed."""

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_case, make_item

HOSTILE = [
    "\x00",
    "'; DROP TABLE x; --",
    "%00",
    "²⁰²⁴",
    "9" * 400,
    "-1",
    "\u202e\ufeff",
    "🦆",
    '"',
    "*",
    "../../x",
    "=1",
]


@pytest.fixture
def openapi(client):
    return client.get("/api/v1/openapi.json").json()


def operations(openapi):
    return {path: methods["get"] for path, methods in openapi["paths"].items()}


def test_description_names_every_address_in_danish(openapi):
    assert sorted(openapi["paths"]) == [
        "/api/v1/cases/{case_id}",
        "/api/v1/committees",
        "/api/v1/items/{item_id}",
        "/api/v1/meetings",
        "/api/v1/meetings/{meeting_id}",
        "/api/v1/municipalities",
        "/api/v1/search",
        "/api/v1/search.csv",
        "/api/v1/suggest",
    ]
    assert openapi["info"]["title"] == "Referatarkivets API"
    for path, operation in operations(openapi).items():
        assert operation["summary"], path
        assert operation["description"], path
        for parameter in operation["parameters"]:
            schema = parameter["schema"]
            assert parameter["in"] == "path" or parameter.get("description", schema.get("description")), path


def test_search_takes_the_parameters_of_the_page(openapi):
    parameters = operations(openapi)["/api/v1/search"]["parameters"]

    assert [parameter["name"] for parameter in parameters] == [
        "q", "kommune", "udvalg", "fra", "til", "aar", "afgoerelse", "emne", "art", "bilag", "ordret",
        "i", "sort", "side",
    ]  # fmt: skip


@pytest.mark.django_db
def test_answers_may_be_read_by_other_sites_and_kept_for_a_minute(client):
    item = make_item(case=make_case())
    public = ["municipalities", "committees", "meetings", f"items/{item.pk}", f"cases/{item.case_id}"]
    private = ["search?q=sti", "search.csv?q=sti", "suggest?q=sti"]
    for path in (*public, *private, "openapi.json"):
        url = f"/api/v1/{path}"
        response = client.get(url)
        assert response.status_code == 200
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        kept_by = "private" if path in private else "public"
        assert sorted(response["Cache-Control"].split(", ")) == ["max-age=60", kept_by]
        assert client.get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304
        assert not response.cookies
        assert client.head(url).status_code == 200
        for method in ("post", "put", "patch", "delete", "options"):
            refused = getattr(client, method)(url)
            assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")
            assert list(refused.json()) == ["detail"]


@pytest.mark.parametrize(
    "path", ["", "nope", "meetings/x", "meetings/1/", "items/", f"items/{10**30}", "search/"]
)
def test_unknown_address_is_answered_in_danish_json(client, db, path):
    response = client.get(f"/api/v1/{path}")

    assert (response.status_code, response["Content-Type"].partition(";")[0]) == (404, "application/json")
    assert response.json()["detail"].startswith(("Den adresse findes ikke", "Der er intet offentligt"))
    assert response["Access-Control-Allow-Origin"] == "*"


def test_guide_shows_people_every_kind_of_address(client, openapi):
    content = client.get("/api/").content.decode()

    for path in openapi["paths"]:
        assert path.partition("{")[0] in content, path
    assert "/api/v1/openapi.json" in content


def _values(schema):
    """What somebody may write for a parameter: what its schema says, and what it does not."""
    if schema.get("type") == "array":
        return st.lists(_values(schema["items"]), max_size=3)
    fitting = {"integer": st.integers(-5, 3000).map(str), "string": st.text(max_size=40)}
    dates = st.dates().map(str) if schema.get("format") == "date" else st.nothing()
    return fitting.get(schema.get("type"), st.text(max_size=10)) | dates | st.sampled_from(HOSTILE)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.data())
def test_nothing_typed_is_a_server_error(openapi, chosen):
    path, operation = chosen.draw(st.sampled_from(sorted(operations(openapi).items(), key=str)))
    query = {}
    for parameter in operation["parameters"]:
        value = chosen.draw(st.none() | _values(parameter["schema"]), label=parameter["name"])
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(chosen.draw(st.integers(0, 2**70))))
        elif value is not None:
            query[parameter["name"]] = value
    response = Client().get(path, query)

    assert response.status_code in (200, 404, 422), (path, query)
    if response["Content-Type"].startswith("application/json"):
        json.loads(response.content)
