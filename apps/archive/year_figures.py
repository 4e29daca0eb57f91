"""How many meetings and which outcomes a committee or a municipality has had, year by year."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.cache import caches
from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import ExtractYear, TruncDate

from apps.archive.glossary import OUTCOME_FAMILIES
from apps.archive.models import Decision, Meeting

COUNT_SECONDS = 600

_DAYS = ExpressionWrapper(TruncDate("published_at") - F("held_on"), DurationField())
# Minutes that come years later are loaded from an old archive and tell nothing of how fast the work goes.
_CAME_IN_TIME = Q(published_at__date__gte=F("held_on"), published_at__lte=F("held_on") + timedelta(days=365))


class Median(Aggregate):
    """The middle value; between the two in the middle of an even number."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year; `outcomes` holds the number of own decisions in each of the OUTCOME_FAMILIES, in order.

    `days` is the middle number of days from a meeting until its minutes were public here, None where unknown.
    """

    year: int
    meeting_count: int
    minutes_count: int
    days: int | None
    outcomes: tuple[int, ...]

    @property
    def without_minutes(self) -> int:
        return self.meeting_count - self.minutes_count


def figures_by_year(**meetings: Any) -> list[YearFigures]:
    """Newest year first; `meetings` filters meetings, such as `committee=…`. Any: whatever a filter takes."""
    totals: Counter[int] = Counter()
    minutes: Counter[int] = Counter()
    days: dict[int, int] = {}
    rows = Meeting.objects.published().filter(**meetings).annotate(year=ExtractYear("held_on")).order_by()
    counted = rows.values_list("year", "kind").annotate(Count("pk"), wait=Median(_DAYS, filter=_CAME_IN_TIME))
    for year, kind, count, wait in counted:
        totals[year] += count
        if kind == Meeting.Kind.MINUTES:
            minutes[year] = count
            days |= {year: round(wait / timedelta(days=1))} if wait is not None else {}
    outcomes = _outcomes_by_year(meetings) if totals else Counter()
    return [
        YearFigures(
            year,
            totals[year],
            minutes[year],
            days.get(year),
            tuple(sum(outcomes[year, one] for one in family.outcomes) for family in OUTCOME_FAMILIES),
        )
        for year in sorted(totals, reverse=True)
    ]


def _outcomes_by_year(meetings: dict[str, Any]) -> Counter[tuple[int, str]]:
    """Own decisions by year and outcome, counted at most every ten minutes: a municipality has very many."""
    key = "outcomes-" + "-".join(f"{name}-{row.pk}" for name, row in meetings.items())
    counts: Counter[tuple[int, str]] | None = caches["memory"].get(key)
    if counts is None:
        decisions = Decision.objects.published().filter(
            is_own=True, **{f"item__meeting__{name}": value for name, value in meetings.items()}
        )
        rows = decisions.annotate(year=ExtractYear("item__meeting__held_on")).order_by()
        counted = rows.values_list("year", "outcome").annotate(Count("pk"))
        counts = Counter({(year, outcome): count for year, outcome, count in counted})
        caches["memory"].set(key, counts, COUNT_SECONDS)
    return counts
