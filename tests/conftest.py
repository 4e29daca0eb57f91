"""What every test can rely on: the reference data that the migrations made, and an own store of originals."""

import os

import pytest
from django.db import connection
from hypothesis import settings as hypothesis_settings

from apps.archive import reference_data
from apps.archive.models import KleSubject, Municipality, Party
from apps.search import engine, suggestions

_BLOCKER = pytest.StashKey()


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Tests that really commit empty every table afterwards, so here the audit trail may be emptied too."""
    request.config.stash[_BLOCKER] = django_db_blocker
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE auditlog_logentry DISABLE TRIGGER audit_log_is_not_emptied")


# A busy machine is no bug, so nothing is timed; where nobody can look into a failure, it can be repeated.
hypothesis_settings.register_profile("archive", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("archive")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A test that really commits empties every table when it ends; the reference data is then put back.

    Only here has every fixture ended, and the next test may be of any kind: files are spread over processes.
    """
    yield
    if nextitem and _commits(item):
        with item.config.stash[_BLOCKER].unblock():
            reference_data.load_municipalities(Municipality)
            reference_data.load_kle_subjects(KleSubject)
            reference_data.load_parties(Party)


def _commits(item):
    marker = item.get_closest_marker("django_db")
    return bool({"transactional_db", "live_server"} & set(item.fixturenames)) or bool(
        marker and marker.kwargs.get("transaction")
    )


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    """No answer of a search depends on how busy the machine is; a test of the limit sets its own."""
    monkeypatch.setattr(engine, "STATEMENT_TIMEOUT_MS", 120_000)
    monkeypatch.setattr(suggestions, "_TIMEOUT_MS", 120_000)


@pytest.fixture(autouse=True)
def _own_originals(settings, tmp_path):
    settings.ORIGINALS_DIR = tmp_path / "originals"
