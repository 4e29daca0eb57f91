"""The text of an agenda item cut into sections and quoted decisions, and what each of them says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.ingest.parts.attendance import take_absences
from apps.ingest.parts.decisions import (
    DecisionMarker,
    opens_new_case_text,
    read_closing_time,
    read_decision_marker,
)
from apps.ingest.parts.headings import BACKBONE, KIND_OF_HEADING, Vocabulary, heading_kind, heading_words
from apps.ingest.parts.paragraphs import joined
from apps.ingest.readers.document_text import Line
from apps.ingest.records import AbsenceRecord, SectionKind

_INLINE = re.compile(
    r"(?P<heading>Resumé|Resume|Sagsfremstilling|Indstilling|Beslutning): *(?P<text>\S.*)", re.IGNORECASE
)
_LENGTH_LIMIT = 4000


@dataclass(slots=True)
class Part:
    """A section, or a decision quoted from another meeting (`marker`), with the lines below its heading."""

    heading: str
    kind: SectionKind
    heading_line: Line | None = None
    marker: DecisionMarker | None = None
    lines: list[Line] = field(default_factory=list)
    inside: "Part | None" = None

    @property
    def is_quoted(self) -> bool:
        return self.marker is not None


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """What tells this meeting's decisions from those of others."""

    committee: str | None
    date: str | None


def split_parts(lines: Sequence[Line], vocabulary: Vocabulary, meeting: OwnMeeting) -> list[Part]:
    """The parts of an item in order. Text before any heading is a first part without heading."""
    parts = [Part("", SectionKind.OTHER)]
    for line in lines:
        current = parts[-1]
        opened = _open_part(line, current, vocabulary, meeting)
        if opened:
            parts.append(opened)
        elif current.inside and opens_new_case_text(line.text.strip()):
            parts.append(Part("", current.inside.kind, inside=current.inside, lines=[line]))
        else:
            current.lines.append(line)
    return _reunited(parts)


def _open_part(line: Line, current: Part, vocabulary: Vocabulary, meeting: OwnMeeting) -> Part | None:
    text = line.text.strip()
    if not text or len(text) > _LENGTH_LIMIT:
        return None
    if marker := read_decision_marker(text):
        follows = [Line(line.number, marker.text, line.page)] if marker.text else []
        if marker.is_of(meeting.committee, meeting.date):
            return Part(text.removesuffix(":"), SectionKind.DECISION, line, lines=follows)
        return Part("", SectionKind.DECISION, line, marker, follows, inside=current.inside or current)
    kind = heading_kind(text, vocabulary)
    if kind and _may_open(text, kind, current):
        return Part(text.removesuffix(":").strip(), kind, line)
    if not vocabulary.has_own_line_decisions and (inline := _INLINE.fullmatch(text)):
        words = heading_words(inline["heading"])
        return Part(
            inline["heading"],
            KIND_OF_HEADING[words],
            line,
            lines=[Line(line.number, inline["text"], line.page)],
        )
    return None


def _may_open(text: str, kind: SectionKind, current: Part) -> bool:
    """Attachments may be called like a heading; absences stand in decisions, a proposer under its heading."""
    words = heading_words(text)
    if current.kind == SectionKind.ATTACHMENTS and not current.is_quoted:
        return words in BACKBONE - {"bilag", "resumé", "resume"} or kind == SectionKind.ATTENDANCE
    if kind == SectionKind.ATTENDANCE and current.kind == SectionKind.DECISION:
        return False
    is_proposer = kind == SectionKind.RECOMMENDATION and words not in KIND_OF_HEADING
    return not (
        is_proposer
        and current.kind == SectionKind.RECOMMENDATION
        and not current.is_quoted
        and not joined(current.lines)
    )


def _reunited(parts: Sequence[Part]) -> list[Part]:
    """Case text after a quoted decision goes back to the section that quoted it."""
    for part in parts:
        if part.inside and not part.is_quoted:
            part.inside.lines.extend(part.lines)
    return [part for part in parts if part.is_quoted or not part.inside]


@dataclass(frozen=True, slots=True)
class DecisionText:
    """A decision without its absences and closing time; the lines of each are kept for the ledger."""

    text: str | None
    text_lines: tuple[Line, ...]
    absent: tuple[AbsenceRecord, ...]
    closing_time: str | None
    closing_lines: tuple[Line, ...]


def read_decision(lines: Sequence[Line]) -> DecisionText:
    """This meeting's decision from the lines below its heading, or from a closed item without headings."""
    closing = tuple(line for line in lines if read_closing_time(line.text.strip()))
    closing_numbers = {line.number for line in closing}
    absent, rest = take_absences([line for line in lines if line.number not in closing_numbers])
    closing_time = read_closing_time(closing[-1].text.strip()) if closing else None
    return DecisionText(joined(rest) or None, tuple(rest), absent, closing_time, closing)
