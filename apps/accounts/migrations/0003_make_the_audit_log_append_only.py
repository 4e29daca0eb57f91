"""The audit trail: rows come in and stay as they are. And an index to read one municipality's part of it."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_to_change_the_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_log_keeps_its_rows BEFORE UPDATE OR DELETE ON auditlog_logentry
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_the_audit_log();
CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON auditlog_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit_log();
"""
ALLOW = """
DROP TRIGGER audit_log_is_not_emptied ON auditlog_logentry;
DROP TRIGGER audit_log_keeps_its_rows ON auditlog_logentry;
DROP FUNCTION refuse_to_change_the_audit_log();
"""
INDEX = """
CREATE INDEX audit_log_of_municipality ON auditlog_logentry ((additional_data -> 'municipality'), id DESC)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_create_cache_table"),
        ("auditlog", "0017_add_actor_email"),
    ]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(INDEX, "DROP INDEX audit_log_of_municipality"),
    ]
