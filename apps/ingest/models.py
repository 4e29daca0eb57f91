"""Portals that may be harvested, and what is remembered of each meeting there.

The documents themselves are the archive's `SourceDocument`; a row here never holds their text.
"""

from django.db import models
from django.db.models import Q

from apps.archive.models import Municipality, SourceDocument


class HarvestHost(models.Model):
    """A portal that an administrator registered for a municipality. Nothing else is ever fetched from."""

    host = models.CharField("vært", max_length=253, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="harvest_hosts")
    added_on = models.DateField("tilføjet", auto_now_add=True)
    is_active = models.BooleanField("i brug", default=True)
    # Set while a run is not finished: the next one goes on where it stopped.
    run_started_at = models.DateTimeField(null=True, blank=True)

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
    """A meeting seen on a portal. `fingerprint` sums up its line in the list."""

    host = models.ForeignKey(HarvestHost, models.CASCADE, related_name="meetings")
    portal_id = models.CharField(max_length=64)
    title = models.CharField("møde", max_length=400, blank=True)
    held_on = models.DateField("dato", null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    source = models.ForeignKey(
        SourceDocument, models.SET_NULL, null=True, blank=True, related_name="harvested_meetings"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
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
