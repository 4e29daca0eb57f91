from datetime import date

import pytest

from apps.archive import queries
from apps.archive.models import Attachment, Decision, Meeting
from tests.factories import make_case, make_committee, make_item, make_meeting, municipality

pytestmark = pytest.mark.django_db
DRAFT = Meeting.State.DRAFT


@pytest.mark.parametrize(
    "address", ["2024-2-7", "2024-02-07-1", "2024-02-07-02", "2024-13-01", "20240207", "x" * 500]
)
def test_only_the_canonical_address_of_a_meeting_is_one(address):
    committee = make_committee()
    make_meeting(committee=committee)

    assert queries.find_meeting("herning", committee.slug, address) is None


def test_second_meeting_of_a_day_has_its_own_address():
    committee = make_committee()
    first = make_meeting(committee=committee)
    second = make_meeting(committee=committee, sequence=2)

    assert queries.find_meeting("herning", committee.slug, first.address) == first
    assert queries.find_meeting("herning", committee.slug, "2024-02-07-2") == second
    assert queries.neighbours(first) == (None, second)
    assert queries.neighbours(second) == (first, None)


def test_totals_count_only_what_is_public():
    case = make_case()
    make_item(make_meeting(held_on=date(2024, 1, 1)), case=case)
    make_item(make_meeting(held_on=date(2025, 1, 1), state=DRAFT), case=make_case("01.02.05-P16-4-23"))

    assert queries.archive_totals() == queries.ArchiveTotals(1, 1, 1, 1, date(2024, 1, 1))


def test_newest_meetings_come_first_with_their_number_of_items():
    old, new = make_meeting(held_on=date(2020, 1, 1)), make_meeting(held_on=date(2024, 1, 1))
    make_item(old)
    make_item(old)
    make_meeting(held_on=date(2025, 1, 1), state=DRAFT)

    assert [(row.pk, vars(row)["item_count"]) for row in queries.newest_meetings(10)] == [
        (new.pk, 0),
        (old.pk, 2),
    ]


def test_municipalities_stand_in_danish_order_with_their_meetings():
    make_meeting(committee=make_committee(municipality=municipality("Aarhus")))
    rows = queries.all_municipalities()

    assert len(rows) == 98
    assert [row.name for row in rows][-2:] == ["Aalborg", "Aarhus"]
    assert {row.name: row.meeting_count for row in rows if row.meeting_count} == {"Aarhus": 1}


def test_case_is_found_by_slug_and_by_number_in_any_spelling():
    case = make_case("20/33839")
    kle = make_case("15.00.00-A30-2-21")
    for row in (case, kle):
        make_item(case=row)

    found = [
        queries.find_case(municipality(), text) for text in ("20-33839", "20/33839", "15.00.00a30-2-2021")
    ]
    assert found == [case, case, kle]
    assert queries.find_case(municipality("Aarhus"), "20-33839") is None


def test_case_with_only_drafts_is_not_found():
    case = make_case()
    make_item(make_meeting(state=DRAFT), case=case)

    assert queries.find_case(municipality(), case.slug) is None


def test_quoted_item_of_a_draft_is_left_out():
    hidden = make_item(make_meeting(state=DRAFT))
    item = make_item()
    Decision.objects.create(item=item, position=1, is_own=False, text="Anbefales.", earlier_item=hidden)

    (found,) = queries.items_of(item.meeting)
    assert [decision.earlier_item for decision in found.decisions.all()] == [None]


def test_busiest_cases_count_public_meetings_and_skip_catch_all_numbers():
    busy, single, catch_all = (make_case(f"01.02.05-P16-{number}-23") for number in (1, 2, 3))
    catch_all.is_catch_all = True
    catch_all.save()
    for state in (Meeting.State.PUBLISHED, Meeting.State.PUBLISHED, DRAFT):
        meeting = make_meeting(state=state)
        for case in (busy, catch_all):
            make_item(meeting, case=case)
    make_item(case=single)

    assert [(case, vars(case)["meeting_count"]) for case in queries.busiest_cases(municipality(), 5)] == [
        (busy, 2)
    ]


def test_party_names_are_those_of_the_year():
    assert queries.party_names(2024)["A"] == "Socialdemokratiet"


@pytest.mark.parametrize("count", [1, 3])
def test_items_with_all_their_parts_take_the_same_queries(count, django_assert_num_queries):
    meeting = make_meeting()
    for _ in range(count):
        item = make_item(meeting, decision="Godkendt.", case=make_case(f"01.02.05-P16-{_}-23"))
        Decision.objects.create(
            item=item, position=2, is_own=False, text="Anbefales.", earlier_item=make_item()
        )
        Attachment.objects.create(item=item, position=1, title="Kort")

    with django_assert_num_queries(5):
        for item in queries.items_of(meeting):
            assert item.get_absolute_url()
            assert item.case.get_absolute_url()
            assert [row.earlier_item and row.earlier_item.get_absolute_url() for row in item.decisions.all()]
            assert list(item.attachments.all())
            assert list(item.attendances.all()) == []
