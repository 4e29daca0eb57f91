"""The archive in a process of its own, whose database nobody answers for."""

import os
import subprocess
import sys

import pytest
from django.urls import path

ASK = """
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
response = client.get("{url}", secure=True)
page = response.content.decode()
print(response.status_code, response.get("Retry-After"), response.get("Cache-Control"), sep="|")
print(page[page.index("<h1>") + 4:page.index("</h1>")])
"""


def ask_without_database(url: str) -> list[str]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "minutes_archive.settings",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/away",
        "LOG_LEVEL": "CRITICAL",
        "ALLOWED_HOSTS": "testserver",
    }
    command = [sys.executable, "-c", ASK.format(url=url)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    return done.stdout.splitlines() or [done.stderr]


@pytest.mark.parametrize("url", ["/", "/herning/", "/soeg/?q=sti"])
def test_page_without_a_database_says_when_to_come_again(url):
    assert ask_without_database(url) == ["503|60|no-store", "Arkivet holder en kort pause"]


def test_other_failures_stay_failures(client, settings):
    settings.ROOT_URLCONF = "tests.minutes_archive.test_failures"
    client.raise_request_exception = False
    response = client.get("/")

    assert response.status_code == 500
    assert "Noget gik galt hos os" in response.content.decode()


def fail(request):
    raise ValueError


urlpatterns = [path("", fail)]
handler500 = "minutes_archive.failures.answer_failure"
