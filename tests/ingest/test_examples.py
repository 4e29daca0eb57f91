from pathlib import Path

import pytest
from django.core.management import call_command

from apps.archive.models import Case, Committee, Meeting, SourceDocument
from apps.search.models import SearchEntry
from tests import factories

SAMPLE = Path(__file__).parents[2] / "samples" / "handicapraadet-2024-09-17.txt"


@pytest.mark.django_db
def test_examples_make_room_for_real_minutes_and_can_come_back(capsys):
    real = factories.make_item(case=factories.make_case())
    call_command("ingest", str(SAMPLE))
    addresses = [meeting.get_absolute_url() for meeting in Meeting.objects.all()]
    entry_count = SearchEntry.objects.count()

    call_command("remove_examples")

    assert capsys.readouterr().out.endswith("1 eksempelmøde er fjernet fra arkivet.\n")
    assert list(Meeting.objects.all()) == [real.meeting]
    assert list(Case.objects.all()) == [real.case]
    assert list(Committee.objects.all()) == [real.meeting.committee]
    assert SearchEntry.objects.count() == 0
    assert [source.state for source in SourceDocument.objects.all()] == ["received"]

    call_command("ingest", str(SAMPLE))

    assert [meeting.get_absolute_url() for meeting in Meeting.objects.all()] == addresses
    assert SearchEntry.objects.count() == entry_count
