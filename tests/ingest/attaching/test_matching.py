import pytest

from apps.ingest.attaching.matching import File, Place, match_files
from tests.ingest.records import make_item

BUDGET = make_item("1", "Budget 2025", attachments=("Bilag 1 - Budgetforslag", "Høringssvar"))
PLAN = make_item("2", "Lokalplan for Skråplan", attachments=("Kort over Østre Å.pdf", "Skråplan"))
CLOSED = make_item("3", "Køb af areal", closed=True, attachments=("Tilbud",))
ITEMS = (BUDGET, PLAN, CLOSED)


def match(*paths, items=ITEMS):
    """Each path that found its place, with `item.attachment` counted from 1."""
    found = match_files(items, [File(path) for path in paths])
    return {paths[index]: f"{place.item + 1}.{place.attachment + 1}" for index, place in found.items()}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("Bilag 1 - Budgetforslag.pdf", "1.1"),
        ("bilag_1_-_budgetforslag.PDF", "1.1"),
        ("Bilag/Budgetforslag.docx", "1.1"),
        ("Bilag til punkt 1 - Høringssvar.pdf", "1.2"),
        ("Punkt 02/Kort over OEstre AA.pdf", "2.1"),
        ("Kort over \u00d8stre A\u030a.pdf", "2.1"),
        ("Kort over _stre _.pdf", "2.1"),
        ("Skr_plan.pdf", "2.2"),
        ("Skr\ufffdplan.pdf", "2.2"),
        ("03 Køb af areal/Tilbud.pdf", "3.1"),
        ("Bilag 1.pdf", "1.1"),
    ],
)
def test_file_is_matched_by_its_name(path, place):
    assert match(path) == {path: place}


@pytest.mark.parametrize(
    "path",
    [
        "Referat.pdf",
        "Bilag 2 - Budgetforslag.pdf",
        "Punkt 2/Høringssvar.pdf",
        "Punkt 9/Høringssvar.pdf",
        "Skruplan.pdf",
        "Bilag 7.pdf",
        "Kort over Østre Å - gammel.pdf",
        ".pdf",
    ],
)
def test_file_that_something_speaks_against_is_not_matched(path):
    assert match(path) == {}


def test_name_of_several_attachments_needs_the_item():
    items = (make_item("1", "A", attachments=("Kort",)), make_item("2", "B", attachments=("Kort",)))

    assert match("Kort.pdf", items=items) == {}
    assert match("Punkt 2/Kort.pdf", "1/Kort.pdf", items=items) == {
        "Punkt 2/Kort.pdf": "2.1",
        "1/Kort.pdf": "1.1",
    }


def test_two_files_for_one_attachment_are_both_left_open():
    assert match("a/Skråplan.pdf", "b/Skråplan.docx") == {}


def test_name_cut_by_a_file_system_is_matched_when_it_begins_one_title():
    long = make_item("1", attachments=("Redegørelse for støj ved den nye skole, del 1", "Andet"))
    twice = make_item(
        "1", attachments=("Redegørelse for støj ved skolen, del 1", "Redegørelse for støj ved skolen, del 2")
    )

    assert match("Redegørelse for støj ved den.pdf", items=(long,)) == {
        "Redegørelse for støj ved den.pdf": "1.1"
    }
    assert match("Redegørelse for støj ved.pdf", items=(twice,)) == {}


def test_numbered_files_are_matched_by_order_when_they_are_as_many():
    items = (make_item("1", "A", attachments=("Kort", "Plan")), make_item("2", "B", attachments=("Svar",)))

    assert match("Bilag 3.pdf", "Bilag 1.pdf", "Bilag 2.pdf", items=items) == {
        "Bilag 1.pdf": "1.1",
        "Bilag 2.pdf": "1.2",
        "Bilag 3.pdf": "2.1",
    }
    assert match("Punkt 1/2.pdf", "Punkt 1/1.pdf", items=items) == {
        "Punkt 1/1.pdf": "1.1",
        "Punkt 1/2.pdf": "1.2",
    }
    assert match("Bilag 1.pdf", "Bilag 2.pdf", items=items) == {}
    assert match("Punkt 1/Bilag 1.pdf", items=items) == {}


def test_source_that_says_what_a_file_is_is_believed():
    items = (make_item("1", attachments=("Kort", "Kort")), make_item("2", attachments=("Plan",)))
    files = [File("a", "1", "Kort"), File("b", "1", "Kort"), File("c", "9", "Plan"), File("d", "2", "Plan")]

    assert match_files(items, files) == {0: Place(0, 0), 1: Place(0, 1), 3: Place(1, 0)}
