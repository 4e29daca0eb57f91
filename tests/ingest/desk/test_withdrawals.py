"""What was withdrawn is gone everywhere, says so, stays away, and comes back only by way of approval."""

import pytest
from django.test import Client

from apps.archive.models import (
    AgendaItem,
    Amount,
    Attachment,
    Decision,
    Meeting,
    SourceDocument,
    Withdrawal,
)
from apps.ingest.intake import receive_upload
from apps.ingest.pipeline import ingest_document
from apps.search.models import SearchEntry
from tests.ingest.desk.acts import CANARY, leaks, publish, sign_in
from tests.ingest.documents import make_document, make_item

pytestmark = pytest.mark.django_db


def withdraw(client, meeting, what):
    form = {"what": what, "kind": "personal", "note": "Et navn på en borger"}
    return client.post(f"/indlaes/eksempelby/moede/{meeting.pk}/traek-tilbage/", form)


def test_withdrawn_item_is_gone_everywhere_and_its_address_says_so(people, hand_in):
    titled = make_item(title=f"Cykelsti i {CANARY}", text=f"Tekst om {CANARY}.")
    meeting = publish(hand_in(make_document(titled, make_item(2, "Skole"))), people)
    public_before = leaks()

    withdraw(sign_in(people.approver), meeting, f"item-{meeting.items.first().pk}")

    gone = Client().get(f"{meeting.get_absolute_url()}punkt-1/")
    assert (public_before != [], leaks(), gone.status_code) == (True, [], 410)
    assert "Grund: personoplysninger." in gone.content.decode()
    assert "navn på en borger" not in gone.content.decode()
    assert [item.title for item in AgendaItem.objects.all()] == ["Skole"]
    stubs = Client().get("/tilbagetrukket/").content.decode()
    assert "Teknik- og Miljøudvalget, mødet 7. februar 2024: punkt 1. Grund: personoplysninger." in stubs


@pytest.mark.parametrize("number", [1, 7])
def test_withdrawn_item_does_not_come_back_with_a_later_version(number, people, hand_in):
    meeting = publish(
        hand_in(make_document(make_item(1, "Klage fra en borger"), make_item(2, "Skole"))), people
    )
    withdraw(sign_in(people.approver), meeting, f"item-{meeting.items.first().pk}")

    version = make_document(make_item(number, "Klage fra en borger", text="Ny tekst."), make_item(2, "Skole"))
    ingest_document(receive_upload(version, "nyt.txt"))

    assert Meeting.objects.get().source.file_name == "nyt.txt"
    assert [item.title for item in AgendaItem.objects.all()] == ["Skole"]
    assert SourceDocument.objects.filter(original_is_public=True).count() == 0


def test_withdrawn_meeting_is_gone_and_does_not_come_back(people, hand_in):
    meeting = publish(hand_in(make_document(make_item(title=CANARY))), people)

    withdraw(sign_in(people.approver), meeting, "meeting")
    ingest_document(receive_upload(make_document(make_item(title=f"{CANARY} igen")), "nyt.txt"))

    gone = Client().get(meeting.get_absolute_url())
    assert (leaks(), gone.status_code) == ([], 410)
    assert "Grund: personoplysninger." in gone.content.decode()
    assert (AgendaItem.objects.count(), SearchEntry.objects.count()) == (0, 0)


def test_withdrawn_attachment_stays_away_while_its_item_stays(people, hand_in):
    listed = make_item(text="Sagen.") + f"Bilag\n\n1. {CANARY}.pdf\n\n2. Kort.pdf\n\n"
    meeting = publish(hand_in(make_document(listed)), people)
    titles = list(Attachment.objects.values_list("title", flat=True))
    found = Attachment.objects.get(title__contains=CANARY)

    withdraw(sign_in(people.approver), meeting, f"attachment-{found.pk}")
    ingest_document(receive_upload(make_document(listed, make_item(2, "Skole")), "nyt.txt"))

    assert len(titles) == 2
    assert leaks() == []
    assert Attachment.objects.count() == 1
    assert Withdrawal.objects.get().what == "et bilag til punkt 1"
    assert AgendaItem.objects.count() == 2


def withdraw_passage(client, meeting, passage):
    form = {"passage": passage, "kind": "personal", "note": "Et navn på en borger"}
    return client.post(f"/indlaes/eksempelby/moede/{meeting.pk}/traek-passage-tilbage/", form)


def test_withdrawn_passage_is_gone_everywhere_and_a_mark_stands_in_its_place(people, hand_in):
    words = f"Naboen i {CANARY} 7 klager."
    named = make_item(title=f"Klage fra {CANARY} 7", text=f"Sagen. {words} Resten står.", decision=words)
    meeting = publish(hand_in(make_document(named, make_item(2, "Skole"))), people)
    public_before = leaks()

    withdraw_passage(sign_in(people.approver), meeting, f"{CANARY.upper()}\n7")

    item = AgendaItem.objects.get(number="1")
    assert (public_before != [], leaks()) == (True, [])
    assert item.title == "Klage fra [En passage er trukket tilbage]"
    assert item.own_decision.text == "Naboen i [En passage er trukket tilbage] klager."
    page = Client().get(item.get_absolute_url()).content.decode()
    assert "Sagen. Naboen i [En passage er trukket tilbage] klager. Resten står." in page
    stubs = Client().get("/tilbagetrukket/").content.decode()
    assert "en passage i punkt 1. Grund: personoplysninger." in stubs


def test_withdrawn_passage_takes_votes_and_amounts_along(people, hand_in):
    decision = f"Godkendt med 5.000 kr. til {CANARY} Prøve (V). {CANARY} Prøve (V) stemte imod."
    meeting = publish(hand_in(make_document(make_item(decision=decision))), people)
    told_before = (leaks() != [], CANARY in str(Decision.objects.get().votes), Amount.objects.count())

    withdraw_passage(sign_in(people.approver), meeting, f"5.000 kr. til {CANARY} Prøve")
    withdraw_passage(sign_in(people.approver), meeting, f"{CANARY} Prøve")

    assert told_before == (True, True, 1)
    assert (leaks(), CANARY in str(Decision.objects.get().votes), Amount.objects.count()) == ([], False, 0)


def test_withdrawn_passage_does_not_come_back_under_another_number_or_broken_over_lines(people, hand_in):
    named = make_item(1, "Klage", text=f"Brev fra {CANARY} 7 om støj.")
    meeting = publish(hand_in(make_document(named, make_item(2, "Skole"))), people)
    withdraw_passage(sign_in(people.approver), meeting, f"{CANARY} 7")

    moved = make_item(4, "Klage", text=f"Nyt brev fra\n{CANARY}\n7 om lugt.")
    ingest_document(receive_upload(make_document(moved, make_item(2, "Skole")), "nyt.txt"))

    assert Meeting.objects.get().source.file_name == "nyt.txt"
    assert leaks() == []


def test_passage_is_withdrawn_as_whole_words_only(people, hand_in):
    meeting = publish(hand_in(make_document(make_item(text="Hansen og Hansens Vej."))), people)

    withdraw_passage(sign_in(people.approver), meeting, "Hansen")

    [section] = [part for part in AgendaItem.objects.get().sections if "Vej" in part["text"]]
    assert section["text"] == "[En passage er trukket tilbage] og Hansens Vej."


def test_passage_that_does_not_stand_there_changes_nothing(people, hand_in):
    meeting = publish(hand_in(), people)

    answer = withdraw_passage(sign_in(people.approver), meeting, "ord, der ikke står der")

    assert answer.status_code == 422
    assert "Passagen står ikke i mødet." in answer.content.decode()
    assert Withdrawal.objects.count() == 0


def test_clerk_is_told_where_else_a_passage_stands(people, hand_in):
    meeting = publish(hand_in(make_document(make_item(1, f"Klage fra {CANARY}"))), people)
    publish(hand_in(make_document(make_item(3, f"Mere om {CANARY}"), date="14-02-2024")), people)

    client = sign_in(people.approver)
    withdraw_passage(client, meeting, CANARY)

    page = client.get("/indlaes/eksempelby/tilbagetrukket/").content.decode()
    assert "Samme ord står også i Teknik- og Miljøudvalget 14-02-2024, Punkt 3: Mere om" in page


def test_thing_withdrawn_meanwhile_by_somebody_else_is_told(people, hand_in):
    meeting = publish(hand_in(), people)
    withdraw(sign_in(people.approver), meeting, "meeting")
    meeting.state = Meeting.State.PUBLISHED

    answer = withdraw(sign_in(people.approver), meeting, "meeting")

    assert (answer.status_code, Withdrawal.objects.count()) == (404, 1)


def lift(client, withdrawal, note="Det var det forkerte punkt"):
    return client.post(f"/indlaes/eksempelby/tilbagetrukket/{withdrawal.pk}/ophaev/", {"note": note})


@pytest.mark.parametrize("what", ["meeting", "item", "attachment", "passage"])
def test_lifted_withdrawal_shows_nothing_before_the_document_is_approved_again(what, people, hand_in):
    listed = make_item(title=f"Ny {CANARY}") + f"Bilag\n\n1. Kort over {CANARY}.pdf\n\n"
    meeting = publish(hand_in(make_document(listed, make_item(2, "Skole"))), people)
    whole = (list(AgendaItem.objects.values_list("title")), list(Attachment.objects.values_list("title")))
    if what == "passage":
        withdraw_passage(sign_in(people.approver), meeting, CANARY)
    else:
        rows = {"item": AgendaItem.objects.first(), "attachment": Attachment.objects.first()}
        withdraw(sign_in(people.approver), meeting, f"{what}-{rows[what].pk}" if what in rows else what)
    before = leaks()
    [withdrawal] = Withdrawal.objects.all()

    lift(sign_in(people.administrator), withdrawal)

    source = SourceDocument.objects.get()
    assert (leaks(), source.state) == (before, SourceDocument.State.REVIEW)
    publish(source, people)
    again = (list(AgendaItem.objects.values_list("title")), list(Attachment.objects.values_list("title")))
    assert again == whole
    assert (Withdrawal.objects.count(), Withdrawal.with_lifted.count()) == (0, 1)
    assert "Ophævet" in Client().get("/tilbagetrukket/").content.decode()


def test_lifting_needs_a_reason_and_happens_once(people, hand_in):
    meeting = publish(hand_in(), people)
    withdraw(sign_in(people.approver), meeting, "meeting")
    withdrawal = Withdrawal.objects.get()
    lift(sign_in(people.administrator), withdrawal, note=" ")
    without_reason = Withdrawal.objects.count()

    lift(sign_in(people.administrator), withdrawal)
    lift(sign_in(people.administrator), withdrawal, note="Igen")

    assert without_reason == 1
    row = Withdrawal.with_lifted.get()
    assert (row.lift_note, row.lifted_by) == ("Det var det forkerte punkt", people.administrator)


def test_feed_of_withdrawals_tells_where_and_why_but_no_words(people, hand_in):
    meeting = publish(hand_in(make_document(make_item(title=CANARY))), people)
    withdraw(sign_in(people.approver), meeting, f"item-{meeting.items.get().pk}")

    feed = Client().get("/tilbagetrukket/feed/")

    assert feed["Content-Type"].startswith("application/atom+xml")
    told = feed.content.decode()
    assert "<title>Teknik- og Miljøudvalget, onsdag den 7. februar 2024: punkt 1</title>" in told
    assert "Grund: personoplysninger." in told
    assert CANARY not in told
    assert "navn på en borger" not in told
