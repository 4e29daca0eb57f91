"""Committees that go on under another name: which took over from which."""

from apps.archive.models import Committee


def published_relatives(committee: Committee) -> tuple[list[Committee], list[Committee]]:
    """Those that took over from this committee, in order, and those it took over from, nearest first.

    A committee without public meetings is left out, but not those before and after it.
    """
    renamed = Committee.objects.filter(municipality=committee.municipality_id, successor__isnull=False)
    successors = dict(renamed.order_by("sort_key").values_list("pk", "successor_id"))
    later, earlier = [committee.pk], [committee.pk]
    while (following := successors.get(later[-1])) and following not in later:
        later.append(following)
    for known in earlier:  # grows while it is read
        earlier += [pk for pk, following in successors.items() if following == known and pk not in earlier]
    public = Committee.objects.published().select_related("municipality")
    rows = {row.pk: row for row in public.filter(pk__in=[*later[1:], *earlier[1:]])}
    return [rows[pk] for pk in later if pk in rows], [rows[pk] for pk in earlier if pk in rows]
