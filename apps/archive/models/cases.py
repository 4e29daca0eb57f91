"""A case: the journal number that items of many meetings share."""

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
