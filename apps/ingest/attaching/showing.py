"""Bringing the files of meetings up to date when something about a file changed, and not about minutes."""

from django.db import transaction

from apps.archive.models import Meeting, SourceDocument
from apps.ingest.pipeline import problems_of
from apps.ingest.storing.attachment_files import sync_files
from apps.ingest.storing.decided import decided_record
from apps.search.indexing import index_meeting


def refresh_where_attached(file: SourceDocument) -> None:
    """After somebody judged a file, or it was held: show it or take it down wherever it is an attachment."""
    documents = SourceDocument.objects.filter(attachment_files__file=file).distinct()
    for document in documents.exclude(record=None):
        document.problems = problems_of(document, decided_record(document))
        document.save(update_fields=["problems"])
    for meeting in Meeting.objects.published().filter(versions__in=documents).distinct():
        refresh_files(meeting)


@transaction.atomic
def refresh_files(meeting: Meeting) -> None:
    """Make the files of a public meeting those that may be shown now."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    source = meeting.source
    if source and source.record and sync_files(meeting, source, decided_record(source)):
        meeting.save(update_fields=["changed_at"])
        index_meeting(meeting)
