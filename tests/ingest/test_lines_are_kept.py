"""No line is lost, no damage makes the parser fail, and the work grows with the length of a document only."""

import contextlib
import json
import re
import sys

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from apps.ingest.errors import DocumentError
from apps.ingest.parse import parse_text
from apps.ingest.parts.decisions import read_bare_marker, read_decision_marker
from apps.ingest.readers.reading import read_document
from apps.ingest.reading import CONTENTS, FURNITURE

from .samples import SAMPLES

SOURCES = [sample.read_text(encoding="utf-8") for sample in SAMPLES]
# These fields hold a reading of the line (a date, a number) and not its words.
INTERPRETED = (
    "date",
    "closing_time",
    "closed",
    "committee_raw",
    "document_type",
    "absent",
    "title",
    "case_number",
    "participants",
    "number",
)
LOCATION_LABEL = re.compile(r"^\s*(?:mødested|sted|mødelokale|lokale)", re.IGNORECASE)
WHOSE_LABEL = re.compile(r"(?:udvalg|(?:møde)?dato|(?:dagsordens)?punkt\w*) ?:|beslutning", re.IGNORECASE)


def check_every_line_is_kept(source):
    text = read_document(source.encode())
    reading = parse_text(text, "prøve.txt")
    record = json.loads(json.dumps(reading.record.as_json()))
    for line in text.lines:
        if line.text.strip():
            places = reading.places[line.number].split(" + ")
            told = [place for place in places if place not in (CONTENTS, FURNITURE)]
            # Of a line cut into pieces the running head is in no field, and neither are its words.
            is_whole = len(told) == len(places)
            if told and is_whole and not any(place.endswith(INTERPRETED) for place in told):
                assert_fields_hold(record, told, line.text)


def assert_fields_hold(record, places, text):
    """A line cut into pieces is held by several fields, one after the other."""
    held = "".join(letters(words_of(field_of(record, place))) for place in places)
    is_marker = ".prior_decisions" in places[0] and tells_whose(text.strip())
    words = letters(LOCATION_LABEL.sub("", text) if places == ["location"] else text)
    assert is_marker or words in held or (len(places) > 1 and not_held(text, held) == []), (places, text)


def field_of(record, place):
    field = record
    for name in place.replace("[", ".").replace("]", "").split("."):
        field = field[int(name) if name.isdigit() else name]
    return field


def tells_whose(text):
    return read_decision_marker(text) or read_bare_marker(text, None, None) or WHOSE_LABEL.match(text)


def not_held(text, held):
    return [word for word in text.split() if letters(word) not in held]


def words_of(field):
    if isinstance(field, dict):
        field = [value for name, value in field.items() if name != "kind"]
    return "".join(words_of(part) for part in field) if isinstance(field, list) else str(field or "")


def letters(text):
    return "".join(character for character in text if character.isalpha())


@pytest.mark.parametrize("source", SOURCES, ids=[sample.name for sample in SAMPLES])
def test_every_line_of_a_sample_is_in_a_field(source):
    check_every_line_is_kept(source)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_documents_lose_nothing_and_never_raise(data):
    lines = data.draw(st.sampled_from(SOURCES)).splitlines()
    for _ in range(data.draw(st.integers(1, 6))):
        first, last = sorted((data.draw(st.integers(0, len(lines))), data.draw(st.integers(0, len(lines)))))
        damage = data.draw(st.sampled_from(["delete", "repeat", "shuffle", "cut", "insert"]))
        if damage == "delete":
            del lines[first : min(last, first + 12)]
        elif damage == "repeat":
            lines[last:last] = lines[first : first + 30]
        elif damage == "shuffle":
            lines[first : first + 8] = data.draw(st.permutations(lines[first : first + 8]))
        elif damage == "cut":
            lines = lines[: max(last, 1)]
        else:
            lines.insert(first, data.draw(st.text(max_size=60)).replace("\r", " "))

    with contextlib.suppress(DocumentError):
        check_every_line_is_kept("\n".join(lines))


@settings(deadline=None)
@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff\xfe")
@example("REFERAT Byrådet d. 01-02-2024".encode("cp865"))
def test_any_bytes_give_a_record_or_a_named_error(content):
    with contextlib.suppress(DocumentError):
        parse_text(read_document(content), "prøve")


HEADER = "REFERAT Byrådet d. 01-02-2024\n\nMødedato Torsdag d. 1. februar 2024 kl. 17:00\n\n"
LONG_BODIES = {
    "items": lambda count: "".join(
        f"Punkt {n}: Sag\n\n00.01.00-A00-{n}-24\n\nSagsfremstilling\n\nTekst.\n\nBeslutning\n\nGodkendt.\n\n"
        for n in range(1, count)
    ),
    "one long item": lambda count: (
        "Punkt 1: Sag\n\n00.01.00-A00-1-24\n\nSagsfremstilling\n\n" + "Et afsnit.\n\n" * 9 * count
    ),
    "heading-like lines": lambda count: "Punkt 1: Sag\n\n" + "Mulig overskrift\n\n" * 9 * count,
    "closing times": lambda count: "Punkt 1: Sag\n\nBeslutning\n\n" + "Mødet slut kl. 10.00.\n\n" * 9 * count,
    "empty items": lambda count: "".join(f"Punkt {n}: Sag\n" for n in range(1, 9 * count)),
    "preamble": lambda count: "En linje før første punkt\n\n" * 9 * count,
    "quoted decisions": lambda count: (
        "Punkt 1: Sag\n\n" + "Byrådet, 10. september 2024, pkt. 65:\nUdsat.\n\n" * 5 * count
    ),
    "names": lambda count: "Punkt 1: Sag\n\nBeslutning\n\nAfbud:\n" + "Ulla Prøvensen (C)\n" * 9 * count,
    "page numbers": lambda count: "Eksempelby\nSide 3 af 9\n" * 5 * count,
}


GENERAL_HEADER = "Eksempelby Kommune\nReferat\nByrådet\nDato: 1. februar 2024\n\n"
GENERAL_BODIES = {
    "bare items": lambda count: "".join(
        f"{n}. Sag\nSagsnr.: 24/{n:05}\nBeslutning: Godkendt.\n" for n in range(1, count)
    ),
    "lists": lambda count: "1. Sag\nBeslutning\n" + "1. Liste\n2. Liste\n\n" * 5 * count,
    "titles above": lambda count: "".join(
        f"Havnen\n\nSag nr. {n}\n\nTekst.\n\n" for n in range(1, 3 * count)
    ),
    "cases above": lambda count: "Havnen\nSagsnr.: 24/123\nTekst.\n\n" * 5 * count,
    "a page to a line": lambda count: "".join(
        f"{n}. Sag Sagsnr.: 24/{n:05} Resumé: Her står tekst. Beslutning: Godkendt. " * 4 + "\n"
        for n in range(1, count)
    ),
}
SHAPES = [(HEADER, body) for body in LONG_BODIES.values()]
SHAPES += [(GENERAL_HEADER, body) for body in GENERAL_BODIES.values()]


@pytest.mark.parametrize(("header", "body"), SHAPES, ids=[*LONG_BODIES, *GENERAL_BODIES])
def test_twice_the_document_is_twice_the_work(header, body):
    calls = [count_calls(header + body(count)) for count in (60, 120)]

    assert calls[1] < 2.3 * calls[0]


def count_calls(source):
    text = read_document(source.encode())
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        parse_text(text, "prøve.txt")
    finally:
        sys.setprofile(None)
    return calls
