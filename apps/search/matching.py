"""Which entries match a question, and which of them come first: every read here is bounded.

A frequent word stands in most of the archive, so nothing ranks or counts all matches: beyond the caps the
newest matches and those with every word in the title are ranked, and totals are "more than". The next step
(statistics of terms, lists of best items per frequent word) is a change of this module and of `facets` only.
"""

# Values are parameters; only names from this module and other conditions are put together to SQL.
# ruff: noqa: S608

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from apps.search.language.query_keys import abbreviation_query, phrase_query, prefix_query, word_query
from apps.search.query_language import Group, Question, Scope, Term, TermKind
from apps.search.search_request import Sort

# Up to here matches are counted one by one; above, "over 10.000".
COUNT_CAP = 10_000
# Ranking costs about 10 microseconds a match: all of them up to here, else so many of the newest and of those
# with the words in the title.
RANK_CAP = 2_000
# C and D are words inside compounds of title and body, A and B the words themselves: once in the title is
# worth five times in the text, and a word of its own a little more than one inside a compound.
WEIGHTS = "{0.15,0.8,0.2,1.0}"
# rank / (rank + 1): the same order, as a number between 0 and 1.
NORMALISATION = 32

_TABLE = "search_searchentry"
_COLUMNS = {
    Scope.ALL: "vector",
    Scope.TITLE: "title_vector",
    Scope.DECISION: "decision_vector",
    Scope.ATTACHMENT: "attachment_vector",
}
_QUERIES = {
    TermKind.WORD: word_query,
    TermKind.PHRASE: phrase_query,
    TermKind.PREFIX: prefix_query,
    TermKind.ABBREVIATION: abbreviation_query,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL for WHERE on the entry table, with its parameters; join with `&`."""

    sql: str = "true"
    params: tuple[Any, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        if self.sql == "true":
            return other
        if other.sql == "true":
            return self
        return Condition(f"{self.sql} AND {other.sql}", self.params + other.params)


@dataclass(frozen=True, slots=True)
class RankedItem:
    item_id: int
    score: float


def words_condition(question: Question) -> Condition:
    """Every group found, each in the part it was asked for, and no excluded term."""
    required: dict[str, list[str]] = defaultdict(list)
    mixed: list[Condition] = []
    for group in question.groups:
        by_column = _by_column(group)
        if len(by_column) == 1:
            column, query = next(iter(by_column.items()))
            required[column].append(f"({query})")
        elif by_column:
            mixed.append(_any_column(by_column))
    for column, query in _by_column(question.excluded).items():
        if column in required:
            required[column].append(f"!({query})")
        else:
            mixed.append(Condition(f"NOT {column} @@ %s::tsquery", (query,)))
    condition = Condition()
    for column, queries in required.items():
        condition &= Condition(f"{column} @@ %s::tsquery", (" & ".join(queries),))
    for part in mixed:
        condition &= part
    return condition


def ranking_query(groups: Iterable[Group]) -> str:
    """All terms to be found as one tsquery, whatever part they were asked for in."""
    queries = [_any_of(map(term_query, group)) for group in groups]
    return " & ".join(f"({query})" for query in queries if query)


def term_query(term: Term) -> str:
    """One term as tsquery text."""
    return _QUERIES[term.kind](term.text) or ""


def count_matches(condition: Condition, *, cap: int = COUNT_CAP) -> int:
    """How many entries match; `cap + 1` means more than the cap."""
    found = f"SELECT 1 FROM {_TABLE} WHERE {condition.sql} LIMIT {cap + 1}"
    return int(read_rows(f"SELECT count(*) FROM ({found}) AS found", condition.params)[0][0])


def find_occurring(groups: Sequence[Group], condition: Condition) -> list[bool]:
    """For each group whether any entry has it under the condition."""
    conditions = [words_condition(Question((group,))) & condition for group in groups]
    columns = ", ".join(f"EXISTS (SELECT FROM {_TABLE} WHERE {each.sql})" for each in conditions)
    row = read_rows(f"SELECT {columns}", sum((each.params for each in conditions), ()))[0]
    return [bool(value) for value in row]


def read_page(
    words: Condition,
    filters: Condition,
    groups: Sequence[Group],
    *,
    sort: Sort,
    total: int,
    offset: int,
    limit: int,
) -> list[RankedItem]:
    """One page of the matches in order; ties go to the newest and then to the highest item id."""
    query = ranking_query(groups) if sort is Sort.RELEVANCE else ""
    if not query:
        oldest_first = sort is Sort.OLDEST
        return _read_by_date(
            words & filters, oldest_first=oldest_first, total=total, offset=offset, limit=limit
        )
    candidates = _candidates(words, filters, query, total)
    rows = read_rows(
        f"WITH candidates AS MATERIALIZED ({candidates.sql}) "
        f"SELECT item_id, ts_rank_cd('{WEIGHTS}', vector, %s::tsquery, {NORMALISATION}) AS score "
        f"FROM candidates JOIN {_TABLE} USING (item_id) WHERE {words.sql} "
        f"ORDER BY score DESC, held_on DESC, item_id DESC OFFSET %s LIMIT %s",
        (*candidates.params, query, *words.params, offset, limit),
    )
    return [RankedItem(item_id, score) for item_id, score in rows]


def _candidates(words: Condition, filters: Condition, query: str, total: int) -> Condition:
    """A SELECT of the item ids worth ranking; title hits may still hold an excluded word."""
    matching = words & filters
    if total <= RANK_CAP:
        return Condition(f"SELECT item_id FROM {_TABLE} WHERE {matching.sql}", matching.params)
    newest = _newest(matching, total)
    # Titles are few words each, so their matches are found first and put in order afterwards.
    in_title = _newest(Condition("title_vector @@ %s::tsquery", (query,)) & filters, 0)
    return Condition(
        f"({newest.sql} LIMIT {RANK_CAP}) UNION ({in_title.sql} LIMIT {RANK_CAP})",
        newest.params + in_title.params,
    )


def _newest(condition: Condition, total: int) -> Condition:
    matching = _date_source(condition, total)
    return Condition(
        f"SELECT item_id FROM {matching.sql} ORDER BY held_on DESC, item_id DESC", matching.params
    )


def _read_by_date(
    condition: Condition, *, oldest_first: bool, total: int, offset: int, limit: int
) -> list[RankedItem]:
    direction = "ASC" if oldest_first else "DESC"
    matching = _date_source(condition, total)
    rows = read_rows(
        f"SELECT item_id FROM {matching.sql} "
        f"ORDER BY held_on {direction}, item_id {direction} OFFSET %s LIMIT %s",
        (*matching.params, offset, limit),
    )
    return [RankedItem(item_id, 0.0) for (item_id,) in rows]


def _date_source(condition: Condition, total: int) -> Condition:
    """Matches to be put in order of date.

    For words that are not frequent PostgreSQL must find the matches first: `OFFSET 0` keeps it from walking
    all entries by date until it has met enough of them.
    """
    fence = "OFFSET 0" if total <= COUNT_CAP else ""
    return Condition(
        f"(SELECT item_id, held_on FROM {_TABLE} WHERE {condition.sql} {fence}) AS matching", condition.params
    )


def read_rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _by_column(terms: Iterable[Term]) -> dict[str, str]:
    """The alternatives of each vector column as one tsquery."""
    queries: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        queries[_COLUMNS[term.scope]].append(term_query(term))
    joined = {column: _any_of(found) for column, found in queries.items()}
    return {column: query for column, query in joined.items() if query}


def _any_of(queries: Iterable[str]) -> str:
    return " | ".join(f"({query})" for query in queries if query)


def _any_column(by_column: dict[str, str]) -> Condition:
    alternatives = " OR ".join(f"{column} @@ %s::tsquery" for column in by_column)
    return Condition(f"({alternatives})", tuple(by_column.values()))
