"""Bytes to lines: encodings, invisible characters, and files that are no text."""

import unicodedata
from dataclasses import replace

import pytest

from apps.ingest.errors import UnreadableDocument
from apps.ingest.parse import parse_document, parse_text
from apps.ingest.readers.document_text import Note
from apps.ingest.readers.reading import read_document

from .samples import FOLDER

SOURCE = (FOLDER / "first_agenda" / "own-headings.txt").read_text(encoding="utf-8")
EXPECTED = parse_document(SOURCE.encode(), "prøve.txt")


@pytest.mark.parametrize(
    "content",
    [
        SOURCE.encode("utf-8-sig"),
        SOURCE.encode("utf-16"),
        SOURCE.encode("utf-16-le"),
        SOURCE.encode("utf-16-be"),
        SOURCE.encode("cp1252"),
        SOURCE.encode("cp865"),
        SOURCE.replace("\n", "\r\n").encode(),
        SOURCE.replace("\n", "\r").encode(),
        SOURCE.replace(" ", "\u00a0").encode(),
        SOURCE.replace("sk", "s\u00adk").encode(),
        unicodedata.normalize("NFD", SOURCE).encode(),
    ],
    ids=[
        "bom",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "cp1252",
        "cp865",
        "crlf",
        "cr",
        "nbsp",
        "soft hyphen",
        "nfd",
    ],
)
def test_encoding_and_invisible_characters_make_no_difference(content):
    assert parse_document(content, "prøve.txt") == EXPECTED


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Filen er tom."),
        (b" \n\n", "Filen er tom."),
        ("\ufeff\u200b\n".encode(), "Filen indeholder ingen tekst."),
        (b"REFERAT\0\0\0x", "Filen er ikke en tekstfil."),
        (
            bytes(range(128, 256)),
            "Filens tegn kan ikke læses som dansk tekst. Gem den som UTF-8, og prøv igen.",
        ),
    ],
)
def test_files_that_are_no_text_say_so(content, message):
    with pytest.raises(UnreadableDocument) as raised:
        read_document(content)

    assert str(raised.value) == message


def test_markup_goes_and_words_stay():
    lines = read_document(
        b"## **Beslutning**\n* en note\n- punkt **et**\n| a | b |\f[navn](https://x.dk)"
    ).lines

    assert [(line.text, line.page, line.marked) for line in lines] == [
        ("Beslutning", 1, True),
        ("* en note", 1, False),
        ("- punkt et", 1, False),
        ("| a | b |", 1, False),
        ("[navn](https://x.dk)", 2, False),
    ]


def test_what_the_file_makes_doubtful_is_told_first():
    text = replace(read_document(SOURCE.encode()), is_ocr=True, notes=(Note("hidden_text", "Skjult tekst."),))

    problems = parse_text(text, "prøve.txt").record.problems

    assert [(problem.code, problem.message) for problem in problems[:2]] == [
        ("read_from_picture", "Teksten er læst af et billede af siderne. Ord og tal kan være læst forkert."),
        ("hidden_text", "Skjult tekst."),
    ]


def test_few_damaged_bytes_leave_the_text_readable_and_are_told():
    whole = "REFERAT Børne- og Ældreudvalget. Æbler, øer og åer. " * 4
    damaged = whole.encode().replace("ø".encode(), b"\xc3\0", 1)

    document = read_document(damaged)

    assert document.lines[0].text == whole.replace("ø", "\ufffd", 1).rstrip()
    assert [note.code for note in document.notes] == ["damaged_letters"]
