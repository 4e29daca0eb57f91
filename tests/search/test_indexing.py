from datetime import date

import pytest

from apps.archive.models import Attachment, Decision, Meeting
from apps.search.indexing import index_meeting, index_meetings, remove_meeting
from apps.search.marks import MARK
from apps.search.models import SearchEntry
from tests import factories

pytestmark = pytest.mark.django_db


def _rows():
    return list(SearchEntry.objects.order_by("item").values())


def _rows_without_own_id():
    return [{name: value for name, value in row.items() if name != "id"} for row in _rows()]


def _full_item(meeting):
    case = factories.make_case("27.35.00-G01-2-24", subject_id="27.35.00")
    item = factories.make_item(
        meeting,
        title="Ny cykelsti ved skolen",
        case=case,
        decision="Godkendt.",
        outcome="godkendt",
        sections=[
            {"heading": "Sagsfremstilling", "kind": "case", "text": "Forvaltningen beskriver ruten."},
            {"heading": "Beslutning", "kind": "decision", "text": "Godkendt."},
        ],
    )
    Decision.objects.create(item=item, position=2, is_own=False, text="Anbefales til kommunalbestyrelsen.")
    Attachment.objects.create(item=item, position=1, title="Kortmateriale")
    return item


def _words(vector):
    """The lexemes of a vector, marks left out."""
    lexemes = {lexeme.split(":")[0].strip("'") for lexeme in vector.split()}
    return {lexeme for lexeme in lexemes if not lexeme.startswith(MARK)}


def test_an_entry_holds_what_filters_and_sorts_need():
    meeting = factories.make_meeting(held_on=date(2024, 3, 5))
    item = _full_item(meeting)

    index_meeting(meeting)

    entry = SearchEntry.objects.get()
    assert (entry.item, entry.committee, entry.municipality) == (
        item,
        meeting.committee,
        meeting.committee.municipality,
    )
    assert (entry.held_on, entry.year, entry.kind, entry.outcome) == (
        date(2024, 3, 5),
        2024,
        "minutes",
        "godkendt",
    )
    assert (entry.subject_group, entry.subject_number, entry.case) == ("27", "27.35.00", item.case)
    assert (entry.has_attachments, entry.is_closed) == (True, False)


def test_the_parts_of_an_item_are_found_in_their_own_vectors_and_in_the_whole():
    meeting = factories.make_meeting()
    _full_item(meeting)

    index_meeting(meeting)

    entry = SearchEntry.objects.get()
    parts = [_words(entry.title_vector), _words(entry.decision_vector), _words(entry.attachment_vector)]
    assert "skole" in parts[0]
    assert "#27.35.00-g01-2-24" in parts[0]
    assert parts[1] == {"godkende"}
    assert "kortmateriale" in parts[2]
    assert parts[0] | parts[1] | parts[2] | {"forvaltning", "anbefale"} <= _words(entry.vector)


def test_indexing_twice_changes_nothing():
    meeting = factories.make_meeting()
    _full_item(meeting)
    index_meeting(meeting)
    before = _rows()

    index_meeting(meeting)

    assert _rows() == before


def test_a_changed_item_is_found_by_its_new_words_only():
    meeting = factories.make_meeting()
    item = factories.make_item(meeting, title="Vandværk")
    index_meeting(meeting)
    item.title = "Bibliotek"
    item.save()

    index_meeting(meeting)

    assert _words(SearchEntry.objects.get().title_vector) == {"bibliotek"}


@pytest.mark.parametrize("state", [Meeting.State.DRAFT, Meeting.State.WITHDRAWN])
def test_a_meeting_that_is_not_published_loses_its_entries(state):
    meeting = factories.make_meeting()
    factories.make_item(meeting)
    index_meeting(meeting)
    assert SearchEntry.objects.count() == 1
    meeting.state = state
    meeting.save()

    index_meeting(meeting)

    assert SearchEntry.objects.count() == 0


def test_removing_a_meeting_leaves_other_meetings():
    removed, kept = factories.make_meeting(), factories.make_meeting()
    factories.make_item(removed)
    item = factories.make_item(kept)
    index_meetings([removed.pk, kept.pk])

    remove_meeting(removed)

    assert list(SearchEntry.objects.values_list("item", flat=True)) == [item.pk]


def test_parts_of_a_closed_item_beyond_the_published_ones_are_not_found():
    meeting = factories.make_meeting()
    item = factories.make_item(meeting, title="Ejendom", closed=True, decision="Udsat.")
    Decision.objects.create(item=item, position=2, is_own=False, text="kanariefugl")
    Attachment.objects.create(item=item, position=1, title="kanariefugl")

    index_meeting(meeting)

    entry = SearchEntry.objects.get()
    assert _words(entry.vector) == {"ejendom", "udsaette"}
    assert (entry.is_closed, entry.has_attachments) == (True, False)


def test_meetings_one_by_one_give_the_same_rows_as_all_at_once():
    meetings = [factories.make_meeting() for _ in range(3)]
    for meeting in meetings:
        factories.make_item(meeting, title="Budget for plejehjem", decision="Drøftet.", outcome="droeftet")
        index_meeting(meeting)
    one_by_one = _rows_without_own_id()
    SearchEntry.objects.all().delete()

    index_meetings([meeting.pk for meeting in meetings])

    assert len(one_by_one) == 3
    assert _rows_without_own_id() == one_by_one
