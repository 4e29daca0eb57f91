"""Committees and cases that people settled: old addresses lead on, and documents read later follow."""

import pytest
from django.test import Client

from apps.archive.models import AgendaItem, Case, CaseRuling, Committee, FormerCommittee, Meeting
from apps.ingest.intake import receive_upload
from apps.ingest.pipeline import ingest_document
from apps.search.models import SearchEntry
from tests.ingest.desk.acts import publish, sign_in
from tests.ingest.documents import make_document, make_item

pytestmark = pytest.mark.django_db
OLD = "/eksempelby/teknik-og-miljoeudvalget/"
DAY = "2024-02-07/"


def load(content):
    """The way of what is public already; returns the meeting."""
    return ingest_document(receive_upload(content, "referat.txt")).meeting


def change(client, committee, **form):
    return client.post(f"/indlaes/eksempelby/udvalg/{committee.pk}/", form)


def settle(client, case, **form):
    return client.post(f"/indlaes/eksempelby/sager/{case.pk}/", form)


def test_old_address_of_a_renamed_committee_leads_to_the_new_one(people):
    committee = load(make_document()).committee
    name = committee.name

    change(sign_in(people.approver), committee, what="rename", name="Klimaudvalget", seen=name)

    moved = {"": "", "feed/": "feed/", DAY: DAY, f"{DAY}punkt-1/?vis=1": f"{DAY}punkt-1/?vis=1"}
    answers = {rest: Client().get(OLD + rest) for rest in moved}
    assert {rest: (answer.status_code, answer.url) for rest, answer in answers.items()} == {
        rest: (301, f"/eksempelby/klimaudvalget/{there}") for rest, there in moved.items()
    }
    assert Client().get(f"/eksempelby/klimaudvalget/{DAY}punkt-1/").status_code == 200
    assert Client().get("/eksempelby/findesikke/").status_code == 404


def test_document_with_the_old_name_comes_in_under_the_new_one(people):
    committee = load(make_document()).committee
    change(sign_in(people.approver), committee, what="rename", name="Klimaudvalget", seen=committee.name)

    later = load(make_document(date="14-02-2024"))

    assert (Committee.objects.get(), later.committee.name) == (later.committee, "Klimaudvalget")


def test_second_renaming_of_what_somebody_renamed_meanwhile_is_refused(people):
    committee = load(make_document()).committee
    seen = committee.name
    change(sign_in(people.approver), committee, what="rename", name="Klimaudvalget", seen=seen)

    change(sign_in(people.administrator), committee, what="rename", name="Miljøudvalget", seen=seen)

    assert Committee.objects.get().name == "Klimaudvalget"


def test_merged_committee_moves_its_meetings_and_leads_on(people):
    kept = load(make_document()).committee
    misspelt = make_document(date="14-02-2024").replace("Teknik- og Miljø".encode(), "Teknisk Miljø".encode())
    gone = load(misspelt).committee

    change(sign_in(people.approver), gone, what="merge", into=kept.pk)

    assert (Committee.objects.get(), kept.meetings.count()) == (kept, 2)
    assert Client().get(f"/eksempelby/{gone.slug}/2024-02-14/").url == f"{OLD}2024-02-14/"
    assert set(SearchEntry.objects.values_list("committee", flat=True)) == {kept.pk}
    assert FormerCommittee.objects.get().decided_by == people.approver
    assert load(misspelt.replace(b"14-02", b"21-02")).committee == kept


def test_committees_that_met_on_the_same_day_are_not_merged(people):
    kept = load(make_document()).committee
    other = load(make_document().replace("Teknik- og Miljø".encode(), "Teknisk Miljø".encode())).committee

    page = sign_in(people.approver).post(
        f"/indlaes/eksempelby/udvalg/{other.pk}/", {"what": "merge", "into": kept.pk}, follow=True
    )

    assert "Begge udvalg har et møde 07-02-2024." in page.content.decode()
    assert Committee.objects.count() == 2


def test_successor_is_linked_on_both_pages_and_never_goes_round(people):
    before = load(make_document()).committee
    after = load(make_document(date="14-02-2024").replace("Teknik- og Miljø".encode(), b"Klima")).committee
    change(sign_in(people.approver), before, what="successor", successor=after.pk)

    change(sign_in(people.approver), after, what="successor", successor=before.pk)

    assert list(Committee.objects.order_by("pk").values_list("successor", flat=True)) == [after.pk, None]
    assert after.get_absolute_url() in Client().get(before.get_absolute_url()).content.decode()
    assert before.get_absolute_url() in Client().get(after.get_absolute_url()).content.decode()


def test_ruling_on_a_catch_all_stands_when_documents_are_read_again(people):
    meeting = load(make_document(make_item(1), make_item(2, "Cykelsti langs Ågade")))
    case = Case.objects.get()
    guessed = case.is_catch_all

    settle(sign_in(people.approver), case, what="catch_all")
    load(make_document(date="14-02-2024"))
    ruled = Case.objects.get().is_catch_all
    settle(sign_in(people.approver), case, what="one_story")

    assert (meeting.items.count(), guessed, ruled, Case.objects.get().is_catch_all) == (2, False, True, False)
    assert [row.kind for row in CaseRuling.objects.all()] == ["catch_all", "one_story"]


def test_merged_cases_are_told_as_one_until_the_merging_is_taken_back(people):
    load(make_document(make_item(1), make_item(2, "Skole", case_number="24/1234")))
    into, gone = Case.objects.get(number="05.01.02-P20-1-24"), Case.objects.get(number="24/1234")

    settle(sign_in(people.approver), gone, what="merge", into=" 05.01.02P20-1-24 ")
    load(make_document(make_item(1, "Skole igen", case_number="24/1234"), date="14-02-2024"))
    merged = (list(Case.objects.all()), into.items.count())
    answer = Client().get("/eksempelby/sager/24-1234/")
    settle(sign_in(people.approver), into, what="unmerge", number="24/1234")

    assert merged == ([into], 3)
    assert (answer.status_code, answer.url) == (301, into.get_absolute_url())
    assert (into.items.count(), Case.objects.get(number="24/1234").items.count()) == (1, 2)
    assert Client().get("/eksempelby/sager/24-1234/").status_code == 200


def test_split_case_stays_split_when_its_documents_are_read_again(people, hand_in):
    meeting = publish(hand_in(make_document(make_item(1), make_item(2, "Noget ganske andet"))), people)
    case, other = Case.objects.get(), AgendaItem.objects.get(number="2")

    settle(sign_in(people.approver), case, what="split", items=[other.pk], number="05.01.02-P20-1-24 (2)")
    at_once = dict(AgendaItem.objects.values_list("number", "case__number"))
    source = meeting.source
    source.parser_version = "0"
    source.save()
    ingest_document(source)

    expected = {"1": "05.01.02-P20-1-24", "2": "05.01.02-P20-1-24 (2)"}
    assert (at_once, dict(AgendaItem.objects.values_list("number", "case__number"))) == (expected, expected)
    assert dict(SearchEntry.objects.values_list("item__number", "case__number")) == expected
    assert Meeting.objects.published().count() == 1


def test_case_that_is_not_there_is_not_merged_into(people):
    load(make_document())

    page = sign_in(people.approver).post(
        f"/indlaes/eksempelby/sager/{Case.objects.get().pk}/", {"what": "merge", "into": "24/9"}, follow=True
    )

    assert "Der er ingen anden sag med det nummer i kommunen." in page.content.decode()
    assert CaseRuling.objects.count() == 0
