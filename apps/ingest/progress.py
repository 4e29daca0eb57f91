"""What became of a document, in Danish: one line per file and a summary for whoever loads files."""

import datetime
from collections import Counter
from enum import StrEnum

from apps.archive.models import Meeting, SourceDocument


class Result(StrEnum):
    """What became of one file; the value is the word in the summary."""

    NEW = "nye"
    CORRECTED = "rettede udgaver"
    OLDER = "tidligere udgaver"
    UNCHANGED = "uændrede"
    WAITING = "venter på godkendelse"
    ATTACHMENT = "bilag"
    HELD = "tilbageholdt"
    FAILED = "fejlet"


_SINGULARS: dict[str, str] = {
    Result.NEW: "ny",
    Result.CORRECTED: "rettet udgave",
    Result.OLDER: "tidligere udgave",
    Result.UNCHANGED: "uændret",
    "forsvundne": "forsvundet",
}


def count_in_words(count: int, result: str) -> str:
    """`1 ny`, `2 nye`; results without a plural keep their word."""
    return f"{count} {_SINGULARS.get(result, result) if count == 1 else result}"


def describe_result(
    source: SourceDocument, *, was_published: bool, changed_at: datetime.datetime | None
) -> tuple[Result, str]:
    """The result and its line for a document; `changed_at` is when its meeting was last changed before."""
    meeting = source.meeting
    if source.state == SourceDocument.State.HELD:
        return Result.HELD, f"tilbageholdt. {source.reason}"
    if source.state == SourceDocument.State.REVIEW:
        return Result.WAITING, "venter på, at kommunen godkender."
    if source.state == SourceDocument.State.ATTACHMENT:
        return Result.ATTACHMENT, f"bilag. {source.reason}".strip()
    if source.state != SourceDocument.State.PUBLISHED or meeting is None:
        return Result.FAILED, describe_failure(source.reason)
    if was_published and changed_at == meeting.changed_at:
        return Result.UNCHANGED, f"uændret. {_describe_meeting(meeting)}"
    if meeting.source_id != source.pk:
        return Result.OLDER, f"tidligere udgave. {_describe_meeting(meeting)}"
    if was_published or meeting.versions.count() > 1:
        return Result.CORRECTED, f"rettet udgave. {_describe_meeting(meeting)}"
    return Result.NEW, f"nyt møde. {_describe_meeting(meeting)}"


def describe_failure(reason: str) -> str:
    return f"fejlet. {reason}"


def summarise(counts: Counter[Result]) -> str:
    """`3 filer: 2 nye, 1 fejlet.`"""
    total = counts.total()
    parts = [count_in_words(counts[result], result) for result in Result if counts[result]]
    return f"{total} {'fil' if total == 1 else 'filer'}{': ' + ', '.join(parts) if parts else ''}."


def _describe_meeting(meeting: Meeting) -> str:
    total = meeting.items.count()
    closed = meeting.items.filter(closed=True).count()
    items = f"{total} {'punkt' if total == 1 else 'punkter'}"
    where = meeting.committee
    share = f"{closed} {'lukket' if closed == 1 else 'lukkede'}"
    return f"{where.municipality}, {where}, {meeting.held_on:%d-%m-%Y}: {items}, heraf {share}."
