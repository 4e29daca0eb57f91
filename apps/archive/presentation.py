"""Small facts that pages show about an item, computed from rows already at hand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from apps.archive.agreement import Agreement, read_agreement
from apps.archive.models import AgendaItem, Attendance, Decision, Outcome

RECOMMENDATION = "recommendation"
STATUS_HEADINGS: dict[str, str] = {
    Attendance.Status.PRESENT: "Til stede",
    Attendance.Status.APOLOGY: "Afbud",
    Attendance.Status.ABSENT: "Fraværende",
    Attendance.Status.SUBSTITUTE: "Stedfortrædere",
    Attendance.Status.CONFLICT: "Inhabile",
    Attendance.Status.PARTIAL: "Deltog ikke i det hele",
}
# Longer meetings show recommendation and decision of each item, and lead to the item's own page for the rest.
FULL_TEXT_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Section:
    anchor: str
    heading: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """People with the same attendance, such as everybody who sent apologies."""

    status: str
    participants: list["Participant"]


@dataclass(frozen=True, slots=True)
class Participant:
    name: str
    party: str
    party_name: str


def sections_of(item: AgendaItem) -> list[Section]:
    """The sections with their anchors (`#afsnit-2`), less those that the page shows in a form of its own."""
    shown_apart = _shown_apart(item)
    return [
        Section(f"afsnit-{number}", row["heading"], row["kind"], row["text"])
        for number, row in enumerate(item.sections, start=1)
        if row["kind"] not in shown_apart and (row["text"].strip() or row["heading"].strip())
    ]


def _shown_apart(item: AgendaItem) -> set[str]:
    """Kinds of sections whose content was read into rows; what could not be read stays a section."""
    read_into_rows = {
        "decision": item.own_decision is not None,
        "attachments": bool(item.attachments.all()),
        "attendance": bool(item.attendances.all()),
    }
    return {kind for kind, is_read in read_into_rows.items() if is_read}


def recommendations_of(item: AgendaItem) -> list[Section]:
    return [section for section in sections_of(item) if section.kind == RECOMMENDATION]


def background_of(item: AgendaItem) -> list[Section]:
    """Every section that is not the recommendation."""
    return [section for section in sections_of(item) if section.kind != RECOMMENDATION]


def agreement_of(item: AgendaItem) -> Agreement | None:
    """How the item's decision stands to its recommendation, where both are there and the words say so."""
    decision = item.own_decision
    if decision is None or not recommendations_of(item):
        return None
    return read_agreement(decision.text, decision.outcome)


def earlier_decisions_of(item: AgendaItem) -> list[Decision]:
    return [decision for decision in item.decisions.all() if not decision.is_own]


def count_outcomes(items: Iterable[AgendaItem]) -> list[tuple[str, int]]:
    """How often each outcome came at a meeting, most often first; unknown ones are not counted."""
    decisions = [decision for item in items if (decision := item.own_decision)]
    counts = Counter(
        decision.get_outcome_display()
        for decision in decisions
        if decision.outcome not in (Outcome.UNKNOWN, Outcome.NONE)
    )
    return counts.most_common()


def text_length(items: Iterable[AgendaItem]) -> int:
    """The number of characters in all sections of the items."""
    return sum(len(row["text"]) for item in items for row in item.sections)


def group_by_status(attendances: Iterable[Attendance], party_names: dict[str, str]) -> list[StatusGroup]:
    """The people of a meeting or an item by attendance, with the party of each letter that year."""
    by_status: dict[str, list[Participant]] = {}
    for row in attendances:
        person = Participant(row.name, row.party, party_names.get(row.party, ""))
        by_status.setdefault(row.status, []).append(person)
    order = Attendance.Status
    return [
        StatusGroup(STATUS_HEADINGS[status], by_status[status]) for status in order if status in by_status
    ]


def party_legend(groups: Iterable[StatusGroup]) -> list[tuple[str, str]]:
    """Letter and name of every party that somebody in the groups stands for."""
    return sorted(
        {
            (person.party, person.party_name)
            for group in groups
            for person in group.participants
            if person.party_name
        }
    )
