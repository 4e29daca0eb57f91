import pytest

from apps.ingest.checking.cpr import Tier, find_candidates, find_certain_numbers, find_cpr_numbers, mask
from tests.ingest.records import made_up_cpr_number

NUMBER = made_up_cpr_number()
UNCHECKED = made_up_cpr_number(passes_modulus_11=False)
REPLACEMENT = made_up_cpr_number(replacement=True, passes_modulus_11=False)


@pytest.mark.parametrize("number", [NUMBER, UNCHECKED, REPLACEMENT])
@pytest.mark.parametrize(
    "separator",
    [
        "-",
        " - ",
        "-\n",
        "\n-",
        "\u2010",
        "\u2011",
        "–",
        "—",
        "\u2212",
        "\xad-",
        "-\u200b",
        "-\0",
        "\\-",
        "&ndash;",
        "\ufffe",
        " ",
        "\xa0",
    ],
)
def test_hyphenated_number_is_found_with_or_without_check_digit(number, separator):
    text = f"Borgeren ({number[:6]}{separator}{number[6:]}) har søgt om støtte."

    assert find_cpr_numbers(text) == [number]


@pytest.mark.parametrize("template", ["{}", "Nummeret er {}.", "Født {}, bosat i Eksempelby", "«{}»"])
def test_joined_digits_are_found_when_the_check_digit_is_right(template):
    assert find_cpr_numbers(template.format(NUMBER)) == [NUMBER]
    assert find_cpr_numbers(template.format(UNCHECKED)) == []


@pytest.mark.parametrize(
    "words", ["cpr {}", "CPR-nr.: {}", "personnummer {}", "Pers.nr. {}", "{} (cpr-nummer)", "cpr{}"]
)
def test_joined_digits_are_found_without_check_digit_beside_the_word(words):
    assert find_cpr_numbers(words.format(UNCHECKED)) == [UNCHECKED]


def test_dotted_birth_date_is_found_when_the_check_digit_is_right():
    text = f"{NUMBER[:2]}.{NUMBER[2:4]}.{NUMBER[4:6]}-{NUMBER[6:]}"

    assert find_cpr_numbers(text) == [NUMBER]


def test_numbers_in_a_list_are_all_found_once():
    second = made_up_cpr_number(2)
    written = [f"{number[:6]}-{number[6:]}" for number in (NUMBER, second, NUMBER)]

    assert find_cpr_numbers(",".join(written)) == [NUMBER, second]


@pytest.mark.parametrize(
    "text",
    [
        "15.20.00-P20-1-14",
        "1-51-71-3321-08",
        "20/33839",
        "EMN-2025-003383",
        "Tlf. 99 99 12 34 eller 99991234",
        "EAN 5790001234567",
        "i alt 1.234.567.890 kr.",
        "1 234 567 890",
        "320199-5000",  # no such day
        "011399-5000",  # no such month
        "290299-5000",  # 1899 was no leap year
        "010140-7000",  # would be born in 2040
        "2024-02-07 16:00",
        "120224-150224",
        "UTM 576543 6212345",
        "1999-010158-5000",
        "010158-50001",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert find_cpr_numbers(text) == []


def test_joined_digits_called_by_another_name_are_left_alone():
    assert find_cpr_numbers(f"kontonr. {NUMBER}") == []
    assert find_cpr_numbers(f"P-nummer {NUMBER}") == []
    assert find_cpr_numbers(f"a{NUMBER}f") == []


def tier_of(words):
    """How certain the only number in `words` is; None when there is none."""
    return next((candidate.tier for candidate in find_candidates(words)), None)


def written(number, between="-"):
    return f"{number[:6]}{between}{number[6:]}"


@pytest.mark.parametrize(
    ("words", "tier"),
    [
        (written(NUMBER), Tier.BLOCK),
        (written(NUMBER, " -\n"), Tier.BLOCK),
        (f"{NUMBER[:2]}.{NUMBER[2:4]}.{written(NUMBER)[4:]}", Tier.BLOCK),
        (f"cpr: {UNCHECKED}", Tier.BLOCK),
        (f"Personnummer\n{written(UNCHECKED)}", Tier.BLOCK),
        ("010160-5000", Tier.BLOCK),  # cpr.dk names numbers of that day without check digit
        (written(UNCHECKED), Tier.REVIEW),
        (written(REPLACEMENT), Tier.REVIEW),
        (NUMBER, Tier.REVIEW),
        (written(NUMBER, " "), Tier.REVIEW),
        (written(NUMBER, "\n"), Tier.REVIEW),
        (" ".join(NUMBER), Tier.REVIEW),
        ("\t".join(NUMBER), Tier.REVIEW),
        (f"{NUMBER[:6]}-{NUMBER[6:8]}\n{NUMBER[8:]}", Tier.REVIEW),
        (written(NUMBER).replace("0", "O").replace("1", "l"), Tier.REVIEW),
        (f"Sagsnr. {written(NUMBER)}", Tier.REVIEW),
        ("010103-2024", None),  # a date and a year
        ("Konto 1234 0101585000", None),
    ],
)
def test_certainty_follows_how_it_is_written_and_called(words, tier):
    assert tier_of(words) == tier


def test_the_word_counts_for_a_whole_list():
    others = [made_up_cpr_number(seed, passes_modulus_11=False) for seed in range(5, 8)]

    assert find_certain_numbers(f"CPR-numre: {others[0]}, {others[1]} og {others[2]}.") == others


def test_full_width_digits_are_digits():
    assert find_cpr_numbers(
        written(NUMBER).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    ) == [NUMBER]


def test_mask_shows_no_serial():
    assert mask("0101585000") == "010158-••••"


def test_long_text_of_digits_and_hyphens_is_read_in_linear_time():
    assert find_cpr_numbers("1-" * 500_000 + "010199 " * 100_000) == []
