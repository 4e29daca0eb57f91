"""The way of a document from kept original to published meeting. Whatever happens, it ends in a named state.

The original is never lost, and what was understood stays on the source even when none of it may be published.
"""

import logging
import traceback
from dataclasses import replace

from django.db import transaction

from apps.archive.models import Meeting, Municipality, SourceDocument
from apps.archive.originals import DamagedOriginal, read_original
from apps.ingest.errors import AmbiguousLayout, UnknownLayout, UnreadableDocument
from apps.ingest.parse import PARSER_VERSION, read_and_parse
from apps.ingest.placing import Unplaced, resolve_municipality
from apps.ingest.preflight import find_sightings, reason_to_hold
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.records import MeetingRecord, Problem
from apps.ingest.storable import storable, storable_text
from apps.ingest.store import store_meeting
from apps.ingest.versions import find_closed_items_with_text
from apps.search.indexing import index_meeting

logger = logging.getLogger(__name__)
State = SourceDocument.State

_OLDER_VERSION = "Gemt som en tidligere udgave. Mødet vises fra et referat eller en nyere fil."
_UNEXPECTED = "Noget gik galt hos os under indlæsningen. Filen er gemt, og fejlen er noteret i loggen."


class Held(Exception):
    """A document that must not be published as it is. `str(error)` is the Danish sentence."""


_EXPECTED_STATES: dict[type[Exception], State] = {
    UnreadableDocument: State.UNREADABLE,
    UnknownLayout: State.UNKNOWN_LAYOUT,
    AmbiguousLayout: State.UNKNOWN_LAYOUT,
    Unplaced: State.INCOMPLETE,
    Held: State.HELD,
    DamagedOriginal: State.FAILED,
}


def ingest_document(source: SourceDocument) -> SourceDocument:
    """Read, check, store and index a received document, and return it in its new state."""
    if is_up_to_date(source):
        return source
    stage = "reading"
    try:
        content = read_original(source.sha256)
        stage = "parsing"
        text, reading = read_and_parse(content, source.file_name)
        record = storable(reading.record)
        _keep_record(source, record)
        stage = "checking"
        municipality = _choose_municipality(source, record)
        _hold_personal_numbers(record, text)
        stage = "storing"
        _publish(source, record, municipality)
    except tuple(_EXPECTED_STATES) as problem:
        set_aside(source, _state_after(problem), str(problem))
    except Exception as error:  # noqa: BLE001 - the one place where the unexpected becomes a state
        _log_failure(source, stage, error)
        set_aside(source, State.FAILED, _UNEXPECTED)
    return source


def _state_after(problem: Exception) -> State:
    """The state for the named error or for the one it is a kind of."""
    return next(state for kind, state in _EXPECTED_STATES.items() if isinstance(problem, kind))


def is_up_to_date(source: SourceDocument) -> bool:
    """Whether reading the document again with this parser could change nothing."""
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


def _keep_record(source: SourceDocument, record: MeetingRecord, *further: Problem) -> None:
    """Note on the source what was understood, and everything a clerk should look at."""
    problems = (*record.problems, *find_closed_items_with_text(record), *further)
    source.record = replace(record, problems=problems).as_json()
    source.problems = source.record["problems"]
    source.parser_version = str(PARSER_VERSION)
    source.save(update_fields=["record", "problems", "parser_version", "municipality"])


def _choose_municipality(source: SourceDocument, record: MeetingRecord) -> Municipality:
    """The municipality of the document, noted on the source; raises Unplaced."""
    source.municipality, conflicts = resolve_municipality(source.municipality, record)
    settled = replace(
        record,
        problems=tuple(problem for problem in record.problems if problem.code != "municipality_unclear"),
    )
    _keep_record(source, settled, *conflicts)
    return source.municipality


def _hold_personal_numbers(record: MeetingRecord, text: DocumentText) -> None:
    """Raises Held when a CPR number stands anywhere in the document, closed items included."""
    sightings = find_sightings(record, "\n".join(line.text for line in (*text.lines, *text.furniture)))
    if sightings:
        raise Held(reason_to_hold(sightings))


@transaction.atomic
def _publish(source: SourceDocument, record: MeetingRecord, municipality: Municipality) -> None:
    """Rows, index and state together or not at all."""
    meeting = store_meeting(record, source, municipality)
    index_meeting(meeting)
    source.state = State.PUBLISHED
    source.reason = "" if meeting.source_id == source.pk else _OLDER_VERSION
    source.save(update_fields=["state", "reason"])


def _log_failure(source: SourceDocument, stage: str, error: Exception) -> None:
    """Where it went wrong, without the message of the error: that may quote the document."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    logger.error("Source %s failed while %s: %s at %s", source.pk, stage, type(error).__name__, place)
