from apps.ingest.checking.cpr import Tier
from apps.ingest.checking.layers.layer import COVERED, WHITE, Layer
from apps.ingest.checking.preflight import Sighting, certain, find_doubts, find_sightings, reason_to_hold
from apps.ingest.records import AbsenceKind, AbsenceRecord, PersonRecord, SectionKind, SectionRecord
from tests.ingest.records import made_up_cpr_number, make_item, make_quote, make_record

NUMBERS = [made_up_cpr_number(seed) for seed in range(10)]


def written(index):
    return f"{NUMBERS[index][:6]}-{NUMBERS[index][6:]}"


def test_every_part_of_the_record_is_looked_at():
    item = make_item(
        "7",
        written(0),
        sections=(SectionRecord(written(1), SectionKind.CASE, written(2)),),
        decision=written(3),
        attachments=(written(4),),
        prior_decisions=(make_quote(written(5), None, None),),
        absent=(AbsenceRecord(written(6), None, AbsenceKind.ABSENT),),
        closed=True,
    )
    record = make_record(item, file=f"{written(7)}.txt", participants=(PersonRecord(written(8)),))

    sightings = find_sightings(record, [Layer("dokumentets tekst", f"Til sidst {written(9)}")])

    places = {sighting.number: sighting.places for sighting in sightings}
    assert places == {
        **dict.fromkeys(NUMBERS[:7], ("punkt 7",)),
        NUMBERS[7]: ("filnavnet",),
        NUMBERS[8]: ("mødets oplysninger",),
        NUMBERS[9]: ("dokumentets tekst",),
    }


def test_plain_record_has_none():
    layers = [Layer("dokumentets tekst", "Sag 05.01.02-P20-1-24, tlf. 99 99 12 34")]

    assert find_sightings(make_record(make_item()), layers) == []


def test_number_is_as_certain_as_at_its_most_certain_place():
    joined = [Layer("side 1", NUMBERS[0]), Layer("side 2", NUMBERS[1]), Layer("noter", f"CPR {NUMBERS[0]}")]

    sightings = find_sightings(make_record(), joined)

    assert [(each.number, each.places, each.tier) for each in sightings] == [
        (NUMBERS[0], ("side 1",), Tier.BLOCK),
        (NUMBERS[1], ("side 2",), Tier.REVIEW),
    ]
    assert [each.number for each in certain(sightings)] == [NUMBERS[0]]


def test_doubts_are_private_addresses_closed_texts_and_what_the_file_hides():
    record = make_record(make_item(), make_item("2", "Klage", closed=True))
    layers = [Layer("noter", "Skriv til anna@privatpost.dk eller drift@eksempelby.dk, tlf. 99 99 12 34")]

    doubts = find_doubts(record, layers, [COVERED, WHITE], "eksempelby")

    assert [(doubt.shown, doubt.places, doubt.stops) for doubt in doubts] == [
        ("a•••@privatpost.dk", ("noter",), False),
        ("99 •• •• 34", ("noter",), False),
        ("", ("punkt 2",), False),
        ("", ("filen",), True),
        ("", ("filen",), False),
    ]


def test_clerk_is_told_whether_the_text_of_a_closed_item_is_shown():
    only_decided = make_item("1", "Klage", closed=True, decision="Afvist.", sections=())
    hidden = make_item("2", "Salg", closed=True, decision="Godkendt.")
    record = make_record(only_decided, hidden)

    doubts = find_doubts(record, [], [], "eksempelby")

    assert [(doubt.words, doubt.places) for doubt in doubts] == [
        ("closed_text", ("punkt 2",)),
        ("closed_decision", ("punkt 1",)),
    ]
    assert "filen kan ikke hentes" in doubts[0].kind
    assert "Den vises" in doubts[1].kind


def test_reason_names_places_and_masks_numbers():
    sightings = [
        Sighting("0101585000", ("punkt 1", "punkt 3", "filnavnet")),
        Sighting("0202586000", ("punkt 2",)),
    ]

    assert reason_to_hold(sightings) == (
        "Dokumentet ser ud til at indeholde 2 CPR-numre og er ikke offentliggjort: "
        "010158-•••• i punkt 1, punkt 3 og filnavnet; 020258-•••• i punkt 2. "
        "Fjern personoplysningerne, og indlæs den rettede fil."
    )
