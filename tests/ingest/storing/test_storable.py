from apps.ingest.records import AbsenceKind, AbsenceRecord
from apps.ingest.storing.storable import storable
from tests.ingest.records import make_item, make_record


def test_characters_that_postgresql_refuses_go_and_the_rest_stays():
    absence = AbsenceRecord("Tage\x00 Mønsterby", None, AbsenceKind.APOLOGY)
    dirty = make_item("1", "Cykel\x00sti\ud800 🚲", attachments=("Kort\udfff",), absent=(absence,))

    [item] = storable(make_record(dirty)).items

    assert (item.title, item.attachments) == ("Cykelsti 🚲", ("Kort",))
    assert item.absent == (AbsenceRecord("Tage Mønsterby", None, AbsenceKind.APOLOGY),)
    assert item.absent[0].kind is AbsenceKind.APOLOGY


def test_clean_record_stays_the_same():
    assert storable(make_record()) == make_record()
