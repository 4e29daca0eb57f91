"""Which letters are marked, and which passage is shown."""

import pytest

from apps.search.language.highlighting import best_passage, find_matches, want_phrase, want_prefix, want_word

TEXT = "Byrådet drøftede en plan. Beskæftigelsesplanen og handleplanerne gælder i Aabybro."


@pytest.mark.parametrize(
    ("want", "typed", "marked"),
    [
        (want_word, "plan", ["plan", "planen", "planerne"]),
        (want_word, "beskæftigelsesplaner", ["Beskæftigelsesplanen"]),
        (want_word, "beskæftigelse", ["Beskæftigelses"]),
        (want_word, "Åbybro", ["Aabybro"]),
        (want_phrase, "drøfter en plan", ["drøftede", "en", "plan"]),
        (want_phrase, "en beskæftigelsesplan", []),
        (want_prefix, "handl", ["handleplanerne"]),
        (want_prefix, "beskæftigelsesp", ["Beskæftigelsesplanen"]),
        (want_word, "", []),
    ],
)
def test_marks_what_matched(want, typed, marked):
    assert [TEXT[start:end] for start, end in find_matches(TEXT, want(typed))] == marked


def test_marks_the_words_of_several_wishes_together():
    spans = find_matches(TEXT, want_word("byråd") | want_word("gælde"))

    assert [TEXT[start:end] for start, end in spans] == ["Byrådet", "gælder"]


def test_marks_a_compound_whose_parts_stand_apart():
    text = "En plan for ny beskæftigelse og en plan."

    marked = [text[start:end] for start, end in find_matches(text, want_word("beskæftigelsesplan"))]

    assert marked == ["plan", "beskæftigelse"]


def test_marks_a_half_written_word_from_end_to_end():
    text = "I Social- og Sundhedsudvalget blev det sagt."

    marked = [text[start:end] for start, end in find_matches(text, want_word("socialudvalg"))]

    assert marked == ["Social- og Sundhedsudvalget"]


def test_marks_the_original_characters_across_a_line_break():
    text = "beskæf-\ntigelses\u00adplan"

    assert [text[start:end] for start, end in find_matches(text, want_word("beskæftigelse"))] == [
        "beskæf-\ntigelses"
    ]


def test_the_passage_begins_with_the_sentence_of_the_match():
    before, after = "Indledning om noget andet. " * 30, "Mere følger her. " * 30
    text = before + "Byrådet vedtog en støjplan for Nordby. " + after

    start, end = best_passage(text, find_matches(text, want_word("støjplan")), length=120)

    assert text[start:end].startswith("Byrådet vedtog en støjplan for Nordby.")
    assert end - start <= 120


def test_the_passage_prefers_different_words_to_one_word_repeated():
    text = "plan plan plan plan. " + "tomme ord her. " * 40 + "Her er skolen og en plan."
    spans = find_matches(text, want_word("plan") | want_word("skole"))

    start, end = best_passage(text, spans, length=100)

    assert "skolen og en plan" in text[start:end]


def test_without_matches_the_passage_is_the_beginning():
    text = "Første sætning er her. " + "Så kommer flere ord. " * 40

    assert best_passage(text, [], length=100)[0] == 0
