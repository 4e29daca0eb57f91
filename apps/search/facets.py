"""Counts beside the filters. Each facet counts what its values would give, so it ignores its own selection.

One pass over the matches serves all facets. Above the cap the sample is counted and gives estimates.
"""

# Values are parameters; only names from this module are put together to SQL.
# ruff: noqa: S608

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from typing import Any

from django.db.models import Q

from apps.archive.danish_order import danish_sort_key
from apps.archive.models import Committee, KleSubject, Municipality, Outcome
from apps.search.conditions import Condition
from apps.search.estimates import SAMPLE_TABLE, TABLE, Estimates, in_sample, read_rows
from apps.search.filters import FacetFilter
from apps.search.marks import LARGEST_SAMPLE
from apps.search.matching import COUNT_CAP, Matches
from apps.search.results import Facet, FacetValue
from apps.search.search_request import HAS_ATTACHMENTS, KINDS, SearchRequest

# An estimate counts so many entries of the sample, or up to twice as many; fewer where each is unpacked.
_COUNTED = 6_000
_COUNTED_NEARBY = 1_500
_MOST_VALUES = 100
# The letters of a main group of KLE: 15.
_WIDEST = 2
_COLUMNS = {
    "kommune": "municipality_id",
    "udvalg": "committee_id",
    "aar": "year",
    "afgoerelse": "outcome",
    "emne": "subject_number",
    "art": "kind",
    "bilag": "has_attachments",
}
_LABELS = {
    "kommune": "Kommune",
    "udvalg": "Udvalg",
    "aar": "År",
    "afgoerelse": "Afgørelse",
    "emne": "Emne",
    "art": "Dokument",
    "bilag": "Bilag",
}


@dataclass(frozen=True, slots=True)
class _Counts:
    """For each facet the count of each value; `seen` is how many matches were looked at."""

    by_facet: Mapping[str, Counter[Any]]
    seen: int
    is_exact: bool


def count_facets(request: SearchRequest, matches: Matches) -> tuple[Facet, ...]:
    """All facets of a request: exact up to the cap, estimated from the sample above it."""
    filters = matches.filters
    everything = matches.words & filters.always
    is_few = (matches.estimates.unfiltered or 0) <= 2 * COUNT_CAP
    if matches.is_exact and is_few:
        counts = _count(TABLE, everything, filters.by_facet, COUNT_CAP)
        if counts.seen <= COUNT_CAP:
            return _facets(request, counts, counts)
    estimated = _estimate(everything, filters.by_facet, matches.estimates)
    if not matches.is_exact:
        return _facets(request, estimated, estimated)
    # Filters narrow: a facet without a choice of its own can be counted exactly within them.
    return _facets(request, estimated, _count(TABLE, matches.condition, {}, COUNT_CAP))


def _estimate(condition: Condition, by_facet: Mapping[str, FacetFilter], estimates: Estimates) -> _Counts:
    wanted = _COUNTED_NEARBY if condition.is_rechecked else _COUNTED
    size = max(LARGEST_SAMPLE, int(log2(max(estimates.unfiltered or 0, 1) / wanted)))
    sample = _count(SAMPLE_TABLE, condition & in_sample(size), by_facet, 4 * wanted)
    scaled = {
        facet: Counter({value: count << size for value, count in counter.items()})
        for facet, counter in sample.by_facet.items()
    }
    return _Counts(scaled, sample.seen, is_exact=False)


def _count(table: str, condition: Condition, by_facet: Mapping[str, FacetFilter], cap: int) -> _Counts:
    """One pass: a grouping set for each facet, counting what the filters of the other facets let through."""
    chosen = list(by_facet)
    flags = "".join(f", ({by_facet[facet].flag}) AS in_{facet}" for facet in chosen)
    columns = ", ".join(_COLUMNS.values())
    counters = ", ".join(_counter(facet, chosen) for facet in _COLUMNS)
    sets = ", ".join(f"({column})" for column in _COLUMNS.values())
    rows = read_rows(
        f"WITH matching AS MATERIALIZED (SELECT {columns}{flags} FROM {table} "
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
    return {slug: (name, counter[pk]) for pk, slug, name in found.values_list("pk", "slug", "name")}


def _committees(counter: Counter[Any], picked: set[str]) -> _Labelled:
    """Committees of the same name in several municipalities are one value."""
    found = list(Committee.objects.filter(pk__in=list(counter)).values_list("pk", "slug", "name"))
    if picked:
        chosen = Committee.objects.published().filter(slug__in=picked).exclude(pk__in=list(counter))
        found += chosen.values_list("pk", "slug", "name")
    labelled: _Labelled = {}
    for pk, slug, name in found:
        label, count = labelled.get(slug, (name, 0))
        labelled[slug] = (label, count + counter[pk])
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
    """The widest subjects, and chosen ones at any level; each counts what is below it."""
    numbers = {*(number[:_WIDEST] for number in counter), *picked}
    titles = dict(KleSubject.objects.filter(pk__in=numbers).values_list("pk", "title"))
    counts = {
        number: sum(count for each, count in counter.items() if each.startswith(number)) for number in numbers
    }
    return {number: (f"{number} {titles.get(number, '')}".strip(), counts[number]) for number in numbers}


def _kinds(counter: Counter[Any], picked: set[str]) -> _Labelled:
    return {value: (kind.label, counter[kind]) for value, kind in KINDS.items()}


def _attachments(counter: Counter[Any], picked: set[str]) -> _Labelled:
    labels = {True: "Med bilag", False: "Uden bilag"}
    return {value: (labels[has], counter[has]) for value, has in HAS_ATTACHMENTS.items()}


_LABELLERS = {
    "kommune": _municipalities,
    "udvalg": _committees,
    "aar": _years,
    "afgoerelse": _outcomes,
    "emne": _subjects,
    "art": _kinds,
    "bilag": _attachments,
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
