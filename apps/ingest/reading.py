"""A record together with the proof that no line was lost: which field holds each line of the source."""

from dataclasses import dataclass

from apps.ingest.records import MeetingRecord

FURNITURE = "sideinventar"
CONTENTS = "indholdsfortegnelse"


class Ledger:
    """Notes, while a document is parsed, which field each line went into."""

    def __init__(self) -> None:
        self.places: dict[int, str] = {}

    def put(self, line_number: int, place: str) -> None:
        """Says that line `line_number` is held by `place`, such as `items[3].decision`."""
        self.places[line_number] = place


@dataclass(frozen=True, slots=True)
class Reading:
    """What a dialect makes of a document. `places` maps line numbers to fields of the record."""

    record: MeetingRecord
    places: dict[int, str]
