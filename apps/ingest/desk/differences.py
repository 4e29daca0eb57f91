"""What publishing a document would change in public, told before it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.archive.models import AgendaItem, Meeting, SourceDocument
from apps.ingest.desk.corrections import addressed_items
from apps.ingest.records import AgendaItemRecord, MeetingRecord, SectionKind
from apps.ingest.storing.placing import find_committee, find_or_make_meeting, read_placement
from apps.ingest.storing.versions import replaces
from apps.ingest.storing.withdrawn_parts import leave_out_parts, withdrawn_slugs

_COUNTED = (SectionKind.DECISION, SectionKind.ATTACHMENTS)


@dataclass(frozen=True, slots=True)
class Differences:
    """`meeting` is the one that is public now, if any; `lines` say what changes, one sentence each."""

    meeting: Meeting | None
    lines: tuple[str, ...]

    @property
    def summary(self) -> str:
        """`3 nye punkter, 1 ændret beslutning, 1 bilag væk`"""
        return ", ".join(self.lines)


def find_differences(record: MeetingRecord, source: SourceDocument) -> Differences:
    """What readers would meet that they do not meet now; raises Unplaced."""
    meeting = _public_meeting(record, source)
    if meeting is None:
        return Differences(None, tuple(_new_meeting(record, source)))
    if meeting.state == Meeting.State.WITHDRAWN:
        return Differences(meeting, ("mødet er trukket tilbage og bliver ikke vist",))
    if not replaces(source, read_placement(record).kind, meeting):
        return Differences(meeting, ("gemmes som en tidligere udgave; mødets side ændres ikke",))
    withdrawals = list(meeting.withdrawals.all())
    left_out = withdrawn_slugs(record, withdrawals)
    kept = leave_out_parts(record, withdrawals)
    new = {slug: item for slug, item in addressed_items(kept.items) if slug not in left_out}
    rows = meeting.items.prefetch_related("decisions", "attachments")
    lines = tuple(_changes({row.slug: row for row in rows}, new))
    return Differences(meeting, lines or ("ingen ændringer i punkter, beslutninger og bilag",))


def _public_meeting(record: MeetingRecord, source: SourceDocument) -> Meeting | None:
    placement = read_placement(record)
    if source.municipality is None:
        return None
    committee = find_committee(source.municipality, placement.committee_name)
    if committee is None:
        return None
    found = find_or_make_meeting(committee, placement, source)
    return found if found.pk and found.state != Meeting.State.DRAFT else None


def _new_meeting(record: MeetingRecord, source: SourceDocument) -> Iterator[str]:
    yield "nyt møde"
    name = read_placement(record).committee_name
    if source.municipality and find_committee(source.municipality, name) is None:
        # Often it is no new committee but a short name of one that is here.
        yield f"nyt udvalg: {name}"
    yield _count(len(record.items), "punkt", "punkter")
    if closed := sum(item.closed for item in record.items):
        yield f"heraf {_count(closed, 'lukket', 'lukkede')}"


def _changes(old: dict[str, AgendaItem], new: dict[str, AgendaItemRecord]) -> Iterator[str]:
    both = [(old[slug], new[slug]) for slug in old.keys() & new.keys()]
    attachments = [(_old_attachments(row), _new_attachments(item)) for row, item in both]
    counted = [
        (len(new.keys() - old.keys()), "nyt punkt", "nye punkter"),
        (len(old.keys() - new.keys()), "punkt væk", "punkter væk"),
        (sum(row.title != item.title for row, item in both), "ændret overskrift", "ændrede overskrifter"),
        (sum(row.closed and not item.closed for row, item in both), "punkt åbnet", "punkter åbnet"),
        (sum(item.closed and not row.closed for row, item in both), "punkt lukket", "punkter lukket"),
        (
            sum(_old_decision(row) != (item.decision or "") for row, item in both),
            "ændret beslutning",
            "ændrede beslutninger",
        ),
        (sum(_text_differs(row, item) for row, item in both), "ændret sagstekst", "ændrede sagstekster"),
        (sum(len(after - before) for before, after in attachments), "nyt bilag", "nye bilag"),
        (sum(len(before - after) for before, after in attachments), "bilag væk", "bilag væk"),
    ]
    yield from (_count(count, one, many) for count, one, many in counted if count)


def _old_decision(row: AgendaItem) -> str:
    return row.own_decision.text if row.own_decision else ""


def _text_differs(row: AgendaItem, item: AgendaItemRecord) -> bool:
    """Decisions and attachments have sections, too, and are counted by themselves."""
    before = [(part["heading"], part["text"]) for part in row.sections if part["kind"] not in _COUNTED]
    sections = () if item.closed else item.sections
    return before != [(part.heading, part.text) for part in sections if part.kind not in _COUNTED]


def _old_attachments(row: AgendaItem) -> set[str]:
    return {attachment.title for attachment in row.attachments.all()}


def _new_attachments(item: AgendaItemRecord) -> set[str]:
    return set() if item.closed else set(item.attachments) - {""}


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
