"""Agenda Management: the `/Publication` manifest that the system writes for publishing on a web site.

First seen: the import of OS2web meetings for Agenda Management. One file per publication of one meeting;
texts are `Fields/ItemField` with a caption, decisions of other meetings `ItemHistory/ItemField` with
committee and date.

Oddities: the type is a number (0 draft, 1 agenda, else minutes); a field without content says so in
`HasContent`.
"""

from lxml import etree

from apps.ingest.errors import AmbiguousLayout
from apps.ingest.parts.attendance import read_person
from apps.ingest.parts.decisions import DecisionMarker
from apps.ingest.readers.failures import DraftDocument
from apps.ingest.records import PersonRecord, Problem
from apps.ingest.structured.html_fields import plain
from apps.ingest.structured.manifests import find_case_number, is_closed_item, public_attachments
from apps.ingest.structured.moments import read_moment
from apps.ingest.structured.sources import Fact, ItemSource, MeetingSource, TextField, withheld_original
from apps.ingest.structured.titles import is_yes, read_title
from apps.ingest.structured.xml_safe import (
    attribute,
    child,
    children,
    descendants,
    markup_of,
    name_of,
    named_values,
    strings_of,
    text_of,
)

NAME = "Agenda Management (XML)"
ROOT = "Publication"
_TYPES = {"1": "DAGSORDEN"}
_DRAFT = "0"


def matches(root: etree._Element) -> bool:
    return name_of(root) == ROOT and child(root, "Agendas") is not None


def read(root: etree._Element) -> MeetingSource:
    """The meeting; raises DraftDocument, and AmbiguousLayout for a file with several meetings."""
    type_value = text_of(next(descendants(root, "PublicationTypeAsValue"), None))
    if type_value == _DRAFT:
        raise DraftDocument
    agendas = children(child(root, "Agendas"), "Agenda")
    if len(agendas) > 1:
        raise AmbiguousLayout(tuple(f"møde {position}" for position in range(1, len(agendas) + 1)))
    agenda = agendas[0] if agendas else None
    meeting = child(agenda, "Meeting")
    problems = [withheld_original()]
    items = []
    for element in descendants(agenda, "Item"):
        source, found = _read_item(element)
        items.append(source)
        problems += found
    committee = plain(text_of(child(next(descendants(root, "Committee"), None), "Name")))
    begins, ends = text_of(child(meeting, "When")), text_of(child(meeting, "Until"))
    location = plain(text_of(child(meeting, "Where")))
    people = [_member(element) for element in children(child(meeting, "Members"), "MeetingMember")]
    facts = [
        Fact("document_type", type_value),
        Fact("committee_raw", committee),
        Fact("date", begins),
        Fact("closing_time", ends),
        Fact("location", location),
        *(Fact("participants", words) for words, _ in people),
    ]
    return MeetingSource(
        document_type=_TYPES.get(type_value, "REFERAT") if type_value else None,
        committee=committee,
        begins=read_moment(begins),
        items=tuple(items),
        strings=tuple(strings_of(root)),
        facts=tuple(fact for fact in facts if fact.text),
        closing_time=read_moment(ends).time,
        location=location,
        participants=tuple(person for _, person in people if person),
        problems=tuple(problems),
    )


def _member(element: etree._Element) -> tuple[str, PersonRecord | None]:
    """The words that name a member, and the member; somebody marked as away is not listed as present."""
    words = text_of(child(element, "Name")) or attribute(element, "Name") or text_of(element)
    is_away = any(
        "particip" in name.lower() and is_yes(value) is False for name, value in named_values(element)
    )
    return words, None if is_away else read_person(plain(words))


def _read_item(element: etree._Element) -> tuple[ItemSource, list[Problem]]:
    number = (attribute(element, "Nummer", "Number") or text_of(child(element, "Number"))).rstrip(".")
    title, says_closed = read_title(text_of(child(element, "Caption")), number)
    closed, problems = is_closed_item(text_of(child(element, "IsPublic")), number)
    attachments, withheld = public_attachments(
        [
            (_enclosure_title(part), is_yes(_value(part, "IsProtected")) is False)
            for part in children(child(element, "Enclosures"), "Enclosure")
        ],
        number,
    )
    source = ItemSource(
        number=number,
        title=title,
        case_number=find_case_number(element),
        closed=closed or says_closed,
        fields=(*_fields(element), *_history(element)),
        attachments=attachments,
        is_internal=True,
    )
    return source, problems + withheld


def _fields(element: etree._Element) -> tuple[TextField, ...]:
    found = []
    for part in children(child(element, "Fields"), "ItemField"):
        content = child(part, "Content")
        if content is not None and is_yes(_value(part, "HasContent")) is not False:
            found.append(TextField(plain(text_of(child(part, "Caption"))), markup_of(content)))
    return tuple(part for part in found if part.text.strip())


def _history(element: etree._Element) -> tuple[TextField, ...]:
    """Earlier decisions with who took them; without a committee the text stays a section of its own."""
    found = []
    for part in children(child(element, "ItemHistory"), "ItemField"):
        details = child(part, "MeetingDetails")
        committee = plain(text_of(child(details, "CommitteeName")))
        date = read_moment(text_of(child(details, "MeetingDueDate"))).date
        marker = DecisionMarker(committee, date, None, "") if committee else None
        content = child(part, "Content")
        text = markup_of(content) if content is not None else ""
        heading = plain(text_of(child(part, "Caption"))) or "Tidligere behandling"
        found.append(TextField(heading if marker else "Tidligere behandling", text, marker))
    return tuple(part for part in found if part.text.strip())


def _value(element: etree._Element, name: str) -> str:
    return text_of(child(element, name)) or attribute(element, name)


def _enclosure_title(element: etree._Element) -> str:
    names = ("Name", "Title", "Caption", "FileName")
    return plain(next((value for name in names if (value := _value(element, name))), ""))
