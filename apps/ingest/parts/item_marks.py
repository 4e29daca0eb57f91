"""What the lines around an item line say of it: open or closed, and the details of the record system."""

import re

_CLOSED = r"(?:lukket|lukkede|fortroligt?|fortrolige|ikke[- ]offentligt?)"
_OPEN = r"(?:åbent?|åbne|offentligt?|offentlige)"
_ITEM = r"(?:punkt|sag|dagsordenspunkt)"
CLOSED_BEFORE = re.compile(
    rf"{_CLOSED}(?:(?: (?:{_ITEM}|møde))?\s*(?:[:\-–·|]\s*|$)| {_ITEM}(?:,\s*|\s+(?-i:(?=[A-ZÆØÅ0-9]))))"
    rf"|\({_CLOSED}(?: \w+)?\)[\s:\-–·]*",
    re.IGNORECASE,
)
_CLOSED_AFTER = re.compile(
    rf"\s*(?:[-–(·|]\s*){_CLOSED}(?: (?:{_ITEM}|møde|dagsorden|del))?\)?$", re.IGNORECASE
)
_OPEN_BEFORE = re.compile(
    rf"{_OPEN}(?: {_ITEM})?\s*[:\-–·|]\s*|\({_OPEN}(?: \w+)?\)[\s:\-–·]*", re.IGNORECASE
)
_OPEN_AFTER = re.compile(rf"\s*\({_OPEN}(?: (?:{_ITEM}|møde))?\)$", re.IGNORECASE)
ACCESS = re.compile(
    r"\(?(?:(?:punkter(?:ne)?|sager(?:ne)?|dagsorden(?:spunkter)?)(?: til behandling)?"
    r"(?: på| for| til| i)?(?: et| den)? |[A-D][.)] )?"
    rf"(?P<access>{_OPEN}|{_CLOSED})"
    rf"(?: (?:{_ITEM}|punkter|dagsorden|dagsordenspunkter|sager|møde|del|døre))?\)?[.:]?",
    re.IGNORECASE,
)
ACCESS_WORD = rf"(?:{_OPEN}|{_CLOSED})"
_CLOSED_WORD = re.compile(_CLOSED, re.IGNORECASE)
_ITEM_ACCESS = re.compile(rf"\(?{ACCESS_WORD}(?: (?:punkt|sag))?\)?\.?", re.IGNORECASE)
_DETAIL = re.compile(
    r"\(?(?:(?:dok(?:ument)?(?:nr|nummer|id)?|initialer|sagsinitialer|sagsbeh(?:andler)?|sags-?id|sagsnr"
    r"|sagsansvarlig|ansvarlig|dokumentnr|journalnr|j\. ?nr|afdeling|forvaltning|fagområde|sagstype|brevid"
    r"|løbenr|kle(?:-?emne|-?nr)?|sagsnummer|sagen behandles|punkttype|beslutningstype|ref|dato for sag)"
    r"\.?(?: ?nr\.?)? ?:|(?:dok|initialer|j\. ?nr|sagsnr|sagsid)\.? (?=\S{0,12}\d)).{0,120}",
    re.IGNORECASE,
)


def says_closed(access: str) -> bool:
    """Whether the word for access, such as `Lukkede` or `Fortrolig`, keeps the public out."""
    return bool(_CLOSED_WORD.match(access))


def is_item_access(text: str) -> bool:
    """Whether the line says of one item that it is open or closed: `Åben sag`, unlike `Lukkede punkter`."""
    return bool(_ITEM_ACCESS.fullmatch(text))


def is_detail(text: str) -> bool:
    """Whether the line is a detail of the record system: `Initialer: abc`, `Dok. 999-2009-10221`."""
    return len(text) <= 160 and bool(_DETAIL.fullmatch(text))


def without_closed_mark(title: str) -> tuple[str, bool]:
    """`Lukket: Køb af grund` -> (`Køb af grund`, True)."""
    if before := CLOSED_BEFORE.match(title):
        return title[before.end() :].strip(), True
    if after := _CLOSED_AFTER.search(title[-40:]):
        return title[: len(title) - len(after[0])].strip(), True
    if opened := _OPEN_BEFORE.match(title):
        return title[opened.end() :].strip(), False
    if opened := _OPEN_AFTER.search(title[-40:]):
        return title[: len(title) - len(opened[0])].strip(), False
    return title, False
