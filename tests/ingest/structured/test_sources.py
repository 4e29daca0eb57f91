"""Every structured source with its sample files and the records expected beside them."""

import json
import re
import sys

import pytest

from apps.ingest.errors import UnreadableDocument
from apps.ingest.parse import parse_document, read_and_parse
from apps.ingest.readers.failures import ReadingCrashed
from apps.ingest.reading import FURNITURE
from apps.ingest.sandbox import read_structured_untrusted
from apps.ingest.structured import JSON_SOURCES, XML_SOURCES, read_structured

from .samples import FOLDER, SAMPLES, expected_path

# These fields hold a reading of the line (a date, a kind) and not its words.
INTERPRETED = ("date", "closing_time", "document_type", "absent", "title", "participants", "committee_raw")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
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


def test_every_source_has_a_sample_and_every_expected_record_its_file():
    sources = {source.__name__.rsplit(".", 1)[1] for source in (*JSON_SOURCES, *XML_SOURCES)}

    assert {sample.parent.name for sample in SAMPLES} == sources
    assert {expected_path(sample) for sample in SAMPLES} == set(FOLDER.glob("*/*.expected.json"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_line_of_a_sample_is_in_the_field_that_it_is_said_to_be_in(sample):
    text, reading = read_and_parse(sample.read_bytes(), sample.name)
    record = json.loads(json.dumps(reading.record.as_json()))

    for line in text.lines:
        if line.text.strip():
            place = reading.places[line.number]
            assert (
                place == FURNITURE
                or place.endswith(INTERPRETED)
                or is_marker(place, line)
                or holds(record, place, line)
            ), line


def test_source_is_read_in_the_child_that_can_hurt_only_itself(monkeypatch):
    content = SAMPLES[0].read_bytes()
    told = read_structured(content)

    assert read_structured_untrusted(content) == told
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ReadingCrashed):
        read_structured_untrusted(content)


def holds(record, place, line):
    field = record
    for name in re.findall(r"\w+", place):
        field = field[int(name) if name.isdigit() else name]
    return letters(line.text) in letters(json.dumps(field, ensure_ascii=False).replace("\\t", " "))


def is_marker(place, line):
    return ".prior_decisions" in place and line.text.startswith(("Beslutning", "Ældrerådet"))


def letters(text):
    return "".join(character for character in text if character.isalpha())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_word_planted_in_any_text_is_in_view_of_the_checks(sample):
    for position in range(1000):
        planted = plant(sample, position, "zkanariez")
        if planted is None:
            break
        try:
            text, _ = read_structured(planted)
        except UnreadableDocument:  # the word stood in the type of the publication
            continue
        kept = "".join(line.text.lower() for line in (*text.lines, *text.furniture))
        assert "zkanariez" in kept, position

    assert position > 15


def plant(sample, position, word):
    """The sample with `word` added to its text number `position`; None when there are fewer texts."""
    source = sample.read_bytes()
    if sample.suffix == ".xml":
        pattern = re.compile(rb'(?<=[\w;.)])(?=</(?!\w+:))|(?<=[\w.])(?="[ />])')
        places = [
            found.start()
            for found in pattern.finditer(source)
            if b"xmlns" not in source[found.start() - 40 : found.start()]
        ]
        places = [place for place in places if b"encoding" not in source[max(0, place - 20) : place]]
        if position >= len(places):
            return None
        place = places[position]
        return source[:place] + f" {word}".encode() + source[place:]
    decoded = json.loads(source.decode("utf-16" if source.startswith(b"\xff\xfe") else "utf-8"))
    parts = list(leaves(decoded))
    if position >= len(parts):
        return None
    owner, key = parts[position]
    owner[key] = f"{owner[key]} {word}"
    return json.dumps(decoded).encode()


def leaves(value):
    """Every string of JSON as the list or object that holds it and its place there."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, str):
            yield value, key
        elif isinstance(part, dict | list):
            yield from leaves(part)
