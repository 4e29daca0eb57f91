from datetime import date

import pytest

from apps.archive import queries
from apps.archive.journeys import make_journey
from apps.archive.models import Decision
from tests.factories import make_case, make_committee, make_item, make_meeting

pytestmark = pytest.mark.django_db


def quote(item, position, committee_name, decided_on, text, **fields):
    return Decision.objects.create(
        item=item,
        position=position,
        is_own=False,
        committee_name=committee_name,
        decided_on=decided_on,
        text=text,
        **fields,
    )


def steps(case):
    return [
        (
            step.committee_name,
            step.decided_on,
            step.decision.text if step.decision else None,
            step.item is None,
        )
        for step in make_journey(queries.items_of_case(case))
    ]


def test_items_and_quoted_decisions_stand_in_order_of_date():
    case = make_case()
    council = make_meeting(committee=make_committee("Byrådet"), held_on=date(2024, 3, 1))
    committee = make_meeting(committee=make_committee("Teknikudvalget"), held_on=date(2024, 1, 10))
    decided = make_item(council, case=case, decision="Godkendt.")
    make_item(committee, case=case, decision="Anbefales.")
    quote(decided, 2, "Økonomiudvalget", date(2024, 2, 5), "Indstillingen anbefales.")

    assert steps(case) == [
        ("Teknikudvalget", date(2024, 1, 10), "Anbefales.", False),
        ("Økonomiudvalget", date(2024, 2, 5), "Indstillingen anbefales.", True),
        ("Byrådet", date(2024, 3, 1), "Godkendt.", False),
    ]


def test_decision_that_several_items_quote_or_that_we_hold_is_one_step():
    case = make_case()
    first = make_item(
        make_meeting(committee=make_committee("Teknikudvalget"), held_on=date(2024, 1, 10)),
        case=case,
        decision="Udsat.",
    )
    second = make_item(make_meeting(held_on=date(2024, 2, 1)), case=case)
    third = make_item(make_meeting(held_on=date(2024, 3, 1)), case=case)
    for item in (second, third):
        quote(item, 2, "Handicaprådet", date(2024, 1, 20), "Taget til efterretning.")
        quote(item, 3, "TEKNIKUDVALGET", date(2024, 1, 10), "Udsat.", earlier_item=first)

    assert [text for _, _, text, _ in steps(case)] == ["Udsat.", "Taget til efterretning.", None, None]


def test_quoted_decision_without_date_stands_before_the_item_that_quotes_it():
    case = make_case()
    make_item(make_meeting(held_on=date(2024, 1, 1)), case=case, decision="Drøftet.")
    item = make_item(make_meeting(held_on=date(2024, 2, 1)), case=case, decision="Godkendt.")
    quote(item, 2, "Direktionen", None, "Anbefales.")

    assert [text for _, _, text, _ in steps(case)] == ["Drøftet.", "Anbefales.", "Godkendt."]


@pytest.mark.parametrize(
    ("text", "outcome", "body"),
    [
        ("Anbefales til Byrådet.", "anbefalet", "Byrådet"),
        (
            "Indstillingen anbefales over for Økonomiudvalget og Byrådet.",
            "anbefalet",
            "Økonomiudvalget og Byrådet",
        ),
        ("Oversendes til Børne- og Skoleudvalget.", "oversendt", "Børne- og Skoleudvalget"),
        ("Sendes i høring til den 1. maj.", "sendt-i-hoering", ""),
        ("Anbefales.", "anbefalet", ""),
        ("Udsat. Byrådet tog sagen op.", "udsat", ""),
        ("Godkendt og sendt til Byrådet.", "godkendt", ""),
        ("Anbefales. Udvalget sendte en hilsen. Til Byrådet.", "anbefalet", ""),
    ],
)
def test_next_body_is_named_only_where_an_open_decision_says_it(text, outcome, body):
    case = make_case()
    make_item(case=case, decision=text, outcome=outcome)

    (step,) = make_journey(queries.items_of_case(case))
    assert step.next_body == body
