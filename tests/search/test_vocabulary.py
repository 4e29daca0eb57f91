from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from apps.archive.models import Meeting
from apps.search import indexing
from apps.search.indexing import index_meeting, meetings_to_index, reindex, remove_meeting
from apps.search.models import MeetingWords, SearchEntry, VocabularyChange, VocabularyWord
from apps.search.vocabulary import count_words, words_of
from tests import factories

pytestmark = pytest.mark.django_db


def known_words():
    return dict(VocabularyWord.objects.values_list("word", "item_count"))


def test_words_are_taken_as_written_without_function_words_and_numbers():
    words = words_of(["Åbning af IPS-metoden i 2024", "Beskæf-\ntigelse og KL's 3. møde"])

    assert words == {"åbning", "ips", "metoden", "beskæftigelse", "møde"}


def test_a_word_counts_once_for_each_item():
    assert count_words([["park park", "Park"], ["parken park"]]) == Counter({"park": 2, "parken": 1})


def test_the_vocabulary_follows_what_meetings_say(make_findable):
    item = make_findable("Park", text="Cykelsti i parken.")
    make_findable("Park")
    assert known_words() == {"park": 2, "cykelsti": 1, "parken": 1}

    type(item).objects.filter(pk=item.pk).update(title="Torv", sections=[])
    index_meeting(item.meeting)
    assert known_words() == {"park": 1, "torv": 1}

    remove_meeting(item.meeting)
    assert known_words() == {"park": 1}


def test_words_of_a_withdrawn_meeting_are_forgotten(make_findable):
    meeting = make_findable("Kanariefugl").meeting
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.WITHDRAWN)

    index_meeting(meeting)

    assert known_words() == {}
    assert not MeetingWords.objects.exists()


def test_text_of_closed_items_is_not_in_the_vocabulary(db):
    meeting = factories.make_meeting()
    factories.make_item(meeting, title="Lukket punkt", closed=True)
    index_meeting(meeting)

    assert known_words() == {"lukket": 1, "punkt": 1}


def test_a_vocabulary_counted_again_is_the_same(make_findable):
    meeting = make_findable("Park", text="Cykelsti i parken.").meeting
    before = known_words()

    index_meeting(meeting)
    index_meeting(meeting)

    assert known_words() == before


def test_a_rebuild_counts_the_same_words(make_findable):
    make_findable("Park", text="Cykelsti i parken.")
    make_findable("Park")
    before = known_words()
    for table in (VocabularyWord, MeetingWords, SearchEntry):
        table.objects.all().delete()

    list(reindex(meetings_to_index()))

    assert before == {"park": 2, "cykelsti": 1, "parken": 1}
    assert known_words() == before
    assert not VocabularyChange.objects.exists()


def test_words_of_an_interrupted_rebuild_are_counted_by_the_next(make_findable, monkeypatch):
    make_findable("Park")
    make_findable("Park og torv")
    before = known_words()
    for table in (VocabularyWord, MeetingWords, SearchEntry):
        table.objects.all().delete()
    monkeypatch.setattr(indexing, "_BATCH_SIZE", 1)
    batches = reindex(meetings_to_index())
    next(batches)
    next(batches)
    batches.close()
    assert known_words() == {}

    call_command("rebuild_search_index", stale=True, stdout=StringIO())

    assert before == {"park": 2, "torv": 1}
    assert known_words() == before
