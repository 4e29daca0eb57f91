import contextlib
from io import StringIO

import pytest
from django.core.management import call_command

from apps.archive.models import Attachment, AttachmentPage, Meeting, SourceDocument
from apps.ingest.desk.withdrawals import Reason, withdraw_attachment, withdraw_passage
from apps.ingest.models import AttachmentFile, Finding
from tests.ingest.attaching.deliveries import MAP, PLAN, make_delivery, make_minutes, make_plan
from tests.ingest.documents import make_zip
from tests.ingest.records import made_up_cpr_number

pytestmark = pytest.mark.django_db
State = SourceDocument.State
MEETING = "nyt møde. Eksempelby Kommune, Teknik- og Miljøudvalget, 07-02-2024"


@pytest.fixture
def load(tmp_path):
    """Runs the command on a file of these bytes; returns its lines without the path of the file."""

    def act(content, name="levering.zip"):
        path = tmp_path / name
        path.write_bytes(content)
        output = StringIO()
        with contextlib.suppress(SystemExit):
            call_command("ingest", str(path), stdout=output)
        return [line.removeprefix(f"{path}").removeprefix("/") for line in output.getvalue().splitlines()]

    return act


@pytest.fixture
def clerk(django_user_model):
    return django_user_model.objects.create_user("godkender@eksempelby.dk", None, name="Godkender")


def shown():
    """Position, title, size of the file and texts by page of every public attachment."""
    return [
        (row.position, row.title, row.byte_count, [(page.number, page.text) for page in row.pages.all()])
        for row in Attachment.objects.published().order_by("item__position", "position")
    ]


def all_rows():
    tables = (SourceDocument, Meeting, Attachment, AttachmentPage, AttachmentFile, Finding)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


def test_attachments_of_a_zip_are_matched_read_by_page_and_shown(load):
    lines = load(make_delivery())

    assert lines == [
        "Bilag/Kort over Åvej.txt: bilag.",
        "Bilag/plan_for_cykelstier.pdf: bilag.",
        f"referat.txt: {MEETING}: 1 punkt, heraf 0 lukkede.",
        "3 filer: 1 ny, 2 bilag.",
    ]
    assert shown() == [
        (1, PLAN, len(make_plan()), [(1, "Ruten begynder ved torvet."), (2, "Åvej.")]),
        (2, MAP, 19, [(1, "Kortet viser Åvej.")]),
    ]
    assert [row.media_type for row in Attachment.objects.order_by("position")] == [
        "application/pdf",
        "text/plain",
    ]


def test_same_delivery_again_changes_nothing(load):
    load(make_delivery())
    before = all_rows()

    lines = load(make_delivery())

    assert lines[-1] == "3 filer: 1 uændret, 2 bilag."
    assert all_rows() == before


def test_files_without_a_place_are_kept_and_reported_and_not_shown(load):
    lines = load(make_delivery(**{"Bilag/Noget andet.txt": b"Ingen ved det."}))

    sentence = "Filen er hverken et referat, som vi kan læse, eller et bilag, som »referat.txt« nævner. "
    assert lines[1] == f"Bilag/Noget andet.txt: fejlet. {sentence}Den er gemt, men vises ikke."
    assert [row[1] for row in shown()] == [PLAN, MAP]
    [problem] = SourceDocument.objects.get(file_name="referat.txt").problems[-1:]
    assert problem["message"] == (
        "Filen »Bilag/Noget andet.txt« kom sammen med dokumentet, men passer ikke til noget bilag i det. "
        "Den er gemt, men vises ikke."
    )


def test_file_of_a_closed_item_is_kept_but_in_no_public_row(load):
    minutes = make_minutes(closed=("Tilbud",))

    load(make_delivery(**{"referat.txt": minutes, "Bilag/Tilbud.txt": b"Kanariefugl"}))

    kept = SourceDocument.objects.get(file_name="Tilbud.txt")
    assert (kept.state, kept.original_is_public) == (State.ATTACHMENT, False)
    assert [row[1] for row in shown()] == [PLAN, MAP]
    assert not AttachmentPage.objects.filter(text__contains="Kanariefugl").exists()
    codes = [problem["code"] for problem in SourceDocument.objects.get(file_name="referat.txt").problems]
    assert "attachment_file_of_closed_item" in codes


@pytest.mark.parametrize("place", ["text", "path"])
def test_file_with_a_cpr_number_is_held_and_the_minutes_are_shown_without_it(load, place):
    number = made_up_cpr_number()
    written = f"{number[:6]}-{number[6:]}"
    text = f"Klage fra {written}." if place == "text" else "Klage."
    path = "Bilag/Kort over Åvej.txt" if place == "text" else f"{written}/Kort over Åvej.txt"
    members = {"referat.txt": make_minutes(), path: text.encode()}

    load(make_zip(members))

    file = SourceDocument.objects.get(file_name="Kort over Åvej.txt")
    assert (file.state, number[6:] in file.reason) == (State.HELD, False)
    assert [(row[1], row[2]) for row in shown()] == [(PLAN, 0), (MAP, 0)]
    [problem] = SourceDocument.objects.get(file_name="referat.txt").problems[-1:]
    assert (problem["code"], number[6:] in problem["message"]) == ("attachment_file_held", False)


def test_minutes_with_a_cpr_number_are_held_and_their_files_shown_to_nobody(load):
    number = made_up_cpr_number()

    load(make_delivery(**{"referat.txt": make_minutes(text=f"Klage fra {number[:6]}-{number[6:]}.")}))

    assert SourceDocument.objects.get(file_name="referat.txt").state == State.HELD
    assert (Meeting.objects.count(), Attachment.objects.count()) == (0, 0)


def test_file_that_cannot_be_read_waits_for_somebody_to_look_at_it(load):
    load(make_delivery(**{"Bilag/Kort over Åvej.txt": b"\x89PNG\r\n\x1a\n"}))

    file = SourceDocument.objects.get(file_name="Kort over Åvej.txt")
    assert file.state == State.ATTACHMENT
    assert [finding.tier for finding in file.findings.all()] == ["review"]
    assert [bool(row[2]) for row in shown()] == [True, False]


def test_corrected_minutes_keep_the_files_of_the_titles_they_keep(load):
    load(make_delivery())

    load(make_minutes("Ny plan", MAP, text="Rettet."), "referat.txt")

    assert [(row[0], row[1], row[2]) for row in shown()] == [(1, "Ny plan", 0), (2, MAP, 19)]


def test_attachments_that_came_with_the_agenda_are_shown_with_the_minutes(load):
    minutes = make_minutes()
    load(minutes, "referat.txt")

    load(make_delivery(**{"referat.txt": minutes.replace(b"REFERAT", b"DAGSORDEN")}))

    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.source.file_name) == (Meeting.Kind.MINUTES, "referat.txt")
    assert [bool(row[2]) for row in shown()] == [True, True]


def test_withdrawn_attachment_leaves_a_hole_and_its_file_comes_back_under_no_title(load, clerk):
    load(make_delivery())
    reason = Reason(kind="personal", note="Navn")

    withdraw_attachment(Attachment.objects.get(title=PLAN), by=clerk, reason=reason)
    before = [(row[0], row[1], row[2]) for row in shown()]
    load(make_delivery(**{"referat.txt": make_minutes(PLAN, MAP, "plan_for_cykelstier to")}))
    load(
        make_zip(
            {
                "referat.txt": make_minutes("Ruter", MAP, text="Rettet."),
                "Ruter.pdf": make_plan(),
            }
        )
    )

    assert before == [(2, MAP, 19)]
    assert [(row[0], row[1], row[2]) for row in shown()] == [(1, "Ruter", 0), (2, MAP, 19)]


def test_file_with_a_withdrawn_passage_is_taken_down(load, clerk):
    load(make_delivery(**{"referat.txt": make_minutes(text="Ruten begynder ved torvet.")}))

    withdraw_passage(
        Meeting.objects.get(), "begynder ved torvet", by=clerk, reason=Reason(kind="personal", note="Navn")
    )

    assert [(row[1], row[2]) for row in shown()] == [(PLAN, 0), (MAP, 19)]
    assert not AttachmentPage.objects.filter(text__contains="torvet").exists()


def test_minutes_that_are_an_attachment_are_not_shown_as_a_meeting(load):
    inner = make_minutes(date="10-01-2024")

    load(make_zip({"referat.txt": make_minutes("Referat fra januar"), "Referat fra januar.txt": inner}))

    assert [str(meeting.held_on) for meeting in Meeting.objects.all()] == ["2024-02-07"]
    assert [(row[1], row[2]) for row in shown()] == [("Referat fra januar", len(inner))]
