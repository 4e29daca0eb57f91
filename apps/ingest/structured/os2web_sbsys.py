"""SBSYS: the `/Dagsorden` manifest that the record system writes for publishing on a web site.

First seen: the import of OS2web meetings for SBSYS. One file per meeting; facts are attributes with Danish
names (`Møde/@Udvalg`, `@Mødedato` as `27. august 2018`), texts are elements named like their heading below
`Indhold`.

Oddities: item and attachment say themselves whether they are public (`@Åbent`, `@MaaPubliceres`).
"""

from lxml import etree

from apps.ingest.records import Problem
from apps.ingest.structured.html_fields import plain
from apps.ingest.structured.manifests import (
    find_case_number,
    heading_of_name,
    is_closed_item,
    public_attachments,
)
from apps.ingest.structured.moments import read_moment
from apps.ingest.structured.sources import Fact, ItemSource, MeetingSource, TextField, withheld_original
from apps.ingest.structured.titles import is_yes, read_document_type, read_title
from apps.ingest.structured.xml_safe import (
    attribute,
    child,
    children,
    markup_of,
    name_of,
    strings_of,
    text_of,
)

NAME = "SBSYS (XML)"
ROOT = "Dagsorden"


def matches(root: etree._Element) -> bool:
    return name_of(root) == ROOT and (
        child(root, "Dagsordenpunkter") is not None or child(root, "Møde") is not None
    )


def read(root: etree._Element) -> MeetingSource:
    """The meeting; raises DraftDocument."""
    meeting = child(root, "Møde")
    type_name = attribute(root, "Dagsordentype", "Type")
    document_type = read_document_type(type_name)
    is_closed = is_yes(attribute(root, "Åben", "Aaben")) is False or (document_type or "").startswith(
        "LUKKET"
    )
    problems = [withheld_original()]
    items = []
    for element in children(child(root, "Dagsordenpunkter"), "Dagsordenpunkt"):
        source, found = _read_item(element, is_closed=is_closed)
        items.append(source)
        problems += found
    committee = plain(attribute(meeting, "Udvalg"))
    location = plain(attribute(meeting, "Mødested"))
    begins = f"{attribute(meeting, 'Mødedato')} {attribute(meeting, 'Mødetid')}".strip()
    ends = f"{attribute(meeting, 'Mødeslutdato')} {attribute(meeting, 'Mødesluttid')}".strip()
    facts = [
        Fact("document_type", type_name),
        Fact("committee_raw", committee),
        Fact("date", begins),
        Fact("closing_time", ends),
        Fact("location", location),
    ]
    return MeetingSource(
        document_type=document_type,
        committee=committee,
        begins=read_moment(begins),
        items=tuple(items),
        strings=tuple(strings_of(root)),
        facts=tuple(fact for fact in facts if fact.text),
        closing_time=read_moment(ends).time,
        location=location,
        problems=tuple(problems),
    )


def _read_item(element: etree._Element, *, is_closed: bool) -> tuple[ItemSource, list[Problem]]:
    number = attribute(element, "Nummer").rstrip(".")
    title, says_closed = read_title(text_of(child(element, "Overskrift")), number)
    closed, problems = is_closed_item(attribute(element, "Åbent", "Aabent"), number)
    attachments, withheld = public_attachments(
        [
            (plain(attribute(part, "Navn")), is_yes(attribute(part, "MaaPubliceres", "MåPubliceres")) is True)
            for part in children(child(element, "Bilagsliste"), "Bilag")
        ],
        number,
    )
    fields = [
        TextField(heading_of_name(name_of(part)), markup_of(part))
        for part in children(child(element, "Indhold"))
    ]
    source = ItemSource(
        number=number,
        title=title,
        case_number=find_case_number(element),
        closed=closed or is_closed or says_closed,
        fields=tuple(part for part in fields if part.text.strip()),
        attachments=attachments,
        is_internal=True,
    )
    return source, problems + withheld
