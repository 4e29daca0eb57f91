"""The line of an agenda item that tells its case number, with or without a label before it."""

import re

from apps.archive.case_numbers import canonical_case_number

_LABELS = (
    r"(?:sagsnummer|sagsnr|sags[- ]?id|sags[- ]? ?nr|journalnummer|journalnr|j\.? ?nr|acadre sagsnr|esdh-?sag"
    r"|esdh-?sagsnr|edoc-?sag)\.?(?: ?nr\.?| ?id)?"
)
_LABEL = re.compile(rf"(?:{_LABELS}|sag\.?(?: ?nr\.?| ?id)?) ?[:.]? *", re.IGNORECASE)
# A number of a kind that we do not know is believed where its label says what it is.
_LABELLED = re.compile(
    rf"{_LABELS}(?: ?: *| +(?=\S*[./\-]))(?P<number>(?=(?:\S{{0,12}}\d){{3}})[A-ZÆØÅa-z0-9][\w./\-]{{3,30}})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s,;|]+(?P<rest>(?:dok|initialer|sagsinitialer|sagsbeh|sagsansvarlig|åben|lukket|afdeling|brevid|kle"
    r"|ref\b|løbenr).{0,120})",
    re.IGNORECASE,
)
_ACCESS_FIRST = re.compile(r"(?P<access>åbent?|lukket)(?: (?:punkt|sag))?[\s,:|]+(?=\S)", re.IGNORECASE)
_LABEL_LINE = re.compile(r"(?:sagsnummer|sagsnr|sags[- ]?id|sags-? ?nr)\.?(?: ?nr\.?)? ?: ?\S", re.IGNORECASE)
# `(Sag 999-2009-7) (Dok. 999-2009-8) (Åben sag)`
_BETWEEN_BRACKETS = re.compile(r"\)\s*\(")
_COLUMN_GAP = re.compile(r"\s{2,}|\t")
# The subject of a case, without the number of the case: `00.01.00.A21`.
_SUBJECT = re.compile(r"\d\d\.\d\d\.\d\d(?:[.-]?[A-ZÆØÅ]\d\d)?")
_AT_END = (
    re.compile(r" \((?P<number>[^()]{4,40})\)$"),
    re.compile(r"(?:\s{2,}|\t\s*)(?P<number>\S{4,40})$"),
    re.compile(rf"[ ,(\-–]+(?P<number>{_LABELS} ?:? *\S{{3,30}}?)\)?$", re.IGNORECASE),
)
# Year and number, unlike two years.
_YEAR_AND_SERIAL = re.compile(r"(?:19|20)\d\d-(?!(?:19|20)\d\d$)\d{3,7}")
# Another number follows the subject: `00.01.00.A21 18/12 Åben sag`.
_AFTER_SUBJECT = re.compile(r"^(\d\d\.\d\d\.\d\d(?:[.-]?[A-ZÆØÅ]\d\d)?)\s+(?=\d)")
_MAXIMAL_LENGTH = 160


def read_case_number(line: str) -> str | None:
    """The case number as the document spells it, when the line holds nothing but it and details."""
    found = read_case_line(line)
    return found[0] if found else None


def read_case_line(line: str) -> tuple[str, bool] | None:
    """Case number, and whether the line calls the item closed: `Sag 999-2009-7  Dok. 999-2009-8  Lukket`."""
    if len(line) > _MAXIMAL_LENGTH:
        return None
    text = _without_brackets(line.strip().strip("*_").removesuffix("."))
    access = _ACCESS_FIRST.match(text)
    text = text[access.end() :] if access else text
    text, *columns = _COLUMN_GAP.split(_AFTER_SUBJECT.sub(r"\1  ", text))
    if columns and _SUBJECT.fullmatch(text) and read_case_number(columns[0]):
        text, *columns = columns
    after = _AFTER.search(text)
    rest = " ".join([*([after["rest"]] if after else []), *columns])
    number = _number_in(text[: after.start() if after else None].strip())
    if columns and text.isdecimal():  # a row of a table of figures
        return None
    is_closed = bool(access and access["access"].lower() == "lukket") or "lukket" in rest.lower()
    return (number, is_closed) if number else None


def _without_brackets(text: str) -> str:
    if text.startswith("(") and text.endswith(")"):
        return _BETWEEN_BRACKETS.sub("  ", text[1:-1])
    return text


def _number_in(text: str) -> str | None:
    """The number behind a label or alone; one of an unknown kind only behind a label."""
    label = _LABEL.match(text)
    spelling = text[label.end() if label else 0 :].strip()
    if canonical_case_number(spelling) or _YEAR_AND_SERIAL.fullmatch(spelling):
        return spelling
    labelled = _LABELLED.fullmatch(text)
    return labelled["number"] if labelled else None


def take_case_number(title: str) -> tuple[str, str | None]:
    """`Cykelstier (2014-0012345)`, `Cykelstier   Sagsnr. 14/123` -> `Cykelstier` and the number."""
    end = title[-60:]
    for pattern in _AT_END:
        found = pattern.search(end)
        number = _number_in(found["number"]) if found else None
        if found and number and not found["number"].isdecimal() and len(found[0]) < len(title):
            return title[: len(title) - len(found[0])].rstrip(" ,-–"), number
    return title, None


def is_case_label_line(line: str) -> bool:
    """Whether the line is a label for a case number with a number behind it."""
    return bool(_LABEL_LINE.match(line.strip())) and read_case_number(line) is not None
