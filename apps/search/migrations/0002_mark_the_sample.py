import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_create_search_entries")]

    operations = [
        # Entries can be made again at any time: `rebuild_search_index` fills the table.
        migrations.RunSQL("TRUNCATE search_searchentry", migrations.RunSQL.noop),
        migrations.AddField("searchentry", "is_sample", models.BooleanField(), preserve_default=True),
        migrations.AddIndex(
            "searchentry",
            django.contrib.postgres.indexes.GinIndex(
                fields=["vector"], condition=models.Q(is_sample=True), name="entry_sample_vector"
            ),
        ),
        migrations.AddIndex(
            "searchentry",
            models.Index(fields=["held_on"], condition=models.Q(is_sample=True), name="entry_sample"),
        ),
    ]
