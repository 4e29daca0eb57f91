"""Several files that came together: attachments are linked to their minutes and checked by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.archive.models import SourceDocument
from apps.ingest.attaching.checks import check_file
from apps.ingest.attaching.files import place_files
from apps.ingest.attaching.problems import shown_name
from apps.ingest.attaching.sharing import Items, share_out
from apps.ingest.intake import row_for
from apps.ingest.models import AttachmentFile
from apps.ingest.pipeline import examine_document, problems_of
from apps.ingest.record_json import read_record
from apps.ingest.records import AgendaItemRecord
from apps.ingest.storing.decided import decided_record

State = SourceDocument.State
# What people have decided about a file stands.
_DECIDED = (State.PUBLISHED, State.DISCARDED)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a delivery; `path` is its name with folders as delivered. A record system tells the rest."""

    path: str
    source: SourceDocument
    item_number: str = ""
    title: str = ""


def settle_delivery(members: Sequence[Member], *, is_approved: bool) -> list[SourceDocument]:
    """Link every attachment to the minutes that it belongs to, and return those that are minutes.

    A file that is an attachment becomes one, checked by itself; a file that fits nowhere keeps its state and
    says so. The same delivery again changes nothing.
    """
    items_of: dict[int, Items] = {
        index: items for index, member in enumerate(members) if (items := _titles(member.source))
    }
    owners = share_out([member.path for member in members], items_of)
    for index in sorted(set(owners.values())):
        files = [members[file] for file, owner in owners.items() if owner == index]
        attach_files(members[index].source, files, is_approved=is_approved)
    minutes = (
        member.source for index, member in enumerate(members) if index in items_of and index not in owners
    )
    return list({source.pk: source for source in minutes}.values())


def _titles(source: SourceDocument) -> tuple[AgendaItemRecord, ...]:
    """The agenda items without their texts: a delivery may hold a thousand minutes."""
    record = SourceDocument.objects.values_list("record", flat=True).get(pk=source.pk)
    items = read_record(record).items if record else ()
    return tuple(
        AgendaItemRecord(item.number, item.title, None, item.closed, attachments=item.attachments)
        for item in items
    )


def attach_files(document: SourceDocument, files: Sequence[Member], *, is_approved: bool) -> None:
    """Link files to the document that they came with, and check those that are its attachments.

    `is_approved` is for what is public elsewhere already; other files wait until the document is approved.
    Checking takes its time, so this is no transaction; whoever was interrupted does it all again.
    """
    for position, member in enumerate(files, start=1):
        file = row_for(member.source, document.municipality)
        if file.pk == document.pk:
            continue
        if file.state == State.RECEIVED and not file.record:
            examine_document(file)
        known = AttachmentFile.objects.filter(document=document, path=member.path, file=file)
        AttachmentFile.objects.update_or_create(
            document=document,
            path=member.path,
            defaults={
                "file": file,
                "position": position,
                "item_number": member.item_number,
                "title": member.title,
                "is_approved": is_approved or known.filter(is_approved=True).exists(),
            },
        )
    record = decided_record(document)
    for row, spot in place_files(document, record):
        if row.file.state in _DECIDED:
            continue
        if spot:
            check_file(row.file)
        elif row.file.state == State.UNKNOWN_LAYOUT:
            row.file.reason = (
                "Filen er hverken et referat, som vi kan læse, eller et bilag, som "
                f"»{shown_name(document.file_name)}« nævner. Den er gemt, men vises ikke."
            )
            row.file.save(update_fields=["reason"])
    document.problems = problems_of(document, record)
    document.save(update_fields=["problems"])
