"""The words that the index knows, as they are written, and in how many items each stands.

`indexing` notes in the transaction that changes the entries which words come and go, and counts them at its
end; read for spelling and for suggestions.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from apps.search.language.analyzer import read_text
from apps.search.language.folding import fold
from apps.search.language.lists import read_words
from apps.search.models import MeetingWords, VocabularyChange, VocabularyWord

LONGEST_WORD = 60
# Two transactions that count the same frequent words would wait for each other's rows crosswise.
_LOCK = 7_302_114


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The different words of some texts in lower case, function words left out."""
    words: set[str] = set()
    for text in texts:
        for _, stretch in read_text(text).stretches:
            words.update(stretch.words)
    return frozenset(filter(_is_countable, words))


@lru_cache(maxsize=16_384)
def _is_countable(word: str) -> bool:
    return word.isalpha() and 1 < len(word) <= LONGEST_WORD and fold(word) not in read_words("stop_words.tsv")


def count_words(texts_by_item: Iterable[Sequence[str]]) -> Counter[str]:
    """In how many of some items each word stands."""
    counts: Counter[str] = Counter()
    for texts in texts_by_item:
        counts.update(words_of(texts))
    return counts


def store_words(counts_by_meeting: Mapping[int, Counter[str]]) -> None:
    """Note which words some meetings have now; `count_changes` makes the vocabulary agree.

    The meetings must be locked.
    """
    known = MeetingWords.objects.filter(meeting__in=counts_by_meeting)
    before = {row.meeting_id: row.counts() for row in known}
    changed = {pk: counts for pk, counts in counts_by_meeting.items() if counts != before.get(pk, Counter())}
    difference: Counter[str] = Counter()
    for pk, counts in changed.items():
        difference.update(counts)
        difference.subtract(before.get(pk, Counter()))
    MeetingWords.objects.filter(meeting__in=changed).delete()
    _copy(
        MeetingWords,
        ["meeting_id", "words", "word_counts"],
        ((pk, list(counts), list(counts.values())) for pk, counts in changed.items() if counts),
    )
    _copy(
        VocabularyChange,
        ["word", "item_count"],
        ((word, count) for word, count in difference.items() if count),
    )


def count_changes() -> None:
    """Bring what was noted and committed into the vocabulary; call it last in a transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(
            "WITH noted AS (DELETE FROM search_vocabularychange RETURNING word, item_count) "
            "SELECT word, sum(item_count)::int FROM noted GROUP BY word"
        )
        changes = cursor.fetchall()
        _add({word: count for word, count in changes if count > 0})
        _subtract({word: -count for word, count in changes if count < 0})


def _copy(table: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    name = table._meta.db_table  # noqa: SLF001 - documented API
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {name} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _add(counts: Mapping[str, int]) -> None:
    if not counts:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_vocabularyword AS known (word, folded, item_count) "
            "SELECT * FROM unnest(%s::text[], %s::text[], %s::int[]) "
            "ON CONFLICT (word) DO UPDATE SET item_count = known.item_count + excluded.item_count",
            [list(counts), [fold(word) for word in counts], list(counts.values())],
        )


def _subtract(counts: Mapping[str, int]) -> None:
    if not counts:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_vocabularyword AS known SET item_count = known.item_count - gone.item_count "
            "FROM unnest(%s::text[], %s::int[]) AS gone (word, item_count) WHERE known.word = gone.word",
            [list(counts), list(counts.values())],
        )
    VocabularyWord.objects.filter(word__in=list(counts), item_count__lte=0).delete()
