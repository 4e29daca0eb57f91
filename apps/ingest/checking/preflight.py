"""What a careful clerk would stop before it is published. Knows records and text, nothing of the database."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apps.ingest.checking.cpr import find_cpr_numbers, mask
from apps.ingest.checking.personal_data import find_personal_data
from apps.ingest.parse import READ_FROM_PICTURE
from apps.ingest.records import MeetingRecord

# What a file may hold besides the text that we read. Only a person can tell whether it matters.
_DOUBTS_ABOUT_THE_FILE = {
    "tracked_changes", "hidden_text", "comments", "embedded", "pages_without_text", READ_FROM_PICTURE,
}  # fmt: skip
_IN_NO_FIELD = "dokumentets tekst"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A CPR number and where it stands; `places` are Danish words for the clerk."""

    number: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is published only when a person says why it may be. `words` are never shown or kept."""

    kind: str
    words: str
    shown: str
    places: tuple[str, ...]


def find_doubts(record: MeetingRecord, source_text: str, municipality_slug: str) -> list[Doubt]:
    """Private addresses and telephones, loose digits, and what the file holds besides its text."""
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for place, text in _texts_by_place(record):
        for found in find_personal_data(text, municipality_slug):
            if place not in places[found]:
                places[found].append(place)
    for found in find_personal_data(source_text, municipality_slug):
        if not places[found]:
            places[found].append(_IN_NO_FIELD)
    certain = set(find_cpr_numbers(source_text))
    told = [
        Doubt(kind, words, shown, tuple(where))
        for (kind, words, shown), where in places.items()
        if words not in certain
    ]
    about_file = [
        Doubt(problem.message, problem.code, "", ("filen",))
        for problem in record.problems
        if problem.code in _DOUBTS_ABOUT_THE_FILE
    ]
    return [*told, *about_file]


def find_sightings(record: MeetingRecord, source_text: str) -> list[Sighting]:
    """Every CPR number of the document, closed items and file name included.

    `source_text` is the whole document as it was read: a number that landed in no field is found there.
    """
    places: dict[str, list[str]] = defaultdict(list)
    for place, text in _texts_by_place(record):
        for number in find_cpr_numbers(text):
            if place not in places[number]:
                places[number].append(place)
    for number in find_cpr_numbers(source_text):
        if not places[number]:
            places[number].append(_IN_NO_FIELD)
    return [Sighting(number, tuple(found)) for number, found in places.items()]


def reason_to_hold(sightings: list[Sighting]) -> str:
    """The sentence for the clerk, with every number masked."""
    listed = "; ".join(f"{mask(sighting.number)} i {joined(sighting.places)}" for sighting in sightings)
    amount = "et CPR-nummer" if len(sightings) == 1 else f"{len(sightings)} CPR-numre"
    return (
        f"Dokumentet ser ud til at indeholde {amount} og er ikke offentliggjort: {listed}. "
        "Fjern personoplysningerne, og indlæs den rettede fil."
    )


def _texts_by_place(record: MeetingRecord) -> Iterator[tuple[str, str]]:
    told = record.as_json()
    items = told.pop("items")
    yield "filnavnet", told.pop("file")
    told.pop("problems")
    yield "mødets oplysninger", "\n".join(_strings(told))
    for position, item in enumerate(items, start=1):
        place = f"punkt {item['number']}" if item["number"] else f"punktet på plads {position}"
        yield place, "\n".join(_strings(item))


def _strings(value: Any) -> Iterator[str]:
    """Every string inside lists and dicts; `Any` because that is what JSON is."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def joined(places: tuple[str, ...]) -> str:
    return " og ".join([", ".join(places[:-1]), places[-1]]) if len(places) > 1 else places[0]
