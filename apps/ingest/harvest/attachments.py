"""The files of a harvested meeting's public attachments: fetched once, checked, shown where they passed."""

from apps.archive.models import SourceDocument
from apps.archive.originals import keep_original, read_original
from apps.ingest.attaching.delivery import Member, attach_files
from apps.ingest.attaching.showing import refresh_files
from apps.ingest.harvest.failures import HarvestFailure, PortalClosed
from apps.ingest.harvest.portal import Portal, is_portal_id
from apps.ingest.intake import receive_upload
from apps.ingest.models import HarvestedAttachment, HarvestedMeeting
from apps.ingest.structured.firstagenda_json import FileSource, read_files
from apps.ingest.structured.json_safe import parse_json_object


def fetch_attachments(row: HarvestedMeeting, portal: Portal) -> str:
    """Fetches the files we do not hold; returns what to say of it. One that fails waits for the next run."""
    if row.source is None or row.source.state != SourceDocument.State.PUBLISHED:
        return ""
    named = read_files(parse_json_object(read_original(row.source.sha256)))
    files = [file for file in named if is_portal_id(file.portal_id)]
    held = set(row.attachments.values_list("portal_id", flat=True))
    missing = [file for file in files if file.portal_id not in held]
    fetched = sum(_fetch(file, row, portal) for file in missing)
    failed = len(missing) - fetched
    _attach(row, row.source, files)
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


def _attach(row: HarvestedMeeting, source: SourceDocument, files: list[FileSource]) -> None:
    """Also what was fetched for an earlier version: a corrected page names mostly the same files."""
    held = dict(row.attachments.values_list("portal_id", "sha256"))
    linked = set(source.attachment_files.values_list("path", flat=True))
    members = []
    for position, file in enumerate(files, start=1):
        path = f"Punkt {file.item_number}/{position} {file.title}.pdf"
        if file.portal_id in held and path not in linked:
            kept = receive_upload(read_original(held[file.portal_id]), path, row.host.municipality)
            members.append(Member(path, kept, file.item_number[:20], file.title))
    if members:
        attach_files(source, members, is_approved=True)
        if source.meeting:
            refresh_files(source.meeting)
