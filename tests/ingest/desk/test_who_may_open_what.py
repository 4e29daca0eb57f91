"""Every address of the desk, taken from the URL configuration, by every kind of person."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from apps.archive.models import Withdrawal
from apps.ingest.models import Finding
from tests.ingest.desk.acts import publish, sign_in
from tests.ingest.documents import make_document, make_item

pytestmark = pytest.mark.django_db
PEOPLE = ("visitor", "uploader", "approver", "administrator", "stranger", "platform")
MEMBERS = (302, 200, 200, 200, 404, 200)
MEMBERS_CHANGE = (302, 302, 302, 302, 404, 302)
APPROVERS = (302, 403, 200, 200, 404, 200)
APPROVERS_CHANGE = (302, 403, 302, 302, 404, 302)
ADMINISTRATORS_CHANGE = (302, 403, 403, 302, 404, 302)
EXPECTED = {
    "start": (302, 302, 302, 302, 302, 200),
    "desk": MEMBERS,
    "upload": MEMBERS,
    "delivery": MEMBERS,
    "completeness": MEMBERS,
    "review": MEMBERS,
    "original": MEMBERS,
    "correct": (302, 422, 422, 422, 404, 422),
    "accept": APPROVERS_CHANGE,
    "approve": (302, 403, 409, 409, 404, 409),
    "withdraw": APPROVERS,
    "withdraw_passage": (302, 403, 422, 422, 404, 422),
    "withdrawn": MEMBERS,
    "lift": ADMINISTRATORS_CHANGE,
    "discard": MEMBERS_CHANGE,
    "take_up": (302, 409, 409, 409, 404, 409),
    "figures": MEMBERS,
    "committees": MEMBERS,
    "committee": APPROVERS,
    "cases": MEMBERS,
    "case": APPROVERS,
}
POSTED = {"correct", "accept", "approve", "withdraw_passage", "lift", "discard", "take_up"}


def desk_routes():
    rooms = [part for part in get_resolver().url_patterns if isinstance(part, URLResolver)]
    [desk] = [room for room in rooms if str(room.pattern) == "indlaes/"]
    return sorted(str(getattr(part, "name", part)) for part in desk.url_patterns)


@pytest.fixture
def addresses(people, hand_in):
    """The path of every route, about documents of the example municipality."""
    withdrawn = publish(hand_in(make_document(date="21-02-2024")), people)
    lifted = Withdrawal.objects.create(
        meeting=withdrawn, item_slug="1", kind="other", note="x", withdrawn_by=people.approver
    )
    meeting = publish(hand_in(make_document(date="14-02-2024")), people)
    source = hand_in(make_document(make_item(text="Skriv til ole@privat.dk.")))
    things = {
        "municipality": "eksempelby",
        "batch": source.uploads.get().batch,
        "document": source.pk,
        "finding": Finding.objects.get(source=source).pk,
        "meeting": meeting.pk,
        "withdrawal": lifted.pk,
        "committee": meeting.committee_id,
        "case": meeting.items.get().case_id,
    }
    return {name: path_of(name, things) for name in EXPECTED}


def path_of(name, things):
    """The address of a route with as many of `things` as it takes."""
    [(_, parameters)] = get_resolver().namespace_dict["ingest"][1].reverse_dict.getlist(name)[0][0]
    try:
        return reverse(f"ingest:{name}", kwargs={key: things[key] for key in parameters})
    except NoReverseMatch:
        pytest.fail(f"no example for {name}")


def ask(client, name, path):
    """The status, with everything that the request changed undone."""
    with transaction.atomic():
        answer = client.post(path) if name in POSTED else client.get(path)
        answer.getvalue()  # a file is closed when all of it is sent
        transaction.set_rollback(True)
    return answer.status_code


def test_the_table_names_every_address_of_the_desk():
    assert desk_routes() == sorted(EXPECTED)


def test_every_address_answers_every_kind_of_person_as_the_table_says(addresses, people):
    clients = [Client() if person == "visitor" else sign_in(getattr(people, person)) for person in PEOPLE]

    answers = {name: tuple(ask(client, name, path) for client in clients) for name, path in addresses.items()}

    assert answers == EXPECTED


def test_nothing_of_another_municipality_is_reached_through_ones_own(addresses, people):
    client = sign_in(people.stranger)
    about_a_thing = {name: path for name, path in addresses.items() if path.count("/") > 4}

    answers = {
        name: ask(client, name, path.replace("/eksempelby/", "/odense/"))
        for name, path in about_a_thing.items()
    }

    assert len(answers) > 5
    assert set(answers.values()) == {404}
