"""The switch that rewrites expected records: `pytest tests/ingest --rewrite-expected`.

A run that rewrote one fails, so that somebody reads the difference.
"""

import pytest


def pytest_addoption(parser):
    parser.addoption(
        "--rewrite-expected", action="store_true", help="Write expected records of samples anew."
    )


@pytest.fixture
def rewrite_expected(request):
    # The option is unknown when pytest starts above this folder.
    return request.config.getoption("--rewrite-expected", default=False)
