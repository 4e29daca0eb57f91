"""Every dialect with its sample documents and the records expected beside them."""

import json
import os
from itertools import combinations
from pathlib import Path

import pytest

from apps.ingest.dialects import SYSTEMS, first_agenda
from apps.ingest.errors import AmbiguousLayout, UnknownLayout
from apps.ingest.parse import parse_document
from apps.ingest.readers.reading import read_document
from apps.ingest.recognise import recognise

from .samples import DIALECT_NAMES, FOLDER, SAMPLES, expected_path


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_sample_gives_the_expected_record(sample, rewrite_expected):
    record = parse_document(sample.read_bytes(), sample.name).as_json()
    expected = expected_path(sample)

    if rewrite_expected:
        expected.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{expected.name} is written anew: read the difference, then run without the switch.")

    assert expected.exists(), (
        f"{sample.name} has no expected record; run with --rewrite-expected and read it."
    )
    assert json.loads(json.dumps(record)) == json.loads(expected.read_text(encoding="utf-8"))


def test_every_dialect_has_a_sample_and_every_expected_record_its_document():
    expected = [path for name in DIALECT_NAMES for path in (FOLDER / name).glob("*.expected.json")]

    assert {sample.parent.name for sample in SAMPLES} == set(DIALECT_NAMES)
    assert {expected_path(sample) for sample in SAMPLES} == set(expected)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_sample_is_claimed_by_the_dialect_of_its_folder(sample):
    assert recognise(read_document(sample.read_bytes())).__name__.endswith(f".{sample.parent.name}")


def test_text_that_is_no_minutes_is_an_unknown_layout():
    letter = read_document("Kære naboer\n\nPunkt 1: Vi holder fest på lørdag.\n\nHilsen Ole".encode())

    with pytest.raises(UnknownLayout, match="FirstAgenda"):
        recognise(letter)


SIGNS = (
    "Punkt 1: Havnen\n\n00.01.00-A00-1-24\n\nPunkt 2: Skolen\n\n00.01.00-A00-2-24",
    "åbent 1 Havnen\nåbent 2 Skolen",
    "1Havnen\n2Skolen",
    "1: Havnen\n2: Skolen",
    "Sagsid.: 15/123\nSagsid.: 15/124",
    "Sag 999-2009-600",
    "Sagsnr.: 15/123",
    "Referat: 1. maj 2020 kl. 16:00",
    "01-05-2020 kl. 16:00",
    "UDVALG\nSTED\nSTARTTIDSPUNKT",
    "Udvalg: Byrådet\nMødedato: 1. maj 2020",
    "Medlemmer: Ida Prøve\nBemærkninger:",
    "REFERAT Byrådet d. 01-05-2020",
)


def test_no_two_systems_claim_a_document_whatever_signs_it_has():
    for count in (1, 2, 3, 4):
        for signs in combinations(SIGNS, count):
            text = read_document("\n\n".join(signs).encode())
            claiming = [dialect.NAME for dialect in SYSTEMS if dialect.matches(text)]
            assert len(claiming) <= 1, (claiming, signs)


def test_two_claims_are_an_error_that_names_both():
    [minutes] = [read_document(path.read_bytes()) for path in SAMPLES if path.name == "own-headings.txt"]

    with pytest.raises(AmbiguousLayout) as raised:
        recognise(minutes, (first_agenda, first_agenda))

    assert str(raised.value).count(first_agenda.NAME) == 2


REAL_MINUTES = os.environ.get("REAL_MINUTES")


@pytest.mark.skipif(not REAL_MINUTES, reason="REAL_MINUTES names no folder of real minutes")
def test_real_minutes_are_understood():
    folder = Path(REAL_MINUTES)
    records = {
        path.stem: parse_document(path.read_bytes(), path.name).as_json()
        for path in sorted(folder.iterdir())
        if path.suffix in (".txt", ".md")
    }
    expected = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in (folder / "expected").glob("*.json")
    }
    items = [item for record in records.values() for item in record["items"]]

    assert (len(items), sum(item["closed"] for item in items)) == (58, 14)
    assert expected
    for stem, record in expected.items():
        understood = json.loads(json.dumps(records[stem]))
        for item in understood["items"]:
            item["sections"] = [{"heading": section["heading"]} for section in item["sections"]]
        understood["items"] = [
            {key: understood_item[key] for key in item}
            for item, understood_item in zip(record["items"], understood["items"], strict=True)
        ]
        assert {key: understood[key] for key in record} == record
