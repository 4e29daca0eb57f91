import pytest

from apps.archive.history import Change, find_changes
from apps.archive.models import AgendaItem, Attachment, Decision, Meeting, Publication, SourceDocument
from apps.archive.outlines import note_publication
from tests.archive.pages import Page
from tests.factories import make_item, make_meeting, make_source

CANARY = "kanariefugl"


def item(number="1", title="Stier", *, closed=False, decision="", text="", attachments=""):
    return {
        "number": number,
        "closed": closed,
        "title": title,
        "decision": decision,
        "text": text,
        "attachments": attachments,
    }


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ([item()], [item()], []),
        ([item()], [item(), item("2")], [Change("Nye punkter", ("2",))]),
        ([item(), item("2")], [item("2")], [Change("Ikke med længere", ("1",))]),
        ([item()], [item(title="Veje")], [Change("Ændret overskrift", ("1",))]),
        ([item()], [item(decision="Godkendt.")], [Change("Beslutning kommet til", ("1",))]),
        ([item(decision="Godkendt.")], [item(decision="Udsat.")], [Change("Ændret beslutning", ("1",))]),
        ([item(text="a")], [item(text="b")], [Change("Ændret sagsfremstilling eller indstilling", ("1",))]),
        ([item(attachments="a")], [item()], [Change("Ændrede bilag", ("1",))]),
        ([item()], [item(closed=True)], [Change("Nu lukket", ("1",))]),
        ([item(""), item("")], [item(""), item("", title="Veje")], [Change("Ændret overskrift", ("",))]),
    ],
)
def test_changes_are_named_with_the_items_they_happened_to(before, after, changes):
    assert find_changes(before, after) == changes


def test_text_of_closed_items_is_not_even_compared():
    before = [item(closed=True, text="a", attachments="b")]

    assert find_changes(before, [item(closed=True)]) == []


def show(meeting, serial=1, document_type="REFERAT", **fields):
    """A document takes over, or the one before when `serial` is the same, and readers see the rows now."""
    source = SourceDocument.objects.filter(sha256=f"{serial:064x}").first() or make_source(
        sha256=f"{serial:064x}",
        meeting=meeting,
        record={"document_type": document_type, "items": [{}]},
        **{"state": SourceDocument.State.PUBLISHED} | fields,
    )
    meeting.source = source
    meeting.save()
    note_publication(meeting)
    return source


def sections(words):
    return [{"heading": "Sagsfremstilling", "kind": "case", "text": words}]


@pytest.mark.django_db
def test_history_tells_what_changed_when_also_without_a_new_document(client):
    meeting = make_meeting(kind=Meeting.Kind.AGENDA)
    first = make_item(meeting, sections=sections("Før."))
    show(meeting, 1)
    meeting.kind = Meeting.Kind.MINUTES
    Decision.objects.create(item=first, position=1, is_own=True, text="Godkendt.")
    show(meeting, 2)
    Decision.objects.update(text="Udsat.")
    show(meeting, 2)
    make_item(meeting)
    AgendaItem.objects.filter(pk=first.pk).update(sections=sections("Nu."))
    show(meeting, 3)
    make_source(
        sha256="f" * 64,
        meeting=meeting,
        state=SourceDocument.State.PUBLISHED,
        record={"document_type": "TILLÆGSDAGSORDEN", "items": [{}]},
    )

    page = Page(client, meeting.get_absolute_url() + "historik/")

    assert page.texts(".step-title") == [
        "Tillægsdagsorden med 1 punkt",
        "Referat med 2 punkter Vises nu",
        "Referat med 1 punkt",
        "Referat med 1 punkt",
        "Dagsorden med 1 punkt",
    ]
    assert [text.rpartition(" 2")[0].split()[0] for text in page.texts(".step-date")] == [
        "Modtaget",
        "Offentliggjort",
        "Rettet",
        "Offentliggjort",
        "Offentliggjort",
    ]
    assert page.texts(".changes li") == [
        "Nye punkter: punkt 2",
        "Ændret sagsfremstilling eller indstilling: punkt 1",
        "Ændret beslutning: punkt 1",
        "Beslutning kommet til: punkt 1",
    ]
    assert Page(client, meeting.get_absolute_url()).texts(".facts dd")[-1] == "5 udgaver"


@pytest.mark.django_db
def test_same_rows_from_the_same_document_are_no_new_version(client):
    meeting = make_meeting()
    row = make_item(meeting, decision="Godkendt\nsom det.")
    show(meeting)
    row.decisions.update(text="Godkendt som det.")

    show(meeting)

    assert meeting.publications.count() == 1


@pytest.mark.django_db
def test_history_shows_and_keeps_no_word_of_any_version(client):
    meeting = make_meeting()
    secret = make_item(meeting, title=CANARY, decision=CANARY, sections=sections(CANARY))
    Attachment.objects.create(item=secret, position=1, title=CANARY)
    show(meeting, 1, file_name=CANARY)
    secret.delete()
    make_item(meeting, title="Andet")
    show(meeting, 2)
    make_source(sha256="e" * 64, meeting=meeting, state=SourceDocument.State.HELD, reason=CANARY)
    page = Page(client, meeting.get_absolute_url() + "historik/")

    assert CANARY not in page.text
    assert CANARY not in str(list(Publication.objects.values()))
    assert len(page.texts(".step")) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "status"), [(Meeting.State.DRAFT, 404), (Meeting.State.WITHDRAWN, 410)])
def test_history_is_as_public_as_its_meeting(client, state, status):
    meeting = make_meeting()
    make_item(meeting, title=CANARY)
    show(meeting)
    Meeting.objects.update(state=state)

    assert CANARY not in Page(client, meeting.get_absolute_url() + "historik/", status).text


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_history_takes_the_same_queries_with_one_version_and_with_three(
    client, django_assert_num_queries, rows
):
    meeting = make_meeting()
    make_item(meeting)
    for serial in range(rows):
        show(meeting, serial)

    with django_assert_num_queries(3):
        assert client.get(meeting.get_absolute_url() + "historik/").status_code == 200
