"""Counts beside the filters. Each facet counts what its values would give, so it ignores its own selection.

One pass over the matches serves all facets. Above the cap the sample is counted and gives estimates.
"""

# Values are parameters; only names from this module are put together to SQL.
# ruff: noqa: S608

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from apps.archive.danish_order import danish_sort_key
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

    by_facet: Mapping[str, Counter[Any]]
    seen: int
    is_exact: bool


def count_facets(request: SearchRequest, words: Condition, filters: Filters, total: int) -> tuple[Facet, ...]:
    """All facets of a request; `total` is the number of matches under all filters, counted up to the cap."""
    everything = words & filters.always
    if total <= COUNT_CAP:
        counts = _count(everything, filters.by_facet, COUNT_CAP)
        if counts.seen <= COUNT_CAP:
            return _facets(request, counts, counts)
    estimated = _estimate(everything, filters.by_facet)
    if total > COUNT_CAP:
        return _facets(request, estimated, estimated)
    # Filters narrow: a facet without a choice of its own can be counted exactly within them.
    return _facets(request, estimated, _count(words & filters.all(), {}, COUNT_CAP))


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


def _read_counts(rows: list[tuple[Any, ...]]) -> _Counts:
    by_facet: dict[str, Counter[Any]] = {facet: Counter() for facet in _COLUMNS}
    size = len(_COLUMNS)
    seen = 0
    for grouping, *fields in rows:
        values, everything, counts = fields[:size], fields[size], fields[size + 1 :]
        # GROUPING has a zero bit for the one column that the row is grouped by, from the left.
        places = [index for index in range(size) if not grouping >> (size - 1 - index) & 1]
        if not places:
            seen = everything
        elif values[places[0]] != "":
            by_facet[list(_COLUMNS)[places[0]]][values[places[0]]] += counts[places[0]]
    return _Counts(by_facet, seen, is_exact=True)


def _facets(request: SearchRequest, own: _Counts, other: _Counts) -> tuple[Facet, ...]:
    """`own` counts facets with a choice, `other` those without."""
    facets = []
    for facet, chosen in request.facet_values().items():
        counts = own if chosen else other
        picked = {str(value) for value in chosen}
        labelled = _LABELLERS[facet](counts.by_facet[facet], picked)
        facets.append(Facet(facet, _LABELS[facet], _values(facet, labelled, picked), counts.is_exact))
    return tuple(facets)


# For each value of an address: its label and count. Chosen values are there even without hits.
_Labelled = dict[str, tuple[str, int]]


def _municipalities(counter: Counter[Any], picked: set[str]) -> _Labelled:
    found = Municipality.objects.filter(Q(pk__in=list(counter)) | Q(slug__in=picked))
    return {each.slug: (each.name, counter[each.pk]) for each in found.only("slug", "name")}


def _committees(counter: Counter[Any], picked: set[str]) -> _Labelled:
    """Committees of the same name in several municipalities are one value."""
    found = Committee.objects.published().filter(Q(pk__in=list(counter)) | Q(slug__in=picked))
    labelled: _Labelled = {}
    for each in found.only("slug", "name"):
        label, count = labelled.get(each.slug, (each.name, 0))
        labelled[each.slug] = (label, count + counter[each.pk])
    return labelled


def _years(counter: Counter[Any], picked: set[str]) -> _Labelled:
    return {str(year): (str(year), counter[year]) for year in {*counter, *map(int, picked)}}


def _outcomes(counter: Counter[Any], picked: set[str]) -> _Labelled:
    return {
        value: (label.capitalize(), counter[value])
        for value, label in Outcome.choices
        if value in counter or value in picked
    }


def _subjects(counter: Counter[Any], picked: set[str]) -> _Labelled:
    numbers = {*counter, *picked}
    titles = dict(KleSubject.objects.filter(pk__in=numbers).values_list("pk", "title"))
    return {number: (f"{number} {titles.get(number, '')}".strip(), counter[number]) for number in numbers}


_LABELLERS = {
    "kommune": _municipalities,
    "udvalg": _committees,
    "aar": _years,
    "afgoerelse": _outcomes,
    "emne": _subjects,
}


def _values(facet: str, labelled: _Labelled, picked: set[str]) -> tuple[FacetValue, ...]:
    """Values with hits and chosen ones: years from the last one, others with most hits first."""
    values = [
        FacetValue(value, label, count, value in picked)
        for value, (label, count) in labelled.items()
        if count or value in picked
    ]
    if facet == "aar":
        values.sort(key=lambda each: each.value, reverse=True)
    else:
        values.sort(key=lambda each: (-each.count, danish_sort_key(each.label)))
    return tuple(value for place, value in enumerate(values) if place < _MOST_VALUES or value.is_chosen)
