import csv

import pytest
from auditlog.models import LogEntry
from django.db import DatabaseError, connection, transaction

from apps.accounts import audit
from apps.accounts.models import Membership, Role, User


@pytest.fixture
def administrator(client, people):
    client.force_login(people.administrator)
    return client


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def change_role(client, people, role="approver"):
    membership = Membership.objects.get(user=people.uploader)
    client.post(f"/konto/herning/brugere/{membership.pk}/rolle/", {"role": role})


def test_a_changed_role_tells_who_did_it_and_what_it_was_before(administrator, people, home):
    change_role(administrator, people)

    words = audit.describe_entry(audit.entries_of(home)[0])

    assert words[1:] == [
        "Admin <admin@eksempelby.dk>",
        "Ændret",
        "medlemskab",
        "Indlaegger <indlaegger@eksempelby.dk> – Herning Kommune: Godkender",
        "rolle: Indlægger → Godkender",
    ]


def test_the_page_shows_the_trail_of_its_own_municipality_alone(administrator, people, elsewhere):
    change_role(administrator, people)

    page = administrator.get("/konto/herning/spor/").content.decode()

    assert "rolle: Indlægger → Godkender" in page
    assert audit.entries_of(elsewhere).count() == 1
    assert people.stranger.email not in page


def test_the_export_is_csv_that_starts_no_formula(administrator, people):
    User.objects.filter(pk=people.uploader.pk).update(name='=HYPERLINK("http://ond.dk")')
    change_role(administrator, people)

    response = administrator.get("/konto/herning/spor.csv")

    text = b"".join(response.streaming_content).decode("utf-8")
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";"))
    assert response["Content-Disposition"] == 'attachment; filename="spor-herning.csv"'
    assert text.startswith("\ufeff")
    assert rows[0] == audit.COLUMNS
    assert rows[1][4] == (
        '\'=HYPERLINK("http://ond.dk") <indlaegger@eksempelby.dk> – Herning Kommune: Godkender'
    )


@pytest.mark.parametrize("cell", ["=1+1", "+45", "-1", "@x", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(cell):
    assert audit._harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "statement", ["UPDATE auditlog_logentry SET object_repr = 'x'", "DELETE FROM auditlog_logentry"]
)
def test_the_database_refuses_to_change_the_trail(people, statement):
    before = list(LogEntry.objects.order_by("pk").values())
    assert before

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement)

    assert list(LogEntry.objects.order_by("pk").values()) == before


def test_the_database_refuses_to_empty_the_trail(people):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE auditlog_logentry ENABLE TRIGGER audit_log_is_not_emptied")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run("TRUNCATE auditlog_logentry")

    assert LogEntry.objects.exists()


def test_passwords_and_secrets_are_not_in_the_trail(administrator, people):
    administrator.post("/konto/herning/brugere/inviter/", {"email": "ny@eksempelby.dk", "role": "uploader"})
    people.uploader.set_password("et helt nyt kodeord")
    people.uploader.save()

    changes = LogEntry.objects.values_list("changes", flat=True)

    passwords = [change["password"] for change in changes if "password" in change]
    assert len(passwords) == 6
    assert {word for change in passwords for word in change} == {"skjult"}
    assert "adgangskode: skjult" in list(audit.describe_changes(LogEntry.objects.order_by("-pk")[0]))
    assert not any("token_hash" in change or "data" in change for change in changes)


def test_the_trail_is_read_page_by_page_with_the_same_queries(
    administrator, people, django_assert_max_num_queries
):
    for number in range(60):
        change_role(administrator, people, Role.APPROVER if number % 2 else Role.ADMINISTRATOR)

    with django_assert_max_num_queries(12):
        first = administrator.get("/konto/herning/spor/")

    assert "Side 1 af 2" in first.content.decode()
    assert "Side 2 af 2" in administrator.get("/konto/herning/spor/?side=2").content.decode()
