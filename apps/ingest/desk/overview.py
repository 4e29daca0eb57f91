"""What the desk of a municipality shows: its queue, what was understood of a document, what is missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from apps.archive.models import AgendaItem, Municipality, SourceDocument
from apps.archive.originals import read_original
from apps.ingest.checking.cpr import find_cpr_numbers
from apps.ingest.desk.corrections import addressed_items
from apps.ingest.models import Finding, SourceText
from apps.ingest.parse import read_and_parse
from apps.ingest.pipeline import keep_text
from apps.ingest.reading import CONTENTS, FURNITURE
from apps.ingest.records import AgendaItemRecord, MeetingRecord

State = SourceDocument.State
# What needs a person comes first.
_ORDER = [
    State.HELD, State.INCOMPLETE, State.UNKNOWN_LAYOUT, State.UNREADABLE, State.FAILED, State.REVIEW,
    State.RECEIVED, State.PUBLISHED, State.ATTACHMENT, State.UNPACKED, State.DISCARDED,
]  # fmt: skip
_DONE = [State.PUBLISHED, State.DISCARDED, State.UNPACKED]
_JUDGED_ATTACHMENT = Q(state=State.ATTACHMENT) & ~Exists(
    Finding.objects.filter(source=OuterRef("pk"), accepted_at=None)
)
_FIELDS = {
    "title": "overskrift", "case_number": "sagsnummer", "decision": "beslutning", "sections": "sagstekst",
    "attachments": "bilag", "absent": "fravær", "prior_decisions": "tidligere beslutning", "number": "nummer",
    "closed": "lukket punkt", "votes": "afstemning", "outcome": "udfald",
}  # fmt: skip
_HEADER = {
    "committee_raw": "udvalg", "committee": "udvalg", "date": "dato", "time": "klokkeslæt",
    "location": "mødested", "closing_time": "mødet sluttede", "participants": "deltagere",
    "document_type": "art", "absent": "fravær", "preamble": "tekst før første punkt",
    FURNITURE: "sidehoved eller sidefod", CONTENTS: "indholdsfortegnelse", "municipality": "kommune",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item of a record with the address it was read at and the problems that are about it.

    `attachments` are the titles as they were read, each with what it is called now; empty when left out.
    """

    slug: str
    item: AgendaItemRecord
    problems: tuple[str, ...]
    is_corrected: bool
    attachments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """The public items of a committee in one year; `missing` are numbers that none of them has."""

    committee: str
    year: int
    meeting_count: int
    item_count: int
    missing: tuple[int, ...]


def queue(municipality: Municipality, state: str = "") -> QuerySet[SourceDocument]:
    """The documents of a municipality, problems first; without a state, those that are not public yet."""
    rows = SourceDocument.objects.filter(municipality=municipality).select_related("meeting__committee")
    shown = rows.filter(state=state) if state else rows.exclude(state__in=_DONE).exclude(_JUDGED_ATTACHMENT)
    rank = Case(
        *(When(state=known, then=Value(place)) for place, known in enumerate(_ORDER)),
        output_field=IntegerField(),
    )
    return (
        shown.defer("record")
        .annotate(
            rank=rank,
            open_finding_count=Count(
                "findings", filter=Q(findings__accepted_at=None, findings__tier="review")
            ),
        )
        .order_by("rank", "-received_at", "-pk")
    )


def count_by_state(municipality: Municipality) -> list[tuple[str, str, int]]:
    """Every state that documents are in, with its Danish name and how many, in the order of the queue."""
    counted = (
        SourceDocument.objects.filter(municipality=municipality).values("state").annotate(count=Count("pk"))
    )
    counts = {row["state"]: row["count"] for row in counted.order_by()}
    return [(state.value, str(state.label), counts[state]) for state in _ORDER if counts.get(state)]


def lines_of(source: SourceDocument) -> list[tuple[int, str, int, str]]:
    """The lines of a document with number, text, page and what each became, in Danish.

    Those of a document that came in by another way are read now; raises DocumentError or DamagedOriginal.
    """
    kept = SourceText.objects.filter(source=source).first()
    if kept is None:
        from_original = read_original(source.sha256)
        keep_text(source, *read_and_parse(from_original, source.file_name))
        kept = SourceText.objects.get(source=source)
    items = (source.record or {}).get("items", [])
    return [
        (number, without_numbers(text), page, place_in_words(place, items))
        for number, text, page, place in kept.lines
    ]


def without_numbers(text: str) -> str:
    """The text with the last four digits of every CPR number masked: whoever corrects it has the file."""
    for number in find_cpr_numbers(text):
        text = text.replace(number[6:], "••••")
    return text


def place_in_words(place: str, items: list[dict[str, Any]]) -> str:
    """`items[3].title` -> `punkt 24: overskrift`; a line that landed nowhere says so. `Any` is JSON."""
    head, _, rest = place.partition(".")
    if not head.startswith("items["):
        return _HEADER.get(head.partition("[")[0], "andet") if place else "ikke forstået"
    index = _index_in(head)
    item = items[index] if index < len(items) else {}
    field = rest.partition("[")[0].partition(".")[0]
    words = _FIELDS.get(field, "andet")
    if field == "sections" and _index_in(rest) < len(item.get("sections", ())):
        words = item["sections"][_index_in(rest)]["heading"].lower() or words
    return f"punkt {item.get('number') or index + 1}: {words}"


def _index_in(place: str) -> int:
    digits = place.partition("[")[2].partition("]")[0]
    return int(digits) if digits.isdecimal() else 0


def items_of(
    read: MeetingRecord,
    record: MeetingRecord,
    problems: Iterable[dict[str, Any]],
    standing: Mapping[tuple[str, str], Any],
) -> list[ItemShown]:
    """The items of `record` as the page shows them. `read` is the same without decisions, `standing` those
    decisions by target and field, `problems` those of the source as it keeps them.
    """
    corrected = {target for target, _ in standing}
    by_number: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        by_number[problem["item"] or ""].append(problem["message"])
    return [
        ItemShown(
            slug,
            item,
            tuple(by_number.get(before.number, ()) if before.number else ()),
            slug in corrected,
            _attachments(before, standing.get((slug, "attachments"), {})),
        )
        for (slug, before), item in zip(addressed_items(read.items), record.items, strict=True)
    ]


def _attachments(read: AgendaItemRecord, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Titles that stand twice are shown once: what is decided about them holds for both."""
    return tuple((title, names.get(title, title)) for title in dict.fromkeys(read.attachments))


def completeness_of(municipality: Municipality) -> list[Completeness]:
    """Committees that number their items through the year, and which numbers of a year are not public.

    A committee that starts again at 1 in every meeting has no such gaps.
    """
    rows = AgendaItem.objects.published().filter(meeting__committee__municipality=municipality)
    values = rows.values_list(
        "meeting__committee__name", "meeting__held_on__year", "meeting", "number", "closed"
    )
    numbers: dict[tuple[str, int], list[tuple[int, str, bool]]] = defaultdict(list)
    for name, year, meeting, number, closed in values.iterator():
        numbers[name, year].append((meeting, number, closed))
    return [
        _completeness(name, year, found)
        for (name, year), found in sorted(numbers.items(), key=lambda pair: (pair[0][0], -pair[0][1]))
    ]


def _completeness(name: str, year: int, found: list[tuple[int, str, bool]]) -> Completeness:
    meetings = {meeting for meeting, _, _ in found}
    counted = [int(number) for _, number, closed in found if number.isdecimal() and not closed]
    is_counted_through = max(Counter(counted).values(), default=0) == 1
    everywhere = {int(number) for _, number, _ in found if number.isdecimal()}
    missing: list[int] = []
    if is_counted_through and len(counted) > 1 and max(counted) < 5000:
        missing = [number for number in range(min(counted), max(counted)) if number not in everywhere]
    return Completeness(name, year, len(meetings), len(found), tuple(missing[:100]))
