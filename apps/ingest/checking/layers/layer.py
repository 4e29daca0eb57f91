"""The layers of a file: every text that leaves with its bytes, whether a reader sees it or not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """Some text of a file. `place` says in Danish where it lies and never quotes the file."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that a person must judge. `code` is for programs, `message` a Danish sentence."""

    code: str
    message: str
    place: str = "filen"


Found = Layer | Concern

COVERED = Concern("covered_text", "Der ligger tekst under et felt, der dækker den. Den kan kopieres frem.")
WHITE = Concern("white_text", "Der er tekst, som ikke kan ses, fordi den er hvid eller usynlig.")
MARKED = Concern("marked_only", "Tekst er markeret til at blive fjernet, men er der endnu.")
ANNOTATED = Concern("annotations", "Siderne har noter eller udfyldte felter oven på teksten.")
CARRIES_FILES = Concern("embedded_files", "Filen har andre filer i sig.")
HAS_EARLIER = Concern("earlier_revision", "Filen gemmer også på en tidligere udgave af sig selv.")
UNCHECKED = Concern(
    "unchecked_layers", "Filen kunne ikke gennemsøges helt for skjulte personoplysninger. Se den efter."
)
# What may show words that somebody meant to take out: not even a program may publish such a file.
STOPPING = frozenset({COVERED.code, MARKED.code, UNCHECKED.code})
