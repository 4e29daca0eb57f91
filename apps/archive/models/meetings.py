"""A committee, its meetings, the documents they are shown from, and who took part."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.archive.models.reference import Municipality
from apps.archive.visibility import CommitteeQuerySet, MeetingState, PublishedQuerySet


class Committee(models.Model):
    """A committee (udvalg), council or board of a municipality, across election periods."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="committees", verbose_name="kommune"
    )
    name = models.CharField("navn", max_length=300)
    slug = models.SlugField("adresse", max_length=200)
    sort_key = models.CharField(max_length=600, db_collation="C", editable=False)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name="afløst af"
    )

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = "udvalg"
        verbose_name_plural = "udvalg"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "slug"], name="committee_slug_is_unique_in_municipality"
            ),
            models.UniqueConstraint(
                fields=["municipality", "name"], name="committee_name_is_unique_in_municipality"
            ),
            models.CheckConstraint(
                condition=~Q(slug__in=["", "sager"]), name="committee_slug_is_not_reserved"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("archive:committee", args=[self.municipality.slug, self.slug])


class FormerCommittee(models.Model):
    """A name that somebody decided is another committee: renamed, or merged into it.

    The old address leads to the new one, and a document that says the old name belongs there.
    """

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="former_committees", verbose_name="kommune"
    )
    slug = models.SlugField("tidligere adresse", max_length=200)
    name = models.CharField("tidligere navn", max_length=300)
    committee = models.ForeignKey(
        Committee, models.CASCADE, related_name="former_names", verbose_name="nu udvalget"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="besluttet af"
    )
    decided_at = models.DateTimeField("besluttet", auto_now=True)

    class Meta:
        verbose_name = "tidligere udvalgsnavn"
        verbose_name_plural = "tidligere udvalgsnavne"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "slug"], name="former_committee_leads_to_one_committee"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_additional_data(self) -> dict[str, int]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.municipality_id}


class SourceDocument(models.Model):
    """An original and what became of it. The bytes lie in the store of originals under their SHA-256."""

    class State(models.TextChoices):
        RECEIVED = "received", "Modtaget"
        REVIEW = "review", "Til gennemsyn"
        PUBLISHED = "published", "Offentliggjort"
        HELD = "held", "Tilbageholdt"
        UNREADABLE = "unreadable", "Kan ikke læses"
        UNKNOWN_LAYOUT = "unknown_layout", "Ukendt opstilling"
        INCOMPLETE = "incomplete", "Mangler oplysninger"
        FAILED = "failed", "Fejlet"
        DISCARDED = "discarded", "Kasseret"
        ATTACHMENT = "attachment", "Bilag"
        UNPACKED = "unpacked", "Pakket ud"

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="sources", verbose_name="kommune"
    )
    meeting = models.ForeignKey(
        "Meeting", models.SET_NULL, null=True, blank=True, related_name="versions", verbose_name="møde"
    )
    sha256 = models.CharField("SHA-256", max_length=64)
    file_name = models.CharField("filnavn", max_length=255)
    media_type = models.CharField("filtype", max_length=100, blank=True)
    byte_count = models.PositiveBigIntegerField("størrelse")
    received_at = models.DateTimeField("modtaget", auto_now_add=True)
    parser_version = models.CharField("læst med udgave", max_length=40, blank=True)
    record = models.JSONField("det forståede", null=True, blank=True)
    problems = models.JSONField("problemer", default=list, blank=True)
    state = models.CharField("tilstand", max_length=20, choices=State, default=State.RECEIVED)
    reason = models.TextField("begrundelse", blank=True)
    # The file itself may be shown: it says no more of the closed items than what was published of them.
    original_is_public = models.BooleanField("originalen er offentlig", default=False)
    # The letters were guessed from pictures of the pages, so readers are told to compare.
    is_ocr = models.BooleanField("læst af billeder", default=False)

    class Meta:
        verbose_name = "kildedokument"
        verbose_name_plural = "kildedokumenter"
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "sha256"],
                name="source_bytes_are_kept_once_per_municipality",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="source_sha256_is_hexadecimal"
            ),
        ]
        indexes = [models.Index(fields=["sha256"]), models.Index(fields=["state", "-received_at"])]

    def __str__(self) -> str:
        return self.file_name


class Meeting(models.Model):
    """One meeting of one committee, with the document it is shown from."""

    class Kind(models.TextChoices):
        MINUTES = "minutes", "Referat"
        AGENDA = "agenda", "Dagsorden"
        SUPPLEMENT = "supplement", "Tillægsdagsorden"

    State = MeetingState

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings", verbose_name="udvalg")
    held_on = models.DateField("dato")
    sequence = models.PositiveSmallIntegerField("møde nr. den dag", default=1)
    held_at = models.TimeField("begynder", null=True, blank=True)
    ended_at = models.TimeField("slutter", null=True, blank=True)
    place = models.TextField("sted", blank=True)
    kind = models.CharField("art", max_length=12, choices=Kind)
    state = models.CharField("tilstand", max_length=12, choices=MeetingState, default=MeetingState.DRAFT)
    committee_raw = models.CharField("udvalg som skrevet", max_length=300, blank=True)
    committee_period = models.CharField("periode", max_length=40, blank=True)
    source = models.ForeignKey(
        SourceDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shown_meetings",
        verbose_name="kilde",
    )
    published_at = models.DateTimeField("offentliggjort", null=True, blank=True)
    changed_at = models.DateTimeField("ændret", auto_now=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = "møde"
        verbose_name_plural = "møder"
        ordering = ["-held_on", "-sequence", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "held_on", "sequence"], name="meeting_address_is_unique"
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="meeting_sequence_starts_at_one"),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.PUBLISHED) | Q(published_at__isnull=False),
                name="published_meeting_has_a_time_of_publication",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-held_on", "-id"]),
            # Feeds tell what is new or corrected in the archive, whenever the meeting was held.
            models.Index(
                fields=["-changed_at", "-id"],
                condition=Q(state=MeetingState.PUBLISHED),
                name="meeting_newly_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} {self.held_on:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse(
            "archive:meeting", args=[self.committee.municipality.slug, self.committee.slug, self.address]
        )

    @property
    def address(self) -> str:
        """The last part of the meeting's URL: the date, and `-2` for a second meeting that day."""
        return f"{self.held_on:%Y-%m-%d}" + (f"-{self.sequence}" if self.sequence > 1 else "")


class Publication(models.Model):
    """One time that what readers see of a meeting changed; the first is when it became public.

    `outline` tells the items apart without repeating their words (`apps/archive/outlines.py`).
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="publications", verbose_name="møde")
    source = models.ForeignKey(
        SourceDocument, models.SET_NULL, null=True, related_name="publications", verbose_name="dokument"
    )
    kind = models.CharField("art", max_length=12, choices=Meeting.Kind)
    published_at = models.DateTimeField("offentliggjort", auto_now_add=True)
    outline = models.JSONField("omrids", default=list)

    class Meta:
        verbose_name = "offentliggørelse"
        verbose_name_plural = "offentliggørelser"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.published_at:%d-%m-%Y}"


class OriginalsCheck(models.Model):
    """One run of the check that every original is there and unchanged."""

    finished_at = models.DateTimeField("afsluttet", auto_now_add=True)
    original_count = models.PositiveIntegerField("originaler")
    fault_count = models.PositiveIntegerField("fejl")
    unexpected_count = models.PositiveIntegerField("uventede filer")

    class Meta:
        verbose_name = "kontrol af originaler"
        verbose_name_plural = "kontroller af originaler"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.finished_at:%d-%m-%Y %H.%M}"
