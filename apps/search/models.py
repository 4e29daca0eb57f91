"""What can be found: one narrow row per published agenda item, with its keys and what filters and sorts need.

No text is kept here. The table can be thrown away and made again from the archive (`rebuild_search_index`).
"""

from collections import Counter

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from apps.archive.models import AgendaItem, Case, Committee, Meeting, Municipality

# One in so many entries is in the sample.
SAMPLE_SHARE = 16


class SearchEntry(models.Model):
    """A published agenda item as the search engine sees it; written by `indexing` alone.

    The vectors hold the keys of the Danish analyzer, made in Python: PostgreSQL only stores and matches them.
    `vector` is everything; the others are its parts, for a search in titles, decisions or attachments only.
    One entry in SAMPLE_SHARE is in the sample, from which counts of very common words are estimated.
    """

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="search_entry")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    held_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    outcome = models.CharField(max_length=30, blank=True)
    subject_group = models.CharField(max_length=2, blank=True)
    subject_number = models.CharField(max_length=8, blank=True)
    has_attachments = models.BooleanField()
    is_closed = models.BooleanField()
    is_sample = models.BooleanField()
    analyzer = models.CharField(max_length=80)
    vector = SearchVectorField()
    title_vector = SearchVectorField()
    decision_vector = SearchVectorField()
    attachment_vector = SearchVectorField()

    class Meta:
        verbose_name = "søgepost"
        verbose_name_plural = "søgeposter"
        indexes = [
            GinIndex(fields=["vector"], name="entry_vector"),
            GinIndex(fields=["title_vector"], name="entry_title_vector"),
            GinIndex(fields=["decision_vector"], name="entry_decision_vector"),
            GinIndex(fields=["attachment_vector"], name="entry_attachment_vector"),
            models.Index(fields=["-held_on", "-item"], name="entry_newest"),
            models.Index(fields=["municipality", "-held_on", "-item"], name="entry_municipality_newest"),
            models.Index(fields=["committee", "-held_on", "-item"], name="entry_committee_newest"),
            GinIndex(fields=["vector"], condition=models.Q(is_sample=True), name="entry_sample_vector"),
            models.Index(fields=["held_on"], condition=models.Q(is_sample=True), name="entry_sample"),
            models.Index(fields=["analyzer"], name="entry_analyzer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year=models.F("held_on__year")), name="entry_year_is_that_of_its_date"
            ),
        ]

    def __str__(self) -> str:
        return f"Søgepost for punkt {self.item_id}"


class VocabularyWord(models.Model):
    """A word as it is written in published items (in lower case), and in how many of them it stands.

    `item_count` is in no index: it changes with every meeting, and the rows are then changed in place.
    """

    word = models.TextField(primary_key=True, db_collation="C")
    folded = models.TextField(db_collation="C")
    item_count = models.IntegerField()

    class Meta:
        verbose_name = "ord i arkivet"
        verbose_name_plural = "ord i arkivet"
        indexes = [
            models.Index(fields=["folded"], name="vocabulary_folded"),
            GinIndex(OpClass("folded", "gin_trgm_ops"), name="vocabulary_trigrams"),
        ]

    def __str__(self) -> str:
        return self.word


class MeetingWords(models.Model):
    """What a meeting adds to the vocabulary, so that exactly that can be taken away again."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="+")
    words = ArrayField(models.TextField())
    word_counts = ArrayField(models.PositiveSmallIntegerField())

    class Meta:
        verbose_name = "mødets ord"
        verbose_name_plural = "mødernes ord"

    def __str__(self) -> str:
        return f"Ord i møde {self.meeting_id}"

    def counts(self) -> Counter[str]:
        """In how many items of the meeting each word stands."""
        return Counter(dict(zip(self.words, self.word_counts, strict=True)))
