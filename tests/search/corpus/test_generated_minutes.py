from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from apps.archive.models import AgendaItem, Meeting, Municipality
from apps.search.corpus.meetings import count_items, make_meeting
from tests import factories


def test_the_same_seed_gives_the_same_meeting():
    assert make_meeting(1, 5, count_items(1, 5)) == make_meeting(1, 5, count_items(1, 5))
    assert make_meeting(1, 5, 3) != make_meeting(2, 5, 3)


def test_a_meeting_cut_short_has_the_same_first_items():
    assert make_meeting(1, 5, 3).items == make_meeting(1, 5, 6).items[:3]


def test_closed_items_have_no_text():
    items = [item for number in range(40) for item in make_meeting(1, number, 10).items]
    closed = [item for item in items if item.is_closed]

    assert closed
    assert {(item.presentation, item.recommendation, item.attachments) for item in closed} == {("", "", ())}


@pytest.mark.django_db(transaction=True)
def test_generated_minutes_are_marked_as_examples():
    call_command(
        "generate_minutes", "--items", "25", "--shards", "1", "--ja-jeg-er-sikker", stdout=StringIO()
    )

    assert AgendaItem.objects.published().count() == 25
    assert all(place.is_example for place in Municipality.objects.published())
    assert Meeting.objects.create(committee_id=Meeting.objects.first().committee_id, held_on="2030-01-01").pk


@pytest.mark.django_db
def test_a_database_that_is_not_for_measuring_is_refused(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "minutes")

    with pytest.raises(CommandError, match="er ikke til målinger"):
        call_command("generate_minutes", "--items", "1")


@pytest.mark.django_db
def test_a_database_that_holds_meetings_is_refused():
    factories.make_meeting()

    with pytest.raises(CommandError, match="indeholder allerede møder"):
        call_command("generate_minutes", "--items", "1", "--ja-jeg-er-sikker")
    assert Meeting.objects.count() == 1
