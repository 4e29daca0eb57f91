"""An agenda item with what was decided on it, what was attached, and who took part in it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.archive.models.cases import Case
from apps.archive.models.meetings import Meeting
from apps.archive.visibility import AgendaItemQuerySet, AttachmentPageQuerySet, ItemPartQuerySet


class Outcome(models.TextChoices):
    """What a decision came to, by its opening formula. The labels are the words of the parsed record."""

    APPROVED = "godkendt", "godkendt"
    ADOPTED = "tiltraadt", "tiltrådt"
    NOTED = "taget-til-efterretning", "taget til efterretning"
    RECOMMENDED = "anbefalet", "anbefalet"
    DISCUSSED = "droeftet", "drøftet"
    POSTPONED = "udsat", "udsat"
    SENT_FOR_HEARING = "sendt-i-hoering", "sendt i høring"
    FORWARDED = "oversendt", "oversendt"
    REJECTED = "afvist", "afvist"
    ELECTED = "valgt", "valgt"
    WITHDRAWN = "trukket", "trukket"
    NONE = "ingen", "ingen"
    UNKNOWN = "ukendt", "ukendt"


class VoteSide(models.TextChoices):
    """What people or parties did in a vote; the values are those of the parsed record."""

    FOR = "for", "For"
    AGAINST = "imod", "Imod"
    ABSTAINED = "undlod", "Undlod at stemme"
    MAJORITY = "flertal", "Flertal"
    MINORITY = "mindretal", "Mindretal"
    RESERVATION = "forbehold", "Forbehold"


class AgendaItem(models.Model):
    """One item of a meeting. Of a closed item only number, title, case and own decision are kept.

    `sections` is an ordered list of {"heading", "kind", "text"}; the kinds are those of the parsed record.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name="møde")
    position = models.PositiveSmallIntegerField("rækkefølge")
    number = models.CharField("nummer", max_length=20, blank=True)
    slug = models.CharField(max_length=30)
    title = models.TextField("titel", blank=True)
    closed = models.BooleanField("lukket", default=False)
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="sag"
    )
    case_number_raw = models.CharField("sagsnummer som skrevet", max_length=100, blank=True)
    sections = models.JSONField("afsnit", default=list, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "dagsordenspunkt"
        verbose_name_plural = "dagsordenspunkter"
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="item_position_is_unique_in_meeting",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["meeting", "slug"], name="item_address_is_unique_in_meeting"),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[^/\s]+$"), name="item_slug_fits_in_an_address"
            ),
            models.CheckConstraint(
                condition=Q(closed=False) | Q(sections=[]), name="closed_item_keeps_no_text"
            ),
        ]

    def __str__(self) -> str:
        return f"Punkt {self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        meeting = self.meeting
        return reverse(
            "archive:item",
            args=[meeting.committee.municipality.slug, meeting.committee.slug, meeting.address, self.slug],
        )

    @property
    def own_decision(self) -> "Decision | None":
        """This meeting's own decision; wants `decisions` prefetched where many items are shown."""
        return next((decision for decision in self.decisions.all() if decision.is_own), None)


class Decision(models.Model):
    """What was decided: this meeting's own decision, or an earlier one of another meeting that is quoted.

    `votes` is an ordered list of {"side", "parties", "people", "count"}, as far as the text names them; the
    sides are those of the parsed record.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="decisions", verbose_name="punkt")
    position = models.PositiveSmallIntegerField("rækkefølge")
    is_own = models.BooleanField("dette mødes egen")
    text = models.TextField("tekst")
    outcome = models.CharField("udfald", max_length=30, choices=Outcome, default=Outcome.UNKNOWN)
    committee_name = models.CharField("udvalg", max_length=300, blank=True)
    decided_on = models.DateField("dato", null=True, blank=True)
    point = models.CharField("punkt", max_length=20, blank=True)
    votes = models.JSONField("stemmer", default=list, blank=True)
    earlier_item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="quoted_in",
        verbose_name="det tidligere punkt",
    )

    objects = ItemPartQuerySet.as_manager()

    class Meta:
        verbose_name = "beslutning"
        verbose_name_plural = "beslutninger"
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="decision_position_is_unique_in_item"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(is_own=True), name="item_has_one_own_decision"
            ),
            models.CheckConstraint(
                condition=Q(is_own=False) | Q(earlier_item__isnull=True),
                name="own_decision_quotes_no_earlier_item",
            ),
        ]
        indexes = [
            models.Index(fields=["decided_on"], condition=Q(is_own=False), name="earlier_decision_date")
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def vote_lines(self) -> list[tuple[str, str]]:
        """Each side of the vote in words, and who it was: (`Imod`, `Ø, Å (3)`)."""
        lines = []
        for vote in self.votes:
            names = ", ".join([*vote["parties"], *vote["people"]])
            count = str(vote["count"]) if vote["count"] is not None else ""
            lines.append(
                (VoteSide(vote["side"]).label, f"{names} ({count})" if names and count else names or count)
            )
        return lines


class Amount(models.Model):
    """An amount of money that an open item names, in kroner and in the words around it."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="amounts", verbose_name="punkt")
    position = models.PositiveSmallIntegerField("rækkefølge")
    kroner = models.DecimalField("kroner", max_digits=17, decimal_places=2)
    text = models.CharField("som skrevet", max_length=60)
    sentence = models.TextField("sætning")
    is_decided = models.BooleanField("står i beslutningen")

    objects = ItemPartQuerySet.as_manager()

    class Meta:
        verbose_name = "beløb"
        verbose_name_plural = "beløb"
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="amount_position_is_unique_in_item")
        ]
        indexes = [models.Index(fields=["-kroner"], name="amount_by_size")]

    def __str__(self) -> str:
        return self.text


class Attachment(models.Model):
    """An attachment (bilag) named in the minutes.

    `sha256` points to the original when we hold its file and the file may be public; else it is empty.
    `position` is the last part of the address and keeps its meaning when another attachment is withdrawn.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="attachments", verbose_name="punkt")
    position = models.PositiveSmallIntegerField("rækkefølge")
    title = models.TextField("titel")
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField("filtype", max_length=100, blank=True)
    byte_count = models.PositiveBigIntegerField("størrelse", default=0)

    objects = ItemPartQuerySet.as_manager()

    class Meta:
        verbose_name = "bilag"
        verbose_name_plural = "bilag"
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "position"], name="attachment_position_is_unique_in_item"
            ),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="attachment_sha256_is_hexadecimal",
            ),
            models.CheckConstraint(
                condition=~Q(sha256="") | Q(media_type="", byte_count=0),
                name="attachment_without_file_has_no_type_or_size",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], condition=~Q(sha256=""), name="attachment_with_file")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the file is; there is none without `sha256`."""
        return f"{self.item.get_absolute_url()}bilag/{self.position}/"


class AttachmentPage(models.Model):
    """The text of one page of an attachment's file. Only files that may be public have rows here."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="pages", verbose_name="bilag")
    number = models.PositiveIntegerField("side")
    text = models.TextField("tekst")

    objects = AttachmentPageQuerySet.as_manager()

    class Meta:
        verbose_name = "side i bilag"
        verbose_name_plural = "sider i bilag"
        ordering = ["attachment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["attachment", "number"], name="attachment_page_is_kept_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="attachment_pages_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"side {self.number}"


class Attendance(models.Model):
    """Somebody present at or absent from a meeting (no item) or one item. Names stay plain text."""

    class Status(models.TextChoices):
        PRESENT = "present", "til stede"
        APOLOGY = "afbud", "afbud"
        ABSENT = "fravaerende", "fraværende"
        SUBSTITUTE = "stedfortraeder", "stedfortræder"
        CONFLICT = "inhabil", "inhabil"
        PARTIAL = "delvist", "deltog delvist"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", verbose_name="møde")
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, null=True, blank=True, related_name="attendances", verbose_name="punkt"
    )
    position = models.PositiveSmallIntegerField("rækkefølge")
    name = models.CharField("navn", max_length=200)
    party = models.CharField("parti", max_length=40, blank=True)
    status = models.CharField("deltagelse", max_length=16, choices=Status)

    class Meta:
        verbose_name = "deltagelse"
        verbose_name_plural = "deltagelser"
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item", "position"],
                name="attendance_position_is_unique",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.party})" if self.party else self.name
