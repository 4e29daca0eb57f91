"""Counts beside the filters. Each facet counts what its values would give, so it ignores its own selection.

One pass over the matches serves all facets. Above the cap the sample is counted and gives estimates.
"""

from collections import Counter
from collections.abc import Mapping
from math import log2
from typing import Any

from apps.archive.danish_order import danish_sort_key
from apps.archive.models import Committee, Municipality, Outcome
from apps.search.conditions import Condition
from apps.search.counting import Counts, count_values
from apps.search.estimates import SAMPLE_TABLE, TABLE, Estimates, in_sample
from apps.search.filters import FacetFilter
from apps.search.marks import LARGEST_SAMPLE
from apps.search.matching import COUNT_CAP, Matches
from apps.search.names import read_names, read_titles
from apps.search.results import Facet, FacetValue
from apps.search.search_request import HAS_ATTACHMENTS, KINDS, SearchRequest

# An estimate counts so many entries of the sample, or up to twice as many; fewer where each is unpacked.
_COUNTED = 3_000
_COUNTED_NEARBY = 700
_MOST_VALUES = 100
# The letters of a main group of KLE: 15.
_WIDEST = 2
_LABELS = {
    "kommune": "Kommune",
    "udvalg": "Udvalg",
    "aar": "År",
    "afgoerelse": "Afgørelse",
    "emne": "Emne",
    "art": "Dokument",
    "bilag": "Bilag",
}


def count_facets(request: SearchRequest, matches: Matches) -> tuple[Facet, ...]:
    """All facets of a request: exact up to the cap, estimated from the sample above it."""
    if matches.counts is not None:
        return _facets(request, matches.counts, matches.counts, exact=(True, True))
    filters = matches.filters
    estimated = _estimate(matches.words & filters.always, filters.by_facet, matches.estimates)
    if not matches.is_exact:
        return _facets(request, estimated, estimated, exact=(False, False))
    # Filters narrow: a facet without a choice of its own can be counted exactly within them.
    return _facets(
        request, estimated, count_values(TABLE, matches.condition, {}, COUNT_CAP), exact=(False, True)
    )


def _estimate(condition: Condition, by_facet: Mapping[str, FacetFilter], estimates: Estimates) -> Counts:
    wanted = _COUNTED_NEARBY if condition.is_rechecked else _COUNTED
    size = max(LARGEST_SAMPLE, int(log2(max(estimates.unfiltered or 0, 1) / wanted)))
    sample = count_values(SAMPLE_TABLE, condition & in_sample(size), by_facet, 4 * wanted)
    scaled = {
        facet: Counter({value: count << size for value, count in counter.items()})
        for facet, counter in sample.by_facet.items()
    }
    return Counts(scaled, sample.seen, sample.matching)


def _facets(
    request: SearchRequest, own: Counts, other: Counts, *, exact: tuple[bool, bool]
) -> tuple[Facet, ...]:
    """`own` counts facets with a choice, `other` those without; each is exact or not."""
    facets = []
    for facet, chosen in request.facet_values().items():
        counts, is_exact = (own, exact[0]) if chosen else (other, exact[1])
        picked = {str(value) for value in chosen}
        labelled = _LABELLERS[facet](counts.by_facet[facet], picked)
        facets.append(Facet(facet, _LABELS[facet], _values(facet, labelled, picked), is_exact))
    return tuple(facets)


# For each value of an address: its label and count. Chosen values are there even without hits.
_Labelled = dict[str, tuple[str, int]]


def _municipalities(counter: Counter[Any], picked: set[str]) -> _Labelled:
    chosen = Municipality.objects.filter(slug__in=picked).values_list("pk", flat=True) if picked else ()
    names = read_names(Municipality, {*counter, *chosen})
    return {slug: (name, counter[pk]) for pk, (slug, name) in names.items()}


def _committees(counter: Counter[Any], picked: set[str]) -> _Labelled:
    """Committees of the same name in several municipalities are one value."""
    known = Committee.objects.published().filter(slug__in=picked)
    chosen = known.values_list("pk", flat=True) if picked else ()
    labelled: _Labelled = {}
    for pk, (slug, name) in read_names(Committee, dict.fromkeys((*counter, *chosen))).items():
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
    titles = read_titles(numbers)
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
