"""What a clerk should know of the files that came with a document, each with a Danish sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.archive.models import SourceDocument
from apps.ingest.attaching.files import place_files, showable
from apps.ingest.checking.cpr import find_cpr_numbers, mask
from apps.ingest.desk.corrections import addressed_items
from apps.ingest.models import AttachmentFile
from apps.ingest.records import AgendaItemRecord, MeetingRecord, Problem


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file that came with a document: its name, its own row, and what it is to the document in Danish."""

    name: str
    file: SourceDocument
    words: str


def describe_files(source: SourceDocument, record: MeetingRecord) -> list[FileShown]:
    """Every file that came with a document, in the order of the delivery."""
    numbers = {slug: item.number for slug, item in addressed_items(record.items)}
    return [
        FileShown(
            shown_name(row.path),
            row.file,
            f"bilag {spot.position} til punkt {numbers[spot.slug] or spot.slug}"
            if spot
            else "passer ikke til noget bilag",
        )
        for row, spot in place_files(source, record)
    ]


def find_file_problems(source: SourceDocument, record: MeetingRecord) -> tuple[Problem, ...]:
    """Files without a place in `record`, and files that are not shown although they have one."""
    return tuple(_problems(source, record))


def _problems(source: SourceDocument, record: MeetingRecord) -> Iterator[Problem]:
    placed = place_files(source, record)
    allowed = showable(row.file for row, _ in placed)
    items = dict(addressed_items(record.items))
    for row, spot in placed:
        if spot is None:
            message = (
                f"Filen »{shown_name(row.path)}« kom sammen med dokumentet, men passer ikke til noget bilag "
                "i det. Den er gemt, men vises ikke."
            )
            yield Problem("attachment_file_unmatched", message)
        else:
            yield from _of_placed(row, items[spot.slug], is_allowed=row.file_id in allowed)


def _of_placed(row: AttachmentFile, item: AgendaItemRecord, *, is_allowed: bool) -> Iterator[Problem]:
    name, number = shown_name(row.path), item.number or None
    if item.closed:
        message = f"Bilagsfilen »{name}« hører til et lukket punkt. Den er gemt, men vises ikke."
        yield Problem("attachment_file_of_closed_item", message, number)
    elif row.file.state == SourceDocument.State.HELD:
        message = f"Bilagsfilen »{name}« ser ud til at indeholde et CPR-nummer og vises ikke."
        yield Problem("attachment_file_held", message, number)
    elif not is_allowed:
        message = f"Bilagsfilen »{name}« vises ikke, før nogen har vurderet den. Åbn filen for at se fundene."
        yield Problem("attachment_file_unjudged", message, number)


def shown_name(path: str) -> str:
    """A file name for the clerk, without the CPR numbers that may stand in it."""
    for number in find_cpr_numbers(path):
        path = path.replace(number[6:], mask(number)[7:])
    return path
