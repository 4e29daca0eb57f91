from datetime import timedelta

import pytest
from django.utils import timezone

from apps.archive.history import Change, find_changes
from apps.archive.models import Meeting, SourceDocument
from tests.archive.pages import Page
from tests.factories import make_item, make_meeting, make_source

CANARY = "kanariefugl"


def item(number="1", title="Stier", **fields):
    return {"number": number, "title": title, "closed": False, "sections": [], "attachments": []} | fields


def text(words):
    return [{"heading": "Sagsfremstilling", "kind": "case", "text": words}]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ([item()], [item()], []),
        ([item()], [item(), item("2")], [Change("Nye punkter", ("2",))]),
        ([item(), item("2")], [item("2")], [Change("Ikke med længere", ("1",))]),
        ([item()], [item(title="Veje")], [Change("Ændret overskrift", ("1",))]),
        ([item()], [item(decision="Godkendt.")], [Change("Beslutning kommet til", ("1",))]),
        ([item(decision="Godkendt.")], [item(decision="Udsat.")], [Change("Ændret beslutning", ("1",))]),
        ([item(decision="Godkendt\nsom det.")], [item(decision="Godkendt som det.")], []),
        (
            [item(sections=text("Før."))],
            [item(sections=text("Nu."))],
            [Change("Ændret sagsfremstilling eller indstilling", ("1",))],
        ),
        ([item(attachments=["Kort"])], [item()], [Change("Ændrede bilag", ("1",))]),
        ([item()], [item(closed=True)], [Change("Nu lukket", ("1",))]),
        ([item(""), item("")], [item(""), item("", title="Veje")], [Change("Ændret overskrift", ("",))]),
    ],
)
def test_changes_are_named_with_the_items_they_happened_to(before, after, changes):
    assert find_changes(before, after) == changes


def test_text_of_closed_items_is_not_even_compared():
    before = [item(closed=True, sections=text("Før."), attachments=["Kort"])]
    after = [item(closed=True, sections=text("Nu."))]

    assert find_changes(before, after) == []


def add_version(meeting, serial, items, document_type="REFERAT", **fields):
    source = make_source(
        sha256=f"{serial:064x}",
        meeting=meeting,
        record={"document_type": document_type, "items": items},
        **{"state": SourceDocument.State.PUBLISHED} | fields,
    )
    received_at = timezone.now() - timedelta(days=30 - serial)
    SourceDocument.objects.filter(pk=source.pk).update(received_at=received_at)
    return source


@pytest.mark.django_db
def test_history_tells_what_changed_from_version_to_version(client):
    meeting = make_meeting()
    add_version(meeting, 1, [item()], "DAGSORDEN")
    add_version(meeting, 2, [item(decision="Godkendt.")])
    meeting.source = add_version(meeting, 3, [item(decision="Udsat."), item("2")])
    meeting.save()
    add_version(meeting, 4, [item()], "TILLÆGSDAGSORDEN")
    make_item(meeting)

    page = Page(client, meeting.get_absolute_url() + "historik/")

    assert page.texts(".step-title") == [
        "Tillægsdagsorden med 1 punkt",
        "Referat med 2 punkter Vises nu",
        "Referat med 1 punkt",
        "Dagsorden med 1 punkt",
    ]
    assert page.texts(".changes li") == [
        "Nye punkter: punkt 2",
        "Ændret beslutning: punkt 1",
        "Beslutning kommet til: punkt 1",
    ]
    front = Page(client, meeting.get_absolute_url())
    assert front.texts(".facts dd")[-1] == "4 udgaver modtaget"


@pytest.mark.django_db
def test_history_shows_no_word_of_any_version(client):
    meeting = make_meeting()
    secret = item(title=CANARY, decision=CANARY, sections=text(CANARY), attachments=[CANARY])
    add_version(meeting, 1, [secret, item("2", closed=True, sections=text(CANARY))], file_name=CANARY)
    add_version(meeting, 2, [item()])
    add_version(meeting, 3, [item("99")], state=SourceDocument.State.HELD, reason=CANARY)
    page = Page(client, meeting.get_absolute_url() + "historik/")

    assert CANARY not in page.text
    assert "99" not in page.texts("main")[0]
    assert len(page.texts(".step")) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "status"), [(Meeting.State.DRAFT, 404), (Meeting.State.WITHDRAWN, 410)])
def test_history_is_as_public_as_its_meeting(client, state, status):
    meeting = make_meeting(state=state)
    add_version(meeting, 1, [item(title=CANARY)])

    assert CANARY not in Page(client, meeting.get_absolute_url() + "historik/", status).text


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_history_takes_the_same_queries_with_one_version_and_with_three(
    client, django_assert_num_queries, rows
):
    meeting = make_meeting()
    for serial in range(rows):
        add_version(meeting, serial, [item()])

    with django_assert_num_queries(2):
        assert client.get(meeting.get_absolute_url() + "historik/").status_code == 200
