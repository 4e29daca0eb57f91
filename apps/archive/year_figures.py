"""How many meetings and which outcomes a committee or a municipality has had, year by year."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db.models import Count
from django.db.models.functions import ExtractYear

from apps.archive.glossary import OUTCOME_FAMILIES
from apps.archive.models import Decision, Meeting

COUNT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year; `outcomes` holds the number of own decisions in each of the OUTCOME_FAMILIES, in order."""

    year: int
    meeting_count: int
    minutes_count: int
    outcomes: tuple[int, ...]

    @property
    def without_minutes(self) -> int:
        return self.meeting_count - self.minutes_count

    @property
    def decision_count(self) -> int:
        return sum(self.outcomes)


def figures_by_year(**meetings: Any) -> list[YearFigures]:
    """Newest year first; `meetings` filters meetings, such as `committee=…`. Any: whatever a filter takes."""
    totals: Counter[int] = Counter()
    minutes: Counter[int] = Counter()
    rows = Meeting.objects.published().filter(**meetings).annotate(year=ExtractYear("held_on")).order_by()
    for year, kind, count in rows.values_list("year", "kind").annotate(Count("pk")):
        totals[year] += count
        minutes[year] += count if kind == Meeting.Kind.MINUTES else 0
    outcomes = _outcomes_by_year(meetings) if totals else Counter()
    return [
        YearFigures(
            year,
            totals[year],
            minutes[year],
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
