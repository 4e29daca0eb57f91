"""What is said behind closed doors stays in closed items, however the document marks them."""

import pytest

from apps.ingest.parse import parse_document

HEAD = (
    "REFERAT Ældrerådet d. 09-09-2025\n\nPunkt 1: Boliger\n\n27.42.00-A00-2-25\n\nBeslutning\n\nDrøftet.\n\n"
)
SECRET = "Klagen fra beboeren afvises."


@pytest.mark.parametrize(
    "closed_item",
    [
        "Punkt 2: Lukket: Klage\n\n27.42.00-K01-3-25\n\n",
        "Punkt 2: Lukket:\n\n27.42.00-K01-3-25\n\n",
        "Punkt 2: Lukket: Klage\n\n",
        "Punkt 1: Lukket: Klage\n\n",
        "Punkt 2: LUKKET - Klage\n\n27.42.00-K01-3-25\n\n",
        "Punkt 2: Lukket sag: Klage\n\n27.42.00-K01-3-25\n\n",
        "Punkt 2: Klage (lukket)\n\n27.42.00-K01-3-25\n\n",
        "Punkt 2: Klage - Lukket punkt\n\n27.42.00-K01-3-25\n\n",
        "Punkt 2: Klage\n\nLukket\n\n27.42.00-K01-3-25\n\n",
        "Punkt 2: Klage\n\n27.42.00-K01-3-25\n\nLukket sag\n\n",
        "Lukkede punkter\n\nPunkt 2: Klage\n\n27.42.00-K01-3-25\n\n",
        "Lukket dagsorden\n\nPunkt 1: Klage\n\n",
        "# Lukkede punkter\n\n## **Punkt 2: Klage**\n\n27.42.00-K01-3-25\n\n",
    ],
)
def test_text_of_a_closed_item_is_in_no_open_item(closed_item):
    record = parse_document((HEAD + closed_item + SECRET).encode(), "prøve.txt")

    assert [item.closed for item in record.items] == [False, True]
    assert SECRET not in str(record.items[0])
    assert record.items[1].decision == SECRET


def test_open_items_after_closed_ones_are_open_again():
    content = (
        HEAD + "Lukkede punkter\n\nPunkt 2: Klage\n\nAfvist.\n\nÅbne punkter\n\nPunkt 3: Eventuelt\n\nIntet."
    )

    record = parse_document(content.encode(), "prøve.txt")

    assert [(item.number, item.closed) for item in record.items] == [("1", False), ("2", True), ("3", False)]


@pytest.mark.parametrize("title", ["Lukkede døre på plejehjem", "Sikring af den lukkede afdeling"])
def test_the_word_closed_in_a_title_closes_nothing(title):
    content = HEAD + f"Punkt 2: {title}\n\n27.42.00-K01-3-25\n\nBeslutning\n\nDrøftet."

    assert not parse_document(content.encode(), "prøve.txt").items[1].closed
