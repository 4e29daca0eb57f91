"""Which entries match a question, and which of them come first: every read here is bounded.

All matches are counted and ranked up to the caps. Beyond them totals are "more than", and the best are found
by `ranking`.
"""

# Values are parameters; only names from this module and other conditions are put together to SQL.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass

from apps.search.conditions import Condition, ranking_query, widen, words_condition
from apps.search.counting import Counts, count_values
from apps.search.estimates import (
    MOST_UNPACKED,
    SAMPLE_TABLE,
    TABLE,
    Estimates,
    estimate,
    read_rows,
)
from apps.search.filters import Filters
from apps.search.marks import LARGEST_SAMPLE, any_mark, year_mark
from apps.search.query_language import Group, Question
from apps.search.ranking import rank_candidates, rank_nearby
from apps.search.search_request import Sort

# Up to here matches are counted one by one; above, "over 10.000".
COUNT_CAP = 10_000
# Ranking by nearness of words costs about 10 microseconds a match: up to here all of them are ranked so.
RANK_CAP = 500
# C and D are words inside compounds of title and body, A and B the words themselves: once in the title is
# worth five times in the text, and a word of its own a little more than one inside a compound.
WEIGHTS = "{0.15,0.8,0.2,1.0}"
# rank / (rank + 1): the same order, as a number between 0 and 1.
NORMALISATION = 32
# So many of the items that are most about frequent words are looked at for them near each other, and so many
# where that gives few.
_UNPACKED_NEARBY = (2_000, 10_000)
_FEW = 20
# Entries walked by date until a page of matches is met; each is unpacked, which takes about 12 microseconds.
_MOST_WALKED = 2_000


@dataclass(frozen=True, slots=True)
class RankedItem:
    item_id: int
    score: float


@dataclass(frozen=True, slots=True)
class Matches:
    """What a question finds under its filters; `total` is exact up to the cap, else more than it says.

    `counts` are those of the facets where few enough were found to count them all. `bounded` are the best
    where words that stand in very many items are asked for near each other: only the items that are most
    about them are looked at.
    """

    question: Question
    words: Condition
    filters: Filters
    total: int
    is_exact: bool
    estimates: Estimates
    counts: Counts | None = None
    bounded: tuple[RankedItem, ...] | None = None

    @property
    def condition(self) -> Condition:
        return self.words & self.filters.all()


def find_matches(question: Question, filters: Filters, words: Condition | None = None) -> Matches:
    """Count what a question finds; `words` replaces what the question means by itself."""
    estimates = estimate(question, filters, words)
    if words is None:
        words = words_condition(question, plain=estimates.written_apart_is_costly)
    condition = words & filters.all()
    expected = estimates.matching or 0
    if expected > MOST_UNPACKED and condition.is_rechecked:
        bounded = tuple(_rank_bounded(condition, estimates))
        return Matches(question, words, filters, len(bounded), False, estimates, bounded=bounded)
    if expected > 2 * COUNT_CAP:
        return Matches(question, words, filters, COUNT_CAP, False, estimates)
    unfiltered = estimates.unfiltered or 0
    if unfiltered <= (MOST_UNPACKED if condition.is_rechecked else 2 * COUNT_CAP):
        if condition.is_rechecked:
            words = _found_once(words & filters.always)
        counts = count_values(TABLE, words & filters.always, filters.by_facet, COUNT_CAP)
        if counts.seen <= COUNT_CAP:
            return Matches(question, words, filters, counts.matching, True, estimates, counts)
        if not filters.by_facet:
            return Matches(question, words, filters, COUNT_CAP, False, estimates)
    total = count_matches(condition)
    return Matches(question, words, filters, min(total, COUNT_CAP), total <= COUNT_CAP, estimates)


def _found_once(condition: Condition) -> Condition:
    """The entries under a condition by their ids, if they are few: their vectors are unpacked once, not for
    each read.
    """
    rows = read_rows(
        f"SELECT item_id FROM {TABLE} WHERE {condition.sql} LIMIT {COUNT_CAP + 1}", condition.params
    )
    if len(rows) > COUNT_CAP:
        return condition
    return Condition(other="item_id = ANY(%s)", other_params=([item_id for (item_id,) in rows],))


def _rank_bounded(condition: Condition, estimates: Estimates) -> list[RankedItem]:
    """The best among the items that are most about the words; among more of them when that is no page."""
    found: list[tuple[int, float]] = []
    for most_unpacked in _UNPACKED_NEARBY:
        ranked = rank_nearby(condition, estimates, most_unpacked=most_unpacked)
        found = read_rows(ranked.other, ranked.other_params)
        if len(found) >= _FEW:
            break
    return [RankedItem(item_id, float(score)) for item_id, score in found]


def count_matches(condition: Condition) -> int:
    """How many entries match; one more than COUNT_CAP means more than that."""
    found = f"SELECT 1 FROM {TABLE} WHERE {condition.sql} LIMIT {COUNT_CAP + 1}"
    return int(read_rows(f"SELECT count(*) FROM ({found}) AS found", condition.params)[0][0])


def find_occurring(groups: Sequence[Group], condition: Condition) -> list[bool]:
    """For each group whether any entry has it under the condition; the sample is quick for frequent words."""
    conditions = [words_condition(Question((group,))) & condition for group in groups]
    columns = ", ".join(
        f"EXISTS (SELECT FROM {SAMPLE_TABLE} WHERE {each.sql}) "
        f"OR EXISTS (SELECT FROM {TABLE} WHERE {each.sql})"
        for each in conditions
    )
    row = read_rows(f"SELECT {columns}", sum((each.params * 2 for each in conditions), ()))[0]
    return [bool(value) for value in row]


def read_page(matches: Matches, *, sort: Sort, offset: int, limit: int) -> list[RankedItem]:
    """One page of the matches in order; ties go to the newest and then to the highest item id."""
    query = ranking_query(matches.question) if sort is Sort.RELEVANCE else ""
    if not query:
        return _read_by_date(matches, oldest_first=sort is Sort.OLDEST, offset=offset, limit=limit)
    if matches.bounded is not None:
        return list(matches.bounded[offset : offset + limit])
    if (matches.is_exact and matches.total <= RANK_CAP) or not matches.estimates.words:
        ranked = _rank_all(matches.condition, query, offset=offset, limit=limit)
    else:
        ranked = rank_candidates(matches.condition, matches.estimates, offset=offset, limit=limit)
    rows = read_rows(ranked.other, ranked.other_params)
    return [RankedItem(item_id, float(score)) for item_id, score in rows]


def _rank_all(condition: Condition, query: str, *, offset: int, limit: int) -> Condition:
    return Condition(
        other=f"SELECT item_id, ts_rank_cd('{WEIGHTS}', vector, %s::tsquery, {NORMALISATION}) AS score "
        f"FROM (SELECT item_id, held_on, vector FROM {TABLE} WHERE {condition.sql} OFFSET 0) AS matching "
        "ORDER BY score DESC, held_on DESC, item_id DESC OFFSET %s LIMIT %s",
        other_params=(query, *condition.params, offset, limit),
    )


def _read_by_date(matches: Matches, *, oldest_first: bool, offset: int, limit: int) -> list[RankedItem]:
    """Words of very many items are met on a walk by date, others first found and then put in order."""
    condition = matches.condition
    needed = offset + limit
    found = matches.total if matches.is_exact else matches.estimates.matching
    if matches.bounded is not None:
        return _read_bounded_dates(matches, oldest_first=oldest_first, offset=offset, limit=limit)
    if not found or found <= COUNT_CAP:
        return _read_dates(condition, oldest_first=oldest_first, offset=offset, limit=limit, is_walked=False)
    if needed * matches.estimates.archive > _MOST_WALKED * found:
        window = condition & _years_with(condition, needed, oldest_first=oldest_first)
        page = _read_dates(window, oldest_first=oldest_first, offset=offset, limit=limit, is_walked=False)
        if len(page) == limit:
            return page
    return _read_dates(condition, oldest_first=oldest_first, offset=offset, limit=limit, is_walked=True)


def _read_bounded_dates(matches: Matches, *, oldest_first: bool, offset: int, limit: int) -> list[RankedItem]:
    """Those of the newest (oldest) items with all words that have them near each other."""
    widest = widen(matches.condition)
    direction = "ASC" if oldest_first else "DESC"
    years = _years_with(widest, MOST_UNPACKED // 2, oldest_first=oldest_first)
    rows = read_rows(
        f"SELECT item_id FROM (SELECT item_id, held_on, vector FROM {TABLE} WHERE {(widest & years).sql} "
        f"ORDER BY held_on {direction}, item_id {direction} LIMIT {MOST_UNPACKED}) AS dated "
        f"WHERE vector @@ %s::tsquery ORDER BY held_on {direction}, item_id {direction} OFFSET %s LIMIT %s",
        (*(widest & years).params, matches.condition.query, offset, limit),
    )
    return [RankedItem(item_id, 0.0) for (item_id,) in rows]


def _read_dates(
    condition: Condition, *, oldest_first: bool, offset: int, limit: int, is_walked: bool
) -> list[RankedItem]:
    """Matches in order of date: found first and then put in order, or met on a walk through all by date.

    `OFFSET 0` keeps PostgreSQL from walking where that would be the longer way.
    """
    direction = "ASC" if oldest_first else "DESC"
    fence = "" if is_walked else "OFFSET 0"
    rows = read_rows(
        f"SELECT item_id FROM "
        f"(SELECT item_id, held_on FROM {TABLE} WHERE {condition.sql} {fence}) AS matching "
        f"ORDER BY held_on {direction}, item_id {direction} OFFSET %s LIMIT %s",
        (*condition.params, offset, limit),
    )
    return [RankedItem(item_id, 0.0) for (item_id,) in rows]


def _years_with(condition: Condition, needed: int, *, oldest_first: bool) -> Condition:
    """The first years in order of date that hold more than enough matches, as the sample has it."""
    rows = read_rows(
        f"SELECT year, count(*) << {LARGEST_SAMPLE} FROM {SAMPLE_TABLE} WHERE {condition.sql} "
        "GROUP BY year ORDER BY year",
        condition.params,
    )
    years: list[int] = []
    held = 0
    for year, count in rows if oldest_first else reversed(rows):
        years.append(year)
        held += count
        if held > 2 * needed + 500:
            break
    return Condition(any_mark(map(year_mark, years)))
