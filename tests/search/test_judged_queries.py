"""How good the answers are on the sample documents; the floors only rise."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from apps.search.evaluation import average, judge, read_judged_queries

pytestmark = pytest.mark.django_db
PROJECT = Path(__file__).resolve().parents[2]
REAL_MINUTES = os.environ.get("REAL_MINUTES", "")


def measure(folder, queries):
    documents = sorted(str(path) for path in folder.iterdir() if path.suffix in (".txt", ".md"))
    call_command("ingest", *documents, verbosity=0)
    judged = read_judged_queries(json.loads(queries.read_text(encoding="utf-8")))
    return len(judged), average(judge(query) for query in judged)


def test_the_sample_documents_answer_the_judged_queries():
    count, summary = measure(PROJECT / "samples", Path(__file__).with_name("judged_queries.json"))

    assert count >= 70
    assert summary.empty_count == 0
    assert summary.recall >= 0.995
    assert summary.precision >= 0.995
    assert summary.ndcg >= 0.995


@pytest.mark.skipif(not REAL_MINUTES, reason="REAL_MINUTES names no folder of real minutes")
def test_real_minutes_answer_the_queries_judged_beside_them():
    folder = Path(REAL_MINUTES)
    _, summary = measure(folder, folder.parent / "search_sample.json")

    assert summary.empty_count == 0
    assert min(summary.recall, summary.precision, summary.ndcg) >= 0.99
