from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.archive.models import Meeting
from apps.search.indexing import index_meeting
from apps.search.suggestions import suggest
from tests import factories

pytestmark = pytest.mark.django_db


def found(text, kind):
    return [suggestion.label for suggestion in suggest(text) if suggestion.kind == kind]


def test_committees_are_suggested_by_any_part_of_their_name(make_findable):
    make_findable("Park", committee=factories.make_committee("Børne- og Skoleudvalget"))
    factories.make_committee("Skoleudvalget uden møder")

    assert found("skoleu", "committee") == ["Børne- og Skoleudvalget"]
    assert found("børne- og", "committee") == ["Børne- og Skoleudvalget"]


@pytest.mark.parametrize("text", ["27.35", "27.35.00-g01", "27.35.00 G01-2-24"])
def test_cases_are_suggested_by_the_beginning_of_their_number(make_findable, text):
    case = factories.make_case("27.35.00-G01-2-24", title="Frivilligt arbejde")
    make_findable("Frivilligt arbejde", case=case)
    factories.make_case("27.35.00-G01-3-24", title="Ikke offentlig")

    suggestions = [each for each in suggest(text) if each.kind == "case"]

    assert [(each.label, each.detail, each.url) for each in suggestions] == [
        ("27.35.00-G01-2-24 Frivilligt arbejde", "Herning Kommune", case.get_absolute_url())
    ]


def test_cases_are_suggested_by_words_of_a_title_newest_first(make_findable):
    cases = [
        factories.make_case(f"01.02.05-P16-{serial}-23", title=f"Lokalplan {serial}") for serial in (1, 2)
    ]
    make_findable("Lokalplan for havnen", case=cases[0], held_on=date(2024, 1, 1))
    make_findable("Lokalplan for havnebadet", case=cases[1], held_on=date(2024, 2, 1))
    make_findable("Samlesag om havnen", case=factories.make_case("00.22.04-P35-1-22", is_catch_all=True))

    assert found("lokalplan havn", "case") == [f"{case.number} {case.title}" for case in reversed(cases)]
    assert found("samlesag havn", "case") == []


def test_words_of_the_index_are_suggested_by_frequency_after_the_words_before(make_findable):
    for text in ("cykelsti cykelparkering", "cykelsti", "cykelsti cykelparkering", "cykelhjelm"):
        make_findable("Punkt", text=text)

    assert found("cykel", "word") == ["cykelsti", "cykelparkering"]
    assert found("ny cykelp", "word") == ["ny cykelparkering"]


def test_subjects_with_published_cases_are_suggested_at_every_level(make_findable):
    make_findable("Vandløb", case=factories.make_case("06.02.10-G01-1-24", subject_id="06.02.10"))
    draft = factories.make_meeting(state=Meeting.State.DRAFT)
    factories.make_item(draft, case=factories.make_case("06.01.05-G01-2-24", subject_id="06.01.05"))

    assert [(each.detail, each.url) for each in suggest("06") if each.kind == "subject"] == [
        ("06", "/soeg/?emne=06"),
        ("06.02", "/soeg/?emne=06.02"),
    ]
    assert [each.detail for each in suggest("06.02.1") if each.kind == "subject"] == ["06.02.10"]
    assert [each for each in suggest("06.01") if each.kind == "subject"] == []


def test_nothing_of_a_withdrawn_meeting_is_suggested(make_findable):
    committee = factories.make_committee("Kanarieudvalget")
    case = factories.make_case(title="Kanariefugle")
    items = [
        make_findable("Kanariefugle", committee=committee, case=case, held_on=date(2024, 1, day))
        for day in (1, 2)
    ]
    assert {each.kind for each in suggest("kanarie")} == {"committee", "case", "word"}

    for item in items:
        Meeting.objects.filter(pk=item.meeting.pk).update(state=Meeting.State.WITHDRAWN)
        index_meeting(item.meeting)

    assert suggest("kanarie") == []


@pytest.mark.parametrize("text", ["", "a", "\x00", "%", "' | !", "27.", "§ 56", "a" * 5_000, "é" * 90, "_"])
def test_any_text_is_answered(client, make_findable, text):
    make_findable("Park")

    response = client.get("/soeg/forslag", {"q": text})

    assert (response.status_code, response.json()) == (200, {"suggestions": []})


def test_a_word_costs_a_fixed_number_of_reads(make_findable):
    for serial in range(3):
        make_findable("Cykelsti", case=factories.make_case(f"01.02.05-P16-{serial}-23"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            suggest("cykelsti")
        if serial == 0:
            first = len(queries)

    assert len(queries) == first


def test_the_search_page_names_the_address_of_suggestions(client):
    assert 'data-suggestions="/soeg/forslag"' in client.get("/soeg/").content.decode()
