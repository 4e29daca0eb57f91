import pytest

from apps.search.spelling import edit_distance, find_neighbours, known_counts

pytestmark = pytest.mark.django_db


def nearest(word):
    return next((neighbour.word for neighbour in find_neighbours(word)), None)


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [
        ("vej", "vej", 0),
        ("veje", "vej", 1),
        ("vje", "vej", 1),
        ("skolle", "skole", 1),
        ("budegt", "budget", 1),
        ("lokalpaln", "lokalplan", 1),
        ("lokaplna", "lokalplan", 2),
        ("", "vej", 3),
    ],
)
def test_mistakes_are_counted(first, second, distance):
    assert edit_distance(first, second) == edit_distance(second, first) == distance


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lokalpaln", "lokalplan"),
        ("lokallplan", "lokalplan"),
        ("lokaplan", "lokalplan"),
        ("lokaplna", "lokalplan"),
        ("sömmehal", "svømmehal"),
        ("svommehal", "svømmehal"),
        ("svømehal", "svømmehal"),
        ("bugdet", "budget"),
        ("Budgt", "budget"),
    ],
)
def test_a_misspelt_word_is_near_the_right_one(make_findable, typed, meant):
    make_findable("Lokalplan for en svømmehal", text="Budget og byrådet.")

    assert nearest(typed) == meant


@pytest.mark.parametrize("typed", ["veg", "bu", "xyzxyzxyz", "budxyt", "1234567", "a" * 500])
def test_short_words_numbers_and_distant_words_have_no_neighbour(make_findable, typed):
    make_findable("Vej", text="Budget")

    assert nearest(typed) is None


def test_of_equally_near_words_the_one_with_the_same_first_letter_and_more_items_comes_first(make_findable):
    make_findable("hund")
    make_findable("hund")
    make_findable("hane")
    make_findable("mund")
    make_findable("mund")
    make_findable("mund")

    assert [each.word for each in find_neighbours("hunz")] == ["hund"]
    assert [each.word for each in find_neighbours("hbnd")] == ["hund"]
    assert [each.word for each in find_neighbours("hynd")] == ["hund"]
    assert [each.word for each in find_neighbours("dund")] == ["mund", "hund"]


def test_counts_are_those_of_the_folded_spelling(make_findable):
    make_findable("Åbybro")
    make_findable("Åbybro", text="Aabybro")

    assert known_counts(["aabybro", "by"]) == {"aabybro": 2}
