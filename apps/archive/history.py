"""The versions of a meeting that the archive has received, and what changed for readers, and when.

Only what changed and where is told, never the earlier words: they may have been corrected because they
were not to be public.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from apps.archive.models import Meeting, Publication, SourceDocument
from apps.archive.outlines import Outline

MOST_VERSIONS = 20
# The number of an item and which time it is that the number comes.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One sort of change with the numbers of the items it happened to; empty for an item without one."""

    label: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """What readers saw from a time on, or a document that was received then and not shown.

    `changes` are those since what was shown before. `is_by_hand`: the document is the one shown before, and
    people corrected what was read from it, or took some of it back.
    """

    kind: str
    at: datetime
    item_count: int
    is_shown: bool
    was_shown: bool
    is_first: bool
    is_by_hand: bool
    changes: tuple[Change, ...]


def count_versions(meeting: Meeting) -> int:
    return meeting.publications.count() + _never_shown(meeting).count()


def read_history(meeting: Meeting) -> list[Version]:
    """The versions of a public meeting, newest first, at most `MOST_VERSIONS` of them."""
    # One more, to compare the last one with.
    publications = list(meeting.publications.all()[: MOST_VERSIONS + 1])
    versions = [
        *_shown(publications[::-1]),
        *(_not_shown(source) for source in _never_shown(meeting).order_by("-received_at")[:MOST_VERSIONS]),
    ]
    return sorted(versions, key=lambda version: version.at, reverse=True)[:MOST_VERSIONS]


def _never_shown(meeting: Meeting) -> QuerySet[SourceDocument]:
    sources = SourceDocument.objects.filter(
        meeting=meeting, state=SourceDocument.State.PUBLISHED, record__isnull=False
    )
    return sources.exclude(publications__meeting=meeting)


def _shown(publications: list[Publication]) -> Iterator[Version]:
    """`publications`, the oldest first."""
    before: Publication | None = None
    for row in publications:
        is_new = before is None or before.source_id != row.source_id
        yield Version(
            kind=row.get_kind_display(),
            at=row.published_at,
            item_count=len(row.outline),
            is_shown=row is publications[-1],
            was_shown=True,
            is_first=before is None,
            is_by_hand=not is_new,
            changes=tuple(find_changes(before.outline, row.outline)) if before else (),
        )
        before = row


def _not_shown(source: SourceDocument) -> Version:
    return Version(
        kind=_kind(source),
        at=source.received_at,
        item_count=len((source.record or {}).get("items") or []),
        is_shown=False,
        was_shown=False,
        is_first=False,
        is_by_hand=False,
        changes=(),
    )


def find_changes(before: Iterable[Outline], after: Iterable[Outline]) -> list[Change]:
    """What is different in the items of `after`, each sort of change once, in a fixed order."""
    old, new = _by_number(before), _by_number(after)
    both = [key for key in new if key in old]
    open_in_both = [key for key in both if not (old[key]["closed"] or new[key]["closed"])]

    def differing(keys: Iterable[Key], part: str) -> list[Key]:
        return [key for key in keys if old[key][part] != new[key][part]]

    decided = [key for key in both if new[key]["decision"] and not old[key]["decision"]]
    redecided = [key for key in differing(both, "decision") if key not in decided]
    found = {
        "Nye punkter": [key for key in new if key not in old],
        "Ikke med længere": [key for key in old if key not in new],
        "Ændret overskrift": differing(both, "title"),
        "Beslutning kommet til": decided,
        "Ændret beslutning": redecided,
        "Ændret sagsfremstilling eller indstilling": differing(open_in_both, "text"),
        "Ændrede bilag": differing(open_in_both, "attachments"),
        "Nu lukket": [key for key in both if new[key]["closed"] and not old[key]["closed"]],
        "Nu åbent": [key for key in both if old[key]["closed"] and not new[key]["closed"]],
    }
    return [Change(label, tuple(number for number, _ in keys)) for label, keys in found.items() if keys]


def _by_number(items: Iterable[Outline]) -> dict[Key, Outline]:
    """The items by number and, where a number comes again, by which time it is."""
    times: Counter[str] = Counter()
    keyed: dict[Key, Outline] = {}
    for item in items:
        times[item["number"]] += 1
        keyed[item["number"], times[item["number"]]] = item
    return keyed


def _kind(source: SourceDocument) -> str:
    """What a document calls itself; minutes also go by other names."""
    word = str((source.record or {}).get("document_type") or "").casefold()
    if "tillæg" in word:
        return Meeting.Kind.SUPPLEMENT.label
    if "dagsorden" in word:
        return Meeting.Kind.AGENDA.label
    return Meeting.Kind.MINUTES.label if word else "Dokument"
