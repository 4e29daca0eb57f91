"""Compounds of the word asked for, where it has many hits."""

from datetime import date

import pytest
from django.http import QueryDict

from apps.search import narrower
from apps.search.engine import run_search
from apps.search.search_request import SearchRequest
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch):
    monkeypatch.setattr(narrower, "_FEW_HITS", 1)
    narrower._compounds_of.cache_clear()


def _narrower(query):
    return [each.label for each in run_search(SearchRequest.from_query(QueryDict(query))).narrower]


def test_frequent_compounds_of_the_word_are_offered(make_findable):
    make_findable("Lokalplanen", text="Lokalplanerne og handleplanen.")
    make_findable("Lokalplan", text="Der er planer for torvet, og planche er et andet ord.")

    assert _narrower("q=plan") == _narrower("q=planerne") == ["lokalplan", "handleplanen"]
    assert _narrower("q=lokalplan") == _narrower("q=planer+torv") == _narrower('q="plan"') == []


def test_compounds_outside_the_chosen_filters_are_not_offered(make_findable):
    herlev = factories.make_committee("Byrådet", municipality=factories.municipality("Herlev"))
    for day in (1, 2):
        make_findable("Lokalplan")
        make_findable("Handleplan", committee=herlev, held_on=date(2024, 1, day))

    assert _narrower("q=plan&kommune=herlev") == ["handleplan"]


def test_words_of_few_hits_need_no_help(make_findable, monkeypatch):
    monkeypatch.setattr(narrower, "_FEW_HITS", 10)
    make_findable("Lokalplan")

    assert _narrower("q=plan") == []
