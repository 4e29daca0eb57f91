"""Signs that tell one record system from another: lines of their headers and of the heads of their items."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apps.ingest.danish import DATE_PATTERN
from apps.ingest.parts.item_forms import ACCESS_BEHIND, GLUED, STRICT, WITH_ACCESS
from apps.ingest.readers.document_text import DocumentText

_CASE_ID = re.compile(
    r"sags-?id\.? ?:.*|sagsinitialer\.? ?:.*|acadre ?sags.*|(?:åben|lukket) sag\.?", re.IGNORECASE
)
_SYSTEM_CASE = re.compile(r"sag(?:snr\.?:?)? \d{3}-\d{4}-\d{1,7}(?:\s+(?:dok|initialer)\b.*)?", re.IGNORECASE)
_CASE_NUMBER = re.compile(r"sagsnr\.? ?:.*", re.IGNORECASE)
_COLON_ITEM = re.compile(r"\d{1,4}: [A-ZÆØÅ].*")
_TYPED_DATE = re.compile(
    rf"(?:referat|dagsorden|tillægsdagsorden|beslutningsprotokol): *{DATE_PATTERN}.{{0,30}}", re.IGNORECASE
)
_BARE_DATE = re.compile(rf"{DATE_PATTERN} kl\. ?\d{{1,2}}[:.]\d\d", re.IGNORECASE)
_COMMITTEE_LABEL = re.compile(r"Udvalg ?:.*")
_DAY_LABEL = re.compile(r"Mødedato ?:.*")
_REMARKS_LABEL = re.compile(r"Bemærkninger ?:.*")
_MEMBERS_LABEL = re.compile(r"Medlemmer ?:.*")
_CAPITAL_LABELS = frozenset(("UDVALG", "STED", "STARTTIDSPUNKT", "SLUTTIDSPUNKT", "PUNKTER"))
_HEAD_LINES = 40


@dataclass(frozen=True, slots=True)
class Signs:
    """How many lines of each kind there are; the labels only in the first lines."""

    numbered_points: int
    items_with_access: int
    glued_items: int
    colon_items: int
    case_ids: int
    system_cases: int
    case_numbers: int
    typed_date: bool
    bare_date: bool
    capital_labels: int
    committee_label: bool
    day_label: bool
    remarks_label: bool
    members_label: bool


def signs_of(text: DocumentText) -> Signs:
    """The signs of a document, counted in one pass."""
    filled = [line.text.strip() for line in text.lines if line.text.strip() and len(line.text) <= 300]
    head = filled[:_HEAD_LINES]
    return Signs(
        numbered_points=_count(STRICT, filled),
        items_with_access=_count(WITH_ACCESS, filled) + _count(ACCESS_BEHIND, filled),
        glued_items=_count(GLUED, filled),
        colon_items=_count(_COLON_ITEM, filled),
        case_ids=_count(_CASE_ID, filled),
        system_cases=_count(_SYSTEM_CASE, filled),
        case_numbers=_count(_CASE_NUMBER, filled),
        typed_date=bool(_count(_TYPED_DATE, head)),
        bare_date=bool(_count(_BARE_DATE, head)),
        capital_labels=len(_CAPITAL_LABELS.intersection(text.rstrip(":") for text in head)),
        committee_label=bool(_count(_COMMITTEE_LABEL, head)),
        day_label=bool(_count(_DAY_LABEL, head)),
        remarks_label=bool(_count(_REMARKS_LABEL, head)),
        members_label=bool(_count(_MEMBERS_LABEL, head)),
    )


def _count(pattern: re.Pattern[str], texts: Sequence[str]) -> int:
    return sum(bool(pattern.fullmatch(text)) for text in texts)
