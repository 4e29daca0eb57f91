"""A served portal, its registered host, and a client for it whose clock is the test's."""

import pytest

from apps.archive.models import Municipality
from apps.ingest.harvest.client import PortalClient
from apps.ingest.harvest.connection import Origin
from apps.ingest.models import HarvestHost

from .portals import FakePortal, serve


@pytest.fixture
def portal():
    return FakePortal()


@pytest.fixture
def served(portal):
    with serve(portal) as address:
        yield address


@pytest.fixture
def host(db, served):
    return HarvestHost.objects.create(host=served, municipality=Municipality.objects.get(slug="eksempelby"))


@pytest.fixture
def waits():
    return []


@pytest.fixture
def client(served, waits):
    return PortalClient(
        Origin.loopback(served), "minutes-archive/1 (+https://arkiv.eksempel.dk)", pause=0, sleep=waits.append
    )
