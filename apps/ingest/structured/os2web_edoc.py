"""eDoc: the `/Meeting` manifest that the record system writes for publishing on a web site.

First seen: the import of OS2web meetings for eDoc. One file per meeting; each item has one `FullText` with
all of its sections, whose headings are learned as in a text document.

Oddities: an agenda may be of an open and a closed part (`AgendaType`); an item is public only where its
document says `SKAL PUBLICERES`; the meeting has no id of its own.
"""

from lxml import etree

from apps.ingest.records import Problem
from apps.ingest.structured.html_fields import plain
from apps.ingest.structured.manifests import find_case_number, public_attachments
from apps.ingest.structured.moments import read_moment
from apps.ingest.structured.sources import Fact, ItemSource, MeetingSource, TextField, withheld_original
from apps.ingest.structured.titles import read_document_type, read_title
from apps.ingest.structured.xml_safe import (
    child,
    children,
    descendants,
    markup_of,
    name_of,
    strings_of,
    text_of,
)

NAME = "eDoc (XML)"
ROOT = "Meeting"
_PUBLIC = "skal publiceres"
_CLOSED = "lukket"
_PART = "MeetingAgendaType"


def matches(root: etree._Element) -> bool:
    return (
        name_of(root) == ROOT
        and next(descendants(root, "MeetingAgendaItem", "MeetingAgendaItems"), None) is not None
    )


def read(root: etree._Element) -> MeetingSource:
    """The meeting; raises DraftDocument."""
    state = text_of(child(root, "MeetingState"))
    committee = plain(text_of(child(root, "Committee")))
    moment = text_of(child(root, "MeetingDate"))
    location = plain(text_of(child(root, "MeetingLocation")) or text_of(child(root, "Location")))
    problems = [withheld_original()]
    items = []
    parts = {part: _is_closed_part(part) for part in (root, *descendants(root, _PART))}
    for element in descendants(root, "MeetingAgendaItem"):
        around = next((above for above in element.iterancestors() if name_of(above) == _PART), root)
        source, found = _read_item(element, is_closed=parts[around])
        items.append(source)
        problems += found
    facts = [
        Fact("document_type", state),
        Fact("committee_raw", committee),
        Fact("date", moment),
        Fact("location", location),
    ]
    return MeetingSource(
        document_type=read_document_type(state),
        committee=committee,
        begins=read_moment(moment),
        items=tuple(items),
        strings=tuple(strings_of(root)),
        facts=tuple(fact for fact in facts if fact.text),
        location=location,
        problems=tuple(problems),
    )


def _is_closed_part(part: etree._Element) -> bool:
    """A part of the agenda by its own type; a whole meeting only when all of its parts are closed."""
    types = [text_of(found).lower() for found in descendants(part, "AgendaType")]
    return bool(types) and all(_CLOSED in kind for kind in types)


def _read_item(element: etree._Element, *, is_closed: bool) -> tuple[ItemSource, list[Problem]]:
    document = child(element, "Document")
    number = text_of(child(element, "AgendaItemNumber")).rstrip(".")
    title, says_closed = read_title(text_of(child(document, "Title")), number)
    publishing = text_of(next(descendants(element, "PublishingType"), None)).lower()
    problems = []
    if not publishing:
        message = "Det fremgår ikke, om punktet er åbent. Det behandles som lukket."
        problems.append(Problem("item_access_unknown", message, number or None))
    attachments, withheld = public_attachments(_attachments(element), number)
    texts = [markup_of(part) for part in descendants(element, "FullText")]
    source = ItemSource(
        number=number,
        title=title,
        case_number=find_case_number(element)
        or (find_case_number(document) if document is not None else None),
        closed=is_closed or says_closed or publishing != _PUBLIC,
        fields=tuple(TextField("", text) for text in texts if text.strip()),
        attachments=attachments,
        is_internal=True,
    )
    return source, problems + withheld


def _attachments(element: etree._Element) -> list[tuple[str, bool]]:
    """Titles with whether they may be published: not when the attachment says anything else of itself."""
    found = []
    for part in descendants(element, "Attachments", "Attachment"):
        if children(part, "Title"):
            publishing = text_of(child(part, "PublishingType")).lower()
            found.append((plain(text_of(child(part, "Title"))), publishing in ("", _PUBLIC)))
    return found
