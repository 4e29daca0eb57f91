"""The titles under `Bilag`: one per paragraph, or one per line where the document leaves no blank lines."""

import re
from collections.abc import Sequence

from apps.ingest.parts.paragraphs import paragraphs
from apps.ingest.readers.document_text import Line

_BULLET = re.compile(r"\s*(?:[-•*–·o]|\u2022)\s+")
_NONE = re.compile(r"(?:ingen(?: bilag)?|intet|-)\.?", re.IGNORECASE)
_CONTINUED = re.compile(r"(?:[,\-–(]|\b(?:og|af|for|til|om|på|i|med))$")


def read_attachments(lines: Sequence[Line]) -> tuple[str, ...]:
    """The titles in order, bullets taken off; nothing for `Ingen`."""
    groups = paragraphs(lines)
    is_one_per_line = len(groups) == 1
    titles: list[str] = []
    for group in groups:
        titles.extend(_titles_of(group, is_one_per_line))
    return () if len(titles) == 1 and _NONE.fullmatch(titles[0]) else tuple(titles)


def _titles_of(group: Sequence[Line], is_one_per_line: bool) -> list[str]:
    titles: list[str] = []
    for line in group:
        bullet = _BULLET.match(line.text)
        text = line.text[bullet.end() if bullet else 0 :].strip()
        is_new = bullet or not titles or (is_one_per_line and not _goes_on(titles[-1], text))
        if is_new:
            titles.append(text)
        else:
            titles[-1] = f"{titles[-1]} {text}"
    return titles


def _goes_on(title: str, text: str) -> bool:
    return text[:1].islower() or bool(_CONTINUED.search(title[-40:]))
