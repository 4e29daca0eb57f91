"""How much a question finds, before it is asked: estimates from a small sample, counted in milliseconds.

Small archives need none: there everything is counted.
"""

# Values are parameters; only names from this module and other conditions are put together to SQL.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from time import monotonic
from typing import Any

from django.db import connection

from apps.search.conditions import Condition, weighed_words, widen, words_condition
from apps.search.filters import Filters
from apps.search.marks import LARGEST_SAMPLE, SMALLEST_SAMPLE, sample_mark
from apps.search.query_language import Question

TABLE = "search_searchentry"
SAMPLE_TABLE = "search_sampledentry"
# In an archive of at most so many entries all matches of any word are counted in a few milliseconds.
SMALL_ARCHIVE = 5_000
# Entries of the sample that an estimate looks at: above 10.000 hits the error is below 10 percent or so.
_PROBED = 4_096
_SIZE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Estimates:
    """Numbers of entries: in the archive, with the words as the filters allow, with the words whatever facet
    is chosen, and with each word to rank by.

    `matching` and `unfiltered` are an upper bound where nearness matters, and None in a small archive.
    `written_apart_is_costly`: compounds written apart would mean to unpack many vectors.
    """

    archive: int
    matching: int | None
    unfiltered: int | None
    words: tuple[tuple[str, ...], ...]
    word_counts: tuple[int, ...]
    written_apart_is_costly: bool = False


def estimate(question: Question, filters: Filters, words_found: Condition | None = None) -> Estimates:
    """The estimates for a question under its filters; `words_found` replaces what it means by itself."""
    archive = archive_size()
    words = weighed_words(question)
    if archive <= SMALL_ARCHIVE:
        return Estimates(archive, None, None, words, ())
    widest = widen(words_found or words_condition(question))
    plain = widen(words_found or words_condition(question, plain=True))
    matching, unfiltered, matching_plain, *word_counts = _count_in_sample(
        archive,
        [widest & filters.all(), widest & filters.always, plain & filters.all()]
        + [Condition(" | ".join(word)) for word in words],
    )
    return Estimates(
        archive,
        matching,
        unfiltered,
        words,
        tuple(word_counts),
        written_apart_is_costly=matching > (_MOST_BESIDE if matching_plain else MOST_UNPACKED)
        and matching_plain < matching,
    )


# Unpacking a vector takes about 10 microseconds; fewer are where there are hits without.
MOST_UNPACKED = 3_000
_MOST_BESIDE = 1_000


def count_words(estimates: Estimates) -> tuple[int, ...]:
    """In how many entries each word to rank by stands: exactly in a small archive."""
    if estimates.word_counts or not estimates.words:
        return estimates.word_counts
    counts = ", ".join(f"(SELECT count(*) FROM {TABLE} WHERE vector @@ %s::tsquery)" for _ in estimates.words)
    return read_rows(f"SELECT {counts}", [" | ".join(word) for word in estimates.words])[0]


def archive_size() -> int:
    """About how many entries there are, as PostgreSQL's statistics have it; asked once a minute."""
    return _read_size(int(monotonic() // _SIZE_SECONDS))


@lru_cache(maxsize=1)
def _read_size(_minute: int) -> int:
    rows = read_rows("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [TABLE])
    return max(int(rows[0][0]), 0)


def _count_in_sample(archive: int, conditions: Sequence[Condition]) -> list[int]:
    size = min(max(LARGEST_SAMPLE, round(log2(archive / _PROBED))), SMALLEST_SAMPLE)
    sample = in_sample(size)
    counted = [condition & sample for condition in conditions]
    columns = ", ".join(f"(SELECT count(*) FROM {SAMPLE_TABLE} WHERE {each.sql})" for each in counted)
    params: tuple[Any, ...] = sum((each.params for each in counted), ())
    return [int(count) << size for count in read_rows(f"SELECT {columns}", params)[0]]


def in_sample(size: int) -> Condition:
    """One in 2**size entries, asked of the sample table."""
    return Condition(f"'{sample_mark(size)}'") if size > LARGEST_SAMPLE else Condition()


def read_rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
