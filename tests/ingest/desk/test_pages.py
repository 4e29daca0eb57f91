"""The desk as people meet it: who may open what, what each page says, and what nobody else can find."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.archive.models import SourceDocument
from apps.archive.originals import original_path
from apps.ingest.desk.approval import seen_version
from apps.ingest.models import Correction, Upload
from apps.ingest.worker import work_once
from apps.search.models import SearchEntry
from tests.ingest.desk.acts import CANARY, leaks, publish, sign_in
from tests.ingest.documents import make_document, make_item
from tests.ingest.records import made_up_cpr_number

pytestmark = pytest.mark.django_db


def test_upload_is_kept_shown_as_waiting_and_then_to_be_reviewed(people):
    client = sign_in(people.uploader)

    answer = client.post(
        "/indlaes/eksempelby/laeg-ind/",
        {"files": [SimpleUploadedFile("a.txt", make_document()), SimpleUploadedFile("b.txt", b"")]},
    )
    waiting = client.get(answer.url).content.decode()
    while work_once():
        pass
    done = client.get(answer.url).content.decode()

    assert "2 af 2 filer venter på at blive læst." in waiting
    assert '<meta http-equiv="refresh" content="4">' in waiting
    assert "Alle filer er læst." in done
    assert [row.state for row in SourceDocument.objects.order_by("file_name")] == ["review", "unreadable"]


def test_upload_without_a_file_says_so(people):
    answer = sign_in(people.uploader).post("/indlaes/eksempelby/laeg-ind/")

    assert answer.status_code == 422
    assert "Vælg mindst én fil." in answer.content.decode()


def test_same_file_again_is_linked_to_the_one_we_have(people, hand_in):
    source = hand_in(name="referat.txt")
    client = sign_in(people.uploader)

    answer = client.post(
        "/indlaes/eksempelby/laeg-ind/",
        {"files": SimpleUploadedFile("kopi.txt", make_document())},
        follow=True,
    )

    page = answer.content.decode()
    address = f"/indlaes/eksempelby/dokument/{source.pk}/"
    assert f'Filen ligger her allerede som <a href="{address}">referat.txt</a>.' in page


def test_correction_by_form_is_shown_and_only_what_changed_is_kept(people, hand_in):
    source = hand_in()
    client, path = sign_in(people.uploader), f"/indlaes/eksempelby/dokument/{source.pk}/"
    form = {
        "seen": seen_version(source), "target": "1", "title": "Cykelsti langs Ågade",
        "case_number": "05.01.02-P20-1-24", "decision": "Godkendt.", "outcome": "godkendt",
    }  # fmt: skip

    client.post(path + "ret/", form)
    late = client.post(path + "ret/", form | {"title": "Noget andet"})

    kept = list(Correction.objects.values_list("target", "field", "value"))
    assert kept == [("1", "title", "Cykelsti langs Ågade")]
    assert "Punkt 1: Cykelsti langs Ågade (rettet)" in client.get(path).content.decode()
    assert late.status_code == 409
    assert "Noget andet" in late.content.decode()


def test_number_and_attachments_are_corrected_by_form_and_can_be_taken_back(people, hand_in):
    source = hand_in(make_document(make_item() + "Bilag\n\n1. Kort.pdf\n\n2. Brev.pdf\n\n"))
    client, path = sign_in(people.uploader), f"/indlaes/eksempelby/dokument/{source.pk}/"
    form = {
        "target": "1",
        "number": "7.",
        "outcome": "godkendt",
        "attachment_1": " Kort ",
        "attachment_2": "",
    }

    client.post(path + "ret/", form | {"seen": seen_version(source)})
    source.refresh_from_db()
    shown = client.get(path).content.decode()
    client.post(path + "ret/", {"target": "1", "take_back": "1", "seen": seen_version(source)})

    named = {"1. Kort.pdf": "Kort", "2. Brev.pdf": ""}
    kept = list(Correction.objects.values_list("target", "field", "value"))
    assert kept[:2] == [("1", "number", "7"), ("1", "attachments", named)]
    assert kept[2:] == [("1", "attachments", None), ("1", "number", None)]
    assert "I filen: 2. Brev.pdf" in shown
    assert "rettede punkt 1, bilag: 1. Kort.pdf → Kort; 2. Brev.pdf → fjernet" in shown


def test_review_page_tells_what_each_line_became_and_what_will_change(people, hand_in):
    source = hand_in()

    page = sign_in(people.approver).get(f"/indlaes/eksempelby/dokument/{source.pk}/").content.decode()

    assert "<td>Godkendt.</td><td>punkt 1: beslutning</td>" in page
    assert "<li>Nyt møde</li><li>Nyt udvalg: Teknik- og Miljøudvalget</li><li>1 punkt</li>" in page


def test_file_is_read_as_it_came_by_who_decides_about_it_and_kept_by_no_cache(people, hand_in):
    content = make_document(make_item(text="Noget, som ingen har set endnu."))
    source = hand_in(content, name="Udkast æ.txt")
    client = sign_in(people.approver)
    page = client.get(f"/indlaes/eksempelby/dokument/{source.pk}/").content.decode()

    answer = client.get(f"/indlaes/eksempelby/dokument/{source.pk}/fil/")

    assert f'href="/indlaes/eksempelby/dokument/{source.pk}/fil/"' in page
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "no-store" in answer["Cache-Control"]


def test_file_that_is_gone_from_the_store_is_told_of(people, hand_in):
    source = hand_in()
    original_path(source.sha256).unlink()

    page = sign_in(people.approver).get(f"/indlaes/eksempelby/dokument/{source.pk}/fil/", follow=True)

    assert "Filen ligger ikke i lageret, som den kom." in page.content.decode()


def test_review_page_tells_a_new_committee_from_one_that_is_here(people, hand_in):
    publish(hand_in(make_document(date="14-02-2024")), people)
    known, unknown = hand_in(), hand_in(make_document().replace(b"Teknik- og", b"Tekn. og"))

    pages = [
        sign_in(people.approver).get(f"/indlaes/eksempelby/dokument/{source.pk}/").content.decode()
        for source in (known, unknown)
    ]

    assert ["Nyt udvalg" in page for page in pages] == [False, True]
    assert all('<option value="Teknik- og Miljøudvalget">' in page for page in pages)


def test_cpr_number_is_shown_masked_with_its_place_and_without_a_way_to_accept_it(people, hand_in):
    number = made_up_cpr_number()
    source = hand_in(make_document(make_item(text=f"Klage fra {number[:6]}-{number[6:]}.")))

    page = sign_in(people.approver).get(f"/indlaes/eksempelby/dokument/{source.pk}/").content.decode()

    assert f"Et CPR-nummer: {number[:6]}-••••" in page
    assert "Kan ikke godkendes." in page
    assert "/fund/" not in page
    assert number[6:] not in page
    assert "Gem punkt" not in page
    assert "offentliggoer" not in page
    assert page.partition("<main")[2].count("<button") == 1  # to discard it


def test_readers_are_told_that_the_text_was_read_from_pictures(people, hand_in):
    meeting = publish(hand_in(), people)
    words = "er læst af billeder af siderne"
    before = Client().get(meeting.get_absolute_url()).content.decode()

    SourceDocument.objects.update(is_ocr=True)

    assert words not in before
    assert words in Client().get(meeting.get_absolute_url()).content.decode()


def test_word_of_an_unapproved_upload_is_found_nowhere_until_it_is_approved(people, hand_in):
    source = hand_in(make_document(make_item(title=f"Cykelsti i {CANARY}")))
    before = leaks()

    publish(source, people)

    assert before == []
    assert "/eksempelby/teknik-og-miljoeudvalget/2024-02-07/punkt-1/" in leaks()
    assert SearchEntry.objects.count() == 1


def test_desk_shows_problems_first_and_counts_every_state(people, hand_in):
    number = made_up_cpr_number()
    publish(hand_in(make_document(date="14-02-2024")), people)
    hand_in(name="til-gennemsyn.txt")
    hand_in(make_document(make_item(text=f"{number[:6]}-{number[6:]}")), name="med-cpr.txt")

    page = sign_in(people.uploader).get("/indlaes/eksempelby/").content.decode()

    assert page.index("med-cpr.txt") < page.index("til-gennemsyn.txt")
    assert 'Offentliggjort <span class="desk-count">1</span>' in page


def test_completeness_names_the_numbers_that_are_missing_in_a_year(people, hand_in):
    publish(hand_in(make_document(make_item(1), make_item(2, "Skole"))), people)
    publish(hand_in(make_document(make_item(5, "Vej"), date="14-03-2024")), people)

    page = sign_in(people.uploader).get("/indlaes/eksempelby/fuldstaendighed/").content.decode()

    assert "<td>2024</td><td>2</td><td>3</td><td>3, 4</td>" in page


def test_unknown_delivery_is_not_there(people):
    path = f"/indlaes/eksempelby/aflevering/{uuid.uuid4()}/"

    assert sign_in(people.uploader).get(path).status_code == 404
    assert Upload.objects.count() == 0


def test_files_of_a_stranger_are_refused_before_they_are_read():
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    file = SimpleUploadedFile("stor.txt", b"x" * 1_500_000)

    answer = client.post("/indlaes/eksempelby/laeg-ind/", {"files": file, "csrfmiddlewaretoken": "a" * 32})

    assert (answer.status_code, Upload.objects.count()) == (400, 0)


def test_more_than_may_be_sent_at_once_is_refused_before_it_is_read(people, monkeypatch):
    monkeypatch.setattr("apps.ingest.desk.upload_limits.MAX_REQUEST_BYTES", 1_000_000)
    file = SimpleUploadedFile("stor.txt", b"x" * 1_500_000)

    answer = sign_in(people.uploader).post("/indlaes/eksempelby/laeg-ind/", {"files": file})

    assert (answer.status_code, Upload.objects.count()) == (400, 0)


def test_the_way_to_the_desk_stands_on_the_account_page(people):
    page = sign_in(people.uploader).get("/konto/").content.decode()

    assert 'href="/indlaes/eksempelby/"' in page
