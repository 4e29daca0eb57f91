"""Records and numbers made up for the tests of ingest."""

import random
from dataclasses import replace
from typing import Any

from stdnum.dk.cpr import checksum

from apps.ingest.records import (
    AgendaItemRecord,
    MeetingRecord,
    PersonRecord,
    PriorDecisionRecord,
    SectionKind,
    SectionRecord,
)

EXAMPLE = "Eksempelby"

_MEETING = MeetingRecord(
    file="referat.txt",
    municipality=EXAMPLE,
    municipality_code="9999",
    committee="Teknik- og Miljøudvalget",
    committee_raw="Teknik- og Miljøudvalget 2022-2025",
    committee_period="2022-2025",
    document_type="REFERAT",
    date="2024-02-07",
    time="16:00",
    closing_time="18:30",
    location="Eksempelby Rådhus",
    participants=(PersonRecord("Tage Mønsterby", "A"),),
    items=(),
)


def make_record(*items: AgendaItemRecord, **fields: Any) -> MeetingRecord:
    """A meeting of the example municipality's committee; one plain item when none is given."""
    return replace(_MEETING, items=items or (make_item(),), **fields)


def make_item(number: str = "1", title: str = "Cykelsti langs Åvej", **fields: Any) -> AgendaItemRecord:
    defaults: dict[str, Any] = {
        "case_number": "05.01.02-P20-1-24",
        "closed": False,
        "sections": (SectionRecord("Sagsfremstilling", SectionKind.CASE, "Åvej mangler en cykelsti."),),
        "decision": "Godkendt.",
        "outcome": "godkendt",
    }
    return AgendaItemRecord(number=number, title=title, **defaults | fields)


def make_quote(committee: str, date: str | None, point: str | None) -> PriorDecisionRecord:
    return PriorDecisionRecord(committee=committee, date=date, point=point, text="Anbefales.")


def made_up_cpr_number(seed: int = 1, *, passes_modulus_11: bool = True, replacement: bool = False) -> str:
    """Ten digits that look like the CPR number of somebody born 1858-1899, so of nobody alive."""
    chance = random.Random(seed)
    while True:
        day = chance.randint(1, 28) + (60 if replacement else 0)
        birth = f"{day:02}{chance.randint(1, 12):02}{chance.randint(58, 99)}"
        number = f"{birth}{chance.randint(5, 8)}{chance.randint(0, 999):03}"
        if (checksum(number) == 0) is passes_modulus_11:
            return number
