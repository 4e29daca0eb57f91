"""The door to the layers of a file from outside: looked through in the sandbox, small plain text here."""

from dataclasses import dataclass

from apps.ingest.checking.layers.finding import find_layers
from apps.ingest.checking.layers.layer import UNCHECKED, Concern, Layer
from apps.ingest.errors import UnreadableDocument
from apps.ingest.readers.sniffing import is_plain_text
from apps.ingest.sandbox import ask_child

_CHILD = "apps.ingest.checking.layers.child"
_NAME = "filnavnet"
_SMALL = 2_000_000


@dataclass(frozen=True, slots=True)
class Layers:
    """Every text that leaves with a file, and what a person must judge about it."""

    texts: tuple[Layer, ...]
    concerns: tuple[Concern, ...]


def look_through(content: bytes, file_name: str) -> Layers:
    """All layers of a file and its name. What can't be looked through is a concern, never an error."""
    name = Layer(_NAME, file_name)
    if len(content) <= _SMALL and is_plain_text(content):
        found = find_layers(content)
        texts = [one for one in found if isinstance(one, Layer)]
        return Layers((name, *texts), tuple(one for one in found if isinstance(one, Concern)))
    try:
        answer = ask_child(_CHILD, content)
        texts = [Layer(**one) for one in answer["layers"]]
        return Layers((name, *texts), tuple(Concern(**one) for one in answer["concerns"]))
    except (UnreadableDocument, KeyError, TypeError):
        return Layers((name,), (UNCHECKED,))
