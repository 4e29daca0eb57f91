"""What can be found: one narrow row per published agenda item, with its keys and what filters and sorts need.

No text is kept here. The table can be thrown away and made again from the archive (`rebuild_search_index`).
"""

from collections import Counter

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Lower

from apps.archive.models import AgendaItem, AttachmentPage, Case, Committee, Meeting, Municipality


class EntryFields(models.Model):
    """A published agenda item as the search engine sees it; written by `indexing` alone.

    The vectors hold the keys of the Danish analyzer, made in Python: PostgreSQL only stores and matches them.
    `vector` is everything, with the marks of `marks.py`; the others are parts of it, for a search in titles,
    decisions or attachments only. `key_count` is its length for BM25, attachments' files not counted: in
    `vector` a word that only they have stands nowhere, so that it is found and counts for least.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+", db_index=False)
    held_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    key_count = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    outcome = models.CharField(max_length=30, blank=True)
    subject_group = models.CharField(max_length=2, blank=True)
    subject_number = models.CharField(max_length=8, blank=True)
    has_attachments = models.BooleanField()
    is_closed = models.BooleanField()
    analyzer = models.CharField(max_length=80)
    vector = SearchVectorField()
    title_vector = SearchVectorField()
    decision_vector = SearchVectorField()
    attachment_vector = SearchVectorField()

    class Meta:
        abstract = True


class SearchEntry(EntryFields):
    """Every published item."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="search_entry")

    class Meta:
        verbose_name = "søgepost"
        verbose_name_plural = "søgeposter"
        indexes = [
            GinIndex(fields=["vector"], name="entry_vector"),
            GinIndex(fields=["title_vector"], name="entry_title_vector"),
            GinIndex(fields=["decision_vector"], name="entry_decision_vector"),
            GinIndex(fields=["attachment_vector"], name="entry_attachment_vector"),
            models.Index(fields=["-held_on", "-item"], name="entry_newest"),
            models.Index(fields=["analyzer"], name="entry_analyzer"),
            models.Index(fields=["case"], name="entry_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year=models.F("held_on__year")), name="entry_year_is_that_of_its_date"
            ),
        ]

    def __str__(self) -> str:
        return f"Søgepost for punkt {self.item_id}"


class SampledEntry(EntryFields):
    """The same rows for one item in sixteen, close together: frequent words are estimated here."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "søgepost i stikprøven"
        verbose_name_plural = "søgeposter i stikprøven"
        indexes = [
            GinIndex(fields=["vector"], name="sampled_vector"),
            GinIndex(fields=["title_vector"], name="sampled_title_vector"),
            GinIndex(fields=["decision_vector"], name="sampled_decision_vector"),
            GinIndex(fields=["attachment_vector"], name="sampled_attachment_vector"),
        ]

    def __str__(self) -> str:
        return f"Søgepost i stikprøven for punkt {self.item_id}"


class PageEntry(models.Model):
    """A page of an attachment's file with its keys: tells which page of a found item holds the words."""

    page = models.OneToOneField(AttachmentPage, models.CASCADE, primary_key=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="+")
    vector = SearchVectorField()

    class Meta:
        verbose_name = "bilagsside i søgningen"
        verbose_name_plural = "bilagssider i søgningen"

    def __str__(self) -> str:
        return f"Bilagsside {self.page_id}"


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
            # Of an expression, and so never taken for equality, which it answers a thousand times slower.
            GinIndex(OpClass(Lower("folded"), "gin_trgm_ops"), name="vocabulary_similar"),
        ]

    def __str__(self) -> str:
        return self.word


class VocabularyChange(models.Model):
    """What a committed change of the index adds to or takes from the vocabulary, until it is counted there.

    Rows are only added, so that those who index never wait for each other over a frequent word.
    """

    word = models.TextField()
    item_count = models.IntegerField()

    class Meta:
        verbose_name = "ændring af ord i arkivet"
        verbose_name_plural = "ændringer af ord i arkivet"

    def __str__(self) -> str:
        return f"{self.word}: {self.item_count:+}"


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
