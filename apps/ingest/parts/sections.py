"""The text of an agenda item cut into sections and quoted decisions, and what each of them says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from apps.ingest.parts.attendance import read_people, take_absences
from apps.ingest.parts.decisions import (
    DecisionMarker,
    opens_new_case_text,
    read_abbreviated_marker,
    read_bare_marker,
    read_closing_time,
    read_dated_body,
    read_decision_marker,
    read_decision_triple,
    read_resolution,
    recommends,
)
from apps.ingest.parts.furniture import is_rule
from apps.ingest.parts.headings import BACKBONE, KIND_OF_HEADING, Vocabulary, heading_kind, heading_words
from apps.ingest.parts.paragraphs import joined
from apps.ingest.readers.document_text import Line
from apps.ingest.records import AbsenceRecord, SectionKind

_INLINE = re.compile(r"(?P<heading>[A-ZÆØÅ][\wæøåé /-]{3,40}?) ?: *(?P<text>\S.*)")
# These words open a section also where the document sets its headings on lines of their own.
_INLINE_KINDS = (
    SectionKind.SUMMARY,
    SectionKind.CASE,
    SectionKind.RECOMMENDATION,
    SectionKind.DECISION,
    SectionKind.ATTENDANCE,
)
_LENGTH_LIMIT = 20_000


@dataclass(slots=True)
class Part:
    """A section, or a decision quoted from another meeting (`marker`), with the lines below its heading.

    `inside` is the section around a quotation or a list of absent people, `continues` the one that the lines
    belong to; `label_lines` say whose decision it is, line by line.
    """

    heading: str
    kind: SectionKind
    heading_line: Line | None = None
    marker: DecisionMarker | None = None
    lines: list[Line] = field(default_factory=list)
    inside: "Part | None" = None
    continues: "Part | None" = None
    label_lines: list[Line] = field(default_factory=list)

    @property
    def is_quoted(self) -> bool:
        return self.marker is not None

    @property
    def section(self) -> "Part":
        """The section of the item that this part stands in, or is."""
        return self.continues or self.inside or self

    @property
    def lines_with_label(self) -> list[Line]:
        """The lines; below a label such as `Afbud:` also the label, which says how the people were away."""
        if self.kind != SectionKind.ATTENDANCE or self.heading_line is None:
            return self.lines
        return [
            self.heading_line,
            *(line for line in self.lines if line.number != self.heading_line.number),
        ]


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """What tells this meeting's decisions from those of others."""

    committee: str | None
    date: str | None


def split_parts(lines: Sequence[Line], vocabulary: Vocabulary, meeting: OwnMeeting) -> list[Part]:
    """The parts of an item in order. Text before any heading is a first part without heading."""
    filled = [line for line in lines if line.text.strip()]
    triples = _triples(filled)
    own_lines = _own_line_headings(filled, vocabulary)
    parts = [Part("", SectionKind.OTHER)]
    labels_left = 0
    for line in lines:
        text, current = line.text.strip(), parts[-1]
        if not text:
            current.lines.append(line)
        elif labels_left:
            labels_left -= 1
            current.label_lines.append(line)
        elif triple := triples.get(line.number):
            marker, labels_left = triple[0], triple[1] - 1
            parts.append(_decision_part(line, marker, current, meeting))
            parts[-1].label_lines.append(line)
        elif current.label_lines and _is_decision_word(text) and not joined(current.lines):
            current.label_lines.append(line)
        elif opened := _open_part(line, current, vocabulary, own_lines, meeting=meeting):
            parts.append(opened)
        elif resumed := _resume(line, current):
            parts.append(resumed)
        else:
            current.lines.append(line)
    return _reunited(parts)


def _triples(filled: Sequence[Line]) -> dict[int, tuple[DecisionMarker, int]]:
    """The labelled lines that name an earlier decision, by the number of the first of them."""
    found = {}
    for index, line in enumerate(filled):
        if line.text.lstrip()[:6].lower() == "udvalg" and (
            triple := read_decision_triple([other.text.strip() for other in filled[index : index + 3]])
        ):
            found[line.number] = triple
    return found


def _own_line_headings(filled: Sequence[Line], vocabulary: Vocabulary) -> set[SectionKind]:
    """The kinds that have a heading on a line of its own: of these, a word with a colon opens no section."""
    kinds = (heading_kind(line.text.strip(), vocabulary) for line in filled if len(line.text) <= 160)
    return {kind for kind in kinds if kind}


def _is_decision_word(text: str) -> bool:
    return KIND_OF_HEADING.get(heading_words(text)) == SectionKind.DECISION


def _open_part(
    line: Line, current: Part, vocabulary: Vocabulary, own_lines: set[SectionKind], *, meeting: OwnMeeting
) -> Part | None:
    text = line.text.strip()
    if len(text) > _LENGTH_LIMIT:
        return None
    if marker := read_decision_marker(text) or read_bare_marker(text, meeting.committee, meeting.date):
        return _decision_part(line, marker, current, meeting)
    if SectionKind.DECISION not in own_lines and (marker := read_resolution(text, meeting.committee)):
        return _decision_part(line, marker, current, meeting)
    if current.kind == SectionKind.DECISION and (marker := read_dated_body(text)):
        return _decision_part(line, marker, current, meeting)
    is_plan = current.kind == SectionKind.ROUTE and not current.is_quoted
    if not is_plan and (marker := read_abbreviated_marker(text, meeting.committee, meeting.date)):
        return _decision_part(line, marker, current, meeting)
    kind = heading_kind(text, vocabulary)
    if kind and _may_open(text, kind, current):
        inside = current.section if kind == SectionKind.ATTENDANCE else None
        return Part(text.removesuffix(":").strip(), kind, line, inside=inside)
    if opens_new_case_text(text) and text.lower().startswith("supplerende sag"):
        is_back = current.inside and current.inside.kind == SectionKind.RECOMMENDATION
        return None if is_back else Part(text.removesuffix(":").strip(), SectionKind.CASE, line)
    inline = _INLINE.fullmatch(text)
    kind = KIND_OF_HEADING.get(heading_words(inline["heading"])) if inline else None
    if inline and kind and _may_open_inline(kind, current, vocabulary, own_lines):
        inside = current.section if kind == SectionKind.ATTENDANCE else None
        follows = [Line(line.number, inline["text"], line.page)]
        return Part(inline["heading"], kind, line, lines=follows, inside=inside)
    return None


def _decision_part(line: Line, marker: DecisionMarker, current: Part, meeting: OwnMeeting) -> Part:
    """This meeting's own decision, or one that the current section quotes."""
    follows = [Line(line.number, marker.text, line.page)] if marker.text else []
    if marker.is_of(meeting.committee, meeting.date):
        heading = line.text.strip().removesuffix(marker.text).rstrip().removesuffix(":")
        return Part(heading, SectionKind.DECISION, line, lines=follows)
    return Part("", SectionKind.DECISION, line, marker, follows, inside=current.section)


def _may_open_inline(
    kind: SectionKind, current: Part, vocabulary: Vocabulary, own_lines: set[SectionKind]
) -> bool:
    """Not inside a list of attachments, not absences inside a decision, and no second heading of a kind."""
    if kind == SectionKind.ATTENDANCE:
        return current.kind not in (SectionKind.DECISION, SectionKind.ATTACHMENTS)
    if kind in own_lines or (current.kind == SectionKind.ATTACHMENTS and kind not in _INLINE_KINDS):
        return False
    return kind in _INLINE_KINDS or not vocabulary.has_own_line_decisions


def _resume(line: Line, current: Part) -> Part | None:
    """The part that this line goes back to: out of a quoted decision, or out of a list of absent people."""
    text = line.text.strip()
    if current.kind == SectionKind.ATTENDANCE and not current.is_quoted:
        return _after_attendance(line, current)
    if current.marker is None or current.inside is None:
        return None
    if opens_new_case_text(text):
        return Part("", current.inside.kind, continues=current.inside, lines=[line])
    if recommends(text, current.marker):
        if current.inside.kind == SectionKind.RECOMMENDATION:
            return Part("", current.inside.kind, continues=current.inside, lines=[line])
        return Part("", SectionKind.RECOMMENDATION, lines=[line])
    return None


def _after_attendance(line: Line, current: Part) -> Part | None:
    """Text that names nobody ends a list of absent people that a blank line has closed."""
    if not current.lines:
        return None
    is_closed = joined(current.lines) and not current.lines[-1].text.strip()
    is_inline = current.heading_line and current.lines[0].number == current.heading_line.number
    if not (is_closed or is_inline) or current.inside is None:
        return None
    _, rest = take_absences([*([current.heading_line] if current.heading_line else []), line])
    if line not in rest or read_people(line.text.strip()):
        return None
    return Part("", current.inside.kind, continues=current.inside, lines=[line])


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
        if part.continues:
            part.continues.lines.extend(part.lines)
    own = [part for part in parts if part.kind == SectionKind.DECISION and not part.is_quoted]
    for part in own[:-1]:
        if heading_words(part.heading).startswith("indstilling"):
            part.kind = SectionKind.RECOMMENDATION
    return [part for part in parts if not part.continues]


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
    closing_time, closing = _closing_of([line for line in lines if line.text.strip()])
    left_out = {line.number for line in closing}
    left_out |= {line.number for line in lines if is_rule(line.text)}
    absent, rest = take_absences([line for line in lines if line.number not in left_out])
    return DecisionText(joined(rest) or None, tuple(rest), absent, closing_time, closing)


def _closing_of(filled: Sequence[Line]) -> tuple[str | None, tuple[Line, ...]]:
    """The last closing time, and the lines that tell one: alone, or a label with the time below it."""
    time: str | None = None
    found: list[Line] = []
    for line, below in zip_longest(filled, filled[1:]):
        text = line.text.strip()
        if told := read_closing_time(text):
            time = told
            found.append(line)
        elif below and text.endswith(":") and (told := read_closing_time(f"{text} {below.text.strip()}")):
            time = told
            found.extend((line, below))
    return time, tuple(found)
