"""The layers of files that are ZIP archives: every part of Word, OpenDocument, Excel and PowerPoint files."""

from collections.abc import Iterator

from apps.ingest.checking.layers.layer import CARRIES_FILES, Found, Layer
from apps.ingest.checking.layers.xml_text import texts_of
from apps.ingest.readers.packages import Package

_PLACES = (
    ("comment", "kommentarer"),
    ("header", "sidehoved og sidefod"),
    ("footer", "sidehoved og sidefod"),
    ("styles", "sidehoved og sidefod"),
    ("footnotes", "noter"),
    ("endnotes", "noter"),
    ("docprops/", "filens egenskaber"),
    ("meta.xml", "filens egenskaber"),
    ("customxml/", "filens skjulte oplysninger"),
    ("word/document", "dokumentets tekst"),
    ("content.xml", "dokumentets tekst"),
)
_ELSEWHERE = "filens øvrige dele"
_NAMES = "navnet på en fil i filen"
_FOLDERS_OF_FILES = ("embeddings/", "objectreplacements/", "versions/")


def find_in_package(content: bytes) -> Iterator[Found | bytes]:
    """The words of every part; parts that are files of their own come as bytes."""
    with Package(content) as package:
        names = sorted(package.names)
        yield Layer(_NAMES, "\n".join(names))
        if any(folder in name.lower() for name in names for folder in _FOLDERS_OF_FILES):
            yield CARRIES_FILES
        for name in names:
            if name.endswith("/"):
                continue
            part = package.read(name)
            if name.endswith((".xml", ".rels", ".vml")):
                yield Layer(_place(name), "\n".join(texts_of(part)))
            elif part:
                yield part


def _place(name: str) -> str:
    return next((place for start, place in _PLACES if start in name.lower()), _ELSEWHERE)
