"""Files that a record system wrote for programs, recognised by content before they are read as text.

The contract of a source: a docstring that says which system, where it was seen and what is odd about it;
`NAME`; `matches(tree) -> bool`; `read(tree) -> MeetingSource`. A source of XML also has `ROOT`, the name of
its root element.
"""

import codecs
from types import ModuleType
from typing import Any

from apps.ingest.errors import AmbiguousLayout
from apps.ingest.readers.document_text import DocumentText
from apps.ingest.reading import Reading
from apps.ingest.structured import firstagenda_json, os2web_agman, os2web_edoc, os2web_sbsys
from apps.ingest.structured.json_safe import parse_json_object
from apps.ingest.structured.meetings import read_meeting
from apps.ingest.structured.sources import MeetingSource
from apps.ingest.structured.xml_safe import parse_xml, root_name

JSON_SOURCES = (firstagenda_json,)
XML_SOURCES = (os2web_sbsys, os2web_edoc, os2web_agman)
_ITEMS = '"Dagsordenpunkter"'


def read_structured(content: bytes) -> tuple[DocumentText, Reading] | None:
    """The text and the record of a structured file; None for any other file.

    Raises a DocumentError when the file is one of ours but damaged, too large, a draft, or claimed twice.
    """
    source = _recognise(content)
    return read_meeting(source) if source else None


def may_be_structured(content: bytes) -> bool:
    """Whether the first words are those of such a file; nothing is parsed to know."""
    return _is_json_of_a_meeting(content) or root_name(content) in {source.ROOT for source in XML_SOURCES}


def _recognise(content: bytes) -> MeetingSource | None:
    if _is_json_of_a_meeting(content):
        return _read_as_one_of(JSON_SOURCES, parse_json_object(content))
    if root_name(content) in {source.ROOT for source in XML_SOURCES}:
        return _read_as_one_of(XML_SOURCES, parse_xml(content))
    return None


def _is_json_of_a_meeting(content: bytes) -> bool:
    """An object that names the list of items, in UTF-8 or UTF-16."""
    start = content[:64].removeprefix(codecs.BOM_UTF8).removeprefix(codecs.BOM_UTF16_LE)
    is_object = start.removeprefix(codecs.BOM_UTF16_BE).replace(b"\0", b"").lstrip().startswith(b"{")
    return is_object and any(
        _ITEMS.encode(encoding) in content for encoding in ("ascii", "utf-16-le", "utf-16-be")
    )


def _read_as_one_of(sources: tuple[ModuleType, ...], tree: Any) -> MeetingSource | None:
    """`Any` is the tree of whichever form; None when no source claims it, so that it is judged as text."""
    claiming = [source for source in sources if source.matches(tree)]
    if len(claiming) > 1:
        raise AmbiguousLayout(tuple(source.NAME for source in claiming))
    return claiming[0].read(tree) if claiming else None
