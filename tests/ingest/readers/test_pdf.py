"""PDF: paragraphs, headings, tables and furniture from nothing but letters at places."""

from pathlib import Path

import pytest

from apps.ingest.readers.failures import EncryptedDocument, TooLargeDocument
from apps.ingest.readers.pdf import read_pdf
from apps.ingest.readers.pdf_hyphens import Hyphenation

from .pdf_files import Printed, make_pdf
from .showing import furniture, shown

FOLDER = Path(__file__).parents[2] / "documents" / "formats"
# About as wide as the text column, so that no word would have fitted behind it.
WIDE = "Udvalget har bedt forvaltningen om at undersøge, om den gamle skole kan bruges til nye boliger"


def lines(*texts: str, top: float = 700, step: float = 12) -> list[Printed]:
    return [Printed(60, top - step * index, text) for index, text in enumerate(texts)]


def test_wrapped_lines_are_joined_and_broken_lines_stay_broken():
    page = lines(WIDE, "for unge, og om prisen.", "Ny linje uden afstand.")
    page += lines(WIDE, "og igen.", top=640)

    assert shown(read_pdf(make_pdf([page]))) == [
        f"{WIDE} for unge, og om prisen.", "Ny linje uden afstand.", "", f"{WIDE} og igen.",
    ]  # fmt: skip


def test_paragraph_goes_on_across_the_page_and_its_running_lines():
    pages = []
    for number, text in enumerate((WIDE, "for unge, og om prisen.", "Ny side."), start=1):
        pages.append(
            [
                Printed(60, 800, "Eksempelby Kommune", 8),
                *lines(text),
                Printed(280, 30, f"Side {number} af 3", 8),
            ]
        )
    document = read_pdf(make_pdf(pages))

    assert shown(document) == [f"{WIDE} for unge, og om prisen.", "", "Ny side."]
    assert furniture(document) == [
        text for number in (1, 2, 3) for text in ("Eksempelby Kommune", f"Side {number} af 3")
    ]


def test_first_words_of_pages_are_no_furniture():
    pages = [
        [Printed(60, 790, text)] for text in ("Punkt 1: Lukket:", "Godkendt.", "Punkt 2: Budget", "Drøftet.")
    ]
    document = read_pdf(make_pdf(pages))

    assert [line.text for line in document.lines if line.text] == [
        "Punkt 1: Lukket:", "Godkendt.", "Punkt 2: Budget", "Drøftet.",
    ]  # fmt: skip
    assert document.furniture == ()


def test_bold_and_large_lines_are_headings():
    page = [
        Printed(60, 760, "Punkt 1: Budget", 14),
        Printed(60, 735, "Beslutning", is_bold=True),
        *lines("Godkendt.", WIDE, "og mere tekst.", top=722),
    ]

    assert shown(read_pdf(make_pdf([page]))) == [
        "# Punkt 1: Budget", "", "# Beslutning", "", "Godkendt.", f"{WIDE} og mere tekst.",
    ]  # fmt: skip


def test_contents_rows_are_kept_as_rows():
    page = lines("Godkendelse af dagsorden ........................ 3", "Budget 2025 . . . . . . . . . . 12")

    assert shown(read_pdf(make_pdf([page]))) == ["Godkendelse af dagsorden.....\t3", "Budget 2025.....\t12"]


def test_columns_without_rules_are_set_apart_by_tabs():
    rows = {700: ("År", "Drift", "Anlæg"), 686: ("2024", "7,4", "1,2")}
    page = [
        Printed(x, y, text) for y, row in rows.items() for x, text in zip((60, 160, 260), row, strict=True)
    ]

    assert shown(read_pdf(make_pdf([page]))) == ["År\tDrift\tAnlæg", "2024\t7,4\t1,2"]


def test_ruled_table_keeps_wrapped_and_empty_cells():
    rules = "".join(f"60 {y} m 360 {y} l S\n" for y in (720, 690, 670)) + "".join(
        f"{x} 670 m {x} 720 l S\n" for x in (60, 160, 260, 360)
    )
    page = [
        Printed(64, 708, "Vej og"), Printed(64, 697, "park"),
        Printed(164, 708, "Drift"), Printed(264, 708, "Anlæg"),
        Printed(64, 677, "Stier"), Printed(264, 677, "1,2"),
    ]  # fmt: skip

    assert shown(read_pdf(make_pdf([page], rules))) == ["Vej og park\tDrift\tAnlæg", "Stier\t\t1,2"]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("forvalt-", "ningen siger", "forvaltningen siger"),
        ("forvalt\u00ad", "ningen", "forvaltningen"),
        ("Børne-", "og Skoleudvalget", "Børne- og Skoleudvalget"),
        ("Teknik\u2010", "og Miljøudvalget", "Teknik- og Miljøudvalget"),
        ("15.00.00-", "A00-8-19", "15.00.00-A00-8-19"),
        ("2022-", "2025", "2022-2025"),
        ("Ikast-", "Brande Kommune", "Ikast-Brande Kommune"),
        ("it-", "systemer", "it-systemer"),
        ("høring/", "inddragelse", "høring/inddragelse"),
        ("fra 1. maj -", "30. juni", "fra 1. maj - 30. juni"),
        ("almindelig", "linje", "almindelig linje"),
    ],
)
def test_divided_words_are_joined_and_hyphens_of_words_are_kept(above, below, joined):
    assert Hyphenation(()).join(above, below) == joined


def test_words_of_the_document_decide_whether_a_hyphen_belongs():
    assert Hyphenation(["boligselskabs-ejet"]).join("boligselskabs-", "ejet") == "boligselskabs-ejet"


def test_encrypted_file_is_named():
    with pytest.raises(EncryptedDocument):
        read_pdf((FOLDER / "encrypted.pdf").read_bytes())


def test_more_pages_than_any_minutes_are_refused():
    with pytest.raises(TooLargeDocument):
        read_pdf(make_pdf([[] for _ in range(5_001)]))


def test_page_written_in_no_order_is_read_from_the_top():
    texts = [f"Linje {number}." for number in range(1, 21)]
    ordered = lines(*texts)
    page = ordered[1::2] + ordered[::2]
    mixed = [piece for pair in zip(page[::-1][:10], page[:10], strict=True) for piece in pair]

    assert shown(read_pdf(make_pdf([mixed]))) == texts


def test_footnote_star_is_no_list_mark():
    assert shown(read_pdf(make_pdf([lines("* uden moms")]))) == ["* uden moms"]
