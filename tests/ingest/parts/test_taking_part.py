"""People who took part in some items only."""

import pytest

from ..minutes import HEAD, read_items


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Kaj Prøve (A) erklærede sig inhabil og forlod lokalet.", "inhabil"),
        ("Kaj Prøve (A) deltog ikke i behandlingen på grund af inhabilitet.", "inhabil"),
        ("Borgmester Kaj Prøve (A) deltog ikke i behandlingen af punktet.", "delvist"),
        ("Kaj Prøve (A) forlod mødet kl. 18.", "delvist"),
    ],
)
def test_person_who_took_no_part_is_kept_and_so_is_the_sentence(sentence, kind):
    [item] = read_items(f"Beslutning\n\nGodkendt.\n\n{sentence}")

    assert [(person.name, person.party, person.kind.value) for person in item.absent] == [
        ("Kaj Prøve", "A", kind)
    ]
    assert item.decision == f"Godkendt.\n\n{sentence}"


@pytest.mark.parametrize("text", ["Udvalget deltog ikke i behandlingen.", "Nogle deltog ikke i festen."])
def test_sentence_without_a_name_names_nobody(text):
    assert read_items(f"Beslutning\n\n{text}")[0].absent == ()


def test_absence_from_several_items_is_kept_at_each_of_them():
    items = read_items(
        "Beslutning\n\nGodkendt.\n\nIda Prøve (V) deltog ikke under punkterne 2-3 og 5.",
        *["Beslutning\n\nDrøftet."] * 4,
        head=HEAD + "Kaj Prøve (A) deltog ikke under punkt 4.\n\n",
    )

    assert [[person.name for person in item.absent] for item in items] == [
        [],
        ["Ida Prøve"],
        ["Ida Prøve"],
        ["Kaj Prøve"],
        ["Ida Prøve"],
    ]
