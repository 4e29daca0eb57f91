"""The items of a page of results: one statement reads all that is shown of them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from apps.archive.models import AgendaItem, Attachment, Decision
from apps.search.sections import searched_sections

_FIELDS = (
    "number",
    "slug",
    "title",
    "closed",
    "case_number_raw",
    "sections",
    "meeting__held_on",
    "meeting__sequence",
    "meeting__kind",
    "meeting__committee__name",
    "meeting__committee__slug",
    "meeting__committee__municipality__full_name",
    "meeting__committee__municipality__slug",
    "meeting__committee__municipality__is_example",
    "case__number",
    "case__slug",
    "case__is_catch_all",
    "case__municipality",
)


@dataclass(frozen=True, slots=True)
class ShownDecision:
    is_own: bool
    text: str
    outcome: str
    committee_name: str


@dataclass(frozen=True, slots=True)
class ShownAttachment:
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """A published item; `row` has its meeting, committee, municipality and case at hand."""

    row: AgendaItem
    decisions: tuple[ShownDecision, ...]
    attachments: tuple[ShownAttachment, ...]

    @property
    def own_decision(self) -> ShownDecision | None:
        return next((decision for decision in self.decisions if decision.is_own), None)

    def sections(self) -> Iterator[tuple[str, str]]:
        """Heading and text of each section, without what decision and attachments say."""
        own = [decision.text for decision in self.decisions if decision.is_own]
        return searched_sections(self.row.sections, own, [each.title for each in self.attachments])


def read_items(ids: Collection[int]) -> dict[int, ShownItem]:
    """By id; an item that is not public is left out."""
    decisions = Decision.objects.filter(item=OuterRef("pk")).order_by("position")
    attachments = Attachment.objects.filter(item=OuterRef("pk")).order_by("position")
    rows = (
        AgendaItem.objects.published()
        .filter(pk__in=ids)
        .select_related("meeting__committee__municipality", "case")
        .only(*_FIELDS)
        .annotate(
            shown_decisions=ArraySubquery(
                decisions.values(
                    shown=JSONObject(
                        is_own="is_own", text="text", outcome="outcome", committee_name="committee_name"
                    )
                )
            ),
            shown_attachments=ArraySubquery(
                attachments.values(shown=JSONObject(title="title", sha256="sha256"))
            ),
        )
    )
    return {
        row.pk: ShownItem(
            row,
            tuple(ShownDecision(**each) for each in row.shown_decisions),
            tuple(ShownAttachment(**each) for each in row.shown_attachments),
        )
        for row in rows.order_by()
    }
