from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from apps.archive.models import Outcome
from apps.search.query_language import Scope
from apps.search.search_request import LONGEST_QUERY, SearchRequest, Sort


def _request(query):
    return SearchRequest.from_query(QueryDict(query))


def test_all_parameters_are_read():
    request = _request(
        "q=ny+skole&kommune=herlev&kommune=eksempelby&udvalg=byraadet&fra=2023-01-01&til=2024-12-31"
        "&aar=2024&aar=2023&afgoerelse=godkendt&emne=17&art=referat&bilag=ja&i=titel&sort=nyeste&side=3"
    )

    assert request == SearchRequest(
        q="ny skole",
        municipalities=("eksempelby", "herlev"),
        committees=("byraadet",),
        held_from=date(2023, 1, 1),
        held_to=date(2024, 12, 31),
        years=(2023, 2024),
        outcomes=("godkendt",),
        subjects=("17",),
        kinds=("referat",),
        attachments=("ja",),
        scope=Scope.TITLE,
        sort=Sort.NEWEST,
        page=3,
    )
    assert request.notes == ()


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("q=vej&aar=i+dag", ("Året »i dag« kendes ikke og er ikke brugt.",)),
        ("q=vej&fra=31-12-2024", ("Datoen »31-12-2024« kendes ikke og er ikke brugt.",)),
        ("q=vej&afgoerelse=hurra", ("Afgørelsen »hurra« kendes ikke og er ikke brugt.",)),
        ("q=vej&emne=1", ("Emnet »1« kendes ikke og er ikke brugt.",)),
        ("q=vej&art=brev", ("Arten »brev« kendes ikke og er ikke brugt.",)),
        ("q=vej&i=alting", ("Stedet »alting« kendes ikke og er ikke brugt.",)),
        ("q=vej&kommune=%27%20OR%201", ("Kommunen »' OR 1« kendes ikke og er ikke brugt.",)),
        ("q=vej&ukendt=1", ()),
    ],
)
def test_unknown_values_are_left_out_and_noted(query, notes):
    request = _request(query)

    assert request == SearchRequest(q="vej")
    assert request.notes == notes


def test_a_long_text_is_cut_and_that_is_said():
    request = _request("q=" + "a" * 10_000)

    assert request.q == "a" * LONGEST_QUERY
    assert request.notes == ("Søgningen er meget lang. Kun de første 500 tegn er brugt.",)


def test_what_nobody_can_see_is_taken_out():
    assert _request("q=ny%00+%E2%80%AEskole%0A%09vej%C2%AD").q == "ny skole vej"


@pytest.mark.parametrize(("side", "page"), [("0", 1), ("-4", 1), ("7", 7), ("51", 50), ("9" * 30, 50)])
def test_pages_are_bounded(side, page):
    assert _request(f"q=vej&side={side}").page == page


def test_without_words_the_newest_come_first():
    assert _request("kommune=herlev&sort=relevans").sort is Sort.NEWEST


def test_links_start_on_page_one():
    request = _request("q=vej&kommune=herlev&side=4")

    assert request.with_value("aar", 2024).to_query() == "q=vej&kommune=herlev&aar=2024"
    assert request.without_value("kommune", "herlev").to_query() == "q=vej"
    assert request.on_page(2).to_query() == "q=vej&kommune=herlev&side=2"
    assert request.in_order(Sort.OLDEST).to_query() == "q=vej&kommune=herlev&sort=aeldste"


_SLUGS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
_QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "q": st.text(max_size=600),
        "kommune": st.lists(_SLUGS | st.text(max_size=10), max_size=4),
        "udvalg": st.lists(_SLUGS, max_size=4),
        "fra": st.dates().map(date.isoformat) | st.text(max_size=10),
        "til": st.dates().map(date.isoformat),
        "aar": st.lists(st.integers(1700, 2300).map(str), max_size=4),
        "afgoerelse": st.lists(st.sampled_from(Outcome.values) | st.text(max_size=5), max_size=4),
        "emne": st.lists(st.from_regex(r"\d\d(\.\d\d)?", fullmatch=True), max_size=3),
        "art": st.lists(st.sampled_from(["referat", "dagsorden", "brev"]), max_size=3),
        "bilag": st.lists(st.sampled_from(["ja", "nej", "?"]), max_size=2),
        "i": st.sampled_from(["alt", "titel", "beslutning", "bilag", "x"]),
        "sort": st.sampled_from(["relevans", "nyeste", "aeldste", "x"]),
        "side": st.integers(-5, 80).map(str),
    },
)


@given(_QUERIES)
def test_the_canonical_address_gives_the_same_request(parameters):
    query = QueryDict(mutable=True)
    for name, value in parameters.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    request = SearchRequest.from_query(query)

    again = SearchRequest.from_query(QueryDict(request.to_query()))

    assert again == request
    assert again.to_query() == request.to_query()
    assert again.notes == ()
