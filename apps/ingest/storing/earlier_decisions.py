"""Links from an earlier decision that an item quotes to the item where it was taken, when we hold that one.

Both ways round: a new meeting quotes meetings we hold, and a meeting that comes late is quoted already.
"""

import datetime
from collections import defaultdict
from typing import NamedTuple

from apps.archive.models import AgendaItem, Decision, Meeting, Municipality
from apps.ingest.storing.placing import committee_slug


class _Reference(NamedTuple):
    committee_slug: str
    held_on: datetime.date | None
    point: str


def link_earlier_decisions(meeting: Meeting, municipality: Municipality) -> None:
    """Link what `meeting` quotes, and what quotes `meeting`; takes at most four queries."""
    quotes = Decision.objects.filter(is_own=False, decided_on__isnull=False)
    told_here = quotes.filter(item__meeting=meeting)
    told_of_it = quotes.filter(
        decided_on=meeting.held_on, item__meeting__committee__municipality=municipality
    )
    affected = {quote.pk: quote for found in (told_here, told_of_it) for quote in found}
    if not affected:
        return
    days = {quote.decided_on for quote in affected.values() if quote.decided_on}
    targets = _find_targets(municipality, days)
    changed = []
    for quote in affected.values():
        reference = _Reference(committee_slug(quote.committee_name), quote.decided_on, quote.point)
        target = targets.get(reference) if quote.point else None
        if quote.earlier_item_id != target:
            quote.earlier_item_id = target
            changed.append(quote)
    Decision.objects.bulk_update(changed, ["earlier_item"])


def _find_targets(municipality: Municipality, days: set[datetime.date]) -> dict[_Reference, int]:
    """The items of those days by what a quotation calls them; an ambiguous name is left out."""
    found = defaultdict(list)
    items = AgendaItem.objects.filter(
        meeting__committee__municipality=municipality, meeting__held_on__in=days
    ).exclude(number="")
    for pk, slug, held_on, number in items.values_list(
        "pk", "meeting__committee__slug", "meeting__held_on", "number"
    ):
        found[_Reference(slug, held_on, number)].append(pk)
    return {reference: pks[0] for reference, pks in found.items() if len(pks) == 1}
