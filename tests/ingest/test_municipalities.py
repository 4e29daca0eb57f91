"""The municipality of a document, or none when the evidence is not clear."""

import pytest

from apps.ingest.municipalities import municipality_named
from apps.ingest.parse import parse_document

MINUTES = """REFERAT {committee} d. 01-02-2024

Mødedato Torsdag d. 1. februar 2024 kl. 17:00

Mødested {place}

Punkt 1: Orientering

00.01.00-A00-1-24

Sagsfremstilling

{text}
"""


def municipality_of(text="", place="Lokale 2", committee="Kulturudvalget"):
    content = MINUTES.format(text=text, place=place, committee=committee)
    return parse_document(content.encode(), "prøve.txt").municipality


def test_own_name_said_often_beats_a_neighbour_said_once():
    assert (
        municipality_of(
            "I Faxe Kommune er der to.\n\nFaxe Kommunes plan.\n\nFaxe kommune.\n\nStevns Kommune."
        )
        == "Faxe"
    )


def test_town_hall_in_the_header_is_enough():
    assert municipality_of(place="Byrådssalen, Randers Rådhus") == "Randers"


def test_town_hall_of_a_host_does_not_beat_the_text():
    assert municipality_of("Faxe Kommune.\n\n" * 9, place="Randers Rådhus") is None


def test_town_in_the_place_supports_a_single_mention():
    assert municipality_of("Herning Kommune har en plan.", place="Torvet 4, Herning") == "Herning"


@pytest.mark.parametrize(
    "text",
    ["", "Et besøg i Faxe Kommune.", "Faxe Kommune og Stevns Kommune.\n\nFaxe Kommune og Stevns Kommune."],
)
def test_unclear_evidence_gives_none_and_a_problem(text):
    record = parse_document(
        MINUTES.format(text=text, place="Lokale 2", committee="Kulturudvalget").encode(), "prøve.txt"
    )

    assert record.municipality is None
    assert "municipality_unclear" in [problem.code for problem in record.problems]


def test_region_council_is_no_municipality():
    assert (
        municipality_of("Viborg Kommune.\n\n" * 5, place="Regionshuset, Viborg", committee="Regionsrådet")
        is None
    )


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("Århus", "Aarhus"),
        ("Ålborg", "Aalborg"),
        ("Åbenrå", "Aabenraa"),
        ("Københavns", "København"),
        ("Vesthimmerland", "Vesthimmerlands"),
        ("Nordfyn", "Nordfyns"),
        ("Høje Taastrup", "Høje-Taastrup"),
        ("Fåborg-Midtfyn", "Faaborg-Midtfyn"),
    ],
)
def test_aliases(name, official):
    assert municipality_named(name).name == official


def test_dissolved_municipality_is_not_known():
    assert municipality_named("Egebjerg") is None


@pytest.mark.parametrize(
    "text",
    ["Hullerup Kommune.\n\n" * 2 + "Faxe Kommune.\n\n" * 3, "Hullerup Kommune.\n\n" * 9 + "Faxe Kommune."],
)
def test_document_of_a_municipality_that_is_no_more_goes_to_no_neighbour(text):
    assert municipality_of(text) is None


@pytest.mark.parametrize(
    ("place", "name"), [("Lokale 3, Rådhuset i Faxe", "Faxe"), ("Rådhuset, Torvet 1, Faxe", "Faxe")]
)
def test_town_of_the_town_hall_in_the_place_is_enough(place, name):
    assert municipality_of(place=place) == name


def test_letterhead_in_capitals_is_enough():
    record = parse_document(
        f"FAXE KOMMUNE\n\n{MINUTES}".format(text="", place="Lokale 2", committee="Rådet").encode(), "p"
    )

    assert record.municipality == "Faxe"
