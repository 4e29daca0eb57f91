import datetime
import os
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.archive.models import AgendaItem, Case, Committee, Decision, Meeting, Municipality, SourceDocument
from apps.archive.originals import original_path
from tests.ingest.documents import make_document, make_item, make_zip
from tests.ingest.records import made_up_cpr_number

pytestmark = pytest.mark.django_db

COMMITTEE = "Eksempelby Kommune, Teknik- og Miljøudvalget"
UNKNOWN = "Dokumentet ligner ikke et referat i en opstilling, vi kender."
TABLES = (SourceDocument, Committee, Meeting, AgendaItem, Decision, Case)


@pytest.fixture
def folder(tmp_path):
    """A folder of files to read, apart from the store of originals."""
    path = tmp_path / "filer"
    path.mkdir()
    return path


def run(*paths, **options):
    """The exit code and the lines of the command."""
    output = StringIO()
    try:
        call_command("ingest", *map(str, paths), stdout=output, **options)
    except SystemExit as end:
        return end.code, output.getvalue().splitlines()
    return 0, output.getvalue().splitlines()


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def all_rows():
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}


def test_folder_is_read_in_order_and_a_second_run_changes_nothing(folder):
    first = write(folder, "a/marts.txt", make_document(date="06-03-2024"))
    second = write(folder, "b.txt", make_document(make_item(1), make_item(2, "Lukket: Køb")))
    write(folder, ".skjult.txt", b"?")
    write(folder, ".git/a.txt", b"?")

    new = run(folder)
    before = all_rows()
    again = run(folder)

    assert new == (
        0,
        [
            f"{second}: nyt møde. {COMMITTEE}, 07-02-2024: 2 punkter, heraf 1 lukket.",
            f"{first}: nyt møde. {COMMITTEE}, 06-03-2024: 1 punkt, heraf 0 lukkede.",
            "2 filer: 2 nye.",
        ],
    )
    assert again == (
        0,
        [*(line.replace("nyt møde", "uændret") for line in new[1][:2]), "2 filer: 2 uændrede."],
    )
    assert all_rows() == before


def test_bad_files_are_kept_and_listed_and_stop_nothing(folder):
    picture = write(folder, "a.png", b"\x89PNG\r\n\x1a\n")
    data = write(folder, "b.json", b'{"a": 1}')
    good = write(folder, "c.txt", make_document())
    number = made_up_cpr_number()
    text = f"Eksempelby Kommune {number[:6]}-{number[6:]}"
    held = write(folder, "d.txt", make_document(make_item(text=text), date="06-03-2024"))

    code, lines = run(folder)

    assert code == 1
    reasons = dict(SourceDocument.objects.values_list("file_name", "reason"))
    assert lines[:2] == [f"{path}: fejlet. {reasons[path.name]}" for path in (picture, data)]
    assert all(reasons[path.name].endswith(".") for path in (picture, data))
    assert lines[2] == f"{good}: nyt møde. {COMMITTEE}, 07-02-2024: 1 punkt, heraf 0 lukkede."
    assert lines[3] == (
        f"{held}: tilbageholdt. Dokumentet ser ud til at indeholde et CPR-nummer og er ikke offentliggjort: "
        f"{number[:6]}-•••• i punkt 1. Fjern personoplysningerne, og indlæs den rettede fil."
    )
    assert lines[4:] == ["4 filer: 1 ny, 1 tilbageholdt, 2 fejlet."]
    kept = [original_path(source.sha256).read_bytes() for source in SourceDocument.objects.order_by("pk")]
    assert kept == [path.read_bytes() for path in (picture, data, good, held)]


def test_corrected_and_older_versions_are_told(folder):
    meeting = f"{COMMITTEE}, 07-02-2024: 1 punkt, heraf 0 lukkede."
    first = write(folder, "1.txt", make_document())
    second = write(folder, "2.txt", make_document(make_item(decision="Udsat.")))
    agenda = write(folder, "3.txt", make_document(make_item(decision=""), kind="DAGSORDEN"))

    _, lines = run(folder)
    _, again = run(folder)

    assert lines == [
        f"{first}: nyt møde. {meeting}",
        f"{second}: rettet udgave. {meeting}",
        f"{agenda}: tidligere udgave. {meeting}",
        "3 filer: 1 ny, 1 rettet udgave, 1 tidligere udgave.",
    ]
    assert again[-1] == "3 filer: 3 uændrede."


def test_members_of_a_zip_are_files_of_their_own(folder):
    archive = write(
        folder, "møder.zip", make_zip({"../ud.txt": b"x", "marts.txt": make_document(), "note.txt": b"hej"})
    )

    code, lines = run(archive)

    assert code == 1
    assert lines[0] == f"{archive}/../ud.txt: fejlet. Filens navn peger ud af ZIP-filen."
    assert lines[1] == f"{archive}/marts.txt: nyt møde. {COMMITTEE}, 07-02-2024: 1 punkt, heraf 0 lukkede."
    assert lines[2] == (
        f"{archive}/note.txt: fejlet. Filen er hverken et referat, som vi kan læse, eller et bilag, som "
        "»marts.txt« nævner. Den er gemt, men vises ikke."
    )
    assert lines[3] == "3 filer: 1 ny, 2 fejlet."


def test_refused_zip_is_kept_with_its_reason(folder):
    archive = write(folder, "bombe.zip", make_zip({"nuller.txt": bytes(3 * 1024 * 1024)}))

    code, lines = run(archive)

    reason = "ZIP-filen er pakket unaturligt hårdt. Den er ikke pakket ud."
    source = SourceDocument.objects.get()
    assert (code, lines) == (1, [f"{archive}: fejlet. {reason}", "1 fil: 1 fejlet."])
    assert (source.state, source.reason) == (SourceDocument.State.UNREADABLE, reason)
    assert original_path(source.sha256).read_bytes() == archive.read_bytes()


def test_chosen_municipality_is_used(folder):
    path = write(folder, "a.txt", make_document(make_item(text="Kort."), place="Lokale 3"))

    unplaced = run(path)
    placed = run(path, municipality="herning")

    assert unplaced[1][0] == (
        f"{path}: fejlet. Det fremgår ikke tydeligt, hvilken kommune dokumentet hører til. Vælg kommunen."
    )
    assert placed[0] == 0
    assert Meeting.objects.get().committee.municipality == Municipality.objects.get(name="Herning")
    assert SourceDocument.objects.count() == 1


def test_unknown_municipality_names_the_nearest():
    with pytest.raises(CommandError, match=r"Ingen kommune hedder »hernig«\. Mente du: herning"):
        run(Path(__file__), municipality="hernig")


def test_missing_path_is_named_before_anything_is_read(folder):
    path = write(folder, "a.txt", make_document())

    with pytest.raises(CommandError, match=f"Findes ikke: {folder}/b.txt"):
        run(path, folder / "b.txt")

    assert SourceDocument.objects.count() == 0


def test_file_that_is_no_regular_file_is_listed(folder):
    os.mkfifo(folder / "rør.txt")

    assert run(folder) == (
        1,
        [f"{folder}/rør.txt: fejlet. Det er ikke en almindelig fil.", "1 fil: 1 fejlet."],
    )


class InterruptedOutput(StringIO):
    """Somebody presses Ctrl-C when the first line comes."""

    def write(self, text):
        is_first = not self.tell()
        super().write(text)
        if is_first:
            raise KeyboardInterrupt
        return len(text)


def test_interruption_ends_with_what_was_done(folder):
    write(folder, "a.txt", make_document())
    write(folder, "b.txt", make_document(date="06-03-2024"))
    output = InterruptedOutput()

    with pytest.raises(SystemExit) as end:
        call_command("ingest", str(folder), stdout=output)

    assert end.value.code == 130
    assert output.getvalue().splitlines()[1:] == ["Afbrudt. 1 fil: 1 ny."]
    assert Meeting.objects.get().held_on == datetime.date(2024, 2, 7)


@pytest.mark.skipif("REAL_MINUTES" not in os.environ, reason="REAL_MINUTES names no folder of real minutes")
def test_real_minutes_are_stored_whole():
    files = sorted(path for path in Path(os.environ["REAL_MINUTES"]).iterdir() if path.is_file())

    code, lines = run(*files)
    before = all_rows()
    again = run(*files)

    items = AgendaItem.objects.published()
    case = Case.objects.get(municipality__name="Herning", number="00.00.00-P19-662-17")
    assert (code, lines[-1]) == (0, "4 filer: 4 nye.")
    assert again[1][-1] == "4 filer: 4 uændrede."
    assert all_rows() == before
    assert (items.count(), items.filter(closed=True).count()) == (58, 14)
    assert Municipality.objects.published().count() == 3
    assert Counter(case.items.values_list("meeting__held_on__year", flat=True)) == {2019: 1, 2022: 1}
