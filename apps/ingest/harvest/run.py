"""One harvest of one portal: which meetings to ask for, what became of each, and which are gone.

Every meeting is finished before the next begins, so a run may be stopped anywhere; the next goes on.
"""

import datetime
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.archive.models import SourceDocument
from apps.ingest.harvest.attachments import fetch_attachments
from apps.ingest.harvest.client import Response, Validators
from apps.ingest.harvest.content import content_key
from apps.ingest.harvest.failures import HarvestFailure, PortalClosed
from apps.ingest.harvest.portal import Portal, PortalMeeting
from apps.ingest.intake import receive_upload
from apps.ingest.models import HarvestedMeeting, HarvestHost
from apps.ingest.pipeline import ingest_document, publish_examined
from apps.ingest.progress import Result, describe_failure, describe_result

MISSES_BEFORE_GONE = 3
_FAILURES_BEFORE_STOP = 5
_RUN_LASTS = datetime.timedelta(hours=24)
# Minutes are mostly corrected soon after the meeting; older ones are looked at once in a while.
_RECENT = datetime.timedelta(days=60)
_RECHECK_AFTER = datetime.timedelta(days=30)
_LOCK_CLASS = 72_018


class HarvestResult(StrEnum):
    """What became of one meeting; the value is the word in the summary."""

    NEW = Result.NEW
    CORRECTED = Result.CORRECTED
    OLDER = Result.OLDER
    UNCHANGED = Result.UNCHANGED
    WAITING = Result.WAITING
    VANISHED = "forsvundne"
    HELD = Result.HELD
    FAILED = Result.FAILED


@dataclass(frozen=True, slots=True)
class Wish:
    """What to fetch: meetings from `since` on, at most `limit` of them, with attachments or without."""

    since: datetime.date | None = None
    limit: int | None = None
    with_attachments: bool = False


Line = tuple[str, HarvestResult, str]


class HarvestBusy(Exception):
    """Another process is harvesting the portal."""

    def __init__(self, host: HarvestHost) -> None:
        super().__init__(f"Der hentes allerede fra {host}.")


def harvest(host: HarvestHost, portal: Portal, wish: Wish) -> Iterator[Line]:
    """Fetches what is new or changed, one line per meeting asked for.

    Raises HarvestBusy, and PortalClosed when the run can't go on.
    """
    if not _lock(host):
        raise HarvestBusy(host)
    try:
        started_at = _begin_run(host)
        listed = _open(portal)
        is_complete = yield from _fetch_due(host, portal, wish, listed=listed, started_at=started_at)
        if is_complete:
            yield from _end_run(host, listed)
    finally:
        _unlock(host)


def _begin_run(host: HarvestHost) -> datetime.datetime:
    """When this run began; one that was stopped within a day goes on."""
    now = timezone.now()
    if host.run_started_at is None or host.run_started_at < now - _RUN_LASTS:
        host.run_started_at = now
        host.save(update_fields=["run_started_at"])
    return host.run_started_at


def _open(portal: Portal) -> tuple[PortalMeeting, ...]:
    try:
        portal.open()
        return portal.list_meetings()
    except HarvestFailure as failure:
        raise PortalClosed(str(failure)) from failure


def _fetch_due(
    host: HarvestHost,
    portal: Portal,
    wish: Wish,
    *,
    listed: tuple[PortalMeeting, ...],
    started_at: datetime.datetime,
) -> Generator[Line, None, bool]:
    """Returns whether every meeting wished for was looked at."""
    known = {row.portal_id: row for row in _known_meetings(host)}
    count = failures = 0
    for meeting in listed:
        row = known.get(meeting.portal_id) or HarvestedMeeting(host=host, portal_id=meeting.portal_id)
        is_wished = wish.since is None or (meeting.held_on is not None and meeting.held_on >= wish.since)
        if not is_wished or not _is_due(row, meeting, started_at):
            continue
        if count == wish.limit:
            return False
        count += 1
        line = _harvest_meeting(row, meeting, portal, with_attachments=wish.with_attachments)
        yield line
        failures = failures + 1 if line[1] is HarvestResult.FAILED else 0
        if failures == _FAILURES_BEFORE_STOP:
            raise PortalClosed(f"{failures} møder i træk kunne ikke hentes. Hentningen er stoppet.")
    return True


def _known_meetings(host: HarvestHost) -> QuerySet[HarvestedMeeting]:
    """Without what the sources say: the texts of thousands of meetings are not wanted in memory."""
    rows = HarvestedMeeting.objects.filter(host=host).select_related("host__municipality", "source")
    return rows.defer("source__record", "source__problems")


def _is_due(row: HarvestedMeeting, meeting: PortalMeeting, started_at: datetime.datetime) -> bool:
    """New, changed or failed meetings, recent ones in every run, others at times; none twice in one run."""
    if row.checked_at is None or row.source is None or row.fingerprint != meeting.fingerprint:
        return True
    if row.checked_at >= started_at:
        return False
    if row.source.state == SourceDocument.State.FAILED:
        return True
    is_recent = meeting.held_on is None or meeting.held_on >= started_at.date() - _RECENT
    return is_recent or row.checked_at < started_at - _RECHECK_AFTER


def _harvest_meeting(
    row: HarvestedMeeting, meeting: PortalMeeting, portal: Portal, *, with_attachments: bool
) -> Line:
    try:
        response = portal.fetch_meeting(meeting.portal_id, _validators(row))
        result, words = _store(row, meeting, response)
        if with_attachments:
            words += fetch_attachments(row, portal)
    except PortalClosed:
        raise
    except HarvestFailure as failure:
        return meeting.title, HarvestResult.FAILED, describe_failure(str(failure))
    return meeting.title, result, words


def _validators(row: HarvestedMeeting) -> Validators:
    """Only what is published needs no second look: anything else is fetched and tried again."""
    if row.source and row.source.state == SourceDocument.State.PUBLISHED:
        return Validators(row.etag, row.last_modified)
    return Validators()


def _store(row: HarvestedMeeting, meeting: PortalMeeting, response: Response) -> tuple[HarvestResult, str]:
    """Through the door of every upload; the row is written last: a stop before it only means asking again."""
    result, words = HarvestResult.UNCHANGED, "uændret."
    if response.status == 200:
        key = content_key(response.body, _file_name(meeting))
        if row.source is None or not key or key != row.content_key:
            source = receive_upload(response.body, _file_name(meeting), row.host.municipality)
            _note_source(row, source)
        told, words = _publish(row.source)  # type: ignore[arg-type] # just noted
        result = HarvestResult[told.name]
        row.content_key = key
        row.etag = _short(response.headers.get("etag", ""), 300)
        row.last_modified = _short(response.headers.get("last-modified", ""), 100)
    row.title, row.held_on, row.fingerprint = meeting.title[:400], meeting.held_on, meeting.fingerprint
    row.checked_at = timezone.now()
    row.save()
    return result, words


def _note_source(row: HarvestedMeeting, source: SourceDocument) -> None:
    """What the portal shows from now on. It is noted before the document is stored, which goes by it."""
    if row.source_id != source.pk:
        row.source_since = timezone.now() if row.source_id else None
        row.source = source
        row.save()


def _publish(source: SourceDocument) -> tuple[Result, str]:
    was_published = source.state == SourceDocument.State.PUBLISHED
    changed_at = source.meeting.changed_at if source.meeting else None
    ingest_document(source)
    if was_published and source.meeting and source.meeting.source_id != source.pk:
        # The portal went back to a version that we have read before.
        publish_examined(source)
    return describe_result(source, was_published=was_published, changed_at=changed_at)


def _file_name(meeting: PortalMeeting) -> str:
    return f"{meeting.title}.json"


def _short(text: str, limit: int) -> str:
    """A validator is whole or worth nothing."""
    return text if len(text) <= limit else ""


@transaction.atomic
def _end_run(host: HarvestHost, listed: tuple[PortalMeeting, ...]) -> list[Line]:
    """Counts the meetings that are no longer listed; after some runs in a row they are noted as gone.

    Nothing is deleted. A list that lost most of its meetings tells of trouble at the portal, not of meetings.
    """
    host.run_started_at = None
    host.save(update_fields=["run_started_at"])
    ids = {meeting.portal_id for meeting in listed}
    rows = list(host.meetings.all())
    for row in rows:
        if row.portal_id in ids and (row.missed_count or row.vanished_on):
            row.missed_count, row.vanished_on = 0, None
            row.save(update_fields=["missed_count", "vanished_on"])
    missing = [row for row in rows if row.portal_id not in ids and row.vanished_on is None]
    present_count = sum(row.portal_id in ids for row in rows)
    if len(missing) > max(present_count, 1):
        words = f"{len(missing)} møder mangler på portalens liste. Det ligner en fejl hos portalen."
        return [(str(host), HarvestResult.FAILED, words)]
    for row in missing:
        row.missed_count += 1
        row.vanished_on = timezone.localdate() if row.missed_count >= MISSES_BEFORE_GONE else None
        row.save(update_fields=["missed_count", "vanished_on"])
    words = "står ikke længere på portalen. Mødet er bevaret i arkivet."
    return [(str(row), HarvestResult.VANISHED, words) for row in missing if row.vanished_on]


def _lock(host: HarvestHost) -> bool:
    """Held by this connection until it is given back or the process ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK_CLASS, host.pk])
        return bool(cursor.fetchone()[0])


def _unlock(host: HarvestHost) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCK_CLASS, host.pk])
