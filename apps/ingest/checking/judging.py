"""The preflight of a document with all layers of its file, and the last look at the rows that readers get.

Every way to the public passes here: what a person hands in, what is harvested, what is read again.
"""

from collections.abc import Iterable, Iterator

from apps.archive.models import (
    AgendaItem,
    Attachment,
    AttachmentPage,
    Attendance,
    Decision,
    Meeting,
    Municipality,
    SourceDocument,
)
from apps.archive.originals import DamagedOriginal, read_original
from apps.ingest.checking.cpr import find_certain_numbers
from apps.ingest.checking.findings import PERHAPS_CPR, keep_findings
from apps.ingest.checking.layers.layer import Layer
from apps.ingest.checking.layers.looking import look_through
from apps.ingest.checking.preflight import (
    Doubt,
    Sighting,
    certain,
    find_doubts,
    find_sightings,
    reason_to_hold,
)
from apps.ingest.models import Finding
from apps.ingest.records import MeetingRecord

_TEXT = "dokumentets tekst"
_IN_ROWS = "Der blev fundet et CPR-nummer i det, der skulle offentliggøres. Intet er vist."
_STOPPED = "Der er fund, som en medarbejder skal vurdere, før dokumentet kan offentliggøres."


class Held(Exception):
    """A document that must not be published as it is. `str(error)` is the Danish sentence."""


class AwaitsPerson(Exception):
    """A document that only a person may publish. `str(error)` is the Danish sentence."""


def judge_for_person(
    source: SourceDocument, record: MeetingRecord, source_text: str, municipality: Municipality
) -> None:
    """Note all that a person must judge; raises Held for what no reason helps past."""
    sightings, doubts = _judge(source, record, source_text, municipality.slug)
    keep_findings(source, sightings, doubts)
    _hold(sightings)


def judge_for_publication(
    source: SourceDocument, record: MeetingRecord, source_text: str, municipality: Municipality
) -> None:
    """Like `judge_for_person`, for what is public elsewhere and loaded unasked: raises AwaitsPerson as well.

    What has not been a person's to judge has no findings but those that stop it.
    """
    sightings, doubts = _judge(source, record, source_text, municipality.slug)
    is_known = source.uploads.exists() or source.approvals.exists()
    stopping = [doubt for doubt in doubts if doubt.stops]
    keep_findings(source, sightings, doubts if is_known else stopping)
    _hold(sightings)
    if _has_open(source, sightings, stopping):
        raise AwaitsPerson(_STOPPED)


def hold_what_rows_tell(source: SourceDocument, meeting: Meeting) -> None:
    """The second look, at the rows and in the transaction that makes them public; raises Held."""
    if Finding.objects.filter(source=source, tier=Finding.Tier.BLOCK).exists():
        raise Held(_IN_ROWS)
    if any(find_certain_numbers(text) for text in _texts_of(meeting)):
        raise Held(_IN_ROWS)


def _judge(
    source: SourceDocument, record: MeetingRecord, source_text: str, municipality_slug: str
) -> tuple[list[Sighting], list[Doubt]]:
    """The bytes are looked through each time: a rule may be newer than the last look."""
    try:
        found = look_through(read_original(source.sha256), source.file_name)
    except DamagedOriginal as damage:
        raise Held(str(damage)) from damage
    layers = (Layer(_TEXT, source_text), *found.texts)
    sightings = find_sightings(record, layers)
    return sightings, find_doubts(record, layers, found.concerns, municipality_slug)


def _hold(sightings: Iterable[Sighting]) -> None:
    if numbers := certain(sightings):
        raise Held(reason_to_hold(numbers))


def _has_open(source: SourceDocument, sightings: list[Sighting], stopping: list[Doubt]) -> bool:
    if not sightings and not stopping:
        return False
    kinds = {doubt.kind[:100] for doubt in stopping} | {PERHAPS_CPR}
    return Finding.objects.filter(source=source, accepted_at=None, kind__in=kinds).exists()


def _texts_of(meeting: Meeting) -> Iterator[str]:
    yield f"{meeting.place}\n{meeting.committee_raw}"
    items = AgendaItem.objects.filter(meeting=meeting)
    yield from (f"{item.title}\n{item.case_number_raw}\n{item.sections}" for item in items)
    yield from Decision.objects.filter(item__meeting=meeting).values_list("text", flat=True)
    yield from Attachment.objects.filter(item__meeting=meeting).values_list("title", flat=True)
    yield from AttachmentPage.objects.filter(attachment__item__meeting=meeting).values_list("text", flat=True)
    yield from Attendance.objects.filter(meeting=meeting).values_list("name", flat=True)
