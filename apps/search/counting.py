"""One pass over the matches of a question: how many there are, and how many for each value of each facet."""

# Values are parameters; only names from this module and other conditions are put together to SQL.
# ruff: noqa: S608

from collections import Counter
from collections.abc import Mapping
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
    counters = ", ".join(_counter(chosen, but=facet) for facet in FACET_COLUMNS)
    sets = ", ".join(f"({column})" for column in FACET_COLUMNS.values())
    rows = read_rows(
        f"WITH matching AS MATERIALIZED (SELECT {columns}{flags} FROM {table} "
        f"WHERE {condition.sql} LIMIT {cap + 1}) "
        f"SELECT GROUPING({columns}), {columns}, count(*), {_counter(chosen)}, {counters} FROM matching "
        f"GROUP BY GROUPING SETS ({sets}, ())",
        sum((by_facet[facet].params for facet in chosen), ()) + condition.params,
    )
    return _read_counts(rows)


def _counter(chosen: list[str], but: str = "") -> str:
    others = " AND ".join(f"in_{other}" for other in chosen if other != but)
    return f"count(*) FILTER (WHERE {others})" if others else "count(*)"


def _read_counts(rows: list[tuple[Any, ...]]) -> Counts:
    by_facet: dict[str, Counter[Any]] = {facet: Counter() for facet in FACET_COLUMNS}
    facets, size = list(FACET_COLUMNS), len(FACET_COLUMNS)
    # GROUPING has a zero bit for the one column that the row is grouped by, from the left.
    place_of = {(1 << size) - 1 - (1 << (size - 1 - place)): place for place in range(size)}
    seen = matching = 0
    for row in rows:
        place = place_of.get(row[0])
        if place is None:
            seen, matching = row[size + 1], row[size + 2]
        elif row[1 + place] != "":
            by_facet[facets[place]][row[1 + place]] = row[size + 3 + place]
    return Counts(by_facet, seen, matching)
