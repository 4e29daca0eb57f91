import logging
import threading

import pytest
from django.db import connection, connections

from apps.archive.models import AgendaItem, Case, Committee, Decision, Meeting, SourceDocument
from apps.archive.originals import original_path
from apps.ingest.intake import receive_upload
from apps.ingest.models import SourceText
from apps.ingest.pipeline import ingest_document
from apps.search.models import SearchEntry
from tests.factories import municipality
from tests.ingest.documents import make_document, make_item
from tests.ingest.records import EXAMPLE, made_up_cpr_number

State = SourceDocument.State


def ingest(content, file_name="referat.txt", place=None):
    return ingest_document(receive_upload(content, file_name, place))


def stored(source):
    return SourceDocument.objects.get(pk=source.pk)


@pytest.mark.django_db
def test_document_becomes_a_published_and_indexed_meeting():
    source = stored(ingest(make_document(make_item(1), make_item(2, "Lukket: Køb af ejendom"))))

    meeting = Meeting.objects.published().get()
    assert (source.state, source.reason, source.meeting, source.municipality) == (
        State.PUBLISHED, "", meeting, municipality(EXAMPLE),
    )  # fmt: skip
    assert [(item.number, item.title, item.closed) for item in meeting.items.all()] == [
        ("1", "Cykelsti langs Åvej", False),
        ("2", "Køb af ejendom", True),
    ]
    assert SearchEntry.objects.count() == 2
    assert [item["title"] for item in source.record["items"]] == ["Cykelsti langs Åvej", "Køb af ejendom"]
    assert [problem["code"] for problem in source.problems] == ["closed_item_has_text"]
    assert source.original_is_public is False


@pytest.mark.django_db
def test_uploader_knows_the_municipality_better_than_the_document():
    source = stored(ingest(make_document(), place=municipality("Herning")))

    assert source.meeting.committee.municipality == municipality("Herning")
    assert [problem["code"] for problem in source.problems] == ["municipality_conflict"]
    assert source.record["problems"] == source.problems


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "state", "words"),
    [
        (b"", State.UNREADABLE, "Filen er tom."),
        (make_document() + b"\xed\xa0\x80", State.UNREADABLE, "Filens tegn"),
        (b"Kaere alle\n\nHusk madpakken.\n", State.UNKNOWN_LAYOUT, "en opstilling, vi kender"),
        (
            make_document(make_item(text="Kort."), place="Lokale 3"),
            State.INCOMPLETE,
            "hvilken kommune dokumentet hører til",
        ),
    ],
)
def test_expected_failure_is_a_state_with_a_reason(content, state, words):
    source = stored(ingest(content))

    assert source.state == state
    assert words in source.reason
    assert original_path(source.sha256).read_bytes() == content
    assert Meeting.objects.count() == 0


@pytest.mark.django_db
def test_incomplete_document_keeps_what_was_understood_and_can_be_placed_later():
    content = make_document(make_item(text="Kort."), place="Lokale 3")
    waiting = stored(ingest(content))

    placed = stored(ingest(content, place=municipality(EXAMPLE)))

    assert waiting.record["items"][0]["title"] == "Cykelsti langs Åvej"
    assert (placed.pk, placed.state) == (waiting.pk, State.PUBLISHED)


@pytest.mark.django_db
def test_cpr_number_holds_the_document_back():
    number = made_up_cpr_number()
    text = f"Eksempelby Kommune har modtaget en klage fra {number[:6]}-\n{number[6:]}."

    source = stored(ingest(make_document(make_item(1), make_item(2, "Lukket: Klage", text=text))))

    assert source.state == State.HELD
    assert source.reason == (
        "Dokumentet ser ud til at indeholde et CPR-nummer og er ikke offentliggjort: "
        f"{number[:6]}-•••• i punkt 2. "
        "Fjern personoplysningerne, og indlæs den rettede fil."
    )
    assert source.record is not None
    assert Meeting.objects.count() == SearchEntry.objects.count() == Committee.objects.count() == 0


@pytest.mark.django_db
def test_digits_that_may_be_a_cpr_number_wait_for_a_person():
    number = made_up_cpr_number(passes_modulus_11=False)

    source = stored(ingest(make_document(make_item(text=f"Eksempelby Kommune, {number[:6]}-{number[6:]}."))))

    assert (source.state, source.reason) == (
        State.REVIEW,
        "Der er fund, som en medarbejder skal vurdere, før dokumentet kan offentliggøres.",
    )
    assert list(source.findings.values_list("tier", "kind", "shown", "place")) == [
        ("review", "Cifre, der ligner et CPR-nummer", f"{number[:6]}-••••", "punkt 1")
    ]
    assert SourceText.objects.filter(source=source).exists()
    assert Meeting.objects.count() == SearchEntry.objects.count() == 0


@pytest.mark.django_db
def test_number_hidden_in_the_file_holds_the_document_back():
    number = made_up_cpr_number()
    page = "".join(f"<p>{line}</p>" for line in make_document().decode().splitlines() if line)
    content = f"<html><body>{page}<!-- {number[:6]}-{number[6:]} --></body></html>".encode()

    source = stored(ingest(content, "referat.html"))

    assert (source.state, Meeting.objects.count()) == (State.HELD, 0)
    assert f"{number[:6]}-•••• i skjult tekst på websiden" in source.reason


@pytest.mark.django_db
def test_corrected_version_with_a_cpr_number_leaves_the_published_one():
    number = made_up_cpr_number()
    first = ingest(make_document())

    second = ingest(make_document(make_item(title=f"Sag om {number[:6]}-{number[6:]}")))

    assert stored(second).state == State.HELD
    assert Meeting.objects.published().get().source == first
    assert AgendaItem.objects.get().title == "Cykelsti langs Åvej"


@pytest.mark.django_db
def test_published_document_that_must_be_held_is_taken_down():
    number = made_up_cpr_number()
    source = ingest(make_document())
    published = (Meeting.objects.published().count(), SearchEntry.objects.count())
    SourceDocument.objects.update(parser_version="ældre", file_name=f"{number[:6]}-{number[6:]}.txt")

    ingest(make_document())

    assert published == (1, 1)
    assert (Meeting.objects.published().count(), SearchEntry.objects.count()) == (0, 0)
    assert (stored(source).state, stored(source).original_is_public) == (State.HELD, False)


def refuse_every_search_entry():
    """From now on the database refuses what the last step writes; its error message quotes the row."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_searchentry ADD CONSTRAINT refused CHECK (id IS NULL)")


@pytest.mark.django_db
def test_failure_in_the_last_step_leaves_no_half_meeting_and_no_text_in_the_log(caplog):
    refuse_every_search_entry()

    with caplog.at_level(logging.INFO):
        source = stored(ingest(make_document()))

    assert (source.state, source.meeting) == (State.FAILED, None)
    assert source.reason == (
        "Noget gik galt hos os under indlæsningen. Filen er gemt, og fejlen er noteret i loggen."
    )
    assert source.record["items"][0]["title"] == "Cykelsti langs Åvej"
    tables = (Committee, Meeting, AgendaItem, Decision, Case, SearchEntry)
    assert [table.objects.count() for table in tables] == [0] * 6
    assert f"Source {source.pk} failed while storing: IntegrityError" in caplog.text
    assert "cykel" not in caplog.text.lower()


@pytest.mark.django_db
def test_failed_document_is_read_again():
    refuse_every_search_entry()
    failed = ingest(make_document())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_searchentry DROP CONSTRAINT refused")

    source = ingest(make_document())

    assert (failed.state, source.pk, source.state, source.reason) == (
        State.FAILED, failed.pk, State.PUBLISHED, "",
    )  # fmt: skip


@pytest.mark.django_db
def test_changed_original_is_not_read():
    source = receive_upload(make_document(), "referat.txt")
    path = original_path(source.sha256)
    path.chmod(0o644)
    path.write_bytes(b"andet")

    ingest_document(source)

    assert (source.state, source.reason) == (State.FAILED, f"Originalen {source.sha256} er ændret.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("noise", "state"),
    [
        (b"\x00", State.PUBLISHED),
        (b"\xed\xa0\x80", State.UNREADABLE),
        (b"\x1b[31m", State.PUBLISHED),
        (b"\xef\xbf\xbf", State.PUBLISHED),
    ],
)
def test_odd_bytes_end_in_a_named_state(noise, state):
    source = ingest(make_document().replace(b"Cykelsti", b"Cykel" + noise + b"sti"))

    assert stored(source).state == state


@pytest.mark.django_db
def test_late_agenda_is_kept_as_an_older_version():
    minutes = ingest(make_document())

    agenda = stored(ingest(make_document(make_item(decision=""), kind="DAGSORDEN")))

    assert (agenda.state, agenda.meeting) == (State.PUBLISHED, minutes.meeting)
    assert agenda.reason == "Gemt som en tidligere udgave. Mødet vises fra et referat eller en nyere fil."
    assert Meeting.objects.get().source == minutes


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_same_file", [True, False])
def test_documents_read_at_once_give_one_result(is_same_file):
    titles = (
        ["Cykelsti langs Åvej"] * 4 if is_same_file else [f"Cykelsti, udgave {number}" for number in range(4)]
    )
    sources = [receive_upload(make_document(make_item(title=title)), "referat.txt") for title in titles]
    barrier = threading.Barrier(len(sources))

    def read(source):
        barrier.wait()
        ingest_document(SourceDocument.objects.get(pk=source.pk))
        connections.close_all()

    threads = [threading.Thread(target=read, args=[source]) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    meeting = Meeting.objects.get()
    assert set(SourceDocument.objects.values_list("state", "meeting")) == {(State.PUBLISHED, meeting.pk)}
    assert meeting.source == sources[-1]
    assert [item.title for item in meeting.items.all()] == [titles[-1]]
    assert [table.objects.count() for table in (Committee, AgendaItem, Decision, Case, SearchEntry)] == [
        1
    ] * 5
