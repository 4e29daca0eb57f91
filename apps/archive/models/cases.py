"""A case: the journal number that items of many meetings share, and what people decided about it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper
from django.urls import reverse

from apps.archive.case_numbers import KEY_LEAVES_OUT
from apps.archive.models.reference import KleSubject, Municipality
from apps.archive.visibility import CaseQuerySet


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


class CaseRuling(models.Model):
    """What somebody decided about a case number, whatever items it has; the newest of a question stands.

    Rows are never changed. `into` is the number that a merged one is told under; empty takes a merging back.
    """

    class Kind(models.TextChoices):
        CATCH_ALL = "catch_all", "er en samlesag"
        ONE_STORY = "one_story", "er én sag"
        MERGED = "merged", "er lagt sammen med"

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="case_rulings", verbose_name="kommune"
    )
    number = models.CharField("sagsnummer", max_length=100)
    kind = models.CharField("afgørelse", max_length=9, choices=Kind)
    into = models.CharField("fortælles under", max_length=100, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="besluttet af"
    )
    made_at = models.DateTimeField("besluttet", auto_now_add=True)

    class Meta:
        verbose_name = "beslutning om en sag"
        verbose_name_plural = "beslutninger om sager"
        ordering = ["pk"]
        indexes = [models.Index(fields=["municipality", "number"], name="case_ruling_of_a_number")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="merged") | Q(into=""), name="only_a_merged_case_is_told_under_another"
            ),
            models.CheckConstraint(condition=~Q(number=F("into")), name="case_is_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()} {self.into}".strip()

    def get_additional_data(self) -> dict[str, int]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.municipality_id}
