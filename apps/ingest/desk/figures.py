"""How the archive of a municipality is kept: how much there is, what waits, and when it was looked after."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min, Sum
from django.utils import timezone

from apps.archive.models import Municipality, OriginalsCheck, SourceDocument
from apps.ingest.models import Upload


@dataclass(frozen=True, slots=True)
class Figures:
    """`backed_up_at` and `check` are those of the whole archive; None when nobody knows."""

    original_count: int
    byte_count: int
    waiting_count: int
    waiting_since: datetime.datetime | None
    backed_up_at: datetime.datetime | None
    check: OriginalsCheck | None


def read_figures(municipality: Municipality) -> Figures:
    # The same bytes are kept once, however often they were handed in.
    originals = SourceDocument.objects.filter(municipality=municipality)
    kept = originals.aggregate(count=Count("pk"), bytes=Sum("byte_count"))
    waiting = Upload.objects.filter(municipality=municipality, is_waiting=True)
    queue = waiting.aggregate(count=Count("pk"), since=Min("uploaded_at"))
    return Figures(
        original_count=kept["count"],
        byte_count=kept["bytes"] or 0,
        waiting_count=queue["count"],
        waiting_since=queue["since"],
        backed_up_at=last_backup(),
        check=OriginalsCheck.objects.first(),
    )


def last_backup() -> datetime.datetime | None:
    """When whoever makes the backups last touched the file at `settings.BACKUP_MARKER`."""
    marker = settings.BACKUP_MARKER
    if marker is None:
        return None
    try:
        seconds = marker.stat().st_mtime
    except OSError:
        return None
    return datetime.datetime.fromtimestamp(seconds, timezone.get_current_timezone())
