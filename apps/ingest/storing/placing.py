"""Where a record belongs: its municipality, its committee, and which meeting of the committee it tells of.

Unknown or contradictory evidence places nothing: the document waits with a sentence for the clerk.
"""

import datetime
import re
from dataclasses import dataclass

from django.db.models import Max

from apps.archive.danish_order import danish_sort_key
from apps.archive.models import Committee, Meeting, Municipality, SourceDocument
from apps.archive.slugs import danish_slug
from apps.ingest.records import MeetingRecord, Problem

_ADDITIONS = re.compile(r"\([^)]*\)|\b(?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d\b")
_RESERVED_SLUGS = {"", "sager", "feed"}
_MAX_NAME_LENGTH = 300


class Unplaced(Exception):
    """A record that can't be placed. `str(error)` is the Danish sentence."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What a record says of its meeting, complete and in the types of the database."""

    committee_name: str
    kind: Meeting.Kind
    held_on: datetime.date
    held_at: datetime.time | None


def resolve_municipality(
    chosen: Municipality | None, record: MeetingRecord
) -> tuple[Municipality, tuple[Problem, ...]]:
    """The municipality the uploader chose, else the one the document names; raises Unplaced."""
    named = Municipality.objects.filter(code=record.municipality_code or "").first()
    if named is None and record.municipality and not record.municipality_code:
        named = Municipality.objects.filter(name__iexact=record.municipality.strip()).first()
    if chosen is None and named is None:
        raise Unplaced("Det fremgår ikke tydeligt, hvilken kommune dokumentet hører til. Vælg kommunen.")
    if chosen and named and chosen != named:
        message = f"Dokumentet ser ud til at være fra {named}, men er lagt ind under {chosen}."
        return chosen, (Problem("municipality_conflict", message),)
    return chosen or named, ()  # type: ignore[return-value] # one of them is there


def read_placement(record: MeetingRecord) -> Placement:
    """What the record says of committee, kind and day; raises Unplaced."""
    name = (record.committee or "").strip()
    if not is_committee_name(name):
        raise Unplaced("Det fremgår ikke, hvilket udvalg der holdt mødet.")
    held_on = read_date(record.date)
    if held_on is None:
        raise Unplaced("Det fremgår ikke, hvilken dag mødet blev holdt.")
    if not record.items:
        raise Unplaced("Der er ikke fundet nogen punkter i dokumentet.")
    return Placement(name, _read_kind(record.document_type), held_on, read_time(record.time))


def committee_slug(name: str) -> str:
    """The address of a committee: its name without period and abbreviation, so that spellings of one meet."""
    return danish_slug(_ADDITIONS.sub(" ", name))[:200].strip("-")


def is_committee_name(name: str) -> bool:
    return committee_slug(name) not in _RESERVED_SLUGS and len(name) <= _MAX_NAME_LENGTH


def find_committee(municipality: Municipality, name: str) -> Committee | None:
    """The committee of that name, or the one that somebody decided it is."""
    slug = committee_slug(name)
    committees = Committee.objects.filter(municipality=municipality)
    return committees.filter(slug=slug).first() or committees.filter(former_names__slug=slug).first()


def find_or_make_committee(municipality: Municipality, name: str) -> Committee:
    """The committee of that name, made when there is none; wants the municipality locked."""
    found = find_committee(municipality, name)
    return found or Committee.objects.create(
        municipality=municipality,
        slug=committee_slug(name),
        name=name,
        sort_key=danish_sort_key(name),
    )


def find_or_make_meeting(committee: Committee, placement: Placement, source: SourceDocument) -> Meeting:
    """The meeting a document tells of; a new one is made but not saved. Raises Unplaced.

    Same day and same or unknown time is the same meeting; another known time is a second meeting that day.
    """
    that_day: list[Meeting] = list(committee.meetings.filter(held_on=placement.held_on).order_by("sequence"))
    known = [meeting for meeting in that_day if meeting.pk == source.meeting_id]
    same_time = [meeting for meeting in that_day if meeting.held_at == placement.held_at]
    unknown_time = [meeting for meeting in that_day if None in (meeting.held_at, placement.held_at)]
    candidates = known or same_time or unknown_time
    if len(candidates) > 1:
        raise Unplaced(
            "Udvalget holdt flere møder den dag, og dokumentet siger ikke, hvornår dette begyndte."
        )
    if candidates:
        return candidates[0]
    last = committee.meetings.filter(held_on=placement.held_on).aggregate(last=Max("sequence"))["last"] or 0
    return Meeting(committee=committee, held_on=placement.held_on, sequence=last + 1)


def read_date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def read_time(text: str | None) -> datetime.time | None:
    try:
        return datetime.time.fromisoformat(text) if text else None
    except ValueError:
        return None


def _read_kind(document_type: str | None) -> Meeting.Kind:
    word = (document_type or "").casefold()
    if "tillæg" in word:
        return Meeting.Kind.SUPPLEMENT
    if "dagsorden" in word:
        return Meeting.Kind.AGENDA
    if any(name in word for name in ("referat", "protokol", "beslutning")):
        return Meeting.Kind.MINUTES
    raise Unplaced("Det fremgår ikke, om dokumentet er et referat eller en dagsorden.")
