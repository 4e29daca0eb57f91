"""The files of a harvested meeting's public attachments, kept among the originals and shown to nobody yet."""

from apps.archive.models import SourceDocument
from apps.archive.originals import keep_original, read_original
from apps.ingest.harvest.failures import HarvestFailure, PortalClosed
from apps.ingest.harvest.portal import Portal, is_portal_id
from apps.ingest.models import HarvestedAttachment, HarvestedMeeting
from apps.ingest.structured.firstagenda_json import FileSource, read_files
from apps.ingest.structured.json_safe import parse_json_object


def fetch_attachments(row: HarvestedMeeting, portal: Portal) -> str:
    """Fetches the files we do not hold; returns what to say of it. One that fails waits for the next run."""
    if row.source is None or row.source.state != SourceDocument.State.PUBLISHED:
        return ""
    held = set(row.attachments.values_list("portal_id", flat=True))
    files = read_files(parse_json_object(read_original(row.source.sha256)))
    missing = [file for file in files if file.portal_id not in held and is_portal_id(file.portal_id)]
    fetched = sum(_fetch(file, row, portal) for file in missing)
    failed = len(missing) - fetched
    return (f" {fetched} bilag hentet." if fetched else "") + (
        f" {failed} bilag kunne ikke hentes." if failed else ""
    )


def _fetch(file: FileSource, row: HarvestedMeeting, portal: Portal) -> bool:
    try:
        content = portal.fetch_attachment(file.portal_id)
    except PortalClosed:
        raise
    except HarvestFailure:
        return False
    HarvestedAttachment.objects.get_or_create(
        meeting=row,
        portal_id=file.portal_id,
        defaults={
            "item_number": file.item_number[:20],
            "title": file.title,
            "sha256": keep_original(content),
            "byte_count": len(content),
        },
    )
    return True
