"""Files that lie, are broken or were made to hurt give a record or a named error, nothing else."""

import json
import sys
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.ingest.errors import AmbiguousLayout, DocumentError, UnknownLayout, UnreadableDocument
from apps.ingest.parse import parse_document, understand
from apps.ingest.readers.failures import DamagedDocument, DraftDocument, TooLargeDocument
from apps.ingest.readers.reading import read_document
from apps.ingest.structured import read_structured
from apps.ingest.structured.html_fields import split_blocks

from .samples import FOLDER, SAMPLES

CONTENTS = [sample.read_bytes() for sample in SAMPLES]
MINUTES = json.loads((FOLDER / "firstagenda_json" / "referat.json").read_text(encoding="utf-8"))
SBSYS = (FOLDER / "os2web_sbsys" / "referat.xml").read_text(encoding="utf-8")
EDOC = (FOLDER / "os2web_edoc" / "referat.xml").read_bytes()
AGMAN = (FOLDER / "os2web_agman" / "referat.xml").read_text(encoding="utf-8")


def record_made_here(content):
    """As `parse_document`, without a child process for each of the many examples."""
    text, told = read_structured(content) or (read_document(content), None)
    return understand(text, told, "prøve").record


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_files_give_a_record_or_a_named_error(data):
    content = data.draw(st.sampled_from(CONTENTS))
    for _ in range(data.draw(st.integers(1, 4))):
        first, last = sorted(data.draw(st.integers(0, len(content))) for _ in range(2))
        damage = data.draw(st.sampled_from(["delete", "repeat", "cut", "insert"]))
        if damage == "delete":
            content = content[:first] + content[min(last, first + 40) :]
        elif damage == "repeat":
            content = content[:last] + content[first : first + 200] + content[last:]
        elif damage == "cut":
            content = content[:last]
        else:
            content = content[:first] + data.draw(st.binary(max_size=12)) + content[first:]

    with suppress(DocumentError):
        assert record_made_here(content).file == "prøve"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.just("<p><h3>Beslutning</h3>"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_values_of_any_type_anywhere_give_a_record_or_a_named_error(data):
    tree = json.loads(json.dumps(MINUTES))
    for _ in range(data.draw(st.integers(1, 3))):
        owner = data.draw(st.sampled_from(list(objects(tree))))
        owner[data.draw(st.sampled_from(sorted(owner)))] = data.draw(VALUES)

    with suppress(DocumentError):
        assert record_made_here(json.dumps(tree).encode()).file == "prøve"


def objects(value):
    if isinstance(value, dict) and value:
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(part)


BOMB = '<!DOCTYPE Dagsorden [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE_ENTITY = '<!DOCTYPE Dagsorden [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
OUTSIDE_DTD = '<!DOCTYPE Dagsorden SYSTEM "http://127.0.0.1:9/dagsorden.dtd">'


@pytest.mark.parametrize("document_type", [BOMB, FILE_ENTITY, OUTSIDE_DTD])
@pytest.mark.parametrize("before", ["", "<?xml version='1.0'?>", "<?xml version='1.0'?><!-- x --><?pi y?>\n"])
def test_a_document_type_is_refused(document_type, before):
    content = f"{before}{document_type}<Dagsorden><Møde Udvalg='Byrådet'/></Dagsorden>".encode()

    with pytest.raises(DamagedDocument, match="DTD"):
        read_structured(content)


@pytest.mark.parametrize(
    "content",
    [
        b'{"Dagsordenpunkter": [' + b"[" * 200_000,
        b'{"Moede": {"Navn": "Referat"}, "Dagsordenpunkter": [], "x": ' + b"[" * 80 + b"]" * 80 + b"}",
        b'{"Dagsordenpunkter": [' + b"9" * 5000 + b"]}",
        b'{"Dagsordenpunkter": [{"IsOpen": false, "IsOpen": true}], "Moede": {"Navn": "Referat"}}',
        b"<Dagsorden>" + b"<Dagsordenpunkter>" * 5000,
        b"<Dagsorden><Dagsordenpunkter>" + b"<a>" * 400 + b"</a>" * 400 + b"</Dagsordenpunkter></Dagsorden>",
    ],
    ids=["deep and open", "deep", "long number", "said twice", "open tags", "deep tags"],
)
def test_bombs_and_contradictions_are_damaged_documents(content):
    with pytest.raises(DamagedDocument):
        read_structured(content)


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(MINUTES | {"Moede": MINUTES["Moede"] | {"Navn": "Kladde til referat"}}).encode(),
        SBSYS.replace('Dagsordentype="Referat"', 'Dagsordentype="Kladde"').encode(),
        EDOC.replace(b"Referat endeligt godkendt", b"Referat under udarbejdelse"),
        AGMAN.replace("<PublicationTypeAsValue>2<", "<PublicationTypeAsValue>0<").encode(),
    ],
    ids=["json", "sbsys", "edoc", "agman"],
)
def test_drafts_are_refused_by_name(content):
    with pytest.raises(DraftDocument, match="kladde"):
        parse_document(content, "kladde")


def test_several_meetings_in_one_publication_are_refused():
    agenda = AGMAN[AGMAN.index("<Agenda ID") : AGMAN.index("</Agendas>")]

    with pytest.raises(AmbiguousLayout, match="møde 1, møde 2"):
        read_structured(AGMAN.replace("</Agendas>", f"{agenda}</Agendas>").encode())


@pytest.mark.parametrize(
    "content",
    [
        b'{"Moede": 1}',
        b"<html><body>Dagsordenpunkter</body></html>",
        b"<Meeting/>",
        b"",
        b"REFERAT Byraadet",
        b"<",
        b"{",
    ],
)
def test_files_of_others_are_left_to_other_readers(content):
    assert read_structured(content) is None


def test_json_of_something_else_is_a_named_error():
    with pytest.raises((UnreadableDocument, UnknownLayout)):
        parse_document(b'{"navn": "Eksempelby", "tal": [1, 2, 3]}', "andet.json")


def test_markup_of_a_field_never_comes_out():
    blocks = split_blocks(
        "<p onclick='x()'>Hej <script>alert(1)</script><img src=x onerror=y> <style>p{}</style>verden</p>"
    )

    assert [line.text for block in blocks for line in block.lines] == ["Hej verden"]


def test_ten_thousand_nested_elements_are_read():
    blocks = split_blocks("<div>" * 10_000 + "bund" + "<h3>Beslutning</h3>Godkendt.")

    assert [line.text for block in blocks for line in block.lines] == ["bund", "Godkendt."]


@pytest.mark.parametrize(
    "content",
    [
        b'{"Dagsordenpunkter": [' + b"1," * 2_100_000 + b"1]}",
        b'{"Dagsordenpunkter": [' + b"{}," * 260_000 + b"{}]}",
        b'{"Dagsordenpunkter": [], "Html": "' + b"<p>" * 260_000 + b'"}',
        b"<Dagsorden><Dagsordenpunkter>"
        + b"<Dagsordenpunkt/>" * 260_000
        + b"</Dagsordenpunkter></Dagsorden>",
        b"<Dagsorden>" + b" " * 53_000_000 + b"</Dagsorden>",
    ],
    ids=["numbers", "objects", "tags", "elements", "bytes"],
)
def test_more_than_a_meeting_can_hold_is_too_large(content):
    with pytest.raises(TooLargeDocument):
        read_structured(content)


@pytest.mark.parametrize("shape", ["json", "sbsys", "edoc", "agman"])
def test_twice_the_items_are_twice_the_work(shape):
    calls = [count_calls(with_items(shape, count)) for count in (40, 80)]

    assert calls[1] < 2.3 * calls[0]


def with_items(shape, count):
    if shape == "json":
        return json.dumps(MINUTES | {"Dagsordenpunkter": MINUTES["Dagsordenpunkter"] * count}).encode()
    source, name = {
        "sbsys": (SBSYS, "Dagsordenpunkt"),
        "edoc": (EDOC.decode("latin-1"), "MeetingAgendaItem"),
        "agman": (AGMAN, "Item"),
    }[shape]
    start, end = (
        source.index(f"<{name} " if shape != "edoc" else f"<{name}>"),
        source.index(f"</{name}>") + len(f"</{name}>"),
    )
    repeated = source[:start] + source[start:end] * count + source[end:]
    return repeated.encode("latin-1" if shape == "edoc" else "utf-8")


def count_calls(content):
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read_structured(content)
    finally:
        sys.setprofile(None)
    return calls
