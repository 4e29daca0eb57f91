"""What was public and must never come back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.archive.models.meetings import Meeting


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
