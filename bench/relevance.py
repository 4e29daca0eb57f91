"""How many of the twenty best by exact BM25, over every match and the same keys, a page shows."""

from django.db import connection

from apps.search.conditions import weighed_words, words_condition
from apps.search.engine import run_search
from apps.search.search_request import SearchRequest

_K1, _B, _SHOWN = 1.2, 0.75, 20


def shown_of_best(text: str) -> int:
    """The overlap of the first page with the exact best."""
    request = SearchRequest.from_words(text)
    condition = words_condition(request.question)
    words = [" | ".join(word) for word in weighed_words(request.question)]
    count = "round(1 / (1.6449341 * (1 - ts_rank('{1,1,1,1}', vector, %s::tsquery)))::numeric - 0.5)"
    weight = (
        "(SELECT ln(1 + (every.n - count(*) + 0.5) / (count(*) + 0.5)) FROM search_searchentry "
        "WHERE vector @@ %s::tsquery)"
    )
    scores = " + ".join(
        f"{weight} * {_K1 + 1} * {count} / ({count} + {_K1} * ({1 - _B} + {_B} * key_count / every.length))"
        for _ in words
    )
    params = [word for word in words for _ in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(
            "WITH every AS MATERIALIZED "
            "(SELECT count(*) AS n, avg(key_count) AS length FROM search_searchentry) "
            f"SELECT item_id FROM search_searchentry, every WHERE {condition.sql} "
            f"ORDER BY {scores} DESC, held_on DESC, item_id DESC LIMIT {_SHOWN}",
            [*condition.params, *params],
        )
        best = {row[0] for row in cursor.fetchall()}
        cursor.execute("RESET enable_seqscan")
    shown = [hit.id for hit in run_search(request).hits]
    return len(best & set(shown)) + _SHOWN - len(best)
