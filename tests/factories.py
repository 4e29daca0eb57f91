"""Real rows for tests, with just enough in them; every argument is a model field."""

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from apps.archive.danish_order import danish_sort_key
from apps.archive.models import AgendaItem, Case, Committee, Decision, Meeting, Municipality, SourceDocument
from apps.archive.slugs import danish_slug

_serial = count(1)


def municipality(name: str = "Herning") -> Municipality:
    """One of the municipalities that the migrations made."""
    return Municipality.objects.get(name=name)


def make_committee(name: str = "Teknik- og Miljøudvalget", **fields: Any) -> Committee:
    fields.setdefault("municipality", municipality())
    return Committee.objects.create(
        name=name, slug=danish_slug(name), sort_key=danish_sort_key(name), **fields
    )


def make_meeting(**fields: Any) -> Meeting:
    """A published meeting; a new committee when none is given."""
    fields.setdefault("committee", None)
    fields["committee"] = fields["committee"] or make_committee(f"Udvalg {next(_serial)}")
    defaults = {
        "held_on": date(2024, 2, 7),
        "kind": Meeting.Kind.MINUTES,
        "state": Meeting.State.PUBLISHED,
        "published_at": timezone.now(),
    }
    return Meeting.objects.create(**defaults | fields)


def make_case(number: str = "01.02.05-P16-3-23", **fields: Any) -> Case:
    fields.setdefault("municipality", municipality())
    return Case.objects.create(number=number, slug=number.replace("/", "-"), **fields)


def make_item(
    meeting: Meeting | None = None, *, decision: str = "", outcome: str = "ukendt", **fields: Any
) -> AgendaItem:
    """An item of `meeting` (a new one when left out), with its own decision when a text is given."""
    meeting = meeting or make_meeting()
    number = fields.setdefault("number", str(meeting.items.count() + 1))
    defaults = {"position": meeting.items.count() + 1, "slug": number, "title": f"Punktets titel {number}"}
    item = AgendaItem.objects.create(meeting=meeting, **defaults | fields)
    if decision:
        Decision.objects.create(
            item=item, position=1, is_own=True, text=decision, outcome=outcome, decided_on=meeting.held_on
        )
    return item


def make_source(**fields: Any) -> SourceDocument:
    """A kept document of Herning; no bytes are written."""
    defaults = {
        "municipality": municipality(),
        "sha256": "0" * 64,
        "file_name": "referat.txt",
        "byte_count": 1,
    }
    return SourceDocument.objects.create(**defaults | fields)
