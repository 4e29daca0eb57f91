"""Where wanted words may be: nothing that the analyzer would mark is overlooked."""

import pytest

from apps.search.language.analyzer import analyze
from apps.search.language.candidates import find_windows
from apps.search.language.highlighting import want_phrase, want_word

TEXT = "Byrådet drøftede børnenes haver i Nordby. Sagsfremstillingen er givet til de ældste."


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("barn", ["børnenes"]),
        ("sagsfremstilling", ["Sagsfremstillingen"]),
        ("nordby", ["Nordby"]),
        ("skole", []),
    ],
)
def test_only_what_may_be_the_word_is_read(typed, read):
    windows = find_windows(TEXT, want_word(typed).signs)

    assert [TEXT[start:end] for start, end in windows] == read


def test_a_phrase_is_read_with_the_words_around_it():
    windows = find_windows(
        "ord " * 50 + "gratis bus til børn " + "ord " * 50, want_phrase("gratis bus").signs
    )

    assert len(windows) == 1
    assert windows[0][1] - windows[0][0] < 60


def test_a_text_with_words_broken_across_lines_is_read_whole():
    text = "En be-\nskæftigelsesplan og mere."

    assert find_windows(text, want_word("plan").signs) == [(0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Er børn, bøger og ældre brødre gået? Han gjorde det; hun har haft små haver.",
        "Åens broer, øer og æg.",
    ],
)
def test_every_word_of_a_text_is_met_by_its_own_signs(text):
    for token in analyze(text):
        word = text[token.start : token.end]
        windows = find_windows(text, want_word(word).signs)

        assert any(start <= token.start and token.end <= end for start, end in windows), word
