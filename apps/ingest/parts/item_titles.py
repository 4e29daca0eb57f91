"""Items whose title stands above what tells them: above `Sag nr. 129`, or above a labelled case number."""

import re
from collections.abc import Sequence

from apps.ingest.parts.case_lines import is_case_label_line
from apps.ingest.parts.item_proof import ItemStart, as_int, can_be_title
from apps.ingest.readers.document_text import Line

_NUMBER_BELOW = re.compile(
    r"(?:sag|punkt|pkt\.?)(?: ?nr\.?)? ?(?P<number>\d{1,4}(?:\.\d{1,2})?[a-z]?)[.:]?", re.IGNORECASE
)


def find_titles_above_numbers(lines: Sequence[Line]) -> list[ItemStart]:
    """Items whose title stands first and whose number follows: `Ny havn` / `Sag nr. 129`."""
    found = []
    count = 0
    for index, line in enumerate(lines):
        text = line.text.strip()
        match = _NUMBER_BELOW.fullmatch(text) if len(text) <= 40 else None
        count += match is not None
        above = _title_above(lines, index) if match else None
        if match and above is not None and not _title_below(lines, index):
            title = lines[above].text.strip()
            found.append(ItemStart(above, match["number"].lstrip("0"), title, label=index))
    numbers = [as_int(start.number) for start in found]
    return found if numbers == sorted(numbers) and len(found) * 2 > count else []


def find_titles_above_cases(lines: Sequence[Line]) -> list[ItemStart]:
    """Items without numbers: a title with its labelled case number (`Sagsnr.: 12/345`) right below."""
    found = []
    for index, line in enumerate(lines):
        if is_case_label_line(line.text):
            above = _title_above(lines, index)
            if above is None:
                found.append(ItemStart(index, "", ""))
            else:
                found.append(ItemStart(above, "", lines[above].text.strip()))
    return found


def _title_above(lines: Sequence[Line], index: int) -> int | None:
    """Where the paragraph right above begins, when its last line can be a title."""
    last = index - 1
    while last >= max(index - 2, 0) and not lines[last].text.strip():
        last -= 1
    if last < max(index - 2, 0) or not can_be_title(lines[last].text.strip()):
        return None
    first = last
    while first > max(last - 2, 0) and lines[first].text.strip()[:1].islower():
        first -= 1
    return first if lines[first].text.strip() else first + 1


def _title_below(lines: Sequence[Line], index: int) -> bool:
    """Whether the next line of text, right below, could be the title instead."""
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return bool(below) and can_be_title(below)
