import pytest

from apps.archive.numbering import missing_numbers


@pytest.mark.parametrize(
    ("meetings", "missing"),
    [
        ([["1", "2"], ["3", "4"]], []),
        ([["1", "2"], ["4", "8"], ["9"]], ["3", "5–7"]),
        ([["23", "24"], ["", "27"]], ["25–26"]),
        ([["1", "2"], ["1", "3"]], []),
        ([["1", "3"]], []),
        ([["1", "x"], ["y"]], []),
        ([["2"], ["²"], ["5"]], ["3–4"]),
        ([], []),
    ],
)
def test_holes_are_known_only_where_numbers_run_through_the_year(meetings, missing):
    assert missing_numbers(meetings) == missing
