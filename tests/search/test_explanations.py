import pytest

from apps.search.expansion import add_synonyms
from apps.search.explanations import explain
from apps.search.query_language import parse_question


@pytest.mark.parametrize(
    ("question", "shown", "reason"),
    [
        ("skole", "Skolernes ferie", ""),
        ("barn", "Børn i byen", "»Børn« er en form af »barn«"),
        ("plan", "En beskæftigelsesplan", "»plan« er en del af »beskæftigelsesplan«"),
        ("plan", "En plan og en beskæftigelsesplan", ""),
        ("SFO", "Takst i skolefritidsordningen", "»skolefritidsordning« betyder det samme som »SFO«"),
        ("skolefritidsordning", "Takst på SFO", "»SFO« betyder det samme som »skolefritidsordning«"),
        (
            "STU",
            "Særligt tilrettelagte ungdomsuddannelser",
            "»særligt tilrettelagt ungdomsuddannelse« betyder det samme som »STU«",
        ),
        ("socialudvalg", "Social- og Sundhedsudvalget", ""),
        ("Job- og Ungecenter", "Job- og Ungecenter", ""),
        ("15.20", "Emnet 15.20", ""),
        ('"gratis bus"', "Gratis bus til børn", ""),
        ("park", "Noget andet", ""),
        (
            "barn plan SFO",
            "Børn, beskæftigelsesplan og skolefritidsordning",
            "»Børn« er en form af »barn«. »plan« er en del af »beskæftigelsesplan«",
        ),
    ],
)
def test_a_hit_says_why_it_is_there_when_it_is_not_obvious(question, shown, reason):
    groups = add_synonyms(parse_question(question).groups, ())

    assert explain(groups, shown) == reason
