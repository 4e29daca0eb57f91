"""How many of the twenty best by exact BM25, over every match and the same keys, a page shows."""

from math import log

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
    count = "round((1 / (1.6449341 * (1 - ts_rank('{1,1,1,1}', vector, %s::tsquery))) - 0.5)::numeric)"
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute("SELECT count(*), avg(key_count) FROM search_searchentry")
        every, length = cursor.fetchone()
        scores: list[str] = []
        params: list[str | float] = []
        for word in words:
            cursor.execute("SELECT count(*) FROM search_searchentry WHERE vector @@ %s::tsquery", [word])
            found = cursor.fetchone()[0]
            scores.append(f"%s * {count} / ({count} + {_K1} * ({1 - _B} + {_B} * key_count / {length}))")
            params += [log(1 + (every - found + 0.5) / (found + 0.5)), word, word]
        cursor.execute(
            f"SELECT item_id FROM search_searchentry WHERE {condition.sql} "
            f"ORDER BY {' + '.join(scores)} DESC, held_on DESC, item_id DESC LIMIT {_SHOWN}",
            [*condition.params, *params],
        )
        best = {row[0] for row in cursor.fetchall()}
        cursor.execute("RESET enable_seqscan")
    shown = [hit.id for hit in run_search(request).hits]
    return len(best & set(shown)) + _SHOWN - len(best)
