import django.db.models.deletion
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models


def _entry_fields(related_name):
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("held_on", models.DateField()),
        ("year", models.PositiveSmallIntegerField()),
        ("key_count", models.PositiveIntegerField()),
        ("kind", models.CharField(max_length=12)),
        ("outcome", models.CharField(blank=True, max_length=30)),
        ("subject_group", models.CharField(blank=True, max_length=2)),
        ("subject_number", models.CharField(blank=True, max_length=8)),
        ("has_attachments", models.BooleanField()),
        ("is_closed", models.BooleanField()),
        ("analyzer", models.CharField(max_length=80)),
        ("vector", SearchVectorField()),
        ("title_vector", SearchVectorField()),
        ("decision_vector", SearchVectorField()),
        ("attachment_vector", SearchVectorField()),
        ("case", _reference("archive.case", null=True)),
        ("committee", _reference("archive.committee")),
        (
            "item",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name=related_name,
                to="archive.agendaitem",
            ),
        ),
        ("municipality", _reference("archive.municipality")),
    ]


def _reference(model, **options):
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=model, **options
    )


def _vectors_leave_the_row(table):
    """So that counting the facets of many hits reads few pages."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} SET (toast_tuple_target = 128)",
        f"ALTER TABLE {table} RESET (toast_tuple_target)",
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0003_count_the_words_of_the_index")]

    operations = [
        # Entries can be made again at any time: `rebuild_search_index` fills both tables.
        migrations.DeleteModel("SearchEntry"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=_entry_fields("search_entry"),
            options={
                "verbose_name": "søgepost",
                "verbose_name_plural": "søgeposter",
                "indexes": [
                    GinIndex(fields=["vector"], name="entry_vector"),
                    GinIndex(fields=["title_vector"], name="entry_title_vector"),
                    GinIndex(fields=["decision_vector"], name="entry_decision_vector"),
                    GinIndex(fields=["attachment_vector"], name="entry_attachment_vector"),
                    models.Index(fields=["-held_on", "-item"], name="entry_newest"),
                    models.Index(fields=["analyzer"], name="entry_analyzer"),
                    models.Index(fields=["case"], name="entry_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(year=models.F("held_on__year")),
                        name="entry_year_is_that_of_its_date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SampledEntry",
            fields=_entry_fields("+"),
            options={
                "verbose_name": "søgepost i stikprøven",
                "verbose_name_plural": "søgeposter i stikprøven",
                "indexes": [
                    GinIndex(fields=["vector"], name="sampled_vector"),
                    GinIndex(fields=["title_vector"], name="sampled_title_vector"),
                    GinIndex(fields=["decision_vector"], name="sampled_decision_vector"),
                    GinIndex(fields=["attachment_vector"], name="sampled_attachment_vector"),
                ],
            },
        ),
        _vectors_leave_the_row("search_searchentry"),
        _vectors_leave_the_row("search_sampledentry"),
    ]
