"""The line of an agenda item that tells its case number, with or without a label before it."""

import re

from apps.archive.case_numbers import canonical_case_number

_LABEL = re.compile(
    r"(?:sagsnummer|sagsnr|sags-?id|sag|journalnummer|journalnr|j\.? ?nr|acadre sagsnr|esdh-?sag)\.?"
    r"(?: nr\.?)? ?[:.]? *",
    re.IGNORECASE,
)
_MAXIMAL_LENGTH = 80


def read_case_number(line: str) -> str | None:
    """The case number as the document spells it, when the line holds nothing else; else None."""
    if len(line) > _MAXIMAL_LENGTH:
        return None
    text = line.strip()
    label = _LABEL.match(text)
    spelling = text[label.end() :] if label else text
    return spelling if canonical_case_number(spelling) else None
