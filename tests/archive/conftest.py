import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _fresh_counts():
    """The front page counts at most once a minute; each test has its own archive."""
    caches["memory"].clear()
