import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0006_review_and_withdraw"),
        ("ingest", "0001_register_harvest_hosts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceText",
            fields=[
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="archive.sourcedocument",
                    ),
                ),
                ("lines", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("approved_at", models.DateTimeField(auto_now_add=True, verbose_name="godkendt")),
                ("summary", models.TextField(verbose_name="ændringer")),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="godkendt af",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="archive.sourcedocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "godkendelse",
                "verbose_name_plural": "godkendelser",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("target", models.CharField(blank=True, max_length=30, verbose_name="punkt")),
                ("field", models.CharField(max_length=20, verbose_name="felt")),
                ("value", models.JSONField(null=True, verbose_name="værdi")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="rettet")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="rettet af",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="archive.sourcedocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "rettelse",
                "verbose_name_plural": "rettelser",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        choices=[("block", "Skal fjernes"), ("review", "Skal vurderes")], max_length=6
                    ),
                ),
                ("kind", models.CharField(max_length=100, verbose_name="fund")),
                ("shown", models.CharField(blank=True, max_length=300, verbose_name="vist")),
                ("place", models.TextField(verbose_name="sted")),
                ("fingerprint", models.CharField(max_length=64)),
                ("reason", models.TextField(blank=True, verbose_name="begrundelse")),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="vurderet")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="vurderet af",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="archive.sourcedocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "fund",
                "verbose_name_plural": "fund",
                "ordering": ["tier", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "fingerprint"), name="finding_is_noted_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("tier", "review"), _connector="OR"
                        ),
                        name="only_findings_for_review_can_be_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True),
                            models.Q(("accepted_by__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="accepted_finding_has_a_person_and_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.UUIDField(db_index=True)),
                ("file_name", models.CharField(max_length=255, verbose_name="filnavn")),
                ("refusal", models.TextField(blank=True, verbose_name="afvist")),
                ("is_duplicate", models.BooleanField(default=False, verbose_name="fandtes i forvejen")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="lagt ind")),
                ("is_waiting", models.BooleanField(default=False, verbose_name="venter på at blive læst")),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("attempt_count", models.PositiveSmallIntegerField(default=0, verbose_name="forsøg")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="archive.municipality",
                        verbose_name="kommune",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to="archive.sourcedocument",
                        verbose_name="dokument",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lagt ind af",
                    ),
                ),
            ],
            options={
                "verbose_name": "aflevering",
                "verbose_name_plural": "afleveringer",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_waiting", True)), fields=["id"], name="upload_waiting"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refusal", ""), ("source__isnull", False)),
                            models.Q(("source__isnull", True), models.Q(("refusal", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="upload_is_taken_or_refused",
                    )
                ],
            },
        ),
    ]
