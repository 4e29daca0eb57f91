import logging
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.archive.models import Municipality
from apps.search import engine
from apps.search.search_request import SearchRequest
from tests import factories

pytestmark = pytest.mark.django_db


def test_without_a_question_the_page_shows_how_to_ask(client):
    response = client.get("/soeg/")

    content = response.content.decode()
    assert response.status_code == 200
    assert "Sådan søger du" in content
    assert "noindex" not in content


def test_results_are_shown_and_kept_out_of_search_engines_and_shared_caches(client, make_findable):
    item = make_findable("Lokalplan for havnen", decision="Godkendt.", outcome="godkendt")

    response = client.get("/soeg/", {"q": "lokalplan"})

    content = response.content.decode()
    assert f'<a href="{item.get_absolute_url()}"><mark>Lokalplan</mark> for havnen</a>' in content
    assert "<strong>1 punkt</strong> for »lokalplan«" in content
    assert '<meta name="robots" content="noindex">' in content
    assert response["Cache-Control"] == "private, max-age=60"
    assert "Eksempeldata" not in content


def test_hits_of_the_example_municipality_are_marked(client, make_findable):
    example = Municipality.objects.get(is_example=True)
    make_findable("Lokalplan", committee=factories.make_committee("Byrådet", municipality=example))

    content = client.get("/soeg/", {"q": "lokalplan"}).content.decode()

    assert '<span class="hit-mark">Eksempel</span>' in content
    assert "Eksempeldata" in content


def test_a_case_number_of_one_municipality_leads_to_the_case(client, make_findable):
    case = factories.make_case("27.35.00-G01-2-24")
    make_findable("Cykelsti", case=case)

    response = client.get("/soeg/", {"q": "27.35.00 g01-2-24"})

    assert (response.status_code, response["Location"]) == (302, case.get_absolute_url())


def test_a_case_number_of_two_municipalities_gives_a_choice(client, make_findable):
    herlev = factories.municipality("Herlev")
    cases = [
        factories.make_case("27.35.00-G01-2-24"),
        factories.make_case("27.35.00-G01-2-24", municipality=herlev),
    ]
    make_findable("Cykelsti", case=cases[0])
    make_findable("Park", case=cases[1], committee=factories.make_committee("Byrådet", municipality=herlev))

    response = client.get("/soeg/", {"q": "27.35.00-G01-2-24"})

    content = response.content.decode()
    assert response.status_code == 200
    assert all(f'href="{case.get_absolute_url()}"' in content for case in cases)
    assert (
        client.get("/soeg/", {"q": "27.35.00-G01-2-24", "kommune": "herlev"})["Location"]
        == cases[1].get_absolute_url()
    )


def test_a_chosen_filter_can_be_removed(client, make_findable):
    make_findable("Lokalplan")

    content = client.get("/soeg/", {"q": "lokalplan", "kommune": "herning", "aar": "2024"}).content.decode()

    assert (
        '<a href="/soeg/?q=lokalplan&amp;aar=2024"><span class="sr-only">Fjern filteret </span>Herning'
        in content
    )
    assert '<a class="chosen-all" href="/soeg/?q=lokalplan">' in content


def test_pages_are_linked_with_names(client, make_findable):
    committee = factories.make_committee()
    for day in range(1, 22):
        make_findable("Lokalplan", committee=committee, held_on=date(2024, 1, day))

    content = client.get("/soeg/", {"q": "lokalplan", "side": "2"}).content.decode()

    assert '<a href="/soeg/?q=lokalplan" aria-label="Side 1">1</a>' in content
    assert '<a href="/soeg/?q=lokalplan&amp;side=2" aria-label="Side 2" aria-current="page">2</a>' in content
    assert '<a class="pages-step" href="/soeg/?q=lokalplan" rel="prev">' in content


def test_what_was_typed_is_escaped(client):
    content = client.get("/soeg/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in content
    assert "&lt;script&gt;alert(1)" in content


def test_a_search_that_takes_too_long_gets_a_polite_page(client, monkeypatch):
    def time_out(request):
        raise engine.SearchTimedOut

    monkeypatch.setattr("apps.search.views.run_search", time_out)

    response = client.get("/soeg/", {"q": "lokalplan"})

    assert response.status_code == 200
    assert "Søgningen tog for lang tid" in response.content.decode()


def test_search_terms_are_not_logged(client, make_findable, caplog):
    make_findable("Lokalplan")

    with caplog.at_level(logging.INFO):
        client.get("/soeg/", {"q": "kanariefugl lokalplan"})

    assert "kanariefugl" not in caplog.text


_HOSTILE = st.text(max_size=200) | st.text(
    alphabet="ab1 \"'*-:()|&!<>\\.%_§#^ELROtiel\x00\u202e", max_size=60
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_HOSTILE, scope=st.sampled_from(["alt", "titel", "x"]), page=st.text(max_size=5))
def test_any_text_gives_a_page(client, make_findable, text, scope, page):
    response = client.get("/soeg/", {"q": text, "i": scope, "side": page})

    assert response.status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "vej " * 2_500,
        '"' * 999,
        "(" * 500,
        "-" * 500,
        "* " * 250,
        "titel:" * 80,
        "ELLER " * 80,
        "\x00\x01\x02",
        "\\'; DROP TABLE search_searchentry; --",
        "'a':A & !'b' | 'c':*",
        "27.35.00-G01-" + "9" * 400,
        "ﷺ" * 200,
        "👨‍👩‍👧‍👦 \u202eskole\u202c",
        "é" * 500,
    ],
)
def test_hostile_text_gives_a_page(client, make_findable, text):
    make_findable("Vej til skole", text="a b c")

    assert client.get("/soeg/", {"q": text}).status_code == 200
    assert client.get("/soeg/" + SearchRequest.from_words(text).url.removeprefix("/soeg/")).status_code == 200


def test_hits_of_one_case_are_folded_under_the_first_unless_asked(client, make_findable):
    case = factories.make_case("27.35.00-G01-2-24")
    committee = factories.make_committee("Økonomiudvalget")
    items = [
        make_findable("Cykelsti", case=case, committee=committee, held_on=date(2024, 1, day))
        for day in (1, 2, 3)
    ]
    other = make_findable("Cykelsti", committee=committee, held_on=date(2023, 1, 1))

    content = client.get("/soeg/", {"q": "cykelsti"}).content.decode()

    assert content.count('<h2 class="hit-title">') == 2
    assert f'Og 2 andre møder i <a href="{case.get_absolute_url()}">samme sag</a>' in content
    assert all(f'href="{item.get_absolute_url()}"' in content for item in (*items, other))
    assert "<strong>4 punkter</strong>" in content
    assert '<a href="/soeg/?q=cykelsti&amp;saml=nej">Vis hvert møde for sig</a>' in content
    unfolded = client.get("/soeg/", {"q": "cykelsti", "saml": "nej"}).content.decode()
    assert unfolded.count('<h2 class="hit-title">') == 4
    assert "samme sag" not in unfolded


def test_items_of_a_catch_all_case_are_never_folded(client, make_findable):
    case = factories.make_case("00.22.04-P35-1-22", is_catch_all=True)
    for day in (1, 2):
        make_findable("Cykelsti", case=case, held_on=date(2024, 1, day))

    assert client.get("/soeg/", {"q": "cykelsti"}).content.decode().count('<h2 class="hit-title">') == 2


def test_a_corrected_search_says_so_with_a_way_back(client, make_findable):
    make_findable("Medfinansiering")

    content = client.get("/soeg/", {"q": "medfinansering"}).content.decode()

    assert "Viser resultater for »<strong>medfinansiering</strong>«." in content
    assert '<a href="/soeg/?q=medfinansering&amp;ordret=ja">Søg i stedet på »medfinansering«</a>' in content


def test_a_hit_in_other_words_says_why_it_is_there(client, make_findable):
    make_findable("Takst i skolefritidsordningen")

    content = client.get("/soeg/", {"q": "SFO"}).content.decode()

    assert '<p class="hit-reason">»skolefritidsordning« betyder det samme som »SFO«.</p>' in content
