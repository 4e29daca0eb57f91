"""What holds for every text: nothing raises, literals are valid, and a document is found by each of its
own words.
"""

from itertools import pairwise

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.search.language.analyzer import analyze, read_text
from apps.search.language.cleaning import clean
from apps.search.language.highlighting import best_passage, find_matches, want_phrase, want_prefix, want_word
from apps.search.language.query_keys import number_query, phrase_query, prefix_query, word_query
from apps.search.language.tokens import cut
from apps.search.language.vectors import document_vector

WORDS = """
    Byrådet godkendte beskæftigelsesplanen og handleplanerne Social- Sundhedsudvalget IPS-metoden KL KL's
    kl. 14.30 § 56 15.00.00-A30-2-21 15.00.00A30-2-2021 EMN-2025-003383 16.12.21 1.200.000 allé børn
    børnehavebørn mænd UngeCentret ﬁnansiering Åbybro Aabybro sygedagpenge/jobafklaring covid-19 -planer
    eller samt beskæf-\ntigelse re\u0301sume\u0301 MED tv'et rock'n'roll O'Brien a\\b 'x' "citat" 😀 \u202e
    \0 ß İstanbul ǅ ½ ²
"""

WORD_LIST = WORDS.replace("\n    ", " ").strip(" ").split(" ")

texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORD_LIST), max_size=20).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORD_LIST), st.text(max_size=8)), max_size=12).map(" ".join),
)
in_database = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(texts)
@settings(max_examples=150, deadline=None)
def test_offsets_stay_inside_the_text(text):
    for token in analyze(text):
        assert 0 <= token.start < token.end <= len(text)
        for member in token.members:
            assert token.start <= member.start < member.end <= token.end


@given(texts)
@settings(max_examples=150, deadline=None)
def test_a_text_read_in_parts_has_the_pieces_of_the_whole(text):
    parts = [
        (piece.kind, piece.text, offset + piece.start, offset + piece.end, piece.number_keys)
        for offset, stretch in read_text(text).stretches
        for piece in stretch.pieces
    ]

    assert parts == [
        (piece.kind, piece.text, piece.start, piece.end, piece.number_keys) for piece in cut(clean(text).text)
    ]


@given(texts)
@settings(max_examples=100, deadline=None)
def test_spans_to_mark_are_in_order_and_apart(text):
    wanted = want_word(text) | want_phrase(text) | want_prefix(text)
    spans = find_matches(text, wanted)
    start, end = best_passage(text, spans, length=40)

    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert 0 <= start <= end <= len(text)


@pytest.mark.django_db
@given(texts)
@in_database
def test_a_document_is_found_by_each_of_its_own_words(text):
    vector = document_vector([("Overskrift", "A"), (text, "B")])

    for token in analyze(text):
        word = text[token.start : token.end]
        for query in filter(None, (word_query(word), prefix_query(word), number_query(word))):
            assert matches(vector, query), (word, query, vector)


@pytest.mark.django_db
@given(texts)
@in_database
def test_a_document_is_found_by_its_own_text_as_a_phrase(text):
    query = phrase_query(text)

    assert not query or matches(document_vector([(text, "B")]), query)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "x " * 5_000,
        "'" * 10_000,
        "\\" * 9_999,
        "((" * 5_000,
        "-a" * 5_000,
        "å\u0301" * 5_000,
        "OrdBlok" * 1_400,
    ],
)
def test_hostile_queries_are_valid_and_bounded(text):
    for query in (word_query(text), phrase_query(text), prefix_query(text), number_query(text) or ""):
        assert len(query) < 12_000
        matches("'a':1", query)


def matches(vector: str, query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [vector, query])
        return cursor.fetchone()[0]
