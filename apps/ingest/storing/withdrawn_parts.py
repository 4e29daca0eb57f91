"""Telling a withdrawn item, attachment or passage again in another version of its meeting."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from apps.archive.models import Withdrawal
from apps.ingest.desk.corrections import addressed_items
from apps.ingest.records import AgendaItemRecord, MeetingRecord, SectionKind
from apps.ingest.storing.passages import leave_out_passages, withdrawn_passages


def words_key(text: str) -> str:
    """The same for the same words, whatever their case and spaces, without telling them."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).hexdigest()


def withdrawn_slugs(record: MeetingRecord, withdrawals: Iterable[Withdrawal]) -> frozenset[str]:
    """The addresses of the items that were withdrawn.

    An item is known by its address or by its title: one that was given another number stays away, too.
    """
    rows = [row for row in withdrawals if row.item_slug and not (row.attachment_key or row.passage_key)]
    slugs, titles = {row.item_slug for row in rows}, {row.title_key for row in rows} - {""}
    return frozenset(
        slug
        for slug, item in addressed_items(record.items)
        if slug in slugs or words_key(item.title) in titles
    )


def leave_out_parts(record: MeetingRecord, withdrawals: Iterable[Withdrawal]) -> MeetingRecord:
    """`record` without the attachments and passages that were withdrawn.

    An attachment leaves an empty title behind, so that those after it keep their position and address.
    """
    rows = list(withdrawals)
    keys = {row.attachment_key for row in rows} - {""}
    if keys:
        record = replace(record, items=tuple(_without(item, keys) for item in record.items))
    return leave_out_passages(record, withdrawn_passages(rows))


def _without(item: AgendaItemRecord, keys: set[str]) -> AgendaItemRecord:
    kept = tuple("" if words_key(title) in keys else title for title in item.attachments)
    if kept == item.attachments:
        return item
    # The section that lists the attachments repeats their titles.
    sections = tuple(section for section in item.sections if section.kind != SectionKind.ATTACHMENTS)
    return replace(item, attachments=kept, sections=sections)
