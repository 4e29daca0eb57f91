"""What a document says, as frozen records: the result of parsing, before any database.

`MeetingRecord.as_json()` is the shape that `manage.py parse_minutes` prints; outside programs rely on it.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class SectionKind(StrEnum):
    """What a section of an agenda item is about, whatever its heading is called."""

    SUMMARY = "summary"
    CASE = "case"
    RECOMMENDATION = "recommendation"
    TOPIC = "topic"
    COMPETENCE = "competence"
    DECISION = "decision"
    ECONOMY = "economy"
    PERSONNEL = "personnel"
    LAW = "law"
    HEARING = "hearing"
    ROUTE = "route"
    ATTACHMENTS = "attachments"
    ATTENDANCE = "attendance"
    OTHER = "other"


class AbsenceKind(StrEnum):
    """How somebody was away, or stood in for somebody who was."""

    APOLOGY = "afbud"
    ABSENT = "fraværende"
    SUBSTITUTE = "stedfortræder"
    CONFLICT = "inhabil"
    PARTIAL = "delvist"


class VoteSide(StrEnum):
    """What people or parties did in a vote."""

    FOR = "for"
    AGAINST = "imod"
    ABSTAINED = "undlod"
    MAJORITY = "flertal"
    MINORITY = "mindretal"
    RESERVATION = "forbehold"


@dataclass(frozen=True, slots=True)
class PersonRecord:
    name: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class AbsenceRecord:
    name: str
    party: str | None
    kind: AbsenceKind


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """A heading with the text below it. `heading` is empty for text that stands before any heading."""

    heading: str
    kind: SectionKind
    text: str


@dataclass(frozen=True, slots=True)
class PriorDecisionRecord:
    """A decision that another meeting took and that this item quotes. `date` is ISO 8601."""

    committee: str
    date: str | None
    point: str | None
    text: str


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """One side of a vote, with what the decision names: party letters, people, how many."""

    side: VoteSide
    parties: tuple[str, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True)
class AgendaItemRecord:
    """One agenda item. `decision` is this meeting's own, paragraphs separated by one blank line."""

    number: str
    title: str
    case_number: str | None
    closed: bool
    sections: tuple[SectionRecord, ...] = ()
    decision: str | None = None
    outcome: str = "ukendt"
    prior_decisions: tuple[PriorDecisionRecord, ...] = ()
    attachments: tuple[str, ...] = ()
    absent: tuple[AbsenceRecord, ...] = ()
    votes: tuple[VoteRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a careful clerk would question. `code` is for programs, `message` is Danish for the clerk."""

    code: str
    message: str
    item: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """Everything understood of one document. Unknown is None, never a guess; dates and times are ISO 8601.

    `absent` is who was away from the whole meeting; `preamble` is text before the first item without a field.
    """

    file: str
    municipality: str | None
    municipality_code: str | None
    committee: str | None
    committee_raw: str | None
    committee_period: str | None
    document_type: str | None
    date: str | None
    time: str | None
    closing_time: str | None
    location: str | None
    participants: tuple[PersonRecord, ...]
    items: tuple[AgendaItemRecord, ...]
    problems: tuple[Problem, ...] = ()
    absent: tuple[AbsenceRecord, ...] = ()
    preamble: str = ""

    def as_json(self) -> dict[str, Any]:
        """The record as plain lists, dicts and strings, ready for `json.dumps`."""
        return asdict(self)
