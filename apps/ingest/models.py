"""What people and programs do on the way of a document: portals and harvests, uploads, findings, corrections.

The documents themselves are the archive's `SourceDocument`.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.archive.models import Municipality, SourceDocument


class HarvestHost(models.Model):
    """A portal that an administrator registered for a municipality. Nothing else is ever fetched from."""

    host = models.CharField("vært", max_length=253, unique=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="harvest_hosts", verbose_name="kommune"
    )
    added_on = models.DateField("tilføjet", auto_now_add=True)
    is_active = models.BooleanField("i brug", default=True)
    # Set while a run is not finished: the next one goes on where it stopped.
    run_started_at = models.DateTimeField("kørsel begyndt", null=True, blank=True)

    class Meta:
        verbose_name = "portal"
        verbose_name_plural = "portaler"
        ordering = ["host"]
        constraints = [
            models.CheckConstraint(
                condition=Q(host__regex=r"^[a-z0-9.-]+(:[0-9]+)?$"), name="harvest_host_is_a_bare_name"
            ),
        ]

    def __str__(self) -> str:
        return self.host


class HarvestedMeeting(models.Model):
    """A meeting seen on a portal. `fingerprint` sums up its line in the list, `content_key` its page.

    `source_since` is when the portal began to show what `source` holds, which may be an old version again.
    """

    host = models.ForeignKey(HarvestHost, models.CASCADE, related_name="meetings", verbose_name="vært")
    portal_id = models.CharField(max_length=64)
    title = models.CharField("møde", max_length=400, blank=True)
    held_on = models.DateField("dato", null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    source = models.ForeignKey(
        SourceDocument, models.SET_NULL, null=True, blank=True, related_name="harvested_meetings"
    )
    source_since = models.DateTimeField(null=True, blank=True)
    content_key = models.CharField(max_length=64, blank=True)
    checked_at = models.DateTimeField("set efter", null=True, blank=True)
    missed_count = models.PositiveSmallIntegerField("gange ikke fundet", default=0)
    vanished_on = models.DateField("forsvundet", null=True, blank=True)

    class Meta:
        verbose_name = "møde på portal"
        verbose_name_plural = "møder på portaler"
        ordering = ["host", "portal_id"]
        constraints = [
            models.UniqueConstraint(fields=["host", "portal_id"], name="portal_meeting_is_noted_once"),
        ]

    def __str__(self) -> str:
        return self.title or self.portal_id


class HarvestedAttachment(models.Model):
    """The file of a public attachment, kept among the originals. Nobody is shown it before it is checked."""

    meeting = models.ForeignKey(HarvestedMeeting, models.CASCADE, related_name="attachments")
    portal_id = models.CharField(max_length=64)
    item_number = models.CharField("punkt", max_length=20, blank=True)
    title = models.TextField("titel")
    sha256 = models.CharField(max_length=64)
    byte_count = models.PositiveBigIntegerField("størrelse")
    fetched_at = models.DateTimeField("hentet", auto_now_add=True)

    class Meta:
        verbose_name = "hentet bilag"
        verbose_name_plural = "hentede bilag"
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "portal_id"], name="portal_attachment_is_kept_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="harvested_sha256_is_hexadecimal"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AttachmentFile(models.Model):
    """A file that came together with a document and may be one of its attachments.

    `path` is its name as delivered, folders included. A structured source tells by `item_number` and `title`
    what the file is; else `attaching.matching` finds out, anew at every storing. What a person handed in is
    shown when the document was approved with it: `is_approved`.
    """

    document = models.ForeignKey(SourceDocument, models.CASCADE, related_name="attachment_files")
    file = models.ForeignKey(SourceDocument, models.PROTECT, related_name="attached_to")
    position = models.PositiveIntegerField("rækkefølge")
    path = models.TextField("filnavn")
    item_number = models.CharField("punkt", max_length=20, blank=True)
    title = models.TextField("titel", blank=True)
    is_approved = models.BooleanField("godkendt", default=False)

    class Meta:
        verbose_name = "bilagsfil"
        verbose_name_plural = "bilagsfiler"
        ordering = ["document", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "path"], name="file_comes_with_a_document_once"),
            models.CheckConstraint(
                condition=~Q(document=models.F("file")), name="document_is_not_its_own_attachment"
            ),
        ]

    def __str__(self) -> str:
        return f"fil {self.file_id} til dokument {self.document_id}"


# The audit trail can't be corrected and a file name may hold personal data: it names rows by number.
class Upload(models.Model):
    """A file that somebody handed in, and its place in the queue of the worker.

    `batch` is what was handed in together. A file that was not taken has a refusal instead of a source.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name="kommune")
    batch = models.UUIDField(db_index=True)
    source = models.ForeignKey(
        SourceDocument, models.PROTECT, null=True, related_name="uploads", verbose_name="dokument"
    )
    file_name = models.CharField("filnavn", max_length=255)
    refusal = models.TextField("afvist", blank=True)
    is_duplicate = models.BooleanField("fandtes i forvejen", default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="lagt ind af"
    )
    uploaded_at = models.DateTimeField("lagt ind", auto_now_add=True)
    is_waiting = models.BooleanField("venter på at blive læst", default=False)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempt_count = models.PositiveSmallIntegerField("forsøg", default=0)

    class Meta:
        verbose_name = "aflevering"
        verbose_name_plural = "afleveringer"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(is_waiting=True), name="upload_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__isnull=False, refusal="") | (Q(source__isnull=True) & ~Q(refusal="")),
                name="upload_is_taken_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"dokument {self.source_id}" if self.source_id else "afvist fil"

    def get_additional_data(self) -> dict[str, int]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.municipality_id}


class SourceText(models.Model):
    """The lines of a document as they were read, each with the field of the record that it became."""

    source = models.OneToOneField(SourceDocument, models.CASCADE, primary_key=True, related_name="text")
    lines = models.JSONField()

    def __str__(self) -> str:
        return str(self.source)


class Finding(models.Model):
    """Something in a document that must not, or perhaps should not, become public.

    The words themselves are not kept: `shown` is masked, and `fingerprint` tells a finding again.
    """

    class Tier(models.TextChoices):
        BLOCK = "block", "Skal fjernes"
        REVIEW = "review", "Skal vurderes"

    source = models.ForeignKey(SourceDocument, models.CASCADE, related_name="findings")
    tier = models.CharField(max_length=6, choices=Tier)
    kind = models.CharField("fund", max_length=100)
    shown = models.CharField("vist", max_length=300, blank=True)
    place = models.TextField("sted")
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField("begrundelse", blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="vurderet af"
    )
    accepted_at = models.DateTimeField("vurderet", null=True)

    class Meta:
        verbose_name = "fund"
        verbose_name_plural = "fund"
        ordering = ["tier", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "fingerprint"], name="finding_is_noted_once"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(tier="review"),
                name="only_findings_for_review_can_be_accepted",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | (Q(accepted_by__isnull=False) & ~Q(reason="")),
                name="accepted_finding_has_a_person_and_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"fund i dokument {self.source_id}"

    def get_additional_data(self) -> dict[str, int | None]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.source.municipality_id}


class Correction(models.Model):
    """A human decision on one field of a document; the newest of a field stands. Rows are never changed.

    `target` is empty for the meeting, else the last part of the address of an item. A `value` of null takes
    the decision back, so that what the parser understood stands again.
    """

    class Field(models.TextChoices):
        COMMITTEE = "committee", "udvalg"
        DATE = "date", "mødedato"
        TIME = "time", "begynder kl."
        DOCUMENT_TYPE = "document_type", "art"
        NUMBER = "number", "punktnummer"
        TITLE = "title", "overskrift"
        CASE_NUMBER = "case_number", "sagsnummer"
        CLOSED = "closed", "lukket"
        DECISION = "decision", "beslutning"
        OUTCOME = "outcome", "udfald"
        ATTACHMENTS = "attachments", "bilag"

    source = models.ForeignKey(
        SourceDocument, models.PROTECT, related_name="corrections", verbose_name="dokument"
    )
    target = models.CharField("punkt", max_length=30, blank=True)
    field = models.CharField("felt", max_length=20, choices=Field)
    value = models.JSONField("værdi", null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="rettet af"
    )
    made_at = models.DateTimeField("rettet", auto_now_add=True)

    class Meta:
        verbose_name = "rettelse"
        verbose_name_plural = "rettelser"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_field_display()} i dokument {self.source_id}"

    def get_additional_data(self) -> dict[str, int | None]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.source.municipality_id}


class Approval(models.Model):
    """Somebody published a document, with what that changed in public. Rows are never changed."""

    source = models.ForeignKey(
        SourceDocument, models.PROTECT, related_name="approvals", verbose_name="dokument"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="godkendt af"
    )
    approved_at = models.DateTimeField("godkendt", auto_now_add=True)
    summary = models.TextField("ændringer")

    class Meta:
        verbose_name = "godkendelse"
        verbose_name_plural = "godkendelser"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"dokument {self.source_id}"

    def get_additional_data(self) -> dict[str, int | None]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.source.municipality_id}


class Discard(models.Model):
    """Somebody set a document aside that came by mistake, or took it up again. Rows are never changed.

    The original stays; nothing of a discarded document becomes public.
    """

    source = models.ForeignKey(
        SourceDocument, models.PROTECT, related_name="discards", verbose_name="dokument"
    )
    is_taken_back = models.BooleanField("taget frem igen", default=False)
    reason = models.TextField("begrundelse", blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kasseret af"
    )
    made_at = models.DateTimeField("kasseret", auto_now_add=True)

    class Meta:
        verbose_name = "kassering"
        verbose_name_plural = "kasseringer"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_taken_back=True) | ~Q(reason=""), name="discarded_document_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"dokument {self.source_id}"

    def get_additional_data(self) -> dict[str, int | None]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.source.municipality_id}
