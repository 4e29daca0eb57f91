"""From upload to publication: nothing is public before somebody approved exactly what they saw."""

import pytest
from django.db import ProgrammingError, transaction

from apps.archive.models import AgendaItem, Case, Committee, Meeting, Municipality, SourceDocument
from apps.ingest.checking.findings import accept_finding
from apps.ingest.desk.approval import (
    ChangedMeanwhile,
    NotReady,
    approve_document,
    correct_document,
    seen_version,
)
from apps.ingest.desk.corrections import Decided
from apps.ingest.desk.discarding import discard_document, take_up_document
from apps.ingest.intake import receive_upload
from apps.ingest.models import Approval, Correction, Finding
from apps.ingest.pipeline import ingest_document, prepare_document
from apps.ingest.storing.decided import decided_record
from apps.ingest.worker import work_once
from apps.search.models import SearchEntry
from tests.ingest.documents import make_document, make_item
from tests.ingest.records import made_up_cpr_number

pytestmark = pytest.mark.django_db
State = SourceDocument.State


def approve(source, people):
    source = SourceDocument.objects.get(pk=source.pk)
    return approve_document(source.pk, by=people.approver, seen=seen_version(source))


def correct(source, people, *decisions, seen=None):
    source = SourceDocument.objects.get(pk=source.pk)
    return correct_document(
        source.pk,
        by=people.uploader,
        seen=seen or seen_version(source),
        decisions=[Decided(*decided) for decided in decisions],
        municipality=source.municipality,
    )


def test_upload_has_no_rows_before_it_is_approved(hand_in, people):
    source = hand_in()
    tables = (Committee, Meeting, AgendaItem, Case, SearchEntry)
    before = [table.objects.count() for table in tables]

    approval = approve(source, people)

    assert (source.state, source.meeting, before) == (State.REVIEW, None, [0] * 5)
    assert [table.objects.count() for table in tables] == [1] * 5
    assert Meeting.objects.published().get().source == source
    assert (approval.summary, approval.approved_by) == (
        "nyt møde, nyt udvalg: Teknik- og Miljøudvalget, 1 punkt",
        people.approver,
    )


def test_command_line_does_not_publish_what_waits_for_approval(hand_in):
    source = hand_in()

    ingest_document(receive_upload(make_document(), "referat.txt"))

    assert SourceDocument.objects.get().state == State.REVIEW
    assert (SourceDocument.objects.get(), Meeting.objects.count()) == (source, 0)


def test_command_line_stops_before_approval_when_the_worker_never_came(home, people):
    source = receive_upload(make_document(), "referat.txt", home)
    source.uploads.create(
        municipality=home, batch="0" * 32, file_name="referat.txt", uploaded_by=people.uploader
    )

    assert ingest_document(source).state == State.REVIEW
    assert Meeting.objects.count() == 0


def test_correction_survives_a_new_reading_and_is_published(hand_in, people):
    source = hand_in(make_document(make_item(1), make_item(2, "Ny skole")))
    correct(source, people, ("", "committee", "Skoleudvalget"), ("2", "title", "Ny skole i Nordby"))
    correct(source, people, ("1", "decision", "Afvist."), ("1", "outcome", "afvist"), ("2", "closed", True))

    prepare_document(SourceDocument.objects.get())
    with pytest.raises(NotReady, match="ingen har vurderet"):
        approve(source, people)
    accept_finding(source.findings.get(), by=people.approver, reason="Teksten vises ikke")
    approve(source, people)

    first, second = AgendaItem.objects.all()
    assert str(first.meeting.committee) == "Skoleudvalget"
    assert (first.own_decision.text, first.own_decision.outcome) == ("Afvist.", "afvist")
    assert (second.title, second.closed, second.sections) == ("Ny skole i Nordby", True, [])
    assert SourceDocument.objects.get().record["items"][1]["title"] == "Ny skole"


def test_correction_taken_back_leaves_what_was_read(hand_in, people):
    source = hand_in()
    correct(source, people, ("1", "title", "Andet"))

    correct(source, people, ("1", "title", None))

    assert decided_record(source).items[0].title == "Cykelsti langs Åvej"
    assert Correction.objects.count() == 2


def test_correction_about_an_item_that_is_gone_is_told(hand_in, people):
    source = hand_in()
    Correction.objects.create(source=source, target="9", field="title", value="X", made_by=people.uploader)

    prepare_document(source)

    assert [problem["code"] for problem in SourceDocument.objects.get().problems] == [
        "correction_without_item"
    ]


def test_missing_date_is_supplied_by_a_person(hand_in, people):
    source = hand_in(make_document().replace(b"07-02-2024", b"i februar"))

    corrected = correct(
        source,
        people,
        ("", "date", "2024-02-07"),
        ("", "committee", "Teknik- og Miljøudvalget"),
        ("", "document_type", "REFERAT"),
    )

    assert source.state == State.INCOMPLETE
    assert (corrected.state, corrected.reason) == (State.REVIEW, "")
    assert "date_missing" not in [problem["code"] for problem in corrected.problems]


def test_item_number_and_attachments_that_somebody_corrected_survive_a_new_reading(hand_in, people):
    listed = make_item(1, "Vej") + "Bilag\n\n1. Kort.pdf\n\n2. Brev fra borger.pdf\n\n"
    source = hand_in(make_document(listed, make_item(2, "Skole")))
    named = {"1. Kort.pdf": "Kort over vejen", "2. Brev fra borger.pdf": ""}
    correct(source, people, ("1", "number", "7"), ("1", "attachments", named), ("2", "title", "Ny skole"))

    prepare_document(SourceDocument.objects.get())
    approve(source, people)

    first, second = AgendaItem.objects.all()
    assert (first.number, first.slug, second.number, second.title) == ("7", "7", "2", "Ny skole")
    assert [row.title for row in first.attachments.all()] == ["Kort over vejen"]
    assert "Brev" not in str(first.sections)


def test_correction_of_an_attachment_that_is_gone_is_told(hand_in, people):
    source = hand_in()
    Correction.objects.create(
        source=source, target="1", field="attachments", value={"Kort.pdf": ""}, made_by=people.uploader
    )

    prepare_document(source)

    assert [problem["code"] for problem in SourceDocument.objects.get().problems] == [
        "correction_without_attachment"
    ]


def test_discarded_document_is_never_read_or_published_until_it_is_taken_up(hand_in, people):
    source = hand_in()
    discard_document(source.pk, by=people.uploader, seen=seen_version(source), reason="Forkert fil")

    ingest_document(receive_upload(make_document(), "referat.txt"))
    with pytest.raises(NotReady):
        approve(source, people)
    discarded = SourceDocument.objects.get()
    take_up_document(source.pk, by=people.uploader, seen=seen_version(discarded))
    while work_once():
        pass
    approve(source, people)

    assert (discarded.state, discarded.reason) == (State.DISCARDED, "Kasseret: Forkert fil")
    assert Meeting.objects.published().get().source == source


def test_public_document_is_not_discarded(hand_in, people):
    source = hand_in()
    approve(source, people)
    corrected = correct(source, people, ("1", "title", "Andet"))

    with pytest.raises(NotReady, match="offentligt"):
        discard_document(source.pk, by=people.uploader, seen=seen_version(corrected), reason="Forkert")

    assert Meeting.objects.published().count() == 1


def test_corrected_published_document_stays_public_as_it_was_until_approved(hand_in, people):
    source = hand_in()
    approve(source, people)

    corrected = correct(source, people, ("1", "title", "Cykelsti langs Ågade"))
    still_public = AgendaItem.objects.published().get().title
    approval = approve(source, people)

    assert (corrected.state, still_public) == (State.REVIEW, "Cykelsti langs Åvej")
    assert AgendaItem.objects.published().get().title == "Cykelsti langs Ågade"
    assert approval.summary == "1 ændret overskrift"


def test_second_editor_is_told_instead_of_overwriting(hand_in, people):
    source = hand_in()
    seen = seen_version(source)
    correct(source, people, ("1", "title", "Den førstes"))

    with pytest.raises(ChangedMeanwhile):
        correct(source, people, ("1", "title", "Den andens"), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        approve_document(source.pk, by=people.approver, seen=seen)

    assert decided_record(source).items[0].title == "Den førstes"
    assert Meeting.objects.count() == 0


def test_cpr_number_can_not_be_accepted_or_approved(hand_in, people):
    number = made_up_cpr_number()
    source = hand_in(make_document(make_item(text=f"Klage fra {number[:6]}-{number[6:]}.")))
    finding = Finding.objects.get()

    with pytest.raises(NotReady):
        approve(source, people)
    with pytest.raises(Exception, match="only_findings_for_review_can_be_accepted"), transaction.atomic():
        accept_finding(finding, by=people.approver, reason="Alligevel")

    assert (source.state, finding.tier, finding.shown) == (State.HELD, "block", f"{number[:6]}-••••")
    assert number[6:] not in finding.place + finding.fingerprint[:4] + finding.kind
    assert Meeting.objects.count() == 0


def test_cpr_number_in_a_correction_is_refused(hand_in, people):
    number = made_up_cpr_number()
    source = hand_in()

    with pytest.raises(NotReady, match="CPR-nummer"):
        correct(source, people, ("1", "title", f"Klage fra {number[:6]}-{number[6:]}"))

    assert Correction.objects.count() == 0
    assert SourceDocument.objects.get().state == State.REVIEW


def test_private_address_stops_publication_until_somebody_says_why(hand_in, people):
    text = "Skriv til ole@privat.dk eller til post@eksempelby.dk, telefon 12 34 56 78."
    source = hand_in(make_document(make_item(text=text)))
    findings = list(Finding.objects.values_list("tier", "kind", "shown", "place"))

    with pytest.raises(NotReady, match="ingen har vurderet"):
        approve(source, people)
    for finding in Finding.objects.all():
        accept_finding(finding, by=people.approver, reason="Foreningens egen adresse")
    prepare_document(SourceDocument.objects.get())
    approve(source, people)

    assert findings == [
        ("review", "En privat e-mailadresse", "o•••@privat.dk", "punkt 1"),
        ("review", "Et telefonnummer", "12 •• •• 78", "punkt 1"),
    ]
    assert Meeting.objects.published().count() == 1


def test_corrected_file_tells_what_it_changes_in_public(hand_in, people):
    approve(hand_in(make_document(make_item(1), make_item(2, "Gammelt punkt"))), people)

    later = hand_in(
        make_document(make_item(1, decision="Afvist."), make_item(3, "Nyt punkt"), make_item(4, "Nyt igen"))
    )

    assert approve(later, people).summary == "2 nye punkter, 1 punkt væk, 1 ændret beslutning"


def test_human_decisions_can_not_be_changed_afterwards(hand_in, people):
    source = hand_in()
    correct(source, people, ("1", "title", "Andet"))
    approve(source, people)

    for table in (Correction, Approval):
        with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
            table.objects.all().delete()


def test_document_moves_to_another_municipality_with_its_correction(hand_in, people):
    source = hand_in()
    odense = Municipality.objects.get(name="Odense")

    moved = correct_document(
        source.pk, by=people.uploader, seen=seen_version(source), decisions=[], municipality=odense
    )

    assert moved.municipality == odense
