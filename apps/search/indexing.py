"""The only way to change what can be found: entries made from the published rows of the archive.

Call `index_meeting` in the transaction that stores, corrects, publishes or withdraws a meeting.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from typing import Literal, TypeVar

import django
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.archive.models import AgendaItem, AttachmentPage, Meeting
from apps.search.language.analyzer import ANALYZER_VERSION, analyzer_fingerprint
from apps.search.language.vectors import document_vector, place_keys, vector_text
from apps.search.marks import LARGEST_SAMPLE, filter_marks, sample_marks, sample_size, strength_marks
from apps.search.models import EntryFields, PageEntry, SampledEntry, SearchEntry
from apps.search.sections import searched_sections
from apps.search.vocabulary import count_changes, store_words, words_of

Entry = TypeVar("Entry", SearchEntry, SampledEntry)

WeightedText = tuple[str, Literal["A", "B"]]
# Titles, own decision, other text, attachments.
ItemTexts = tuple[list[WeightedText], list[WeightedText], list[WeightedText], list[WeightedText]]


# Counts what entries keep beside their keys: filter marks, texts of attachments.
_ENTRY_VERSION = 2


def current_analyzer() -> str:
    """What an up-to-date entry was made with: the analyzer, the entry and the lists, each in its version."""
    return f"{ANALYZER_VERSION}.{_ENTRY_VERSION}:{analyzer_fingerprint()}"


def index_meeting(meeting: Meeting) -> None:
    """Make the entries of a meeting agree with its published items: none when it is not published."""
    index_meetings([meeting.pk])


@transaction.atomic
def remove_meeting(meeting: Meeting) -> None:
    """Take a meeting out of the index, whatever its state."""
    _lock([meeting.pk])
    for table in (SearchEntry, SampledEntry):
        table.objects.filter(item__meeting=meeting).delete()
    PageEntry.objects.filter(item__meeting=meeting).delete()
    store_words({meeting.pk: Counter()})
    count_changes()


@transaction.atomic
def index_meetings(meeting_ids: Sequence[int]) -> int:
    """`index_meeting` for many at once; returns the number of entries they have now."""
    entry_count = _index(meeting_ids)
    count_changes()
    return entry_count


def _index(meeting_ids: Sequence[int]) -> int:
    """What `index_meetings` does but for counting the words."""
    items = _published_items(_lock(meeting_ids))
    analyzer = current_analyzer()
    entries: list[SearchEntry] = []
    page_entries: list[PageEntry] = []
    words: dict[int, Counter[str]] = {pk: Counter() for pk in meeting_ids}
    for item in items:
        texts = _texts(item)
        pages = _pages(item)
        entries.append(_make_entry(item, texts, pages, analyzer))
        page_entries += (
            PageEntry(page=page, item=item, vector=document_vector([(page.text, "B")])) for page in pages
        )
        # At once, while the texts are read.
        words[item.meeting_id].update(words_of(text for part in texts for text, _ in part))
    _replace(SearchEntry, meeting_ids, entries)
    _replace(
        SampledEntry,
        meeting_ids,
        [
            SampledEntry(**{field: getattr(entry, field) for field in _FIELDS})
            for entry in entries
            if sample_size(entry.item_id) >= LARGEST_SAMPLE
        ],
    )
    PageEntry.objects.filter(item__meeting__in=meeting_ids).delete()
    PageEntry.objects.bulk_create(page_entries)
    store_words(words)
    return len(entries)


def _lock(meeting_ids: Sequence[int]) -> list[int]:
    """The meetings that there are, locked: one withdrawn meanwhile cannot come back by a slow rebuild."""
    found = Meeting.objects.select_for_update(no_key=True).filter(pk__in=meeting_ids)
    return [meeting.pk for meeting in found.order_by("pk").only("pk")]


def _replace(table: type[Entry], meeting_ids: Sequence[int], entries: Sequence[Entry]) -> None:
    kept = [entry.item_id for entry in entries]
    table.objects.filter(item__meeting__in=meeting_ids).exclude(item__in=kept).delete()
    table.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["item"], update_fields=_CHANGING_FIELDS
    )


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


def reindex(meetings: QuerySet[Meeting], *, processes: int = 1) -> Iterator[IndexedBatch]:
    """Index meetings in order of id, each batch in a transaction of its own; processes share the work.

    Their words are counted by and by: `count_changes` does it for a rebuild that was interrupted.
    """
    ids = list(meetings.order_by("pk").values_list("pk", flat=True))
    batches = [ids[start : start + _BATCH_SIZE] for start in range(0, len(ids), _BATCH_SIZE)]
    for number, batch in enumerate(_index_batches(batches, processes), 1):
        if number % _BATCHES_COUNTED == 0:
            count_changes()
        yield batch
    count_changes()


def _index_batches(batches: list[list[int]], processes: int) -> Iterator[IndexedBatch]:
    if processes == 1:
        yield from map(_index_batch, batches)
        return
    os.environ.setdefault("SEARCH_CACHED_WORDS", str(_CACHED_WORDS))
    with get_context("spawn").Pool(processes, django.setup) as pool:
        yield from pool.imap(_index_batch, batches)


@transaction.atomic
def _index_batch(meeting_ids: list[int]) -> IndexedBatch:
    with connection.cursor() as cursor:
        cursor.execute(_FOR_MANY_ROWS)
    return IndexedBatch(meeting_ids[-1], len(meeting_ids), _index(meeting_ids))


def finish_rebuild() -> None:
    """Merge what the inverted indexes still keep in a list, which every search would read to its end.

    And tell PostgreSQL how large the index is now, which estimates depend on.
    """
    tables = [SearchEntry._meta.db_table, SampledEntry._meta.db_table]  # noqa: SLF001 - documented API
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(gin_clean_pending_list(indexrelid)) FROM pg_index "
            "JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam "
            "WHERE amname = 'gin' AND indrelid = ANY(%s::regclass[])",
            [tables],
        )
        cursor.execute(f"ANALYZE {', '.join(tables)}")


# Characters of the attachments of one item that are searched, about a hundred pages: a second of work.
LONGEST_ATTACHED = 250_000
# What a process of a large rebuild remembers: it takes 190 MB with that, and 290 MB with twice as much.
_CACHED_WORDS = 80_000
# About 300 items: a second or two of work between two commits.
_BATCH_SIZE = 25
_BATCHES_COUNTED = 40
# A batch lost in a crash is found by --stale, so no commit waits for the disk; and new rows go into the
# inverted indexes some thousands at a time.
_FOR_MANY_ROWS = (
    "SELECT set_config('synchronous_commit', 'off', true), "
    "set_config('gin_pending_list_limit', '16MB', true), set_config('maintenance_work_mem', '256MB', true)"
)
_CHANGING_FIELDS = [field.attname for field in EntryFields._meta.concrete_fields]  # noqa: SLF001 - documented API
_FIELDS = [*_CHANGING_FIELDS, "item_id"]


def _published_items(meeting_ids: Sequence[int]) -> list[AgendaItem]:
    items = AgendaItem.objects.published().filter(meeting__in=meeting_ids)
    return list(
        items.select_related("meeting__committee", "case")
        .prefetch_related("decisions", "attachments__pages")
        .order_by("meeting", "position")
    )


def _make_entry(
    item: AgendaItem, texts: ItemTexts, pages: Sequence[AttachmentPage], analyzer: str
) -> SearchEntry:
    meeting, case, decision = item.meeting, item.case, item.own_decision
    subject = case.subject_id or "" if case else ""
    titles, decisions, others, attachments = texts
    places = place_keys([*titles, *decisions, *others, *attachments])
    occurrences = {key: len(found) for key, found in places.items()}
    key_count = sum(occurrences.values())
    attached = place_keys([*attachments, *_weighted("B", (page.text for page in pages))])
    outcome = decision.outcome if decision else ""
    marks = [
        *filter_marks(
            municipality_id=meeting.committee.municipality_id,
            committee_id=meeting.committee_id,
            held_on=meeting.held_on,
            outcome=outcome,
            subject=subject,
            kind=meeting.kind,
            has_attachments=bool(attachments),
        ),
        *sample_marks(item.pk),
        *strength_marks(occurrences, key_count),
        *(key for key in attached if key not in places),
    ]
    return SearchEntry(
        item=item,
        municipality_id=meeting.committee.municipality_id,
        committee_id=meeting.committee_id,
        case=case,
        held_on=meeting.held_on,
        year=meeting.held_on.year,
        kind=meeting.kind,
        key_count=key_count,
        outcome=outcome,
        subject_group=subject[:2],
        subject_number=subject,
        has_attachments=bool(attachments),
        is_closed=item.closed,
        analyzer=analyzer,
        vector=vector_text(places, marks),
        title_vector=document_vector(titles),
        decision_vector=document_vector(decisions),
        attachment_vector=vector_text(attached),
    )


def _texts(item: AgendaItem) -> ItemTexts:
    """What an item is found by: titles, own decision, the other text, and attachments.

    Names of committees and section headings are left out: they stand on every item and tell none apart.
    """
    number = item.case.number if item.case else item.case_number_raw
    titles = _weighted("A", [item.title, number])
    decisions = [decision.text for decision in item.decisions.all() if decision.is_own]
    own = _weighted("B", decisions)
    if item.closed:
        return titles, own, [], []
    earlier = (decision.text for decision in item.decisions.all() if not decision.is_own)
    attachments = [attachment.title for attachment in item.attachments.all()]
    sections = (text for _, text in searched_sections(item.sections, decisions, attachments))
    return titles, own, _weighted("B", [*earlier, *sections]), _weighted("B", attachments)


def _pages(item: AgendaItem) -> list[AttachmentPage]:
    """The pages of an item's attachments that are searched: from the first on, up to a bound."""
    pages: list[AttachmentPage] = []
    length = 0
    for page in chain.from_iterable(attachment.pages.all() for attachment in item.attachments.all()):
        length += len(page.text)
        if item.closed or length > LONGEST_ATTACHED:
            break
        pages.append(page)
    return pages


def _weighted(weight: Literal["A", "B"], texts: Iterable[str]) -> list[WeightedText]:
    return [(text, weight) for text in texts if text]
