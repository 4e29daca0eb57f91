"""The vector of a document as text: weights, the gap between fields, PostgreSQL's limits."""

from apps.search.language.vectors import LAST_POSITION, MOST_POSITIONS, document_vector


def test_members_weigh_less_than_words_and_titles_more_than_text():
    assert document_vector([("Handleplan", "A"), ("planen", "B")]) == (
        "'handle':1C 'handleplan':1A 'plan':1C,7B"
    )


def test_a_word_that_is_also_a_member_at_its_place_keeps_the_higher_weight():
    assert document_vector([("plan-plan", "B")]) == "'plan':1B,2B 'planplan':1B"


def test_quotes_and_backslashes_are_harmless():
    assert document_vector([("it's \\ 'x'", "A")]) == "'it':1A 'ks':2A"


def test_positions_end_where_postgresql_ends_them():
    vector = document_vector([("ord " * 20_000 + "slut", "B")])
    positions = {key: values.split(",") for key, values in (part.split(":") for part in vector.split(" "))}

    assert len(positions["'ord'"]) == MOST_POSITIONS
    assert positions["'slut'"] == [f"{LAST_POSITION}B"]


def test_an_enormous_text_stays_below_the_largest_vector():
    text = " ".join(f"ord{number}xyzxyzxyz" for number in range(120_000))

    assert len(document_vector([(text, "B")]).encode()) < 2_000_000


def test_nothing_gives_an_empty_vector():
    assert document_vector([("", "A"), ("\0 😀 …", "B")]) == ""
