"""The line of an agenda item that tells its case number, with or without a label before it."""

import re

from apps.archive.case_numbers import canonical_case_number

_LABEL = re.compile(
    r"(?:sagsnummer|sagsnr|sags-?id|sag|journalnummer|journalnr|j\.? ?nr|acadre sagsnr|esdh-?sag"
    r"|esdh-?sagsnr|sags-? ?nr|edoc-?sag)\.?(?: ?nr\.?| ?id)? ?[:.]? *",
    re.IGNORECASE,
)
# A number of a kind that we do not know is believed where its label says what it is.
_LABELLED = re.compile(
    r"(?:sagsnummer|sagsnr|sags-?id|journalnummer|journalnr|j\.? ?nr|acadre sagsnr|esdh-?sag|sags-? ?nr)\.?"
    r"(?: ?nr\.?| ?id)? ?: *(?P<number>(?=(?:\S{0,12}\d){3})[A-ZÆØÅa-z0-9][\w./\-]{3,30})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s,;|]+(?P<rest>(?:dok|initialer|sagsinitialer|sagsbeh|sagsansvarlig|åben|lukket|afdeling)\b.{0,120})",
    re.IGNORECASE,
)
_ACCESS_FIRST = re.compile(r"(?P<access>åbent?|lukket)(?: (?:punkt|sag))?[\s,:|]+(?=\S)", re.IGNORECASE)
_LABEL_LINE = re.compile(r"(?:sagsnummer|sagsnr|sags-?id|sags-? ?nr)\.?(?: ?nr\.?)? ?: ?\S", re.IGNORECASE)
_MAXIMAL_LENGTH = 160


def read_case_number(line: str) -> str | None:
    """The case number as the document spells it, when the line holds nothing but it and details."""
    found = read_case_line(line)
    return found[0] if found else None


def read_case_line(line: str) -> tuple[str, bool] | None:
    """Case number, and whether the line calls the item closed: `Sag 999-2009-7  Dok. 999-2009-8  Lukket`."""
    if len(line) > _MAXIMAL_LENGTH:
        return None
    text = line.strip().removesuffix(".")
    access = _ACCESS_FIRST.match(text)
    text = text[access.end() :] if access else text
    after = _AFTER.search(text)
    label = _LABEL.match(text)
    spelling = text[label.end() if label else 0 : after.start() if after else None].strip()
    is_closed = bool(access and access["access"].lower() == "lukket") or bool(
        after and "lukket" in after["rest"].lower()
    )
    if canonical_case_number(spelling):
        return spelling, is_closed
    labelled = _LABELLED.fullmatch(text[: after.start() if after else None].strip())
    return (labelled["number"], is_closed) if labelled else None


def is_case_label_line(line: str) -> bool:
    """Whether the line is a label for a case number with a number behind it."""
    return bool(_LABEL_LINE.match(line.strip())) and read_case_number(line) is not None
