"""One agenda item as a record, put together from its head and the parts of its text."""

from dataclasses import dataclass, field

from apps.ingest.outcomes import UNKNOWN, outcome_of
from apps.ingest.parts.attachments import read_attachments
from apps.ingest.parts.furniture import is_rule
from apps.ingest.parts.headings import Vocabulary
from apps.ingest.parts.items import ItemHead
from apps.ingest.parts.paragraphs import joined
from apps.ingest.parts.sections import DecisionText, OwnMeeting, Part, read_decision, split_parts
from apps.ingest.parts.taking_part import PartialAbsence, read_partial_absences
from apps.ingest.parts.votes import read_votes
from apps.ingest.reading import FURNITURE, Ledger
from apps.ingest.records import (
    AbsenceRecord,
    AgendaItemRecord,
    PriorDecisionRecord,
    SectionKind,
    SectionRecord,
)


@dataclass(slots=True)
class ItemDraft:
    """An item while it is read. `place` is its name in the ledger: `items[3]`."""

    place: str
    ledger: Ledger
    sections: list[SectionRecord] = field(default_factory=list)
    priors: list[PriorDecisionRecord] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    absent: list[AbsenceRecord] = field(default_factory=list)
    partial_absences: list[PartialAbsence] = field(default_factory=list)
    closing_time: str | None = None

    def finish(self, head: ItemHead) -> AgendaItemRecord:
        """The record of the item, with what its decision comes to."""
        decision = "\n\n".join(self.decisions) or None
        told = read_partial_absences(decision or "")
        self.partial_absences.extend(absence for absence in told if absence.first is not None)
        known = {absence.name for absence in self.absent}
        here = [person for absence in told if absence.first is None for person in absence.people]
        return AgendaItemRecord(
            number=head.number,
            title=head.title,
            case_number=head.case_number,
            closed=head.closed,
            sections=tuple(self.sections),
            decision=decision,
            outcome=outcome_of(decision),
            prior_decisions=tuple(self.priors),
            attachments=tuple(self.attachments),
            absent=(*self.absent, *dict.fromkeys(person for person in here if person.name not in known)),
            votes=read_votes(decision),
        )

    def add_quoted(self, part: Part) -> None:
        """A decision of another meeting."""
        marker = part.marker
        if marker:
            self._put(part, f"prior_decisions[{len(self.priors)}]")
            self.priors.append(
                PriorDecisionRecord(marker.committee, marker.date, marker.point, joined(part.lines))
            )

    def add_section(self, part: Part) -> None:
        """A section with everything below its heading; what it says of decision and people is read, too."""
        self._put(part, f"sections[{len(self.sections)}]")
        heading = ", ".join(line.text.strip() for line in part.label_lines) or part.heading
        self.sections.append(SectionRecord(heading, part.kind, joined(part.lines)))
        if part.kind in (SectionKind.DECISION, SectionKind.ATTENDANCE, SectionKind.ATTACHMENTS):
            told = read_decision(part.lines_with_label)
            self._add_told(told)
            if part.kind == SectionKind.DECISION and told.text:
                self.decisions.append(told.text)
            if part.kind == SectionKind.ATTACHMENTS:
                self.attachments.extend(read_attachments(told.text_lines))

    def add_bare_decision(self, part: Part, told: DecisionText) -> None:
        """A decision that stands right below the case number, without any heading."""
        self._put(part, "absent")
        self._add_told(told)
        if told.text:
            self.decisions.append(told.text)
        for line in told.text_lines:
            self.ledger.put(line.number, f"{self.place}.decision")

    def _add_told(self, told: DecisionText) -> None:
        self.absent.extend(told.absent)
        self.closing_time = told.closing_time or self.closing_time
        for line in told.closing_lines:
            self.ledger.put(line.number, "closing_time")

    def _put(self, part: Part, place: str) -> None:
        for line in (part.heading_line, *part.label_lines, *part.lines):
            if line and line.text.strip():
                self.ledger.put(line.number, FURNITURE if is_rule(line.text) else f"{self.place}.{place}")


def read_item(
    head: ItemHead, vocabulary: Vocabulary, meeting: OwnMeeting, draft: ItemDraft
) -> AgendaItemRecord:
    """The record of the item; `draft` also learns the closing time when it stands in the item."""
    for line in head.head:
        draft.ledger.put(line.number, f"{draft.place}.title")
    if head.case_line:
        draft.ledger.put(head.case_line.number, f"{draft.place}.case_number")
    if head.details:
        draft.add_section(Part("", SectionKind.OTHER, lines=list(head.details)))
    parts = split_parts(head.body, vocabulary, meeting)
    is_bare = all(part is parts[0] or part.kind == SectionKind.ATTENDANCE for part in parts)
    for part in parts:
        if part.is_quoted:
            draft.add_quoted(part)
        elif part is parts[0] and is_bare and (told := _bare_decision(part, is_closed=head.closed)):
            draft.add_bare_decision(part, told)
        elif part.heading or joined(part.lines):
            draft.add_section(part)
    return draft.finish(head)


def _bare_decision(part: Part, *, is_closed: bool) -> DecisionText | None:
    """The decision of an item without headings; an open item must open with a known formula."""
    if not joined(part.lines):
        return None
    told = read_decision(part.lines)
    is_decision = is_closed or told.text is None or outcome_of(told.text) != UNKNOWN
    return told if is_decision else None
