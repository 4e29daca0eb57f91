import re

import pytest

from apps.archive.models import AgendaItem
from apps.search.engine import run_search
from apps.search.indexing import index_meeting
from apps.search.search_request import SearchRequest
from tests import factories
from tests.search.hostile_queries import as_address, hostile_queries

pytestmark = pytest.mark.django_db

_TEXT = """Byrådet drøftede i Åbybro en beskæftigelsesplan, børnenes SFO'er og KL's udspil. Indsatsen for
unge på uddannelseshjælp, Social- og Sundhedsudvalgets møder, veterancaféer, IPS-metoden samt resourceforløb i
sagen 27.35.00-G01-2-24 (jf. § 56). Mødet sluttede 17.05; 1.234,50 kr. blev bevilget til fortov og træer,
mens mænd, kvinder, fædre og mødre gik hjem ad Bøgealléen. Tilbagemelding fra PPR afventes ultimo 2024."""


@pytest.mark.parametrize("chunk", range(3))
def test_hostile_queries_get_a_page(client, make_findable, chunk):
    make_findable("Skole og lokalplan", text=_TEXT)

    for fields in hostile_queries(60, seed=100 + chunk):
        for path in ("/soeg/", "/soeg/forslag"):
            assert client.get(as_address(fields, path)).status_code in (200, 302), fields


def test_every_word_of_a_text_finds_the_text(make_findable):
    item = make_findable("Punkt", text=_TEXT)
    make_findable("Et andet punkt")

    words = {word.strip(".,;()") for word in re.split(r"\s+", _TEXT)} - {"§"}
    missing = [word for word in sorted(words) if item.pk not in hits(word)]

    assert missing == []


def hits(text):
    results = run_search(SearchRequest.from_words(text))
    return [] if results.corrected or results.relaxed else [hit.id for hit in results.hits]


def test_a_text_of_other_spellings_is_found_by_its_words(db):
    item = factories.make_item(title="A\u030abybro ﬁnansierer beskæf\u00adtigelse")
    index_meeting(item.meeting)

    for word in ("åbybro", "aabybro", "finansierer", "beskæftigelse"):
        assert hits(word) == [item.pk], word
    assert AgendaItem.objects.count() == 1
