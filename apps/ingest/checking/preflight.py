"""What a careful clerk would stop before it is published. Knows records and text, nothing of the database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from apps.ingest.checking.cpr import Tier, find_candidates, mask
from apps.ingest.checking.layers.layer import STOPPING, Concern, Layer
from apps.ingest.checking.personal_data import find_personal_data
from apps.ingest.closed_items import has_more_than_is_public
from apps.ingest.parse import READ_FROM_PICTURE
from apps.ingest.readers.document_text import OUT_OF_TIME
from apps.ingest.records import MeetingRecord

# What a file may hold besides the text that we read. Only a person can tell whether it matters.
_DOUBTS_ABOUT_THE_FILE = {
    "tracked_changes", "hidden_text", "comments", "embedded", "pages_without_text", OUT_OF_TIME,
    READ_FROM_PICTURE,
}  # fmt: skip
_CLOSED_WITH_TEXT = (
    "Et lukket punkt har mere tekst, end der må vises. Kun overskrift, sagsnummer og beslutning vises, "
    "og filen kan ikke hentes."
)
_CLOSED_WITH_DECISION = "Et lukket punkt har en beslutning. Den vises sammen med overskriften."


@dataclass(frozen=True, slots=True)
class Sighting:
    """A CPR number and where it stands; `places` are Danish words for the clerk."""

    number: str
    places: tuple[str, ...]
    tier: Tier = Tier.BLOCK


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is published only when a person says why it may be. `words` are never shown or kept.

    What stops goes past a person even when the document is public elsewhere already.
    """

    kind: str
    words: str
    shown: str
    places: tuple[str, ...]
    stops: bool = False


def find_sightings(record: MeetingRecord, layers: Iterable[Layer]) -> list[Sighting]:
    """Every CPR number of the document, closed items and file name included, once for all its places.

    `layers` are the text as it was read and all others of the file: what landed in no field is found there.
    """
    return sight(_texts_by_place(record), layers)


def sight(told: Iterable[tuple[str, str]], layers: Iterable[Layer]) -> list[Sighting]:
    """Every CPR number in texts with their places; the layers only place what stands in none of them."""
    places: dict[str, list[str]] = defaultdict(list)
    tiers: dict[str, Tier] = {}
    for place, text in told:
        for number, tier in _candidates(text, tiers):
            tiers[number] = tier
            if place not in places[number]:
                places[number].append(place)
    for layer in layers:
        for number, tier in _candidates(layer.text, tiers):
            tiers[number] = tier
            places[number] = places[number] or [layer.place]
    return [Sighting(number, tuple(found), tiers[number]) for number, found in places.items()]


def find_doubts(
    record: MeetingRecord, layers: Sequence[Layer], concerns: Iterable[Concern], municipality_slug: str
) -> list[Doubt]:
    """Private addresses and telephones, loose digits, and what the file holds besides its text."""
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for place, text in _texts_by_place(record):
        for found in find_personal_data(text, municipality_slug):
            if place not in places[found]:
                places[found].append(place)
    for layer in layers:
        for found in find_personal_data(layer.text, municipality_slug):
            if not places[found]:
                places[found].append(layer.place)
    numbers = {candidate.number for layer in layers for candidate in find_candidates(layer.text)}
    told = [
        Doubt(kind, words, shown, tuple(where))
        for (kind, words, shown), where in places.items()
        if words not in numbers
    ]
    return [*told, *_doubts_about_file(record, concerns)]


def _candidates(text: str, tiers: dict[str, Tier]) -> Iterator[tuple[str, Tier]]:
    """What may be a number, as certain as it is here or was elsewhere."""
    for candidate in find_candidates(text):
        is_certain = Tier.BLOCK in (candidate.tier, tiers.get(candidate.number))
        yield candidate.number, Tier.BLOCK if is_certain else Tier.REVIEW


def certain(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Those that no reason helps past."""
    return [sighting for sighting in sightings if sighting.tier is Tier.BLOCK]


def _doubts_about_file(record: MeetingRecord, concerns: Iterable[Concern]) -> Iterator[Doubt]:
    for problem in record.problems:
        if problem.code in _DOUBTS_ABOUT_THE_FILE:
            yield Doubt(problem.message, problem.code, "", ("filen",))
    closed = [item for item in record.items if item.closed and (item.sections or item.decision)]
    hidden = [item for item in closed if has_more_than_is_public(item)]
    told = [item for item in closed if item.decision and item not in hidden]
    for message, code, items in (
        (_CLOSED_WITH_TEXT, "closed_text", hidden),
        (_CLOSED_WITH_DECISION, "closed_decision", told),
    ):
        if items:
            yield Doubt(message, code, "", tuple(f"punkt {item.number or '?'}" for item in items))
    yield from doubts_of(concerns)


def doubts_of(concerns: Iterable[Concern]) -> Iterator[Doubt]:
    """What a file hides, once for all its places."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for concern in concerns:
        places[concern.code, concern.message].append(concern.place)
    for (code, message), where in places.items():
        yield Doubt(message, code, "", tuple(where), stops=code in STOPPING)


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
