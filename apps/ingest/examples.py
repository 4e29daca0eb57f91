"""Taking the example municipality out of the archive when real minutes move in."""

from django.db import transaction

from apps.archive.models import Case, Committee, Meeting, SourceDocument
from apps.search.indexing import remove_meeting


@transaction.atomic
def remove_examples() -> int:
    """Remove everything shown of the example municipality, and return the number of meetings.

    The originals stay: handing the examples in again brings the same pages back.
    """
    meetings = Meeting.objects.filter(committee__municipality__is_example=True)
    for meeting in meetings:
        remove_meeting(meeting)
    meeting_count = meetings.count()
    meetings.delete()
    Case.objects.filter(municipality__is_example=True).delete()
    Committee.objects.filter(municipality__is_example=True).delete()
    SourceDocument.objects.filter(municipality__is_example=True).update(
        state=SourceDocument.State.RECEIVED, original_is_public=False
    )
    return meeting_count
