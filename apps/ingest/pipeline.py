"""The way of a document from kept original to published meeting. Whatever happens, it ends in a named state.

The original is never lost, and what was understood stays on the source even when none of it may be published.
What a person handed in has no rows in the archive before somebody approved it (`desk/approval.py`).
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from django.db import transaction

from apps.archive.models import Meeting, Municipality, SourceDocument
from apps.archive.originals import DamagedOriginal, read_original
from apps.archive.outlines import note_publication
from apps.ingest.attaching.problems import find_file_problems
from apps.ingest.checking.judging import (
    AwaitsPerson,
    Held,
    hold_what_rows_tell,
    judge_for_person,
    judge_for_publication,
)
from apps.ingest.errors import AmbiguousLayout, UnknownLayout, UnreadableDocument
from apps.ingest.models import SourceText
from apps.ingest.parse import PARSER_VERSION, READ_FROM_PICTURE, read_file, understand
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import FURNITURE, Reading
from apps.ingest.records import MeetingRecord, Problem
from apps.ingest.storing.decided import decided_record, with_decisions
from apps.ingest.storing.placing import Unplaced, read_placement, resolve_municipality
from apps.ingest.storing.storable import storable, storable_text
from apps.ingest.storing.store import store_meeting
from apps.ingest.storing.versions import find_closed_items_with_text
from apps.search.indexing import index_meeting

logger = logging.getLogger(__name__)
State = SourceDocument.State

_OLDER_VERSION = "Gemt som en tidligere udgave. Mødet vises fra et referat eller en nyere fil."
_WITHDRAWN = "Mødet er trukket tilbage. Filen er gemt, men vises ikke."
_UNEXPECTED = "Noget gik galt hos os under indlæsningen. Filen er gemt, og fejlen er noteret i loggen."


_EXPECTED_STATES: dict[type[Exception], State] = {
    UnreadableDocument: State.UNREADABLE,
    UnknownLayout: State.UNKNOWN_LAYOUT,
    AmbiguousLayout: State.UNKNOWN_LAYOUT,
    Unplaced: State.INCOMPLETE,
    Held: State.HELD,
    AwaitsPerson: State.REVIEW,
    DamagedOriginal: State.FAILED,
}


@dataclass(frozen=True, slots=True)
class Understood:
    """A document that was read and placed, with the human decisions applied."""

    record: MeetingRecord
    text: DocumentText
    reading: Reading
    municipality: Municipality


def ingest_document(source: SourceDocument) -> SourceDocument:
    """Read, check, store, index and publish a received document, and return it in its new state.

    This is the way for what is public already: the command line and the harvest. What a person handed in goes
    no further than to the one who approves.
    """
    if is_up_to_date(source) or source.state == State.REVIEW or _is_attachment_only(source):
        return source
    return _carry_through(source, _await_approval if _needs_approval(source) else _check_and_publish)


def examine_document(source: SourceDocument) -> SourceDocument:
    """Read and check one of several files that came together, without publishing it: what it is to the others
    is not known yet. `publish_examined` is the next step for minutes.
    """
    if is_up_to_date(source) or source.state == State.REVIEW or _is_attachment_only(source):
        return source
    return _carry_through(source, _keep_examined)


def publish_examined(source: SourceDocument) -> SourceDocument:
    """Publish a document as it was understood by `examine_document`, or leave it to the one who approves.

    One that was held, discarded or set aside for another reason stays so.
    """
    state_before = source.state
    if state_before not in (State.RECEIVED, State.PUBLISHED):
        return source
    record, municipality = decided_record(source), source.municipality
    try:
        if municipality is None:
            raise Unplaced("Det fremgår ikke tydeligt, hvilken kommune dokumentet hører til. Vælg kommunen.")
        if _needs_approval(source):
            judge(source, record, kept_text(source), municipality)
            _leave_for_review(source)
        else:
            publish_record(source, record, municipality)
    except (Unplaced, Held) as problem:
        _fail(source, state_before, _state_after(problem), str(problem))
    return source


def prepare_document(source: SourceDocument) -> SourceDocument:
    """Read and check a document for the one who approves. It makes no row that any reader could meet."""
    return _carry_through(source, _await_approval)


def is_up_to_date(source: SourceDocument) -> bool:
    """Whether reading the document again with this parser could change nothing.

    What somebody discarded is left alone until somebody takes it up again.
    """
    if source.state == State.DISCARDED:
        return True
    is_stored = source.state == State.PUBLISHED and source.meeting_id is not None
    return is_stored and source.parser_version == str(PARSER_VERSION)


@transaction.atomic
def set_aside(source: SourceDocument, state: State, reason: str) -> None:
    """Leave a document unpublished, with the reason for the clerk.

    A meeting shown from a document that must now be held is taken down at once.
    """
    source.state, source.reason = state, storable_text(reason)
    if state == State.HELD:
        source.original_is_public = False
        for meeting in Meeting.objects.filter(source=source, state=Meeting.State.PUBLISHED):
            meeting.state = Meeting.State.DRAFT
            meeting.save(update_fields=["state", "changed_at"])
            index_meeting(meeting)
    source.save(update_fields=["state", "reason", "original_is_public"])


@transaction.atomic
def publish_record(source: SourceDocument, record: MeetingRecord, municipality: Municipality) -> None:
    """Rows, index and state together or not at all; the record was checked before."""
    meeting = store_meeting(record, source, municipality)
    hold_what_rows_tell(source, meeting)
    index_meeting(meeting)
    note_publication(meeting)
    source.state = State.PUBLISHED
    source.reason = "" if meeting.source_id == source.pk else _OLDER_VERSION
    if meeting.state == Meeting.State.WITHDRAWN:
        source.reason = _WITHDRAWN
    source.save(update_fields=["state", "reason"])


def _is_attachment_only(source: SourceDocument) -> bool:
    """A file that was found to be an attachment and does not read as minutes."""
    return source.state == State.ATTACHMENT and not source.record


def _needs_approval(source: SourceDocument) -> bool:
    return source.uploads.filter(is_duplicate=False).exists() and not source.approvals.exists()


def _carry_through(
    source: SourceDocument, last_step: Callable[[SourceDocument, Understood], None]
) -> SourceDocument:
    stage, state_before = "reading", source.state
    try:
        content = read_original(source.sha256)
        stage = "parsing"
        text, told = read_file(content)
        try:
            reading = understand(text, told, source.file_name)
        except (UnknownLayout, AmbiguousLayout):
            keep_text(source, text)
            raise
        record = _keep_record(source, storable(reading.record))
        stage = "checking"
        municipality = _choose_municipality(source, record)
        stage = "storing"
        last_step(source, Understood(with_decisions(source, record), text, reading, municipality))
    except tuple(_EXPECTED_STATES) as problem:
        _fail(source, state_before, _state_after(problem), str(problem))
    except Exception as error:  # noqa: BLE001 - the one place where the unexpected becomes a state
        _log_failure(source, stage, error)
        _fail(source, state_before, State.FAILED, _UNEXPECTED)
    return source


def _fail(source: SourceDocument, state_before: str, state: State, reason: str) -> None:
    """Unless somebody else was faster and succeeded."""
    now = SourceDocument.objects.values_list("state", flat=True).get(pk=source.pk)
    if now != state_before and now in (State.REVIEW, State.PUBLISHED):
        source.refresh_from_db()
        return
    set_aside(source, state, reason)


def _state_after(problem: Exception) -> State:
    """The state for the named error or for the one it is a kind of."""
    return next(state for kind, state in _EXPECTED_STATES.items() if isinstance(problem, kind))


def _check_and_publish(source: SourceDocument, understood: Understood) -> None:
    _stop_at_sightings(source, understood)
    publish_record(source, understood.record, understood.municipality)


def _stop_at_sightings(source: SourceDocument, understood: Understood) -> None:
    """Raises Held for a CPR number, and AwaitsPerson for what only a person can judge."""
    try:
        judge_for_publication(source, understood.record, whole_text(understood.text), understood.municipality)
    except (Held, AwaitsPerson):
        keep_text(source, understood.text, understood.reading)
        raise


def _keep_examined(source: SourceDocument, understood: Understood) -> None:
    _stop_at_sightings(source, understood)
    keep_text(source, understood.text, understood.reading)
    read_placement(understood.record)
    if source.state != State.PUBLISHED:
        source.state, source.reason = State.RECEIVED, ""
        source.save(update_fields=["state", "reason"])


def _await_approval(source: SourceDocument, understood: Understood) -> None:
    keep_text(source, understood.text, understood.reading)
    judge(source, understood.record, whole_text(understood.text), understood.municipality)
    _leave_for_review(source)


def _leave_for_review(source: SourceDocument) -> None:
    with transaction.atomic():
        now = SourceDocument.objects.select_for_update().get(pk=source.pk).state
        # A slow worker must not undo what was approved meanwhile.
        source.state = now if now == State.PUBLISHED else State.REVIEW
        source.reason = ""
        source.save(update_fields=["state", "reason"])


def judge(
    source: SourceDocument, record: MeetingRecord, source_text: str, municipality: Municipality
) -> None:
    """Note all that stands in the way of publication; raises Held or Unplaced for what no reason helps."""
    judge_for_person(source, record, source_text, municipality)
    read_placement(record)


def keep_text(source: SourceDocument, text: DocumentText, reading: Reading | None = None) -> None:
    """Keep the lines for the page where people compare them with what was understood, if anything was."""
    places = reading.places if reading else {}
    lines = [
        [line.number, storable_text(line.text), line.page, places.get(line.number, "")]
        for line in text.lines
        if line.text.strip()
    ]
    lines += [[line.number, storable_text(line.text), line.page, FURNITURE] for line in text.furniture]
    SourceText.objects.update_or_create(source=source, defaults={"lines": lines})


def kept_text(source: SourceDocument) -> str:
    """All words of a file that was read; empty when none are kept."""
    kept = SourceText.objects.filter(source=source).first()
    return "\n".join(line[1] for line in kept.lines) if kept else ""


def whole_text(text: DocumentText) -> str:
    return "\n".join(line.text for line in (*text.lines, *text.furniture))


def _keep_record(source: SourceDocument, record: MeetingRecord, *further: Problem) -> MeetingRecord:
    """Note on the source what was understood, and everything a clerk should look at; returns it as noted."""
    noted = replace(record, problems=(*record.problems, *further))
    source.record = replace(noted, problems=all_problems(noted)).as_json()
    source.problems = problems_of(source, with_decisions(source, noted))
    source.is_ocr = any(problem.code == READ_FROM_PICTURE for problem in noted.problems)
    source.parser_version = str(PARSER_VERSION)
    source.save(update_fields=["record", "problems", "is_ocr", "parser_version", "municipality"])
    return noted


def problems_of(source: SourceDocument, record: MeetingRecord) -> list[dict[str, str | None]]:
    """All that a clerk should look at, of the document and of the files that came with it, as it is kept."""
    return [asdict(problem) for problem in (*all_problems(record), *find_file_problems(source, record))]


def all_problems(record: MeetingRecord) -> tuple[Problem, ...]:
    closed = find_closed_items_with_text(record)
    others = (problem for problem in record.problems if problem.code not in {found.code for found in closed})
    return (*others, *closed)


def _choose_municipality(source: SourceDocument, record: MeetingRecord) -> Municipality:
    """The municipality of the document, noted on the source; raises Unplaced."""
    source.municipality, conflicts = resolve_municipality(source.municipality, record)
    settled = replace(
        record,
        problems=tuple(problem for problem in record.problems if problem.code != "municipality_unclear"),
    )
    _keep_record(source, settled, *conflicts)
    return source.municipality


def _log_failure(source: SourceDocument, stage: str, error: Exception) -> None:
    """Where it went wrong, without the message of the error: that may quote the document."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    logger.error("Source %s failed while %s: %s at %s", source.pk, stage, type(error).__name__, place)
