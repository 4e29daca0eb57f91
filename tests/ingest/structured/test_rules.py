"""What a structured source may say in more than one way, and what must not be understood as said."""

import json

import pytest

from apps.ingest.parse import parse_document
from apps.ingest.structured.manifests import heading_of_name
from apps.ingest.structured.moments import Moment, read_moment
from apps.ingest.structured.titles import read_document_type

from .samples import FOLDER

MINUTES = json.loads((FOLDER / "firstagenda_json" / "referat.json").read_text(encoding="utf-8"))
SBSYS = (FOLDER / "os2web_sbsys" / "referat.xml").read_text(encoding="utf-8")


def parse_with(**changes):
    return parse_document(json.dumps(MINUTES | changes).encode(), "referat.json")


@pytest.mark.parametrize(
    ("text", "is_utc", "moment"),
    [
        ("2026-05-04T14:00:00+02:00", False, Moment("2026-05-04", "14:00")),
        ("2026-12-04T14:00:00+02:00", False, Moment("2026-12-04", "13:00")),
        ("2026-05-04T23:30:00Z", False, Moment("2026-05-05", "01:30")),
        ("2026-12-15T17:30:00", True, Moment("2026-12-15", "18:30")),
        ("2026-12-15T17:30:00.0000000", False, Moment("2026-12-15", "17:30")),
        ("2026-12-15T00:00:00", False, Moment("2026-12-15", None)),
        ("0001-01-01T00:00:00", False, Moment()),
        ("27. august 2018 16:00", False, Moment("2018-08-27", "16:00")),
        ("27-08-2018", False, Moment("2018-08-27", None)),
        ("9999-12-31T23:59:59-12:00", False, Moment("9999-12-31", None)),
        ("snart", False, Moment()),
        ("", False, Moment()),
    ],
)
def test_moments_are_danish_local_time(text, is_utc, moment):
    assert read_moment(text, is_utc=is_utc) == moment


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("Sagsfremstilling", "Sagsfremstilling"),
        ("OekonomiskeKonsekvenser", "Økonomiske konsekvenser"),
        ("Retsregler_x0020_og_x0020_andre_x0020_forskrifter", "Retsregler og andre forskrifter"),
        ("Boernenes_trivsel", "Boernenes trivsel"),
        ("Resume", "Resumé"),
    ],
)
def test_element_names_become_headings(name, heading):
    assert heading_of_name(name) == heading


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Referat endeligt godkendt", "REFERAT"),
        ("Tillægsdagsorden", "TILLÆGSDAGSORDEN"),
        ("Lukket referat", "LUKKET REFERAT"),
        ("Møde", None),
        ("", None),
    ],
)
def test_document_types(words, kind):
    assert read_document_type(words) == kind


def test_closed_minutes_close_every_item():
    record = parse_with(Moede=MINUTES["Moede"] | {"Navn": "Lukket referat"})

    assert [item.closed for item in record.items] == [True] * 4


def test_meeting_without_a_name_has_no_type_but_a_problem():
    record = parse_with(Moede=MINUTES["Moede"] | {"Navn": None})

    assert record.document_type is None
    assert "document_type_missing" in [problem.code for problem in record.problems]


def test_two_different_dates_are_a_problem():
    record = parse_with(Moede=MINUTES["Moede"] | {"MeetingBeginUtc": "2026-05-11T12:00:00Z"})

    assert record.date == "2026-05-04"
    assert "date_disagrees" in [problem.code for problem in record.problems]


def test_a_region_is_no_municipality():
    record = parse_with(
        Udvalg={"Navn": "Regionsrådet"}, Moede=MINUTES["Moede"] | {"Sted": "Regionshuset i Viborg"}
    )

    assert record.municipality is None
    assert "municipality_unclear" in [problem.code for problem in record.problems]


@pytest.mark.parametrize("flag", [' MaaPubliceres="false"', ' MaaPubliceres="måske"', ""])
def test_attachment_that_is_not_said_to_be_public_is_left_out(flag):
    content = SBSYS.replace(
        'Navn="Ferieplan 2019/20" MaaPubliceres="true"', f'Navn="Ferieplan 2019/20"{flag}'
    )

    record = parse_document(content.encode(), "referat.xml")

    assert record.items[0].attachments == ("Høringssvar",)
    assert [problem.code for problem in record.problems].count("attachment_withheld") == 2


def test_decision_outside_the_fields_is_not_told_twice():
    items = json.loads(json.dumps(MINUTES["Dagsordenpunkter"]))
    items[0]["ItemDecision"] = "<div>Godkendt.</div>"

    record = parse_with(Dagsordenpunkter=items)

    assert [section.heading for section in record.items[0].sections] == ["Beslutning"]


def test_attachment_listed_in_a_field_and_as_a_file_is_named_once():
    items = json.loads(json.dumps(MINUTES["Dagsordenpunkter"]))
    items[2]["Felter"].append({"Navn": "Bilag", "Tekst": "Kort over stien\nLydfil"})

    record = parse_with(Dagsordenpunkter=items)

    assert record.items[1].attachments == ("Kort over stien", "Høringssvar.pdf", "Lydfil")
