import pytest

from apps.search.language.lists import LIST_FOLDER
from apps.search.synonyms import expression_keys, find_equivalents


def equivalents(text, *municipalities):
    return find_equivalents(expression_keys(text), municipalities)


def rules():
    lines = (LIST_FOLDER / "synonyms.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_an_abbreviation_and_its_words_stand_for_one_another():
    assert equivalents("SFO") == ("skolefritidsordning",)
    assert equivalents("skolefritidsordningerne") == ("SFO",)
    assert "STU" in equivalents("særligt tilrettelagt ungdomsuddannelse")


def test_a_rule_with_an_arrow_is_read_one_way():
    assert equivalents("MST") == ("miljøstyrelsen",)
    assert equivalents("miljøstyrelsen") == ()


def test_an_abbreviation_that_is_a_word_too_is_understood_in_capitals_only():
    assert equivalents("MUS") == ("medarbejderudviklingssamtale",)
    assert equivalents("mus") == ()
    assert equivalents("sfo") == ("skolefritidsordning",)
    assert equivalents("medarbejderudviklingssamtaler") == ("MUS",)


def test_what_a_municipality_calls_a_committee_holds_there():
    assert equivalents("AMU", "herlev") == ("arbejdsmarkedsudvalg",)
    assert equivalents("AMU", "herning") == ()
    assert equivalents("BEU", "jammerbugt") == ("beskæftigelsesudvalg",)


def test_an_abbreviation_that_municipalities_use_differently_needs_a_municipality():
    assert equivalents("TMU") == ("teknik- og miljøudvalg",)
    assert equivalents("BEU") == ()
    assert equivalents("ØU", "herlev", "herning") == ("økonomiudvalg",)


def test_every_rule_has_a_reason_and_stands_once():
    assert all(len(columns) in (2, 3) and columns[1].strip() for columns in rules())
    assert len({(columns[0], *columns[2:]) for columns in rules()}) == len(rules())
    assert len(rules()) >= 200


@pytest.mark.parametrize("columns", rules(), ids=lambda columns: columns[0])
def test_every_expression_of_a_rule_has_keys_of_its_own(columns):
    expressions = columns[0].replace(" > ", " = ").replace("^", "").split(" = ")

    keys = {expression_keys(expression) for expression in expressions}

    assert () not in keys
    assert len(keys) == len(expressions)
