import pytest

from apps.archive import reference_data
from apps.archive.models import KleSubject, Municipality, Party

pytestmark = pytest.mark.django_db


def test_migration_loads_98_municipalities_and_one_marked_example():
    assert Municipality.objects.filter(is_example=False).count() == 98
    assert list(Municipality.objects.filter(is_example=True).values_list("name", flat=True)) == ["Eksempelby"]


def test_municipalities_have_official_names_and_danish_addresses():
    rows = Municipality.objects.filter(code__in=["0101", "0400", "0751", "0860"]).order_by("code")

    assert [(row.full_name, row.slug, row.region) for row in rows] == [
        ("Københavns Kommune", "koebenhavn", "Region Hovedstaden"),
        ("Bornholms Regionskommune", "bornholm", "Region Hovedstaden"),
        ("Aarhus Kommune", "aarhus", "Region Midtjylland"),
        ("Hjørring Kommune", "hjoerring", "Region Nordjylland"),
    ]


def test_database_sorts_municipalities_as_danes_do():
    last = list(Municipality.objects.values_list("name", flat=True))[-4:]

    assert last == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]


def test_loading_again_changes_no_row():
    before = all_rows()

    reference_data.load_municipalities(Municipality)
    reference_data.load_kle_subjects(KleSubject)
    reference_data.load_parties(Party)

    assert all_rows() == before


def all_rows():
    return [list(model.objects.values()) for model in (Municipality, KleSubject, Party)]


def test_kle_titles_are_known_at_all_three_levels():
    subjects = KleSubject.objects.filter(pk__in=["15", "15.20", "15.20.00"])
    titles = dict(subjects.values_list("number", "title"))

    assert titles == {
        "15": "Arbejdsmarked og beskæftigelsesindsats",
        "15.20": "Beskæftigelsesindsats",
        "15.20.00": "Beskæftigelsesindsats i almindelighed",
    }
