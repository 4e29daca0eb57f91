from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from apps.archive.reference_data import load_kle_subjects, load_municipalities, load_parties


def load_reference_data(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    load_municipalities(apps.get_model("archive", "Municipality"))
    load_kle_subjects(apps.get_model("archive", "KleSubject"))
    load_parties(apps.get_model("archive", "Party"))


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_create_archive")]

    operations = [migrations.RunPython(load_reference_data, migrations.RunPython.noop)]
