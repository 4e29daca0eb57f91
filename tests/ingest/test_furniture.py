"""What belongs to the page, and what only looks like it."""

import pytest

from apps.ingest.parts.furniture import furniture_lines
from apps.ingest.readers.text import read_text


def furniture_of(source):
    lines = read_text(source.encode()).lines
    return [line.text for line in lines if line.number in furniture_lines(lines)]


def test_page_numbers_and_the_running_head_beside_them_are_furniture():
    page = "Tekst nr. {n}.\n\nSide {n} af 4\nEksempelby Kommune\n\n"

    found = furniture_of("".join(page.format(n=n) for n in range(1, 5)))

    assert found == [text for n in range(1, 5) for text in (f"Side {n} af 4", "Eksempelby Kommune")]


def test_foot_with_other_words_is_furniture_when_it_counts():
    found = furniture_of("".join(f"Tekst {n} a.\n\nByrådet 12-03-2024 - Side {n}\n\n" for n in range(1, 4)))

    assert found == [f"Byrådet 12-03-2024 - Side {n}" for n in range(1, 4)]


def test_numbers_alone_that_run_on_through_sentences_are_furniture():
    found = furniture_of("Havnen har\n\n7\n\ntre moler.\n\nHer ligger\n\n8\n\nto både.\n\n9\n\nKun i maj.")

    assert found == ["7", "8", "9"]


@pytest.mark.parametrize(
    "text",
    [
        "Havnen har\n\n7\n\ntre moler.\n\nHer ligger\n\n12\n\nto både.",
        "1\n\nHavnen\n\n2\n\nSkolen\n\n3\n\nEventuelt",
        "Havnen har\n7\nmoler og\n8\nbåde",
        "Se kortet på side 4\n\nTekst.\n\nSe kortet på side 4\n\nTekst.\n\nSe kortet på side 4",
        "2024/25\n\n2025/26",
        "Eksempelby Kommune\n\nEksempelby Kommune\n\nEksempelby Kommune",
        "3\n\n4\n\n5",
        "År\tBesøg\n2023\t61.000",
    ],
)
def test_text_is_not_taken_for_furniture(text):
    assert furniture_of(text) == []
