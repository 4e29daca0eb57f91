"""The files of a meeting's attachments: pointed to by their rows, with the text of every page for search."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from apps.archive.models import Attachment, AttachmentPage, Meeting, SourceDocument
from apps.ingest.attaching.files import Spot, files_of_meeting
from apps.ingest.models import SourceText
from apps.ingest.reading import FURNITURE
from apps.ingest.records import MeetingRecord
from apps.ingest.storing.passages import withdrawn_passages, without_passages

_FIELDS = ["sha256", "media_type", "byte_count"]
_ROWS_AT_ONCE = 500
# Number, text, page, and the field of the record that holds it.
Line = tuple[int, str, int, str]


def sync_files(meeting: Meeting, source: SourceDocument, record: MeetingRecord) -> bool:
    """Give every attachment of `meeting` the file that may be shown, or none; returns whether that is new.

    `source` is what the meeting is shown from, `record` what it says. An attachment of a closed item has no
    row, and one whose title changed at its position is another: it does not keep the file it had.
    """
    files = _without_withdrawn_passages(meeting, files_of_meeting(meeting, source, record))
    rows = list(Attachment.objects.filter(item__meeting=meeting).select_related("item"))
    changed = {}
    for row in rows:
        file = files.get(Spot(row.item.slug, row.position))
        wanted = (file.sha256, file.media_type, file.byte_count) if file else ("", "", 0)
        if (row.sha256, row.media_type, row.byte_count) != wanted:
            row.sha256, row.media_type, row.byte_count = wanted
            changed[row] = file
    Attachment.objects.bulk_update(changed, _FIELDS)
    AttachmentPage.objects.filter(attachment__in=changed).delete()
    AttachmentPage.objects.bulk_create(_pages(changed), batch_size=_ROWS_AT_ONCE)
    return bool(changed)


def _without_withdrawn_passages(
    meeting: Meeting, files: dict[Spot, SourceDocument]
) -> dict[Spot, SourceDocument]:
    """A file can't be shown without some of its words, so it is not shown at all."""
    passages = withdrawn_passages(meeting.withdrawals.all())
    if not passages:
        return files
    texts = _lines({file.pk for file in files.values()})
    has_passage = {
        pk
        for pk, lines in texts.items()
        if without_passages(text := "\n".join(line[1] for line in lines), passages) != text
    }
    return {spot: file for spot, file in files.items() if file.pk not in has_passage}


def _lines(files: set[int]) -> dict[int, list[Line]]:
    return dict(SourceText.objects.filter(source__in=files).values_list("source", "lines"))


def _pages(files: dict[Attachment, SourceDocument | None]) -> Iterator[AttachmentPage]:
    lines = _lines({file.pk for file in files.values() if file})
    for attachment, file in files.items():
        for number, text in _by_page(lines.get(file.pk, ()) if file else ()):
            yield AttachmentPage(attachment=attachment, number=number, text=text)


def _by_page(lines: Iterable[Line]) -> list[tuple[int, str]]:
    """The text of each page without running heads and feet; a page without text has none."""
    pages: dict[int, list[str]] = defaultdict(list)
    for _, text, page, place in lines:
        if place != FURNITURE:
            pages[page].append(text)
    return [(number, "\n".join(texts)) for number, texts in sorted(pages.items())]
