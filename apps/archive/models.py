"""What we keep: municipalities, committees, meetings, agenda items, decisions, attachments and cases.

Fields, constraints and addresses only. Reads shared by several callers live in `queries.py`.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper
from django.urls import reverse

from apps.archive.case_numbers import KEY_LEAVES_OUT
from apps.archive.visibility import (
    AgendaItemQuerySet,
    CaseQuerySet,
    CommitteeQuerySet,
    ItemPartQuerySet,
    MeetingState,
    MunicipalityQuerySet,
    PublishedQuerySet,
)


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


class Municipality(models.Model):
    """A Danish municipality (kommune); the code is Danmarks Statistik's, four digits."""

    code = models.CharField("kode", max_length=4, unique=True)
    name = models.CharField("navn", max_length=100)
    full_name = models.CharField("fulde navn", max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    region = models.CharField(max_length=50)
    is_example = models.BooleanField("eksempel", default=False)
    sort_key = models.CharField(max_length=200, db_collation="C", editable=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "kommune"
        verbose_name_plural = "kommuner"
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{4}$"), name="municipality_code_is_four_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("archive:municipality", args=[self.slug])


class Committee(models.Model):
    """A committee (udvalg), council or board of a municipality, across election periods."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="committees")
    name = models.CharField("navn", max_length=300)
    slug = models.SlugField(max_length=200)
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

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="sources"
    )
    meeting = models.ForeignKey("Meeting", models.SET_NULL, null=True, blank=True, related_name="versions")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField("filnavn", max_length=255)
    media_type = models.CharField("filtype", max_length=100, blank=True)
    byte_count = models.PositiveBigIntegerField("størrelse")
    received_at = models.DateTimeField("modtaget", auto_now_add=True)
    parser_version = models.CharField(max_length=40, blank=True)
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


class KleSubject(models.Model):
    """A subject of KL's classification (KLE-emneplan) at one of three levels: 15, 15.20 or 15.20.00."""

    number = models.CharField("nummer", max_length=8, primary_key=True)
    title = models.CharField("titel", max_length=300)

    class Meta:
        verbose_name = "KLE-emne"
        verbose_name_plural = "KLE-emner"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Party(models.Model):
    """A party letter with the years it stood for that party; open ends are empty."""

    letter = models.CharField("bogstav", max_length=10)
    name = models.CharField("navn", max_length=100)
    valid_from = models.PositiveSmallIntegerField("fra år", null=True, blank=True)
    valid_to = models.PositiveSmallIntegerField("til år", null=True, blank=True)

    class Meta:
        verbose_name = "parti"
        verbose_name_plural = "partier"
        ordering = ["letter", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "valid_from"],
                name="party_letter_has_one_name_at_a_time",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="party_period_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.letter})"


class Case(models.Model):
    """A journal number that travels through the committees and years of one municipality.

    `is_catch_all`: the municipality files unrelated items under this number, so it is not one story.
    """

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="cases", verbose_name="kommune"
    )
    number = models.CharField("sagsnummer", max_length=100)
    number_key = models.GeneratedField(
        expression=Upper(
            Func(F("number"), Value(KEY_LEAVES_OUT), Value(""), Value("g"), function="regexp_replace"),
        ),
        output_field=models.CharField(max_length=100),
        db_persist=True,
    )
    slug = models.CharField(max_length=100)
    title = models.TextField("titel", blank=True)
    subject = models.ForeignKey(
        KleSubject, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="emne"
    )
    is_catch_all = models.BooleanField("samlesag", default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "sag"
        verbose_name_plural = "sager"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number"], name="case_number_is_unique_in_municipality"
            ),
            models.UniqueConstraint(
                fields=["municipality", "slug"], name="case_slug_is_unique_in_municipality"
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[^/\s]+$"), name="case_slug_fits_in_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("archive:case", args=[self.municipality.slug, self.slug])


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
    """What was decided: this meeting's own decision, or an earlier one of another meeting that is quoted."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="decisions", verbose_name="punkt")
    position = models.PositiveSmallIntegerField("rækkefølge")
    is_own = models.BooleanField("dette mødes egen")
    text = models.TextField("tekst")
    outcome = models.CharField("udfald", max_length=30, choices=Outcome, default=Outcome.UNKNOWN)
    committee_name = models.CharField("udvalg", max_length=300, blank=True)
    decided_on = models.DateField("dato", null=True, blank=True)
    point = models.CharField("punkt", max_length=20, blank=True)
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


class Attachment(models.Model):
    """An attachment (bilag) named in the minutes; `sha256` points to the original when we hold the file."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="attachments", verbose_name="punkt")
    position = models.PositiveSmallIntegerField("rækkefølge")
    title = models.TextField("titel")
    sha256 = models.CharField(max_length=64, blank=True)

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
        ]

    def __str__(self) -> str:
        return self.title


class Withdrawal(models.Model):
    """A meeting, an item or an attachment that was public and must never come back.

    The rows with its text are deleted. What is kept tells it apart in a later version without repeating its
    words: `title_key` and `attachment_key` are SHA-256. Only the kind of reason is public, never the note.
    """

    class Kind(models.TextChoices):
        PERSONAL = "personal", "personoplysninger"
        CONFIDENTIAL = "confidential", "fortrolige oplysninger"
        MISTAKE = "mistake", "fejl i det offentliggjorte"
        OTHER = "other", "en anden grund"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="withdrawals", verbose_name="møde")
    item_slug = models.CharField(max_length=30, blank=True)
    item_number = models.CharField("punkt", max_length=20, blank=True)
    title_key = models.CharField(max_length=64, blank=True)
    attachment_key = models.CharField(max_length=64, blank=True)
    kind = models.CharField("grund", max_length=12, choices=Kind)
    note = models.TextField("begrundelse")
    withdrawn_at = models.DateTimeField("trukket tilbage", auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="trukket tilbage af"
    )

    class Meta:
        verbose_name = "tilbagetrækning"
        verbose_name_plural = "tilbagetrækninger"
        ordering = ["-withdrawn_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item_slug", "attachment_key"], name="each_thing_is_withdrawn_once"
            ),
            models.CheckConstraint(
                condition=~Q(item_slug="") | Q(attachment_key="", title_key=""),
                name="only_an_item_has_title_and_attachments",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.what}"

    @property
    def what(self) -> str:
        """What was withdrawn, in words that tell nothing of it."""
        item = f"punkt {self.item_number}" if self.item_number else "et punkt uden nummer"
        if self.attachment_key:
            return f"et bilag til {item}"
        return item if self.item_slug else "hele mødet"

    def get_additional_data(self) -> dict[str, int]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.meeting.committee.municipality_id}


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
