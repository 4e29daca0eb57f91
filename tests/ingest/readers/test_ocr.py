"""Scans and pictures: told apart from readable files, and marked when a program guessed their letters."""

import io
import shutil
from pathlib import Path

import pypdfium2
import pytest

from apps.ingest.readers.failures import DamagedDocument, ScanWithoutOcr
from apps.ingest.readers.reading import read_document

FOLDER = Path(__file__).parents[2] / "documents" / "formats"
NEEDS_TESSERACT = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def scan(file_format: str) -> bytes:
    """The first page of a sample as a picture, as a scanner would make it."""
    document = pypdfium2.PdfDocument(FOLDER / "kultur-og-fritidsudvalget-2024-03-06.browser.pdf")
    buffer = io.BytesIO()
    document[0].render(scale=3, grayscale=True).to_pil().save(buffer, file_format)
    document.close()
    return buffer.getvalue()


@pytest.mark.parametrize("file_format", ["PDF", "PNG", "JPEG", "TIFF"])
def test_scan_without_text_recognition_is_named(file_format, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ScanWithoutOcr) as caught:
        read_document(scan(file_format))

    assert "tekstgenkendelse er ikke installeret" in str(caught.value)


@NEEDS_TESSERACT
@pytest.mark.parametrize("file_format", ["PDF", "PNG"])
def test_recognised_text_is_laid_out_like_print_and_marked(file_format):
    document = read_document(scan(file_format))

    assert document.is_ocr
    texts = [line.text for line in document.lines]
    assert "REFERAT Kultur- og Fritidsudvalget 2022-2025 d. 06-03-2024" in texts
    assert "Mødedato Onsdag d. 6. marts 2024 kl. 15:30" in texts
    assert "Punkt 1: Godkendelse af dagsorden" in texts


@NEEDS_TESSERACT
def test_broken_picture_is_named():
    with pytest.raises(DamagedDocument):
        read_document(scan("PNG")[:3000])
