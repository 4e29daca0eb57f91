"""One pass over the matches of a question: how many there are, and how many for each value of each facet."""

# Values are parameters; only names from this module and other conditions are put together to SQL.
# ruff: noqa: S608

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.search.conditions import Condition
from apps.search.estimates import read_rows
from apps.search.filters import FacetFilter

FACET_COLUMNS = {
    "kommune": "municipality_id",
    "udvalg": "committee_id",
    "aar": "year",
    "afgoerelse": "outcome",
    "emne": "subject_number",
    "art": "kind",
    "bilag": "has_attachments",
}
# How the values of a facet that are no texts come back from one column of texts.
_VALUES: dict[str, Callable[[str], Any]] = {"kommune": int, "udvalg": int, "aar": int, "bilag": "true".__eq__}


@dataclass(frozen=True, slots=True)
class Counts:
    """For each facet the count of each value under the filters of the other facets.

    `seen` is how many entries were looked at; `matching`, how many of them fulfil the filters of all facets.
    """

    by_facet: Mapping[str, Counter[Any]]
    seen: int
    matching: int


def count_values(table: str, condition: Condition, by_facet: Mapping[str, FacetFilter], cap: int) -> Counts:
    """Count the entries under a condition, at most one more than the cap: a grouping set for each facet."""
    chosen = list(by_facet)
    flags = "".join(f", ({by_facet[facet].flag}) AS in_{facet}" for facet in chosen)
    columns = ", ".join(FACET_COLUMNS.values())
    # One counter for each facet with a choice, and the first for all others: each is counted for every set.
    counters = ", ".join(_counter(chosen, but=facet) for facet in ("", *chosen))
    texts = ", ".join(f"{column}::text" for column in FACET_COLUMNS.values())
    sets = ", ".join(f"({column})" for column in FACET_COLUMNS.values())
    rows = read_rows(
        f"SELECT GROUPING({columns}), coalesce({texts}), count(*), {counters} "
        f"FROM (SELECT {columns}{flags} FROM {table} WHERE {condition.sql} LIMIT {cap + 1}) AS matching "
        f"GROUP BY GROUPING SETS ({sets}, ())",
        sum((by_facet[facet].params for facet in chosen), ()) + condition.params,
    )
    return _read_counts(rows, chosen)


def _counter(chosen: list[str], but: str = "") -> str:
    others = " AND ".join(f"in_{other}" for other in chosen if other != but)
    return f"count(*) FILTER (WHERE {others})" if others else "count(*)"


def _read_counts(rows: list[tuple[Any, ...]], chosen: list[str]) -> Counts:
    by_facet: dict[str, Counter[Any]] = {facet: Counter() for facet in FACET_COLUMNS}
    size = len(FACET_COLUMNS)
    # GROUPING has a zero bit for the one column that the row is grouped by, from the left.
    facet_of = {
        (1 << size) - 1 - (1 << (size - 1 - place)): facet for place, facet in enumerate(FACET_COLUMNS)
    }
    seen = matching = 0
    for grouping, value, everything, *counts in rows:
        facet = facet_of.get(grouping)
        if facet is None:
            seen, matching = everything, counts[0]
        elif value:
            counted = counts[chosen.index(facet) + 1] if facet in chosen else counts[0]
            by_facet[facet][_VALUES.get(facet, str)(value)] = counted
    return Counts(by_facet, seen, matching)
