"""What pages say of the files of attachments."""

from collections.abc import Iterable

from django import template

from apps.archive.attachment_files import suffix_of
from apps.archive.models import Attachment

register = template.Library()


@register.filter
def kind_of_file(attachment: Attachment) -> str:
    """`PDF`, or `fil` for a kind without a name."""
    return suffix_of(attachment).upper() or "fil"


@register.filter
def count_files(attachments: Iterable[Attachment]) -> int:
    """How many of them have a file that can be fetched here."""
    return sum(bool(attachment.sha256) for attachment in attachments)
