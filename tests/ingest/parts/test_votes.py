"""The sides of a vote as decisions tell of them."""

import pytest

from apps.ingest.parts.votes import read_votes


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("For stemte A, B og C (12).\nImod stemte V.", [("for", "ABC", 12), ("imod", "V", None)]),
        ("A, F og Ø stemte for, V stemte imod.", [("for", "AFØ", None), ("imod", "V", None)]),
        ("A stemte for forslaget, mens V og C stemte imod.", [("for", "A", None), ("imod", "VC", None)]),
        ("For stemte 6. Imod stemte 11.", [("for", "", 6), ("imod", "", 11)]),
        ("For stemte: 9 (A, V). Imod stemte: 2 (Ø).", [("for", "AV", 9), ("imod", "Ø", 2)]),
        ("Et flertal bestående af A, C og V (6) godkendte indstillingen.", [("flertal", "ACV", 6)]),
        ("Godkendt. (Ø) stemte imod.", [("imod", "Ø", None)]),
        ("V tog forbehold.", [("forbehold", "V", None)]),
        ("Undlod at stemme: O", [("undlod", "O", None)]),
        ("Udvalget stemte for at udsætte.", []),
        ("Forslaget blev vedtaget med 9 stemmer.", []),
    ],
)
def test_sides_parties_and_counts(decision, expected):
    votes = read_votes(decision)

    assert [(vote.side.value, "".join(vote.parties), vote.count) for vote in votes] == expected


def test_people_are_named_with_their_party():
    [vote] = read_votes("Kaj Prøve (A) og Ida Mønster (V) undlod at stemme.")

    assert [(person.name, person.party) for person in vote.people] == [
        ("Kaj Prøve", "A"),
        ("Ida Mønster", "V"),
    ]
