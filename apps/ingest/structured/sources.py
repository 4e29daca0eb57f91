"""What a record system tells of a meeting, in one shape for all: the step before a `MeetingRecord`."""

from dataclasses import dataclass

from apps.ingest.parts.decisions import DecisionMarker
from apps.ingest.records import PersonRecord, Problem
from apps.ingest.structured.moments import Moment

ATTACHMENT_WITHHELD = "attachment_withheld"
ORIGINAL_WITHHELD = "original_withheld"


@dataclass(frozen=True, slots=True)
class Fact:
    """Words of the source as written, and the field of the record that holds them."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class TextField:
    """`text` is HTML or plain. `quoted` tells that another meeting decided it."""

    heading: str
    text: str
    quoted: DecisionMarker | None = None


@dataclass(frozen=True, slots=True)
class ItemSource:
    """An agenda item. `attachments` are the titles that may be published, in order.

    `is_internal` tells that the source is not public itself: what it decided behind closed doors stays there.
    """

    number: str
    title: str
    case_number: str | None
    closed: bool
    fields: tuple[TextField, ...]
    attachments: tuple[str, ...] = ()
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class MeetingSource:
    """A meeting. `strings` is every text of the file, so that what has no field is kept in view."""

    document_type: str | None
    committee: str
    begins: Moment
    items: tuple[ItemSource, ...]
    strings: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    closing_time: str | None = None
    location: str = ""
    participants: tuple[PersonRecord, ...] = ()
    problems: tuple[Problem, ...] = ()


def withheld_attachment(item_number: str) -> Problem:
    """Without the title: that is not for the public either."""
    message = "Et bilag er ikke mærket som offentligt i kildesystemet og er udeladt."
    return Problem(ATTACHMENT_WITHHELD, message, item_number or None)


def withheld_original() -> Problem:
    message = "Filen er et udtræk af sagssystemet og kan rumme mere end det offentlige. Den vises ikke."
    return Problem(ORIGINAL_WITHHELD, message)
