"""What is counted year by year."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from apps.archive.models import Meeting
from apps.archive.year_figures import figures_by_year
from tests.factories import make_committee, make_meeting

pytestmark = pytest.mark.django_db


def public_on(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=12)))


def test_days_to_the_minutes_are_the_middle_of_those_that_came_within_a_year():
    committee = make_committee("Byrådet")
    for held_on, published_on in [
        (date(2024, 1, 10), date(2024, 1, 12)),
        (date(2024, 2, 10), date(2024, 2, 14)),
        (date(2024, 3, 10), date(2024, 4, 30)),
        (date(2024, 4, 10), date(2026, 4, 10)),
    ]:
        make_meeting(committee=committee, held_on=held_on, published_at=public_on(published_on))

    assert [(year.year, year.days) for year in figures_by_year(committee=committee)] == [(2024, 4)]


def test_nothing_is_said_of_agendas_and_of_minutes_that_came_years_later():
    committee = make_committee("Byrådet")
    make_meeting(committee=committee, held_on=date(2020, 1, 10), published_at=public_on(date(2026, 1, 12)))
    make_meeting(
        committee=committee,
        held_on=date(2020, 2, 10),
        published_at=public_on(date(2020, 2, 11)),
        kind=Meeting.Kind.AGENDA,
    )

    assert [(year.meeting_count, year.days) for year in figures_by_year(committee=committee)] == [(2, None)]
