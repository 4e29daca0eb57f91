"""Cases by subject (KLE-emne): main groups such as 15, groups such as 15.20, subjects such as 15.20.00."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from django.core.cache import caches
from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.urls import reverse

from apps.archive.models import AgendaItem, Case, Decision, KleSubject, Meeting, Municipality

MAIN_GROUP_LENGTH, GROUP_LENGTH = len("15"), len("15.20")
COUNT_SECONDS = 600
Counted = TypeVar("Counted")


@dataclass(frozen=True, slots=True)
class CountedSubject:
    """A subject with the number of public cases in it and below it, and the subjects right below it."""

    number: str
    title: str
    case_count: int
    below: tuple["CountedSubject", ...] = ()

    def get_absolute_url(self) -> str:
        return subject_url(self.number)


def subject_url(number: str) -> str:
    return reverse("archive:subject", args=[number])


def main_groups() -> list[CountedSubject]:
    """Every main group in order of number, also those without cases."""
    counts = _case_counts()
    subjects = KleSubject.objects.filter(number__regex=r"^\d\d$")
    return [CountedSubject(row.number, row.title, counts[row.number]) for row in subjects]


def find_subject(number: str) -> KleSubject | None:
    return KleSubject.objects.filter(number=number).first()


def subjects_above(subject: KleSubject) -> list[KleSubject]:
    """The main group and the group that the subject belongs to, outermost first."""
    number = subject.number
    above = {number[:MAIN_GROUP_LENGTH], number[:GROUP_LENGTH]} - {number}
    return list(KleSubject.objects.filter(number__in=above).order_by("number"))


def subjects_below(subject: KleSubject) -> list[CountedSubject]:
    """What lies right below it and has cases; groups come with their own subjects."""
    counts = _case_counts()
    rows = KleSubject.objects.filter(number__startswith=f"{subject.number}.").order_by("number")
    counted = [
        CountedSubject(row.number, row.title, counts[row.number]) for row in rows if counts[row.number]
    ]
    if len(subject.number) != MAIN_GROUP_LENGTH:
        return counted
    return [_group(list(rows)) for _, rows in groupby(counted, lambda row: row.number[:GROUP_LENGTH])]


def _group(rows: list[CountedSubject]) -> CountedSubject:
    """The first row is the group itself: it sorts before its subjects and counts them."""
    return CountedSubject(rows[0].number, rows[0].title, rows[0].case_count, tuple(rows[1:]))


def _remember(key: str, count: Callable[[], Counted]) -> Counted:
    """What `count` found at most ten minutes ago: a large archive is not counted anew for every reader."""
    found: Counted | None = caches["memory"].get(key)
    if found is None:
        found = count()
        caches["memory"].set(key, found, COUNT_SECONDS)
    return found


def _case_counts() -> Counter[str]:
    """Public cases by subject, each also counted in the groups above."""
    return _remember("cases-by-subject", _count_cases)


def _count_cases() -> Counter[str]:
    counts: Counter[str] = Counter()
    cases = Case.objects.published().filter(is_catch_all=False, subject__isnull=False)
    for number, count in cases.order_by().values_list("subject").annotate(Count("pk")):
        for level in {number[:MAIN_GROUP_LENGTH], number[:GROUP_LENGTH], number}:
            counts[level] += count
    return counts


def _in_subject(number: str, path: str) -> Q:
    """Rows whose case has this subject or one below it; numbers for unrelated items are no subject."""
    exact, below = Q(**{f"{path}subject": number}), Q(**{f"{path}subject__number__startswith": f"{number}."})
    return (exact | below) & Q(**{f"{path}is_catch_all": False})


def municipalities_with(number: str) -> list[Municipality]:
    """The municipalities with public cases in the subject, in Danish order, with `case_count`."""
    cases = Case.objects.published().filter(_in_subject(number, "")).order_by()
    by_municipality = cases.values_list("municipality").annotate(Count("pk"))
    counts: dict[int, int] = _remember(f"municipalities-with-{number}", lambda: dict(by_municipality))
    found = list(Municipality.objects.filter(pk__in=counts).order_by("sort_key"))
    for row in found:
        row.case_count = counts[row.pk]
    return found


def items_about(number: str, municipality: Municipality | None = None) -> QuerySet[AgendaItem]:
    """The public items in the subject, newest first, with what a list of decisions shows of them."""
    items = AgendaItem.objects.published().filter(_in_subject(number, "case__"))
    if municipality:
        items = items.filter(case__municipality=municipality)
    return _listed(items)


def newest_by_municipality(number: str, limit: int) -> list[AgendaItem]:
    """The newest public item of each municipality, newest first, for at most `limit` municipalities."""
    public = AgendaItem.objects.published()
    by_municipality = (
        public.filter(_in_subject(number, "case__"))
        .order_by("case__municipality_id", "-meeting__held_on", "-pk")
        .distinct("case__municipality_id")
    )
    newest = _remember(f"newest-in-{number}", lambda: list(by_municipality.values_list("pk", flat=True)))
    return list(_listed(public.filter(pk__in=newest))[:limit])


def subjects_of(limit: int, **meetings: object) -> list[CountedSubject]:
    """The subjects with most public cases among some meetings, such as those of one `committee`.

    Main groups are left out: where a case is filed no finer, they say too little.
    """
    items = AgendaItem.objects.published().filter(
        meeting__in=Meeting.objects.published().filter(**meetings),
        case__is_catch_all=False,
        case__subject__number__contains=".",
    )
    rows = items.order_by().values_list("case__subject", "case__subject__title")
    counted = rows.annotate(count=Count("case", distinct=True)).order_by("-count", "case__subject")
    return [CountedSubject(number, title, count) for number, title, count in counted[:limit]]


def related_cases(case: Case, limit: int) -> list[Case]:
    """The municipality's newest other public cases of the same subject in the same committees."""
    if case.is_catch_all or case.subject_id is None or "." not in case.subject_id:
        return []
    meetings = Meeting.objects.published()
    committees = meetings.filter(items__case=case).values("committee")
    others = Case.objects.filter(
        municipality=case.municipality_id, subject=case.subject_id, is_catch_all=False
    )
    in_common = Q(items__meeting__in=meetings.filter(committee__in=committees))
    return list(
        others.exclude(pk=case.pk)
        .filter(in_common)
        .select_related("municipality")
        .annotate(newest=Max("items__meeting__held_on"))
        .order_by("-newest", "pk")[:limit]
    )


def _listed(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    own = Decision.objects.filter(is_own=True)
    return (
        items.select_related("meeting__committee__municipality", "case")
        .defer("sections")
        .prefetch_related(Prefetch("decisions", own))
        .order_by("-meeting__held_on", "-pk")
    )
