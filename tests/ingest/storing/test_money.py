"""Amounts and votes beside the words that tell them."""

from decimal import Decimal

import pytest

from apps.archive.models import Amount, Decision
from apps.ingest.records import SectionKind, SectionRecord
from tests.ingest.records import make_item, make_record
from tests.ingest.storing.test_store import store

pytestmark = pytest.mark.django_db

CASE = SectionRecord(
    "Økonomi",
    SectionKind.ECONOMY,
    "Projektet koster ca. 110.000 kr. og holder kl. 12. Resten, 7,4 mio. kr., lånes.\nDrift: 12.500,50 kr.",
)


def rows():
    fields = ("kroner", "text", "sentence", "is_decided")
    return list(Amount.objects.published().order_by("position").values_list(*fields))


def test_amounts_are_kept_with_their_sentence_and_those_decided_first():
    store(make_record(make_item(decision="Der bevilges 1.583.500 kr. til stien.", sections=(CASE,))))

    assert rows() == [
        (Decimal("1583500.00"), "1.583.500 kr.", "Der bevilges 1.583.500 kr. til stien.", True),
        (Decimal("110000.00"), "110.000 kr.", "Projektet koster ca. 110.000 kr. og holder kl. 12.", False),
        (Decimal("7400000.00"), "7,4 mio. kr.", "Resten, 7,4 mio. kr., lånes.", False),
        (Decimal("12500.50"), "12.500,50 kr.", "Drift: 12.500,50 kr.", False),
    ]


def test_amounts_of_a_closed_item_are_not_kept():
    item = make_item(closed=True, decision="Solgt for 900.000 kr.", sections=(CASE,))

    store(make_record(item))

    assert rows() == []


def test_votes_are_kept_and_told_in_words():
    store(
        make_record(
            make_item(decision="Godkendt.\nImod stemte: Ø og Å.\nUlla Prøvensen (C) undlod at stemme.")
        )
    )

    [decision] = Decision.objects.all()
    assert decision.vote_lines == [("Imod", "Ø, Å"), ("Undlod at stemme", "Ulla Prøvensen (C)")]


def test_same_record_again_touches_no_amount():
    record = make_record(make_item(decision="Der bevilges 5.000 kr."))
    store(record)
    before = list(Amount.objects.values())

    store(record)

    assert list(Amount.objects.values()) == before
