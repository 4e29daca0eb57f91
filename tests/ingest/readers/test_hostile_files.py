"""Broken and hostile files: each ends as text or as a named failure, within its limits."""

import io
import os
import random
import struct
import zipfile
from pathlib import Path

import pytest

from apps.ingest.errors import UnreadableDocument
from apps.ingest.readers.failures import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    TooLargeDocument,
    UnsupportedType,
)
from apps.ingest.readers.reading import read_document
from apps.ingest.sandbox import read_in_child

from .office_files import make_docx, make_odt, make_zip, word_paragraph
from .pdf_files import make_pdf

FOLDER = Path(__file__).parents[2] / "documents" / "formats"
NAME = "kultur-og-fritidsudvalget-2024-03-06"
SAMPLES = {
    ending: (FOLDER / f"{NAME}.{ending}").read_bytes()
    for ending in ("html", "docx", "odt", "rtf", "writer.pdf")
}
# More for a thorough run: MUTATIONS=200
MUTATION_COUNT = int(os.environ.get("MUTATIONS", "10"))


def damage(content: bytes, seed: int) -> bytes:
    """`content` with some bytes changed, always the same for a seed."""
    chance = random.Random(seed)
    changed = bytearray(content)
    for _ in range(max(1, int(len(content) * chance.choice((0.0001, 0.001, 0.01))))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def end_of(content: bytes) -> str:
    """How reading in the child ends: `text`, or the code of the failure."""
    try:
        document = read_in_child(content)
    except UnreadableDocument as failure:
        return failure.code if str(failure).endswith(".") else f"no sentence: {failure}"
    return "text" if document.lines else "nothing"


@pytest.mark.parametrize("ending", SAMPLES)
def test_truncated_files_end_in_a_named_state(ending):
    content = SAMPLES[ending]
    lengths = [2**power for power in range(20) if 2**power < len(content)]

    ends = {end_of(content[:length]) for length in lengths[::3]}

    assert ends <= {"text", "damaged_document", "empty_document", "unreadable_document", "unsupported_type"}


@pytest.mark.parametrize("ending", SAMPLES)
def test_changed_bytes_raise_only_expected_errors_or_are_caught_by_the_child(ending):
    for seed in range(MUTATION_COUNT):
        assert end_of(damage(SAMPLES[ending], seed)) != "reading_timed_out"


def bomb(name: str) -> bytes:
    return make_zip({"mimetype": "application/vnd.oasis.opendocument.text", name: b"0" * 120_000_000})


@pytest.mark.parametrize("name", ["word/document.xml", "content.xml"])
def test_zip_bomb_is_refused_while_it_unpacks(name):
    with pytest.raises(TooLargeDocument):
        read_document(bomb(name))


def test_overlapping_entries_are_not_read_again_and_again():
    content = bytearray(make_docx(word_paragraph("a" * 5_000_000)))
    start = content.index(b"PK\x01\x02", content.index(b"word/document.xml") + 100)
    directory = content[start : content.index(b"PK\x05\x06")]
    entry = bytes(directory[directory.rindex(b"PK\x01\x02") :])
    entries = b"".join(entry.replace(b"word/document", b"word/header%02d" % n + b"x") for n in range(90))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 92, 92, len(directory) + len(entries), start, 0)
    overlapping = bytes(content[:start]) + bytes(directory) + entries + end

    assert end_of(overlapping) in {"too_large_document", "damaged_document"}


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE d [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY c SYSTEM "http://127.0.0.1:9/">]>',
    ],
    ids=["billion laughs", "file", "address"],
)
def test_entities_are_refused(declaration):
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraph = "<w:p><w:r><w:t>&c;</w:t></w:r></w:p>"
    xml = f'{declaration}<w:document xmlns:w="{namespace}"><w:body>{paragraph}</w:body></w:document>'

    with pytest.raises(DamagedDocument):
        read_document(make_zip({"word/document.xml": xml}))


def test_deeply_nested_markup_ends_in_a_named_state():
    assert end_of(b"<html>" + b"<div>" * 20_000 + b"Referat") == "text"
    assert end_of(make_odt("<text:section>" * 100_000)) == "damaged_document"
    assert end_of(b"{\\rtf1 " + b"{" * 100_000) == "damaged_document"


def test_many_empty_pages_are_no_text():
    assert end_of(make_pdf([[] for _ in range(4_000)])) == "empty_document"
    assert end_of(make_pdf([[] for _ in range(10_000)])) == "too_large_document"


def encrypted_zip() -> bytes:
    content = bytearray(make_docx(word_paragraph("x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := content.find(signature, place + 1)) >= 0:
            content[place + offset] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "failure", "words"),
    [
        (b"", EmptyDocument, "Filen er tom."),
        (b"MZ\x90\0\x03\0\0\0", UnsupportedType, "et program"),
        (b"\x7fELF\x02\x01\x01\0", UnsupportedType, "et program"),
        (b'{"Udvalg": {"Navn": "x"}}', UnsupportedType, "JSON"),
        (b'<?xml version="1.0"?><Dagsorden/>', UnsupportedType, "XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), UnsupportedType, "(.doc)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), UnsupportedType, "(.xls)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            EncryptedDocument,
            "adgangskode",
        ),
        (make_zip({"xl/workbook.xml": "<x/>"}), UnsupportedType, "Excel"),
        (make_zip({"referat.txt": "Referat"}), UnsupportedType, "ZIP-arkiv"),
        (encrypted_zip(), EncryptedDocument, "adgangskode"),
        (b"PK\x03\x04 og ikke mere", DamagedDocument, "beskadiget"),
        (b"%PDF-1.7 og ikke mere", DamagedDocument, "beskadiget"),
    ],
)
def test_what_cannot_be_read_is_named(content, failure, words):
    with pytest.raises(failure) as caught:
        read_document(content)

    assert words in str(caught.value)
    assert end_of(content) == failure.code


def test_names_in_a_container_never_become_paths():
    buffer = io.BytesIO(make_docx(word_paragraph("Referat")))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("../../outside.txt", "x")
        archive.writestr("/etc/outside", "x")

    assert [line.text for line in read_document(buffer.getvalue()).lines] == ["Referat"]


@pytest.mark.parametrize(
    "text", ["Refe\ufffe\uffff\ufdd0rat", "Refe\u200b\u00adrat", "Refe\u202erat", "Refe\x07rat"], ids=ascii
)
def test_characters_that_no_database_takes_are_cleaned(text):
    document = read_document(f"<html><p>{text}</p></html>".encode())

    assert [line.text for line in document.lines] == ["Referat"]
