"""What is public already counts as the first version of its history."""

import hashlib

from django.db import migrations

_NOT_CASE_TEXT = ("decision", "attachments", "attendance")


def note_public_meetings(apps, schema_editor):
    meetings = apps.get_model("archive", "Meeting").objects.filter(state="published", publications=None)
    publications = apps.get_model("archive", "Publication").objects
    for meeting in meetings.order_by("pk").iterator():
        made = publications.create(
            meeting=meeting, source_id=meeting.source_id, kind=meeting.kind, outline=_outline(meeting)
        )
        publications.filter(pk=made.pk).update(published_at=meeting.changed_at)


def _outline(meeting):
    items = meeting.items.prefetch_related("decisions", "attachments").order_by("position")
    return [_outline_item(item) for item in items]


def _outline_item(item):
    own = [decision.text for decision in item.decisions.all() if decision.is_own]
    texts = [part for part in item.sections if part["kind"] not in _NOT_CASE_TEXT]
    titles = [attachment.title for attachment in sorted(item.attachments.all(), key=lambda row: row.position)]
    return {
        "number": item.number,
        "closed": item.closed,
        "title": _digest(item.title),
        "decision": _digest(*own[:1]),
        "text": _digest(*(f"{part['heading']}: {part['text']}" for part in texts)),
        "attachments": _digest(*titles),
    }


def _digest(*texts):
    words = "\n".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""


class Migration(migrations.Migration):
    dependencies = [("archive", "0011_give_municipalities_a_colour")]

    operations = [migrations.RunPython(note_public_meetings, migrations.RunPython.noop)]
