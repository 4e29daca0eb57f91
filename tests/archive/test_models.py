import pytest
from django.db import IntegrityError, transaction

from apps.archive.models import Case, Committee, Decision, Meeting, Municipality
from tests import factories

pytestmark = pytest.mark.django_db


def refused(action):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        action()
    return str(error.value)


def test_committee_cannot_take_the_address_of_the_cases():
    assert "committee_slug_is_not_reserved" in refused(lambda: factories.make_committee("Sager"))


def test_two_meetings_cannot_share_an_address():
    meeting = factories.make_meeting()

    message = refused(lambda: factories.make_meeting(committee=meeting.committee, held_on=meeting.held_on))

    assert "meeting_address_is_unique" in message


def test_second_meeting_of_a_day_has_its_own_address():
    meeting = factories.make_meeting(committee=factories.make_committee("Byrådet"), sequence=2)

    assert meeting.get_absolute_url() == "/herning/byraadet/2024-02-07-2/"


def test_published_meeting_must_say_when_it_was_published():
    message = refused(lambda: factories.make_meeting(published_at=None))

    assert "published_meeting_has_a_time_of_publication" in message


def test_closed_item_cannot_keep_text():
    section = {"heading": "Sagsfremstilling", "kind": "case", "text": "Fortroligt"}

    message = refused(lambda: factories.make_item(closed=True, sections=[section]))

    assert "closed_item_keeps_no_text" in message


def test_item_has_one_own_decision():
    item = factories.make_item(decision="Godkendt.")

    message = refused(lambda: Decision.objects.create(item=item, position=2, is_own=True, text="Afvist."))

    assert "item_has_one_own_decision" in message


def test_only_published_meetings_make_their_surroundings_public():
    shown = factories.make_item(case=factories.make_case("01.02.05-P16-1-23"))
    draft = factories.make_meeting(
        committee=factories.make_committee("Kladdeudvalget", municipality=factories.municipality("Odense")),
        state=Meeting.State.DRAFT,
    )
    factories.make_item(draft, case=factories.make_case("01.02.05-P16-2-23"))

    assert list(Meeting.objects.published()) == [shown.meeting]
    assert list(Committee.objects.published()) == [shown.meeting.committee]
    assert [row.name for row in Municipality.objects.published()] == ["Herning"]
    assert list(Case.objects.published()) == [shown.case]
