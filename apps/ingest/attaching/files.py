"""The files that came with a meeting's versions: which attachment each is, and whether it may be shown."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Q

from apps.archive.models import Meeting, SourceDocument, Withdrawal
from apps.ingest.attaching.matching import File, match_files
from apps.ingest.desk.corrections import addressed_items
from apps.ingest.models import AttachmentFile, Finding
from apps.ingest.record_json import read_record
from apps.ingest.records import MeetingRecord
from apps.ingest.storing.withdrawn_parts import withdrawn_slugs, words_key

State = SourceDocument.State


class Spot(NamedTuple):
    """An attachment by the address of its item and its position there, counted from 1."""

    slug: str
    position: int


def place_files(source: SourceDocument, record: MeetingRecord) -> list[tuple[AttachmentFile, Spot | None]]:
    """Every file that came with `source`, with the attachment of `record` that it is, or None when unsure."""
    rows = AttachmentFile.objects.filter(document=source).select_related("file").defer("file__record")
    return _place(list(rows), record)


def files_of_meeting(
    meeting: Meeting, source: SourceDocument, record: MeetingRecord
) -> dict[Spot, SourceDocument]:
    """The files that the attachments of a meeting may be shown with, when it is shown from `source`.

    What came with an older version still belongs to an attachment of the same title at the same item, where
    the newer one brought no file. What was withdrawn under any title is not shown under another.
    """
    rows = list(
        AttachmentFile.objects.filter(Q(document=source) | Q(document__meeting=meeting), is_approved=True)
        .select_related("file", "document")
        .defer("file__record", "document__record")
        .order_by("-document_id", "position", "pk")
    )
    if not rows:
        return {}
    withdrawals = list(meeting.withdrawals.all())
    documents = {row.document_id: row.document for row in rows} | {source.pk: source}
    found: dict[Spot, SourceDocument] = {}
    withdrawn: set[str] = set()
    titles = _titles(record)
    for document in sorted(documents.values(), key=lambda each: (each != source, -each.pk)):
        told = record if document == source else read_record(document.record) if document.record else None
        if told is None:
            continue
        placed = _place([row for row in rows if row.document_id == document.pk], told)
        files = {spot: row.file for row, spot in placed if spot}
        withdrawn |= {files[spot].sha256 for spot in _withdrawn_spots(told, withdrawals) & files.keys()}
        spots = {title: spot for spot, title in _titles(told).items()}
        for spot, title in titles.items():
            former = spot if document == source else spots.get(title)
            if former in files:
                found.setdefault(spot, files[former])
    allowed = showable(found.values())
    return {spot: file for spot, file in found.items() if file.pk in allowed and file.sha256 not in withdrawn}


def showable(files: Iterable[SourceDocument]) -> set[int]:
    """The primary keys of those that passed their own check: read, no CPR number, nothing left to judge."""
    checked = {
        file.pk
        for file in files
        if file.state == State.ATTACHMENT or (file.state == State.PUBLISHED and file.original_is_public)
    }
    unjudged = Finding.objects.filter(source__in=checked, accepted_at=None).values_list("source", flat=True)
    return checked - set(unjudged)


def _place(rows: list[AttachmentFile], record: MeetingRecord) -> list[tuple[AttachmentFile, Spot | None]]:
    if not rows:
        return []
    files = [File(row.path, row.item_number, row.title) for row in rows]
    places = match_files(record.items, files)
    slugs = [slug for slug, _ in addressed_items(record.items)]
    return [
        (row, Spot(slugs[places[index].item], places[index].attachment + 1) if index in places else None)
        for index, row in enumerate(rows)
    ]


def _withdrawn_spots(record: MeetingRecord, withdrawals: Sequence[Withdrawal]) -> set[Spot]:
    keys = {row.attachment_key for row in withdrawals} - {""}
    slugs = withdrawn_slugs(record, withdrawals)
    return {
        Spot(slug, position)
        for slug, item in addressed_items(record.items)
        for position, title in enumerate(item.attachments, start=1)
        if slug in slugs or words_key(title) in keys
    }


def _titles(record: MeetingRecord) -> dict[Spot, tuple[str, str]]:
    """What tells each attachment again in another version: the address of its item and its own title."""
    return {
        Spot(slug, position): (slug, " ".join(title.casefold().split()))
        for slug, item in addressed_items(record.items)
        for position, title in enumerate(item.attachments, start=1)
        if title
    }
