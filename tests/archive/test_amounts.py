import pytest

from apps.archive.amounts import find_amounts


def amounts(text):
    return [(text[found.start : found.end], found.kroner) for found in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "kroner"),
    [
        ("7,4 mio. kr.", "7400000"),
        ("7,4 MIO. KR.", "7400000"),
        ("1.583.500 kr.", "1583500"),
        ("1.583.500 kroner", "1583500"),
        ("0,25 mia. kr.", "250000000"),
        ("2 millioner kroner", "2000000"),
        ("450 t.kr.", "450000"),
        ("450 tusind kr.", "450000"),
        ("75 kr.", "75"),
        ("12,50 kr.", "12.5"),
        ("1.200,75 kr.", "1200.75"),
        ("500,- kr.", "500"),
        ("-3,2 mio. kr.", "-3200000"),
        ("kr. 1.250.000", "1250000"),
        ("7,4\u00a0mio.\u00a0kr.", "7400000"),
        ("1.000 kr.", "1000"),
    ],
)
def test_an_amount_comes_to_its_kroner(text, kroner):
    assert amounts(f"Der gives {text} til lys") == [(text, kroner)]


@pytest.mark.parametrize(
    "text",
    [
        "Tallene er i 1.000 kr.",
        "Budget (1.000 kr.)",
        "mellem 3-5 mio. kr.",
        "3 til 5 mio. kr.",
        "45 kroge",
        "7,4 mio. kroket",
        "sag 15.20.00-P20-4-22",
        "§ 4 krav",
        "10 krisecentre",
        "kr. 5 mio.",
        "a7 kr.",
        "1/2 kr.",
    ],
)
def test_what_is_not_certainly_one_amount_is_left_alone(text):
    assert amounts(text) == []


def test_several_amounts_in_one_sentence_are_found_in_order():
    text = "Fra 1,5 mio. kr. i 2024 til 640.000 kr. i 2025."

    assert amounts(text) == [("1,5 mio. kr.", "1500000"), ("640.000 kr.", "640000")]


def test_long_rows_of_digits_take_no_time():
    assert amounts("1." * 20_000 + "0" * 20_000) == []
