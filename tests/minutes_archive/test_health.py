import pytest
from django.db import connection


def test_alive_needs_no_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_asks_the_database(client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"klar\n")


@pytest.mark.django_db(transaction=True)
def test_not_ready_when_the_tables_are_gone(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE archive_municipality RENAME TO moved_away")
    try:
        response = client.get("/readyz")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE moved_away RENAME TO archive_municipality")

    assert (response.status_code, response.content) == (503, b"ikke klar\n")
