import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    """Empty until the meetings are indexed again: `manage.py rebuild_search_index`."""

    dependencies = [("search", "0002_mark_the_sample")]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="MeetingWords",
            fields=[
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="archive.meeting",
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                (
                    "word_counts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
            ],
            options={"verbose_name": "mødets ord", "verbose_name_plural": "mødernes ord"},
        ),
        migrations.CreateModel(
            name="VocabularyWord",
            fields=[
                ("word", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("folded", models.TextField(db_collation="C")),
                ("item_count", models.IntegerField()),
            ],
            options={
                "verbose_name": "ord i arkivet",
                "verbose_name_plural": "ord i arkivet",
                "indexes": [
                    models.Index(fields=["folded"], name="vocabulary_folded"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("folded", "gin_trgm_ops"),
                        name="vocabulary_trigrams",
                    ),
                ],
            },
        ),
    ]
