"""The same minutes in every file format give the same lines."""

from pathlib import Path

import pytest

from apps.ingest.readers.reading import read_document

from .showing import furniture, shown

FOLDER = Path(__file__).parents[2] / "documents" / "formats"
NAME = "kultur-og-fritidsudvalget-2024-03-06"
EXPECTED = (FOLDER / f"{NAME}.lines.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("ending", ["html", "docx", "odt", "rtf", "browser.pdf", "writer.pdf"])
def test_same_minutes_give_same_lines_in_every_format(ending):
    document = read_document((FOLDER / f"{NAME}.{ending}").read_bytes())

    assert shown(document) == EXPECTED
    assert [line.number for line in document.lines] == list(range(1, len(EXPECTED) + 1))
    assert not document.is_ocr
    assert document.notes == ()


def test_pdf_keeps_running_headers_and_page_numbers_apart():
    document = read_document((FOLDER / f"{NAME}.browser.pdf").read_bytes())

    header = "Eksempelby Kommune\tKultur- og Fritidsudvalget"
    assert furniture(document) == [text for page in range(1, 5) for text in (header, f"Side {page} af 4")]
    assert [line.page for line in document.furniture] == [1, 1, 2, 2, 3, 3, 4, 4]


def test_pdf_lines_know_their_page():
    document = read_document((FOLDER / f"{NAME}.browser.pdf").read_bytes())

    pages = {line.text: line.page for line in document.lines}
    assert pages["Punkt 1: Godkendelse af dagsorden"] == 1
    assert pages["Mødet slut kl. 17.05."] == 4
