"""Holes in the numbers of a year's items, for committees that count their items through the year."""

from collections.abc import Sequence
from itertools import pairwise


def missing_numbers(meetings: Sequence[Sequence[str]]) -> list[str]:
    """The numbers between the first and the last that no meeting has, such as `["7", "12–14"]`.

    `meetings` are the item numbers of one year's meetings in order. Empty unless the numbers plainly run on
    from meeting to meeting: a committee that begins at 1 every time leaves no holes that could be known.
    """
    runs = [[int(number) for number in numbers if number.isdecimal()] for numbers in meetings]
    runs = [run for run in runs if run]
    numbers = [number for run in runs for number in run]
    is_running = all(earlier < later for earlier, later in pairwise(numbers))
    if len(runs) < 2 or not is_running:
        return []
    return [
        f"{earlier + 1}" if later - earlier == 2 else f"{earlier + 1}–{later - 1}"
        for earlier, later in pairwise(numbers)
        if later - earlier > 1
    ]
