"""What every test can rely on: the reference data that the migrations made, and an own store of originals."""

import pytest

from apps.archive import reference_data
from apps.archive.models import KleSubject, Municipality, Party


@pytest.fixture(autouse=True)
def _reference_data_after_a_flush(request):
    """A test that really commits empties every table afterwards, so the next one of that kind loads them again."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if commits or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        if not Municipality.objects.exists():
            reference_data.load_municipalities(Municipality)
            reference_data.load_kle_subjects(KleSubject)
            reference_data.load_parties(Party)


@pytest.fixture(autouse=True)
def _own_originals(settings, tmp_path):
    settings.ORIGINALS_DIR = tmp_path / "originals"
