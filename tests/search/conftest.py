"""Items that can be found: made in the archive and indexed as ingest does it."""

from datetime import date

import pytest

from apps.search.engine import run_search
from apps.search.indexing import index_meeting
from apps.search.search_request import SearchRequest
from tests import factories


@pytest.fixture
def make_findable(db):
    """Make one published item in a meeting of its own, in the index."""

    def make(title="Punktets titel", *, text="", committee=None, held_on=date(2024, 2, 7), **fields):
        meeting = factories.make_meeting(committee=committee, held_on=held_on)
        sections = [{"heading": "Sagsfremstilling", "kind": "case", "text": text}] if text else []
        item = factories.make_item(meeting, title=title, sections=sections, **fields)
        index_meeting(meeting)
        return item

    return make


@pytest.fixture
def titles_for():
    """The titles found for words typed, in order."""

    def find(text):
        return [hit.title for hit in run_search(SearchRequest.from_words(text)).hits]

    return find
