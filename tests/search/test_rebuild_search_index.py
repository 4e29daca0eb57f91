import pytest
from django.core.management import call_command

from apps.archive.models import Meeting
from apps.search import indexing
from apps.search.models import SearchEntry
from tests import factories

pytestmark = pytest.mark.django_db


def _rows():
    fields = [field.name for field in SearchEntry._meta.concrete_fields if field.name != "id"]
    return list(SearchEntry.objects.order_by("item").values(*fields))


@pytest.fixture
def meetings():
    """Two published meetings that are indexed."""
    made = [factories.make_meeting() for _ in range(2)]
    for meeting in made:
        factories.make_item(meeting, title="Budget for plejehjem", decision="Godkendt.", outcome="godkendt")
        indexing.index_meeting(meeting)
    return made


def test_a_full_rebuild_gives_the_incremental_index(meetings, capsys):
    before = _rows()
    SearchEntry.objects.all().delete()

    call_command("rebuild_search_index")

    assert len(before) == 2
    assert _rows() == before
    assert capsys.readouterr().out.splitlines()[-1] == "Søgeindekset er bygget: 2 punkter fra 2 møder."


def test_stale_takes_only_what_is_missing_old_or_unpublished(meetings, monkeypatch, capsys):
    withdrawn = factories.make_meeting()
    factories.make_item(withdrawn)
    indexing.index_meeting(withdrawn)
    Meeting.objects.filter(pk=withdrawn.pk).update(state=Meeting.State.WITHDRAWN)
    SearchEntry.objects.filter(item__meeting=meetings[0]).update(analyzer="0:old")

    call_command("rebuild_search_index", stale=True)

    assert set(SearchEntry.objects.values_list("item__meeting", "analyzer")) == {
        (meeting.pk, indexing.current_analyzer()) for meeting in meetings
    }
    assert capsys.readouterr().out.splitlines()[-1] == "Søgeindekset er bygget: 1 punkter fra 2 møder."


@pytest.mark.usefixtures("meetings")
def test_stale_has_nothing_to_do_when_all_is_current(capsys):
    call_command("rebuild_search_index", stale=True)

    assert capsys.readouterr().out == "Søgeindekset er opdateret. Der er ikke noget at bygge.\n"


def test_a_rebuild_goes_on_where_it_was_interrupted(meetings, monkeypatch, capsys):
    monkeypatch.setattr(indexing, "_BATCH_SIZE", 1)

    call_command("rebuild_search_index")
    call_command("rebuild_search_index", first=meetings[0].pk + 1)

    assert capsys.readouterr().out.splitlines() == [
        f"1 af 2 møder, 1 punkter (næste: --from {meetings[0].pk + 1})",
        f"2 af 2 møder, 2 punkter (næste: --from {meetings[1].pk + 1})",
        "Søgeindekset er bygget: 2 punkter fra 2 møder.",
        f"1 af 1 møder, 1 punkter (næste: --from {meetings[1].pk + 1})",
        "Søgeindekset er bygget: 1 punkter fra 1 møder.",
    ]
