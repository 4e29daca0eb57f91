"""Typed words, phrases, beginnings and numbers as text of a tsquery."""

import pytest

from apps.search.language.query_keys import (
    number_query,
    phrase_query,
    prefix_query,
    word_lexemes,
    word_query,
)


def test_a_word_asks_for_its_key():
    assert word_query("planerne") == "'plan'"


def test_a_compound_also_asks_for_its_parts_standing_apart():
    assert word_query("skoleplan") == (
        "(('skoleplan') | ('plan':AB <2> 'skole':AB) | ('plan':AB <3> 'skole':AB)"
        " | ('skole':AB <-> 'plan':AB))"
    )


def test_a_local_plan_is_no_lokalplan():
    assert word_query("lokalplan") == "'lokalplan'"


def test_a_hyphen_word_asks_for_its_parts_in_order_or_as_one_word():
    assert word_query("IPS-metoden") == "(('ips':AB <1> 'metode':AB) | ('ipsmetode'))"


def test_a_phrase_keeps_its_stop_words_and_is_never_met_inside_compounds():
    assert phrase_query('"lov om social service"') == "'lov':AB <1> 'om':AB <1> 'social':AB <1> 'service':AB"


def test_a_beginning_may_end_inside_a_compound():
    assert prefix_query("beskæftigelsesp") == "(('beskaeftigelsesp':*) | ('beskaeftigelsep':*))"


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("15.00.00A30-2-21", "'#15.00.00-a30-2-21'"),
        ("15.00", "(('#15.00') | ('15.00'))"),
        ("A30-2-21", "'#a30-2-21'"),
        ("2-21", "(('#2-21') | ('2':AB <1> '21':AB))"),
        ("§ 56", "'§56'"),
        ("EMN-2025-003383", "(('#emn-2025-003383') | ('emn':AB <1> '2025':AB <1> '003383':AB))"),
        ("plan 56", None),
        ("", None),
    ],
)
def test_a_number_asks_for_its_most_specific_key(text, query):
    assert number_query(text) == query


def test_capitals_matter_only_where_the_word_is_a_common_one():
    assert [word_query("KL"), word_query("kl"), word_query("PLAN")] == ["'^kl'", "'kl'", "'plan'"]


def test_lexemes_for_counting_are_one_per_word():
    assert word_lexemes("skoleplan for 15.00.00-A30-2-21") == ("skoleplan", "for", "#15.00.00-a30-2-21")


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "😀", "'", "\\", '"', "|&!()<->:*", "\u202e\u200f", "-", "…"]
)
def test_nothing_to_search_for_gives_an_empty_query(text):
    assert [word_query(text), phrase_query(text), prefix_query(text)] == ["", "", ""]
