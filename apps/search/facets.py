"""Counts beside the filters. Each facet counts what its values would give, so it ignores its own selection.

One pass over the matches serves all facets. Above the cap the sample is counted and gives estimates.
"""

# Values are parameters; only names from this module are put together to SQL.
# ruff: noqa: S608

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from apps.archive.models import Committee, KleSubject, Municipality, Outcome
from apps.search.filters import Filters
from apps.search.matching import COUNT_CAP, Condition, read_rows
from apps.search.models import SAMPLE_SHARE
from apps.search.results import Facet, FacetValue
from apps.search.search_request import SearchRequest

# A sample of a national archive's most common word stays below this.
_SAMPLE_CAP = 250_000
_MOST_VALUES = 100
_COLUMNS = {
    "kommune": "municipality_id",
    "udvalg": "committee_id",
    "aar": "year",
    "afgoerelse": "outcome",
    "emne": "subject_group",
}
_LABELS = {
    "kommune": "Kommune",
    "udvalg": "Udvalg",
    "aar": "År",
    "afgoerelse": "Afgørelse",
    "emne": "Emne",
}


@dataclass(frozen=True, slots=True)
class _Counts:
    """For each facet the count of each value; `seen` is how many matches were looked at."""

    by_facet: Mapping[str, Counter[str | int]]
    seen: int
    is_exact: bool


def count_facets(request: SearchRequest, words: Condition, filters: Filters, total: int) -> tuple[Facet, ...]:
    """All facets of a request; `total` is the number of matches under all filters, counted up to the cap."""
    counts = _count(words & filters.always, filters.by_facet, COUNT_CAP)
    if counts.seen <= COUNT_CAP:
        return _facets(request, counts, counts)
    estimated = _estimate(words & filters.always, filters.by_facet)
    # Filters narrow: within them a facet without a choice of its own can often be counted exactly.
    narrow = (
        _count(words & filters.all(), {}, COUNT_CAP) if filters.by_facet and total <= COUNT_CAP else estimated
    )
    return _facets(request, estimated, narrow)


def _estimate(condition: Condition, by_facet: Mapping[str, Condition]) -> _Counts:
    sample = _count(condition & Condition("is_sample"), by_facet, _SAMPLE_CAP)
    scaled = {
        facet: Counter({value: count * SAMPLE_SHARE for value, count in counter.items()})
        for facet, counter in sample.by_facet.items()
    }
    return _Counts(scaled, sample.seen, is_exact=False)


def _count(condition: Condition, by_facet: Mapping[str, Condition], cap: int) -> _Counts:
    """One pass: a grouping set for each facet, counting what the filters of the other facets let through."""
    chosen = list(by_facet)
    flags = "".join(f", ({by_facet[facet].sql}) AS in_{facet}" for facet in chosen)
    columns = ", ".join(_COLUMNS.values())
    counters = ", ".join(_counter(facet, chosen) for facet in _COLUMNS)
    sets = ", ".join(f"({column})" for column in _COLUMNS.values())
    rows = read_rows(
        f"WITH matching AS MATERIALIZED (SELECT {columns}{flags} FROM search_searchentry "
        f"WHERE {condition.sql} LIMIT {cap + 1}) "
        f"SELECT GROUPING({columns}), {columns}, count(*), {counters} FROM matching "
        f"GROUP BY GROUPING SETS ({sets}, ())",
        sum((by_facet[facet].params for facet in chosen), ()) + condition.params,
    )
    return _read_counts(rows)


def _counter(facet: str, chosen: list[str]) -> str:
    others = " AND ".join(f"in_{other}" for other in chosen if other != facet)
    return f"count(*) FILTER (WHERE {others})" if others else "count(*)"


def _read_counts(rows: list[tuple[object, ...]]) -> _Counts:
    by_facet: dict[str, Counter[str | int]] = {facet: Counter() for facet in _COLUMNS}
    size = len(_COLUMNS)
    seen = 0
    for grouping, *columns in rows:
        values, everything, counts = columns[:size], columns[size], columns[size + 1 :]
        # GROUPING has a zero bit for the one column that the row is grouped by.
        place = next(
            (index for index in range(size) if not int(str(grouping)) >> (size - 1 - index) & 1), None
        )
        if place is None:
            seen = int(str(everything))
        elif values[place] not in ("", None):
            facet = list(_COLUMNS)[place]
            by_facet[facet][values[place]] += int(str(counts[place]))  # type: ignore[index]
    return _Counts(by_facet, seen, is_exact=True)


def _facets(request: SearchRequest, own: _Counts, other: _Counts) -> tuple[Facet, ...]:
    """`own` counts facets with a choice, `other` those without."""
    chosen = request.facet_values()
    used = {facet: own if chosen[facet] else other for facet in _COLUMNS}
    readers = {
        "kommune": _municipalities,
        "udvalg": _committees,
        "aar": _years,
        "afgoerelse": _outcomes,
        "emne": _subjects,
    }
    return tuple(
        Facet(
            facet,
            _LABELS[facet],
            _values(facet, readers[facet](used[facet].by_facet[facet]), chosen[facet]),
            used[facet].is_exact,
        )
        for facet in _COLUMNS
    )


# For each value of an address: its label and count.
_Labelled = dict[str, tuple[str, int]]


def _municipalities(counter: Counter[str | int]) -> _Labelled:
    found = Municipality.objects.filter(pk__in=list(counter)).values_list("pk", "slug", "name")
    return {slug: (name, counter[pk]) for pk, slug, name in found}


def _committees(counter: Counter[str | int]) -> _Labelled:
    """Committees of the same name in several municipalities are one value."""
    labelled: _Labelled = {}
    for pk, slug, name in Committee.objects.filter(pk__in=list(counter)).values_list("pk", "slug", "name"):
        label, count = labelled.get(slug, (name, 0))
        labelled[slug] = (label, count + counter[pk])
    return labelled


def _years(counter: Counter[str | int]) -> _Labelled:
    return {str(year): (str(year), counter[year]) for year in sorted(counter, reverse=True)}


def _outcomes(counter: Counter[str | int]) -> _Labelled:
    labels = dict(Outcome.choices)
    return {str(value): (labels[str(value)].capitalize(), count) for value, count in counter.items()}


def _subjects(counter: Counter[str | int]) -> _Labelled:
    titles = dict(KleSubject.objects.filter(pk__in=list(counter)).values_list("pk", "title"))
    return {
        str(number): (f"{number} {titles.get(str(number), '')}".strip(), count)
        for number, count in counter.items()
    }


def _values(
    facet: str, labelled: _Labelled, chosen: tuple[str, ...] | tuple[int, ...]
) -> tuple[FacetValue, ...]:
    """Values with hits and chosen ones; most hits first, years by year."""
    picked = {str(value) for value in chosen}
    for value in picked - labelled.keys():
        labelled[value] = (value, 0)
    values = [
        FacetValue(value, label, count, value in picked)
        for value, (label, count) in labelled.items()
        if count or value in picked
    ]
    if facet == "aar":
        values.sort(key=lambda each: each.value, reverse=True)
    else:
        values.sort(key=lambda each: (not each.is_chosen, -each.count, each.label))
    return tuple(values[:_MOST_VALUES])
