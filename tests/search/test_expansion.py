import pytest

from apps.search.engine import run_search
from apps.search.expansion import understand
from apps.search.query_language import Origin
from apps.search.search_request import SearchRequest

pytestmark = pytest.mark.django_db


def ask(text, **fields):
    request = SearchRequest.from_words(text)
    return run_search(type(request)(**{"q": request.q, **fields}))


def titles(text, **fields):
    return [hit.title for hit in ask(text, **fields).hits]


def test_a_misspelt_word_is_corrected_and_it_is_said(make_findable):
    make_findable("Medfinansiering af hallen")

    results = ask("medfinansering hallen")

    assert [hit.title for hit in results.hits] == ["Medfinansiering af hallen"]
    assert results.corrected.text == "medfinansiering hallen"
    assert results.corrected.typed_url == "/soeg/?q=medfinansering+hallen&ordret=ja"


def test_words_are_searched_as_typed_when_asked(make_findable):
    make_findable("Medfinansiering af hallen")

    results = ask("medfinansering", is_literal=True)

    assert (results.total, results.corrected) == (0, None)


@pytest.mark.parametrize(
    "text", ['"medfinansering"', "medfinansering*", "MEDFI", "20244", "-medfinansering x"]
)
def test_phrases_beginnings_abbreviations_and_numbers_are_never_corrected(make_findable, text):
    make_findable("Medfinansiering", text="20245 MEDFA")

    assert ask(text).corrected is None


def test_a_word_of_the_dictionary_is_not_corrected_but_another_is_offered(make_findable):
    make_findable("Lokalplan for fiskeren")

    results = ask("fiskerens fiskere fiskerne fisken")

    assert results.corrected is None

    results = ask("skolens")
    assert (results.corrected, results.meant) == (None, None)


def test_a_known_word_in_another_form_is_not_corrected(make_findable):
    make_findable("Børnene i byen")

    results = ask("barnets")

    assert [hit.title for hit in results.hits] == ["Børnene i byen"]
    assert results.corrected is None


def test_a_compound_that_no_item_has_is_searched_by_its_parts(make_findable):
    make_findable("Renovering", text="Alle taget på en gammel skole.")
    make_findable("Skole")

    results = ask("skolerenovering")

    assert [hit.title for hit in results.hits] == ["Renovering"]
    assert results.notes == (
        "»skolerenovering« står ikke i arkivet. Vi søger på »skole« og »renovering« hver for sig.",
    )


def test_two_words_typed_as_one_are_searched_as_two(make_findable):
    make_findable("Sociale ydelser")

    assert titles("socialeydelser") == ["Sociale ydelser"]


def test_a_word_typed_with_a_space_in_it_is_joined(make_findable):
    make_findable("Beskæftigelse i 2024")
    make_findable("Andet")

    results = ask("beskæf tigelse")

    assert [hit.title for hit in results.hits] == ["Beskæftigelse i 2024"]
    assert results.corrected.text == "beskæftigelse"


def test_a_rare_misspelling_that_stands_in_the_index_gets_a_question(make_findable):
    make_findable("Beskæftigelsse")
    for _ in range(10):
        make_findable("Beskæftigelse")

    results = ask("beskæftigelsse")

    assert results.total == 1
    assert (results.meant.label, results.meant.url) == ("beskæftigelse", "/soeg/?q=besk%C3%A6ftigelse")


def test_a_misspelt_compound_that_stands_in_the_index_gets_a_question(make_findable):
    make_findable("Ressorceforløb")
    for _ in range(10):
        make_findable("Ressourceforløb")

    assert ask("ressorceforløb").meant.label == "ressourceforløb"
    assert ask("ressourceforløb").meant is None


def test_synonyms_are_found_both_ways(make_findable):
    make_findable("Plads på SFO")
    make_findable("Takster i skolefritidsordningen")

    assert (
        sorted(titles("sfo"))
        == sorted(titles("skolefritidsordning"))
        == sorted(["Plads på SFO", "Takster i skolefritidsordningen"])
    )
    assert titles('"SFO"') == ["Plads på SFO"]
    assert titles("SFO", is_literal=True) == ["Plads på SFO"]


def test_an_abbreviation_is_found_by_its_words_typed_without_quotes(make_findable):
    make_findable("Status for STU")
    make_findable("Særligt tilrettelagte ungdomsuddannelser")
    make_findable("Ungdomsuddannelse, særligt")

    assert sorted(titles("særligt tilrettelagt ungdomsuddannelse")) == [
        "Status for STU",
        "Særligt tilrettelagte ungdomsuddannelser",
    ]


def test_mice_are_not_an_abbreviation(make_findable):
    make_findable("Mus i kælderen")
    make_findable("Medarbejderudviklingssamtaler")
    make_findable("Aftale om MUS")

    assert sorted(titles("mus")) == ["Aftale om MUS", "Mus i kælderen"]
    assert sorted(titles("medarbejderudviklingssamtale")) == [
        "Aftale om MUS",
        "Medarbejderudviklingssamtaler",
    ]


def test_terms_remember_what_was_typed(make_findable):
    make_findable("Skolefritidsordning")

    terms = understand(SearchRequest.from_words("SFO").question).question.terms

    assert [(term.text, term.origin, term.typed_as) for term in terms] == [
        ("SFO", Origin.TYPED, ""),
        ("skolefritidsordning", Origin.SYNONYM, "SFO"),
    ]


def test_a_section_typed_with_a_space_is_that_section(make_findable):
    make_findable("Aftale efter § 56")
    make_findable("Bus 56")

    assert titles("§ 56") == ["Aftale efter § 56"]


def test_a_pasted_hyphen_that_left_everything_out_is_explained(make_findable):
    make_findable("IPS-modellen i jobcentret")
    make_findable("IPS-metoden, ikke modellen")

    results = ask("IPS -modellen")

    assert (results.total, results.notes) == (0, ("Punkter, hvor der står »modellen«, er udeladt.",))
    assert [(each.label, each.url) for each in results.suggestions] == [
        ("Søg på »IPS-modellen« (1)", "/soeg/?q=IPS-modellen"),
        ("Søg på »IPS« uden at udelade noget (2)", "/soeg/?q=IPS"),
    ]


def test_a_misspelling_in_a_document_is_found_by_the_right_word(make_findable, titles_for):
    make_findable("Rigtigt", text="Beskæftigelsesudvalget tog sagen op.")
    make_findable("Forkert", text="Beskæftigelsesudvaget tog sagen op.")
    make_findable("Navn", text="Gadekær og Gadekjær er to navne.")

    (hit,) = (hit for hit in ask("beskæftigelsesudvalget").hits if hit.title == "Forkert")

    assert sorted(titles_for("beskæftigelsesudvalget")) == ["Forkert", "Rigtigt"]
    assert hit.reason == "»beskæftigelsesudvaget« er nok en stavefejl for »beskæftigelsesudvalget«"
    assert "<mark>Beskæftigelsesudvaget</mark>" in hit.excerpt.html


def test_a_right_word_that_nobody_wrote_finds_the_nearest_misspelling(make_findable, titles_for):
    make_findable("Forkert", text="Arbejdsplicht for alle.")
    make_findable("Andet", text="Et arbejdsliv.")

    assert titles_for("arbejdspligt") == ["Forkert"]


def test_halves_of_a_compound_that_never_meet_are_no_answer(make_findable, titles_for):
    make_findable("Skole", text="Skolen.")
    make_findable("Renovering", text="Renovering af taget.")

    assert titles_for("skolerenovering") == []


def test_a_misspelt_word_is_corrected_to_another_form_of_it(make_findable):
    make_findable("Hold", text="Rehabiliteringsteamets indstilling.")

    assert ask("rehabilteringsteam").corrected.text == "rehabiliteringsteamets"


def test_a_word_nobody_wrote_finds_longer_words_and_says_so(make_findable):
    make_findable("Teknik", text="Nye velfærdsteknologiske løsninger.")

    results = ask("velfærdsteknologi")

    assert [hit.title for hit in results.hits] == ["Teknik"]
    assert results.relaxed.reason == (
        "Ingen punkter indeholder »velfærdsteknologi«. Her er punkter med længere ord, der begynder sådan."
    )
