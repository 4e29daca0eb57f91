"""The splitter against words split by hand, and what members a word gives."""

import re
import sys
from pathlib import Path

import pytest

from apps.search.language.analyzer import analyze
from apps.search.language.compounds import read_word
from apps.search.language.folding import fold

GOLD = Path(__file__).with_name("compounds_gold.tsv")


def test_splits_words_of_municipal_life_at_least_as_well_as_before(capsys):
    text = GOLD.read_text(encoding="utf-8")
    floors = [float(value) for value in re.findall(r"^# floor of \w+: ([\d.]+)$", text, re.MULTILINE)]
    words = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = missed = wrong = 0

    for word in words:
        required, allowed = split_places(word, "|"), split_places(word, "|~")
        got = places_of(word)
        found += len(got & required)
        missed += len(required - got)
        wrong += len(got - allowed)

    precision, recall = found / (found + wrong), found / (found + missed)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(words)} words: precision {precision:.4f}, recall {recall:.4f}\n")
    assert len(words) >= 400
    assert [precision >= floors[0], recall >= floors[1]] == [True, True]


def test_a_compound_gives_its_parts_and_the_compounds_within_it():
    assert members("velfærdsteknologistrategi") == {
        "velfaerdteknologi": "velfaerdsteknologi",
        "velfaerd": "velfaerds",
        "teknologi": "teknologi",
        "strategi": "strategi",
        "teknologistrategi": "teknologistrategi",
    }


def test_an_atom_does_not_give_up_its_letters():
    assert members("sygedagpenge") == {}
    assert set(members("sygedagpengeindsatsen")) == {"sygedagpenge", "indsats"}


def test_all_forms_of_a_compound_have_one_key():
    forms = ("handleplan", "handleplanen", "handleplaner", "handleplanernes")

    assert {read_word(fold(form)).key for form in forms} == {"handleplan"}


def test_a_missing_linking_letter_makes_no_difference():
    assert read_word(fold("kontanthjælpsystemet")).key == read_word(fold("kontanthjælpssystem")).key


def test_a_long_run_of_letters_is_left_whole():
    assert read_word("a" * 5_000).members == ()


def members(word: str) -> dict[str, str]:
    folded = fold(word)
    return {member.key: folded[member.start : member.end] for member in read_word(folded).members}


def places_of(word: str) -> set[int]:
    return {member.start for member in read_word(fold(re.sub(r"[|~]", "", word))).members} - {0}


def split_places(word: str, marks: str) -> set[int]:
    places, before = set(), ""
    for character in word:
        if character in "|~":
            places |= {len(fold(before))} if character in marks else set()
        else:
            before += character
    return places


@pytest.mark.parametrize(
    "word", ["borger", "sagsbehandler", "skatterådgiver", "kontanthjælpsmodtager", "leder"]
)
def test_who_does_something_has_one_key_in_all_forms(word):
    first_keys = {analyze(word + ending)[0].keys[0] for ending in ("", "e", "en", "ne", "s", "nes")}

    assert len(first_keys) == 1


@pytest.mark.parametrize(("form", "verb"), [("behandler", "behandle"), ("modtager", "modtage")])
def test_what_is_done_is_found_by_the_same_letters(form, verb):
    assert analyze(verb)[0].keys[0] in analyze(form)[0].keys


def test_works_are_no_workers():
    assert analyze("vejarbejder")[0].keys == analyze("vejarbejde")[0].keys
