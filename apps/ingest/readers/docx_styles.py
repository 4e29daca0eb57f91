"""Word's styles and numbering: which paragraphs are headings or bold, and which number a list shows."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from apps.ingest.readers.numerals import numeral

_HEADING_NAME = re.compile(
    r"(?:heading|overskrift|título|überschrift)\s*[1-9]|title|titel|subtitle|undertitel", re.IGNORECASE
)
_CONTENTS_NAME = re.compile(r"(?:toc|indholdsfortegnelse|contents)\s*[1-9]", re.IGNORECASE)
_LEVEL_REFERENCE = re.compile(r"%([1-9])")
_CHAIN_LIMIT = 12
_LEVEL_COUNT = 9
_FALSE = ("0", "false", "off", "none")


def local_name(element: etree._Element) -> str:
    """The name without its namespace: strict and transitional documents differ only there."""
    return str(element.tag).rpartition("}")[2]


def word_attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, empty when missing."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """A switch such as bold or hidden: True, False, or None when the element says nothing about it."""
    found = None if properties is None else next(properties.iterfind(f"{{*}}{name}"), None)
    return None if found is None else word_attribute(found, "val").lower() not in _FALSE


class ListPlace(NamedTuple):
    """The list of a paragraph and its level in it, counted from 0."""

    list_id: str
    level: int


@dataclass(slots=True)
class _Style:
    name: str
    parent: str
    properties: etree._Element | None
    letters: etree._Element | None


class Styles:
    """The paragraph and character styles of one document, inheritance followed."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        for style in root.iterfind("{*}style") if root is not None else ():
            self._styles[word_attribute(style, "styleId")] = _Style(
                _value(style, "name"),
                _value(style, "basedOn"),
                style.find("{*}pPr"),
                style.find("{*}rPr"),
            )

    def outline(self, paragraph: etree._Element) -> int | None:
        """The heading level of a paragraph, counted from 0; None when it is no heading."""
        properties = paragraph.find("{*}pPr")
        levels = [_value(properties, "outlineLvl")]
        for style in self._chain(_value(properties, "pStyle")):
            levels.append(
                _value(style.properties, "outlineLvl") or ("0" if _HEADING_NAME.fullmatch(style.name) else "")
            )
        level = next((level for level in levels if level), "")
        return int(level) if level in "012345678" and level else None

    def is_contents(self, paragraph: etree._Element) -> bool:
        name = _value(paragraph.find("{*}pPr"), "pStyle")
        return any(_CONTENTS_NAME.fullmatch(style.name) for style in self._chain(name))

    def list_place(self, paragraph: etree._Element) -> ListPlace | None:
        properties = paragraph.find("{*}pPr")
        chain = [properties, *(style.properties for style in self._chain(_value(properties, "pStyle")))]
        for holder in (holder for holder in chain if holder is not None):
            numbering = holder.find("{*}numPr")
            if numbering is not None and (list_id := _value(numbering, "numId")):
                level = _value(numbering, "ilvl") or "0"
                return (
                    None if list_id == "0" else ListPlace(list_id, int(level) if level in "012345678" else 0)
                )
        return None

    def switch(self, name: str, run: etree._Element, paragraph_style: str) -> bool:
        """Whether `name` (b, vanish) holds for a run: its own word, its style's, its paragraph's style's."""
        properties = run.find("{*}rPr")
        holders = [properties]
        for style_id in (_value(properties, "rStyle"), paragraph_style):
            holders += [style.letters for style in self._chain(style_id)]
        return next((answer for holder in holders if (answer := is_on(holder, name)) is not None), False)

    def _chain(self, style_id: str) -> list[_Style]:
        chain: list[_Style] = []
        while (style := self._styles.get(style_id)) is not None and len(chain) < _CHAIN_LIMIT:
            chain.append(style)
            style_id = style.parent
        return chain


def _value(holder: etree._Element | None, name: str) -> str:
    found = None if holder is None else next(holder.iterfind(f"{{*}}{name}"), None)
    return "" if found is None else word_attribute(found, "val")


class Numbering:
    """Counts lists as Word does, so that `Punkt 3:` made by automatic numbering is not lost."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._abstract_of: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        for abstract in root.iterfind("{*}abstractNum") if root is not None else ():
            levels = {word_attribute(level, "ilvl"): level for level in abstract.iterfind("{*}lvl")}
            self._levels[word_attribute(abstract, "abstractNumId")] = {
                int(key): level for key, level in levels.items() if key and key in "012345678"
            }
        for number in root.iterfind("{*}num") if root is not None else ():
            self._abstract_of[word_attribute(number, "numId")] = _value(number, "abstractNumId")

    def label(self, place: ListPlace | None) -> str:
        """What Word prints before the paragraph, `-` for every bullet; counts the paragraph."""
        levels = self._levels.get(self._abstract_of.get(place.list_id, ""), {}) if place else {}
        if place is None or place.level not in levels:
            return "-" if place else ""
        counts = self._counts.setdefault(place.list_id, [0] * _LEVEL_COUNT)
        counts[place.level] = (
            counts[place.level] + 1 if counts[place.level] else self._start(levels, place.level)
        )
        counts[place.level + 1 :] = [0] * (_LEVEL_COUNT - place.level - 1)
        kind, pattern = _value(levels[place.level], "numFmt"), _value(levels[place.level], "lvlText")
        if kind == "bullet":
            return "-"
        return _LEVEL_REFERENCE.sub(
            lambda match: self._numeral(levels, counts, int(match[1]) - 1), pattern[:100]
        ).strip()

    def _start(self, levels: dict[int, etree._Element], level: int) -> int:
        start = _value(levels[level], "start")
        return int(start) if start.isascii() and start.isdecimal() and len(start) < 7 else 1

    def _numeral(self, levels: dict[int, etree._Element], counts: list[int], level: int) -> str:
        kind = _value(levels[level], "numFmt") if level in levels else "decimal"
        return numeral(counts[level] or 1, kind)
