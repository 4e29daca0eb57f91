"""What was there before us: the municipalities of Denmark, KL's subjects and the letters of the parties."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.archive.visibility import MunicipalityQuerySet


class Municipality(models.Model):
    """A Danish municipality (kommune); the code is Danmarks Statistik's, four digits."""

    code = models.CharField("kode", max_length=4, unique=True)
    name = models.CharField("navn", max_length=100)
    full_name = models.CharField("fulde navn", max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    region = models.CharField(max_length=50)
    is_example = models.BooleanField("eksempel", default=False)
    colour = models.CharField("farve", max_length=7, blank=True)
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
            models.CheckConstraint(
                condition=Q(colour__regex=r"^(#[0-9a-f]{6})?$"), name="municipality_colour_is_a_colour"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("archive:municipality", args=[self.slug])


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
