"""Rulings on cases and discards come in and stay as they are, as corrections and approvals do."""

from django.db import migrations

REFUSE = """
CREATE TRIGGER case_ruling_keeps_its_rows BEFORE UPDATE OR DELETE ON archive_caseruling
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_human_decision();
CREATE TRIGGER discard_keeps_its_rows BEFORE UPDATE OR DELETE ON ingest_discard
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_human_decision();
"""
ALLOW = """
DROP TRIGGER discard_keeps_its_rows ON ingest_discard;
DROP TRIGGER case_ruling_keeps_its_rows ON archive_caseruling;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0008_keep_what_the_desk_decides"),
        ("ingest", "0004_keep_what_is_discarded"),
    ]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
