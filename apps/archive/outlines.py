"""What readers see of a meeting, in outline: enough to tell later what changed and where, but no words.

Of closed items nothing is compared but number, title and decision.
"""

import hashlib
from typing import Any

from apps.archive.models import AgendaItem, Meeting, Publication

# An item: its number, whether it is closed, and a digest of each part that may change; JSON, hence `Any`.
Outline = dict[str, Any]
# The decision and the attachments are compared apart, and attendance is no part of the case.
_NOT_CASE_TEXT = ("decision", "attachments", "attendance")


def note_publication(meeting: Meeting) -> None:
    """Remember what readers see of a public meeting from now on, if that or its document is new.

    Call it in the transaction that changes the rows.
    """
    if meeting.state != Meeting.State.PUBLISHED:
        return
    outline = make_outline(meeting)
    before = meeting.publications.first()
    if before is None or (before.outline, before.source_id) != (outline, meeting.source_id):
        Publication.objects.create(
            meeting=meeting, source_id=meeting.source_id, kind=meeting.kind, outline=outline
        )


def make_outline(meeting: Meeting) -> list[Outline]:
    items = AgendaItem.objects.filter(meeting=meeting).prefetch_related("decisions", "attachments")
    return [_outline_item(item) for item in items.order_by("position")]


def _outline_item(item: AgendaItem) -> Outline:
    decision = item.own_decision
    case_text = [part for part in item.sections if part["kind"] not in _NOT_CASE_TEXT]
    return {
        "number": item.number,
        "closed": item.closed,
        "title": _digest(item.title),
        "decision": _digest(decision.text) if decision else "",
        "text": _digest(*(f"{part['heading']}: {part['text']}" for part in case_text)),
        "attachments": _digest(*(attachment.title for attachment in item.attachments.all())),
    }


def _digest(*texts: str) -> str:
    """The same for the same words, however the source wraps its lines; empty for none."""
    words = "\n".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""
