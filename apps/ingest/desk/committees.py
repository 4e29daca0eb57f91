"""Renaming committees, merging two that are one, and saying which committee took over from which."""

from django.db import transaction
from django.db.models import Count, QuerySet

from apps.accounts.models import User
from apps.archive.danish_order import danish_sort_key
from apps.archive.models import Committee, FormerCommittee, Meeting, Municipality
from apps.ingest.storing.placing import committee_slug, is_committee_name
from apps.search.indexing import index_meetings

_BATCH = 25
_MOST_DAYS = 5


class CannotChange(Exception):
    """The committee stays as it is. `str(error)` is the Danish sentence."""


def committees_of(municipality: Municipality) -> QuerySet[Committee]:
    """All of them, public or not, with `meeting_count`."""
    rows: QuerySet[Committee] = Committee.objects.filter(municipality=municipality)
    return rows.select_related("successor").annotate(meeting_count=Count("meetings")).order_by("sort_key")


@transaction.atomic
def rename_committee(committee: Committee, name: str, *, by: User, seen: str) -> None:
    """Give a committee another name. Its old address leads to the new one; raises CannotChange."""
    committee = _lock(committee)
    if committee.name != seen:
        raise CannotChange(f"Udvalget er imens omdøbt til {committee.name}.")
    if not is_committee_name(name):
        raise CannotChange("Det kan et udvalg ikke hedde.")
    slug = committee_slug(name)
    others = Committee.objects.filter(municipality=committee.municipality).exclude(pk=committee.pk)
    if others.filter(slug=slug).exists() or others.filter(name=name).exists():
        raise CannotChange("Der er allerede et udvalg med det navn. Læg de to sammen i stedet.")
    former = FormerCommittee.objects.filter(municipality=committee.municipality, slug=slug).first()
    if former and former.committee != committee:
        raise CannotChange(f"Navnet fører allerede til {former.committee}.")
    if former:
        former.delete()
    if slug != committee.slug:
        _remember(committee, committee, by)
    committee.name, committee.slug, committee.sort_key = name, slug, danish_sort_key(name)
    committee.save(update_fields=["name", "slug", "sort_key"])


@transaction.atomic
def merge_committee(committee: Committee, into: Committee, *, by: User) -> int:
    """Move every meeting of a committee to another; returns how many. The old address leads there.

    Raises CannotChange when both held a meeting on the same day: those may be two versions of one meeting,
    which somebody settles on the document first.
    """
    committee = _lock(committee)
    into = Committee.objects.get(pk=into.pk)
    if committee.municipality_id != into.municipality_id or committee == into:
        raise CannotChange("Vælg et andet udvalg i samme kommune.")
    days = Meeting.objects.filter(committee=into).values("held_on")
    if both := list(committee.meetings.filter(held_on__in=days).order_by("held_on")[:_MOST_DAYS]):
        told = ", ".join(f"{meeting.held_on:%d-%m-%Y}" for meeting in both)
        raise CannotChange(f"Begge udvalg har et møde {told}. Ret udvalget på de dokumenter først.")
    moved = list(committee.meetings.values_list("pk", flat=True))
    committee.meetings.update(committee=into)
    Committee.objects.filter(successor=committee).exclude(pk=into.pk).update(successor=into)
    Committee.objects.filter(pk=into.pk, successor=committee).update(successor=None)
    committee.former_names.update(committee=into)
    _remember(committee, into, by)
    for start in range(0, len(moved), _BATCH):
        index_meetings(moved[start : start + _BATCH])
    committee.delete()
    return len(moved)


@transaction.atomic
def set_successor(committee: Committee, successor: Committee | None) -> None:
    """Say which committee took over; raises CannotChange where that would go round in a circle."""
    committee = _lock(committee)
    later, seen = successor, {committee.pk}
    while later:
        if later.pk in seen or later.municipality_id != committee.municipality_id:
            raise CannotChange("Et udvalg kan ikke afløse sig selv.")
        seen.add(later.pk)
        later = later.successor
    committee.successor = successor
    committee.save(update_fields=["successor"])


def _lock(committee: Committee) -> Committee:
    """One at a time in a municipality, as for storing documents; the committee as it is now."""
    Municipality.objects.select_for_update(no_key=True).get(pk=committee.municipality_id)
    rows = Committee.objects.select_related("municipality")
    found: Committee | None = rows.filter(pk=committee.pk).first()
    if found is None:
        raise CannotChange("Udvalget er imens lagt sammen med et andet.")
    return found


def _remember(former: Committee, now: Committee, by: User) -> None:
    FormerCommittee.objects.update_or_create(
        municipality=former.municipality,
        slug=former.slug,
        defaults={"name": former.name, "committee": now, "decided_by": by},
    )
