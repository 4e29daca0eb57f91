import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0005_order_meetings_by_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="sourcedocument",
            name="is_ocr",
            field=models.BooleanField(default=False, verbose_name="læst af billeder"),
        ),
        migrations.AlterField(
            model_name="sourcedocument",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "Modtaget"),
                    ("review", "Til gennemsyn"),
                    ("published", "Offentliggjort"),
                    ("held", "Tilbageholdt"),
                    ("unreadable", "Kan ikke læses"),
                    ("unknown_layout", "Ukendt opstilling"),
                    ("incomplete", "Mangler oplysninger"),
                    ("failed", "Fejlet"),
                ],
                default="received",
                max_length=20,
                verbose_name="tilstand",
            ),
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_slug", models.CharField(blank=True, max_length=30)),
                ("item_number", models.CharField(blank=True, max_length=20, verbose_name="punkt")),
                ("title_key", models.CharField(blank=True, max_length=64)),
                ("attachment_key", models.CharField(blank=True, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("personal", "personoplysninger"),
                            ("confidential", "fortrolige oplysninger"),
                            ("mistake", "fejl i det offentliggjorte"),
                            ("other", "en anden grund"),
                        ],
                        max_length=12,
                        verbose_name="grund",
                    ),
                ),
                ("note", models.TextField(verbose_name="begrundelse")),
                ("withdrawn_at", models.DateTimeField(auto_now_add=True, verbose_name="trukket tilbage")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawals",
                        to="archive.meeting",
                        verbose_name="møde",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="trukket tilbage af",
                    ),
                ),
            ],
            options={
                "verbose_name": "tilbagetrækning",
                "verbose_name_plural": "tilbagetrækninger",
                "ordering": ["-withdrawn_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "item_slug", "attachment_key"), name="each_thing_is_withdrawn_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item_slug", ""), _negated=True),
                            models.Q(("attachment_key", ""), ("title_key", "")),
                            _connector="OR",
                        ),
                        name="only_an_item_has_title_and_attachments",
                    ),
                ],
            },
        ),
    ]
