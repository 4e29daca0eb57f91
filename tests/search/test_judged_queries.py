"""How good the answers are on the sample documents, and that every word of theirs finds its item.

The floors only rise.
"""

import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from apps.archive.models import AgendaItem
from apps.search.conditions import words_condition
from apps.search.evaluation import average, judge, read_judged_queries
from apps.search.query_language import parse_question

pytestmark = pytest.mark.django_db
PROJECT = Path(__file__).resolve().parents[2]
SIGNS = ".,;:()[]{}!?\"»«”“'*<>–-"
# Before the time of day it says nothing, and must not be found as KL.
LEFT_OUT = ("kl", "kl.")
REAL_MINUTES = os.environ.get("REAL_MINUTES", "")


def measure(folder, queries):
    documents = sorted(str(path) for path in folder.iterdir() if path.suffix in (".txt", ".md"))
    call_command("ingest", *documents, verbosity=0)
    judged = read_judged_queries(json.loads(queries.read_text(encoding="utf-8")))
    return len(judged), average(judge(query) for query in judged)


def words_that_miss_their_item():
    """Each word as it stands in an item and without the signs around it, asked as a reader would type it."""
    missing = set()
    for item in AgendaItem.objects.published().prefetch_related("decisions", "attachments", "search_entry"):
        typed = {word.lstrip("-") for text in _texts(item) for word in text.split()}
        typed |= {word.strip(SIGNS) for word in typed}
        queries = {word: words_condition(parse_question(word)).query for word in typed}
        asked = [(word, query) for word, query in queries.items() if query and word.lower() not in LEFT_OUT]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word FROM unnest(%s::text[], %s::text[]) AS asked (word, query) WHERE NOT "
                "(SELECT vector FROM search_searchentry WHERE item_id = %s) @@ query::tsquery",
                [[word for word, _ in asked], [query for _, query in asked], item.pk],
            )
            missing.update(word for (word,) in cursor.fetchall())
    return missing


def _texts(item):
    yield from (item.title, item.case_number_raw)
    yield from (decision.text for decision in item.decisions.all())
    yield from (section["text"] for section in item.sections if section["kind"] != "attachments")
    yield from (attachment.title for attachment in item.attachments.all())


def test_the_sample_documents_answer_the_judged_queries():
    count, summary = measure(PROJECT / "samples", Path(__file__).with_name("judged_queries.json"))

    assert count >= 70
    assert summary.empty_count == 0
    assert summary.recall >= 0.995
    assert summary.precision >= 0.995
    assert summary.ndcg >= 0.995
    assert words_that_miss_their_item() == set()


@pytest.mark.skipif(not REAL_MINUTES, reason="REAL_MINUTES names no folder of real minutes")
def test_real_minutes_answer_the_queries_judged_beside_them():
    folder = Path(REAL_MINUTES)
    _, summary = measure(folder, folder.parent / "search_sample.json")

    assert summary.empty_count == 0
    assert min(summary.recall, summary.precision, summary.ndcg) >= 0.99
    assert words_that_miss_their_item() == set()
