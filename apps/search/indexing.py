"""The only way to change what can be found: entries made from the published rows of the archive.

Call `index_meeting` in the transaction that stores, corrects, publishes or withdraws a meeting.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.archive.models import AgendaItem, Meeting
from apps.search.language.analyzer import ANALYZER_VERSION, analyzer_fingerprint
from apps.search.language.vectors import document_vector
from apps.search.models import SAMPLE_SHARE, SearchEntry
from apps.search.vocabulary import count_words, store_words

WeightedText = tuple[str, Literal["A", "B"]]


def current_analyzer() -> str:
    """What an up-to-date entry was made with: the analyzer's version and its fingerprint."""
    return f"{ANALYZER_VERSION}:{analyzer_fingerprint()}"


def index_meeting(meeting: Meeting) -> None:
    """Make the entries of a meeting agree with its published items: none when it is not published."""
    index_meetings([meeting.pk])


@transaction.atomic
def remove_meeting(meeting: Meeting) -> None:
    """Take a meeting out of the index, whatever its state."""
    SearchEntry.objects.filter(item__meeting=meeting).delete()
    store_words({meeting.pk: Counter()})


@transaction.atomic
def index_meetings(meeting_ids: Sequence[int]) -> int:
    """`index_meeting` for many at once; returns the number of entries they have now.

    The meetings are locked first, so that one withdrawn meanwhile cannot come back through a slow rebuild.
    """
    locked = Meeting.objects.select_for_update(no_key=True).filter(pk__in=meeting_ids).order_by("pk")
    items = _published_items([meeting.pk for meeting in locked.only("pk")])
    analyzer = current_analyzer()
    entries = [_make_entry(item, analyzer) for item in items]
    SearchEntry.objects.filter(item__meeting__in=meeting_ids).exclude(item__in=items).delete()
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["item"], update_fields=_CHANGING_FIELDS
    )
    store_words({pk: _count_words(items, pk) for pk in meeting_ids})
    return len(entries)


@dataclass(frozen=True, slots=True)
class IndexedBatch:
    """A batch of a rebuild that is committed."""

    last_meeting: int
    meeting_count: int
    entry_count: int


def meetings_to_index(*, only_stale: bool = False) -> QuerySet[Meeting]:
    """Meetings for a rebuild: all, or those with entries missing, too many, or made by another analyzer."""
    if not only_stale:
        return Meeting.objects.all()
    is_current = Exists(SearchEntry.objects.filter(item=OuterRef("pk"), analyzer=current_analyzer()))
    items = AgendaItem.objects.filter(meeting=OuterRef("pk"))
    is_published = Q(state=Meeting.State.PUBLISHED)
    return Meeting.objects.filter(
        (is_published & Exists(items.exclude(is_current)))
        | (~is_published & Exists(items.filter(search_entry__isnull=False)))
    )


def reindex(meetings: QuerySet[Meeting]) -> Iterator[IndexedBatch]:
    """Index meetings in order of id, each batch in a transaction of its own."""
    ids = list(meetings.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _BATCH_SIZE):
        batch = ids[start : start + _BATCH_SIZE]
        yield IndexedBatch(batch[-1], len(batch), index_meetings(batch))


# About 500 items: a second or two of work between two commits.
_BATCH_SIZE = 25
_CHANGING_FIELDS = [
    field.name
    for field in SearchEntry._meta.concrete_fields  # noqa: SLF001 - Django's documented API
    if field.name not in ("id", "item")
]


def _published_items(meeting_ids: Sequence[int]) -> list[AgendaItem]:
    items = AgendaItem.objects.published().filter(meeting__in=meeting_ids)
    return list(
        items.select_related("meeting__committee", "case")
        .prefetch_related("decisions", "attachments")
        .order_by("meeting", "position")
    )


def _make_entry(item: AgendaItem, analyzer: str) -> SearchEntry:
    meeting, case, decision = item.meeting, item.case, item.own_decision
    subject = case.subject_id or "" if case else ""
    titles, decisions, others, attachments = _texts(item)
    return SearchEntry(
        item=item,
        municipality_id=meeting.committee.municipality_id,
        committee_id=meeting.committee_id,
        case=case,
        held_on=meeting.held_on,
        year=meeting.held_on.year,
        kind=meeting.kind,
        outcome=decision.outcome if decision else "",
        subject_group=subject[:2],
        subject_number=subject,
        has_attachments=bool(attachments),
        is_closed=item.closed,
        is_sample=item.pk % SAMPLE_SHARE == 0,
        analyzer=analyzer,
        vector=document_vector([*titles, *decisions, *others, *attachments]),
        title_vector=document_vector(titles),
        decision_vector=document_vector(decisions),
        attachment_vector=document_vector(attachments),
    )


def _texts(item: AgendaItem) -> tuple[list[WeightedText], ...]:
    """What an item is found by: titles, own decision, the other text, and attachments.

    Names of committees and section headings are left out: they stand on every item and tell none apart.
    """
    number = item.case.number if item.case else item.case_number_raw
    titles = _weighted("A", [item.title, number])
    own = _weighted("B", (decision.text for decision in item.decisions.all() if decision.is_own))
    if item.closed:
        return titles, own, [], []
    earlier = (decision.text for decision in item.decisions.all() if not decision.is_own)
    told_elsewhere = {"decision": bool(own), "attachments": bool(item.attachments.all())}
    sections = (part["text"] for part in item.sections if not told_elsewhere.get(part["kind"]))
    attachments = _weighted("B", (attachment.title for attachment in item.attachments.all()))
    return titles, own, _weighted("B", [*earlier, *sections]), attachments


def _count_words(items: Iterable[AgendaItem], meeting_id: int) -> Counter[str]:
    own = (_texts(item) for item in items if item.meeting_id == meeting_id)
    return count_words([text for part in parts for text, _ in part] for parts in own)


def _weighted(weight: Literal["A", "B"], texts: Iterable[str]) -> list[WeightedText]:
    return [(text, weight) for text in texts if text]
