"""FirstAgenda Publication: the JSON of one meeting, from `GET /api/agenda/dagsorden/{id}` of a portal.

First seen: portals called `dagsordener.<municipality>.dk`, 2018-2026. A meeting (`Moede`, `Udvalg`) with
`Dagsordenpunkter[]`, each with `Felter[]` of HTML and `Bilag[]`.

Oddities: `Moede.Id` and other ids are zero GUIDs; names may be null; the case text is one container with
`<h3>` between classed spans, where quoted decisions are headings, too; dates carry the offset of daylight
saving time. The portal is public, so an item that does not say whether it is open is open unless its title
says otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.ingest.records import Problem
from apps.ingest.structured.html_fields import plain, split_blocks
from apps.ingest.structured.json_safe import JsonObject, object_in, objects_in, string_in, strings_of
from apps.ingest.structured.moments import Moment, read_moment
from apps.ingest.structured.sources import Fact, ItemSource, MeetingSource, TextField
from apps.ingest.structured.titles import read_document_type, read_title

NAME = "FirstAgenda (JSON)"
_UNREAD_LISTS = ("Lydfiler", "Ressourcer", "Presentations", "Documents", "ExternalAgendaItemAttendees")


@dataclass(frozen=True, slots=True)
class FileSource:
    """The file of an attachment, by its id on the portal."""

    portal_id: str
    item_number: str
    title: str


def matches(tree: JsonObject) -> bool:
    """A list of items together with a meeting or a committee."""
    return isinstance(tree.get("Dagsordenpunkter"), list) and bool(
        object_in(tree, "Moede") or object_in(tree, "Udvalg")
    )


def read(tree: JsonObject) -> MeetingSource:
    """The meeting; raises DraftDocument."""
    meeting = object_in(tree, "Moede")
    committee = plain(string_in(object_in(tree, "Udvalg"), "Navn"))
    location = plain(string_in(meeting, "Sted"))
    name = string_in(meeting, "Navn")
    document_type = read_document_type(name) or _type_without_name(tree, meeting)
    is_closed = bool(document_type and document_type.startswith("LUKKET"))
    begins, problems = _begins(meeting)
    items = []
    for item in _in_order(objects_in(tree, "Dagsordenpunkter"), "Sorting"):
        source, found = _read_item(item, is_closed=is_closed)
        items.append(source)
        problems += found
    facts = [
        Fact("document_type", name),
        Fact("committee_raw", committee),
        Fact("date", string_in(meeting, "Dato")),
        Fact("location", location),
    ]
    return MeetingSource(
        document_type=document_type,
        committee=committee,
        begins=begins,
        items=tuple(items),
        strings=tuple(strings_of(tree)),
        facts=tuple(fact for fact in facts if fact.text),
        location=location,
        problems=tuple(problems),
    )


def read_files(tree: JsonObject) -> Iterator[FileSource]:
    """The files of the attachments of open items; those of closed items are nobody's to fetch."""
    document_type = read_document_type(string_in(object_in(tree, "Moede"), "Navn")) or ""
    for item in _in_order(objects_in(tree, "Dagsordenpunkter"), "Sorting"):
        source, _ = _read_item(item, is_closed=document_type.startswith("LUKKET"))
        for attachment in () if source.closed else _in_order(objects_in(item, "Bilag"), "Order"):
            title, portal_id = plain(string_in(attachment, "Navn")), string_in(attachment, "Id")
            if title and portal_id:
                yield FileSource(portal_id, source.number, title)


def _type_without_name(tree: JsonObject, meeting: JsonObject) -> str | None:
    """Only a supplement says its type elsewhere."""
    is_supplement = tree.get("TillaegsDagsorden") is True or meeting.get("IsSupplementaryAgenda") is True
    return "TILLÆGSDAGSORDEN" if is_supplement else None


def _begins(meeting: JsonObject) -> tuple[Moment, list[Problem]]:
    local = read_moment(string_in(meeting, "Dato"))
    universal = read_moment(string_in(meeting, "MeetingBeginUtc"), is_utc=True)
    if local.date is None:
        return universal, []
    if universal.date and universal.date != local.date:
        return local, [Problem("date_disagrees", "Kilden nævner to forskellige datoer for mødet.")]
    return Moment(local.date, local.time or universal.time), []


def _in_order(objects: list[JsonObject], key: str) -> list[JsonObject]:
    """By the number in `key` when every one has it; else as they stand."""
    places = [part.get(key) for part in objects]
    if all(isinstance(place, int) for place in places):
        return sorted(objects, key=lambda part: int(part[key]))
    return objects


def _read_item(item: JsonObject, *, is_closed: bool) -> tuple[ItemSource, list[Problem]]:
    number = string_in(item, "Punktnummer", "Number").rstrip(".")
    title, says_closed = read_title(string_in(item, "Navn", "Caption"), number)
    titles = [
        plain(string_in(attachment, "Navn")) for attachment in _in_order(objects_in(item, "Bilag"), "Order")
    ]
    problems = []
    if "" in titles:
        problems.append(
            Problem("attachment_without_title", "Et bilag har intet navn og er udeladt.", number or None)
        )
    if any(item.get(name) for name in _UNREAD_LISTS):
        message = "Punktet har lyd, præsentationer eller andet materiale, som ikke er hentet med."
        problems.append(Problem("more_material", message, number or None))
    source = ItemSource(
        number=number,
        title=title,
        case_number=plain(string_in(item, "SagsNummer", "CaseNumber")) or None,
        closed=is_closed or says_closed or item.get("IsOpen") is False,
        fields=_read_fields(item),
        attachments=tuple(title for title in titles if title),
    )
    return source, problems


def _read_fields(item: JsonObject) -> tuple[TextField, ...]:
    """The fields in order, and the decision when it stands outside of them."""
    fields = [
        TextField(plain(string_in(part, "Navn")), string_in(part, "Html", "Tekst"))
        for part in objects_in(item, "Felter")
    ]
    decision = item.get("ItemDecision")
    text = (
        string_in(decision, "Html", "Tekst")
        if isinstance(decision, dict)
        else string_in(item, "ItemDecision")
    )
    if text and not any(_words(text) in _words(part.text) for part in fields):
        fields.append(TextField("Beslutning", text))
    return tuple(part for part in fields if part.text)


def _words(text: str) -> str:
    return " ".join(" ".join(line.text for line in block.lines) for block in split_blocks(text))
