"""What the public may see, decided in one place: every public read starts with `published()`.

Text of closed agenda items is not hidden here: it is never stored in these tables (`ingest.storing.rows`),
so no forgotten filter can show it.
"""

from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet, TextChoices


class MeetingState(TextChoices):
    """The life of a meeting in the archive; only PUBLISHED is public."""

    DRAFT = "draft", "Kladde"
    PUBLISHED = "published", "Offentliggjort"
    WITHDRAWN = "withdrawn", "Trukket tilbage"


class PublishedQuerySet(QuerySet[Any]):
    """Meetings and what belongs to exactly one meeting."""

    path_to_state = "state"

    def published(self) -> Self:
        return self.filter(**{self.path_to_state: MeetingState.PUBLISHED})


class AgendaItemQuerySet(PublishedQuerySet):
    path_to_state = "meeting__state"


class ItemPartQuerySet(PublishedQuerySet):
    """Decisions, attachments and amounts."""

    path_to_state = "item__meeting__state"


class AttachmentPageQuerySet(PublishedQuerySet):
    path_to_state = "attachment__item__meeting__state"


class PublishedThroughQuerySet(QuerySet[Any]):
    """Rows that are public when at least one public meeting or agenda item belongs to them."""

    path_from_meeting = "committee"

    def published(self) -> Self:
        meetings = apps.get_model("archive", "Meeting").objects.published()
        return self.filter(Exists(meetings.filter(**{self.path_from_meeting: OuterRef("pk")})))


class CommitteeQuerySet(PublishedThroughQuerySet):
    path_from_meeting = "committee"


class MunicipalityQuerySet(PublishedThroughQuerySet):
    path_from_meeting = "committee__municipality"


class CaseQuerySet(PublishedThroughQuerySet):
    path_from_meeting = "items__case"
