"""One case number in its many spellings."""

import pytest

from apps.archive.case_numbers import canonical_case_number, case_number_key, kle_subject
from tests import factories


@pytest.mark.parametrize(
    "spelling",
    [
        "15.00.00-A30-2-21",
        "15.00.00A30-2-21",
        "15.00.00 a30-2-21",
        "15.00.00–A30–2–21",
        " 150000-A30-2-2021 ",
    ],
)
def test_spellings_of_a_kle_number_have_one_canonical_form(spelling):
    assert canonical_case_number(spelling) == "15.00.00-A30-2-21"


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("83.15.04-ø54-17-14", "83.15.04-Ø54-17-14"),
        ("00.01.00P35-0098", "00.01.00-P35-0098"),
        ("20/33839", "20/33839"),
        ("emn-2025-003383", "EMN-2025-003383"),
        ("306-2009-600", "306-2009-600"),
        ("2017-004392", "2017-004392"),
        ("21-026629", "21-026629"),
        ("299835", "299835"),
        ("2012/057275", "2012/057275"),
        ("1-51-71-3321-08", "1-51-71-3321-08"),
    ],
)
def test_numbers_of_other_systems(spelling, canonical):
    assert canonical_case_number(spelling) == canonical


@pytest.mark.parametrize(
    "text", ["", "2024", "2022-2025", "13-11-2024", "kl. 10.55", "Godkendt.", "15.00.00", "1" * 400]
)
def test_other_text_is_no_case_number(text):
    assert canonical_case_number(text) is None


def test_subject_is_known_for_kle_numbers_only():
    assert kle_subject("15.00.00-A30-2-21") == "15.00.00"
    assert kle_subject("20/33839") is None


def test_key_is_the_same_for_spellings_that_differ_in_signs_alone():
    spellings = ["20/33839", "20-33839", "2033839", "J.nr. 20/33839", "sagsnummer: 20 / 33839"]

    assert {case_number_key(spelling) for spelling in spellings} == {"2033839"}


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["15.20.00-Ø54-1-17", "EMN-2025-003383", "20/33839"])
def test_database_makes_the_same_key_of_a_kept_number(number):
    case = factories.make_case(number)
    case.refresh_from_db()

    assert case.number_key == case_number_key(number)
