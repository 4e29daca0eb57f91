"""The versions of a meeting that the archive has received, and what changed from one to the next.

Only what changed and where is told, never the earlier words: they may have been corrected because they
were not to be public. Of closed items nothing is compared but number, title and decision.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from apps.archive.models import Meeting, SourceDocument

MOST_VERSIONS = 20
_RANKS = {Meeting.Kind.SUPPLEMENT: 0, Meeting.Kind.AGENDA: 1, Meeting.Kind.MINUTES: 2}
# An item of a record as the pipeline keeps it: field names to JSON values.
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One sort of change with the numbers of the items it happened to; empty for an item without one."""

    label: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One document received. `changes` are those since the version that was shown before it."""

    kind: str
    received_at: datetime
    item_count: int
    is_shown: bool
    was_shown: bool
    is_first: bool
    changes: tuple[Change, ...]


def count_versions(meeting: Meeting) -> int:
    return _published_versions(meeting).count()


def read_history(meeting: Meeting) -> list[Version]:
    """The versions of a public meeting, newest first, at most `MOST_VERSIONS` of them."""
    sources = list(_published_versions(meeting).order_by("-received_at", "-pk")[:MOST_VERSIONS])
    versions: list[Version] = []
    shown: SourceDocument | None = None
    for source in reversed(sources):
        takes_over = shown is None or _rank(source) >= _rank(shown)
        versions.append(_read_version(source, shown, meeting, takes_over=takes_over))
        shown = source if takes_over else shown
    return versions[::-1]


def _published_versions(meeting: Meeting) -> QuerySet[SourceDocument]:
    return SourceDocument.objects.filter(
        meeting=meeting, state=SourceDocument.State.PUBLISHED, record__isnull=False
    )


def _read_version(
    source: SourceDocument, before: SourceDocument | None, meeting: Meeting, *, takes_over: bool
) -> Version:
    kind = _kind(source)
    return Version(
        kind=kind.label if kind else "Dokument",
        received_at=source.received_at,
        item_count=len(_items(source)),
        is_shown=source.pk == meeting.source_id,
        was_shown=takes_over,
        is_first=before is None,
        changes=tuple(find_changes(_items(before), _items(source))) if before and takes_over else (),
    )


def find_changes(before: Iterable[Item], after: Iterable[Item]) -> list[Change]:
    """What is different in the items of `after`, each sort of change once, in a fixed order."""
    old, new = _by_number(before), _by_number(after)
    both = [key for key in new if key in old]
    open_in_both = [key for key in both if not (old[key].get("closed") or new[key].get("closed"))]

    def differing(keys: Iterable[tuple[str, int]], part: Callable[[Item], object]) -> list[tuple[str, int]]:
        return [key for key in keys if part(old[key]) != part(new[key])]

    decided = [key for key in both if _decision(new[key]) and not _decision(old[key])]
    found = {
        "Nye punkter": [key for key in new if key not in old],
        "Ikke med længere": [key for key in old if key not in new],
        "Ændret overskrift": differing(both, lambda item: _words(item.get("title"))),
        "Beslutning kommet til": decided,
        "Ændret beslutning": [key for key in differing(both, _decision) if key not in decided],
        "Ændret sagsfremstilling eller indstilling": differing(open_in_both, _text),
        "Ændrede bilag": differing(open_in_both, lambda item: item.get("attachments") or []),
        "Nu lukket": [key for key in both if new[key].get("closed") and not old[key].get("closed")],
        "Nu åbent": [key for key in both if old[key].get("closed") and not new[key].get("closed")],
    }
    return [Change(label, tuple(number for number, _ in keys)) for label, keys in found.items() if keys]


def _by_number(items: Iterable[Item]) -> dict[tuple[str, int], Item]:
    """The items by number and, where a number comes again, by which time it is."""
    times: Counter[str] = Counter()
    keyed: dict[tuple[str, int], Item] = {}
    for item in items:
        number = str(item.get("number") or "")
        times[number] += 1
        keyed[number, times[number]] = item
    return keyed


def _items(source: SourceDocument) -> list[Item]:
    return list((source.record or {}).get("items") or [])


def _words(text: object) -> str:
    """Text without its line breaks: how a source wraps its lines is no change."""
    return " ".join(str(text or "").split())


def _decision(item: Item) -> str:
    return _words(item.get("decision"))


def _text(item: Item) -> list[tuple[str, str]]:
    sections = item.get("sections") or []
    # The decision and the attachments are compared apart, and attendance is no part of the case.
    kinds = {"decision", "attachments", "attendance"}
    return [(_words(row["heading"]), _words(row["text"])) for row in sections if row["kind"] not in kinds]


def _rank(source: SourceDocument) -> int:
    kind = _kind(source)
    return _RANKS[kind] if kind else -1


def _kind(source: SourceDocument) -> Meeting.Kind | None:
    """The kind that a document calls itself; minutes also go by other names."""
    word = str((source.record or {}).get("document_type") or "").casefold()
    if "tillæg" in word:
        return Meeting.Kind.SUPPLEMENT
    if "dagsorden" in word:
        return Meeting.Kind.AGENDA
    return Meeting.Kind.MINUTES if word else None
