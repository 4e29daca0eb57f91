"""Corrections and approvals come in and stay as they are."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_to_change_a_human_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'human decisions are append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER correction_keeps_its_rows BEFORE UPDATE OR DELETE ON ingest_correction
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_human_decision();
CREATE TRIGGER approval_keeps_its_rows BEFORE UPDATE OR DELETE ON ingest_approval
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_human_decision();
"""
ALLOW = """
DROP TRIGGER approval_keeps_its_rows ON ingest_approval;
DROP TRIGGER correction_keeps_its_rows ON ingest_correction;
DROP FUNCTION refuse_to_change_a_human_decision();
"""


class Migration(migrations.Migration):
    dependencies = [("ingest", "0002_upload_and_review")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
