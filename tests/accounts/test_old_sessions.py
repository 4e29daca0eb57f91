from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from apps.accounts.old_sessions import OldSessions


@pytest.mark.django_db
def test_sessions_that_are_over_are_cleared_once_a_day(django_assert_num_queries):
    now = timezone.now()
    Session.objects.create(session_key="over", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="i-brug", expire_date=now + timedelta(minutes=1))
    old_sessions = OldSessions()

    old_sessions.clear_when_due()

    assert [row.session_key for row in Session.objects.all()] == ["i-brug"]
    with django_assert_num_queries(0):
        old_sessions.clear_when_due()
