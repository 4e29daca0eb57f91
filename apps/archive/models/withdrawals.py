"""What was public and must never come back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.archive.models.meetings import Meeting


class StandingWithdrawals(models.Manager["Withdrawal"]):
    """Those that nobody has lifted: what every page and every reading of a document goes by."""

    def get_queryset(self) -> models.QuerySet["Withdrawal"]:
        return super().get_queryset().filter(lifted_at=None)


class Withdrawal(models.Model):
    """A meeting, an item, an attachment or a passage that was public and must never come back.

    The rows with its text are deleted. What is kept tells it apart in a later version without repeating its
    words: the keys are SHA-256, of a passage with the count of its letters and digits. Only the kind of
    reason is public, never the note. One that was made by mistake can be lifted; its row stays.
    """

    class Kind(models.TextChoices):
        PERSONAL = "personal", "personoplysninger"
        CONFIDENTIAL = "confidential", "fortrolige oplysninger"
        MISTAKE = "mistake", "fejl i det offentliggjorte"
        OTHER = "other", "en anden grund"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="withdrawals", verbose_name="møde")
    item_slug = models.CharField("punktets adresse", max_length=30, blank=True)
    item_number = models.CharField("punkt", max_length=20, blank=True)
    title_key = models.CharField(max_length=64, blank=True)
    attachment_key = models.CharField(max_length=64, blank=True)
    passage_key = models.CharField(max_length=64, blank=True)
    passage_length = models.PositiveIntegerField(default=0)
    kind = models.CharField("grund", max_length=12, choices=Kind)
    note = models.TextField("begrundelse")
    withdrawn_at = models.DateTimeField("trukket tilbage", auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="trukket tilbage af"
    )
    lifted_at = models.DateTimeField("ophævet", null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ophævet af",
    )
    lift_note = models.TextField("begrundelse for ophævelsen", blank=True)

    # The first is the default, also of `meeting.withdrawals`: nobody can forget to leave out the lifted.
    objects = StandingWithdrawals()
    with_lifted = models.Manager["Withdrawal"]()

    class Meta:
        verbose_name = "tilbagetrækning"
        verbose_name_plural = "tilbagetrækninger"
        ordering = ["-withdrawn_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item_slug", "attachment_key", "passage_key"],
                condition=Q(lifted_at__isnull=True),
                name="each_thing_is_withdrawn_once",
            ),
            models.CheckConstraint(
                condition=~Q(item_slug="") | Q(attachment_key="", title_key="", passage_key=""),
                name="only_an_item_has_title_and_attachments",
            ),
            models.CheckConstraint(
                condition=Q(passage_key="", passage_length=0) | ~Q(passage_key="") & Q(passage_length__gt=0),
                name="withdrawn_passage_has_a_length",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | Q(lifted_by__isnull=False) & ~Q(lift_note=""),
                name="lifted_withdrawal_has_a_person_and_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.what}"

    @property
    def what(self) -> str:
        """What was withdrawn, in words that tell nothing of it."""
        item = f"punkt {self.item_number}" if self.item_number else "et punkt uden nummer"
        if self.passage_key:
            return f"en passage i {item}"
        if self.attachment_key:
            return f"et bilag til {item}"
        return item if self.item_slug else "hele mødet"

    def get_additional_data(self) -> dict[str, int]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.meeting.committee.municipality_id}
