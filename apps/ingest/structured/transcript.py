"""The text of a structured file as numbered lines, with the field of the record that holds each of them."""

import re
from collections.abc import Iterable, Sequence

from apps.ingest.readers.cleaning import clean_line
from apps.ingest.readers.document_text import DocumentText, Line
from apps.ingest.reading import FURNITURE, Ledger

# Ids, numbers, dates, yes and no, addresses: said by the system, for the system.
_NOT_WORDS = re.compile(
    r"[{(]?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}[)}]?|[\d\-.:TZ+/ ]{1,40}|true|false|null"
    r"|(?:https?:|/)[^\s]*|[A-Za-z0-9+/=\r\n]{200,}",
    re.IGNORECASE,
)


class Transcript:
    """Lines in the order of the document. Everything written gets its own line number."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self._lines: list[Line] = []

    def write(self, text: str, place: str = "", *, marked: bool = False) -> Line:
        """Adds one line; `place` is left out when the reader of the line will say it."""
        line = Line(len(self._lines) + 1, text, marked=marked)
        self._lines.append(line)
        if place:
            self.ledger.put(line.number, place)
        return line

    def write_lines(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Adds the lines of a field, a blank one after them."""
        written = tuple(self.write(line.text, marked=line.marked) for line in lines)
        self.write("")
        return written

    def document(self, strings: Iterable[str], used: Iterable[str]) -> DocumentText:
        """The text, with those `strings` as furniture that are words and were not `used`."""
        first = len(self._lines) + 1
        seen = {_key(text) for text in used}
        furniture: list[Line] = []
        for text in strings:
            key = _key(text)
            if key and key not in seen and not _NOT_WORDS.fullmatch(key):
                seen.add(key)
                furniture.append(Line(first + len(furniture), clean_line(text)))
                self.ledger.put(furniture[-1].number, FURNITURE)
        return DocumentText(tuple(self._lines), furniture=tuple(furniture))


def _key(text: str) -> str:
    return " ".join(text.split())
