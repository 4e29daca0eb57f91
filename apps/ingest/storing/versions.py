"""Several documents of one meeting: which one is shown, and whether a document may be shown as it came."""

import datetime

from django.db.models import Max

from apps.archive.models import Meeting, SourceDocument
from apps.ingest.closed_items import has_more_than_is_public
from apps.ingest.records import MeetingRecord, Problem
from apps.ingest.structured.sources import ATTACHMENT_WITHHELD, ORIGINAL_WITHHELD

_WITHHELD = (ATTACHMENT_WITHHELD, ORIGINAL_WITHHELD)
_RANKS = {Meeting.Kind.SUPPLEMENT: 0, Meeting.Kind.AGENDA: 1, Meeting.Kind.MINUTES: 2}


def replaces(source: SourceDocument, kind: Meeting.Kind, shown: Meeting) -> bool:
    """Whether a document of `kind` takes the place of what the meeting shows now.

    Minutes stand above an agenda, an agenda above a supplement to it; among equals the one received last is
    right. Arrival decides, not the order of reading, so that reading everything again gives the same result.
    """
    if shown.source is None or shown.source_id == source.pk:
        return True
    rank, shown_rank = _RANKS[kind], _RANKS[Meeting.Kind(shown.kind)]
    return (rank, *_arrival(source)) > (shown_rank, *_arrival(shown.source))


def _arrival(source: SourceDocument) -> tuple[datetime.datetime, int]:
    """When a document came, or when its portal went back to it after showing another."""
    came_back = source.harvested_meetings.aggregate(last=Max("source_since"))["last"]
    return max(came_back or source.received_at, source.received_at), source.pk


def is_public_as_it_came(record: MeetingRecord) -> bool:
    """Whether the original holds nothing that the pages leave out, of closed items or of attachments."""
    if any(problem.code in _WITHHELD for problem in record.problems):
        return False
    return not any(has_more_than_is_public(item) for item in record.items)


def find_closed_items_with_text(record: MeetingRecord) -> tuple[Problem, ...]:
    """A problem for every closed item whose further text is kept away from the public."""
    message = "Det lukkede punkt har mere tekst end overskrift, sagsnummer og beslutning. Teksten vises ikke."
    return tuple(
        Problem("closed_item_has_text", message, item.number or None)
        for item in record.items
        if has_more_than_is_public(item)
    )
