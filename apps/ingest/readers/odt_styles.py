"""OpenDocument's styles: which paragraphs are bold, and which numbers a list shows."""

from typing import NamedTuple

from lxml import etree

from apps.ingest.readers.numerals import numeral

_CHAIN_LIMIT = 12
_NUMERALS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def local_name(element: etree._Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, empty when missing."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )


class ListPlace(NamedTuple):
    """The style of a list and the level in it, counted from 1 as the format does."""

    style: str
    level: int


class Styles:
    """Text and list styles of one document, inheritance followed."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._styles = {attribute(style, "name"): style for root in roots for style in root.iter("{*}style")}
        self._levels: dict[ListPlace, etree._Element] = {}
        for style in (style for root in roots for style in root.iter("{*}list-style")):
            for level in style:
                number = attribute(level, "level")
                if number.isascii() and number.isdecimal():
                    self._levels[ListPlace(attribute(style, "name"), int(number[:3]))] = level

    def is_bold(self, name: str) -> bool:
        """Whether the style or one it builds on sets bold letters."""
        return self._property(name, "font-weight") in ("bold", "600", "700", "800", "900")

    def is_hidden(self, name: str) -> bool:
        return self._property(name, "display") == "none"

    def start(self, place: ListPlace) -> int | None:
        """The first number of a list; None for bullets."""
        level = self._levels.get(place)
        if level is None or local_name(level) != "list-level-style-number":
            return None
        start = attribute(level, "start-value")
        return int(start[:6]) if start.isascii() and start.isdecimal() else 1

    def label(self, place: ListPlace, number: int | None) -> str:
        """What is printed before item `number`; `-` for bullets."""
        level = self._levels.get(place)
        if number is None or level is None:
            return "-"
        digits = numeral(number, _NUMERALS.get(attribute(level, "num-format"), "none"))
        return f"{attribute(level, 'num-prefix')}{digits}{attribute(level, 'num-suffix')}" or " "

    def _property(self, name: str, key: str) -> str:
        for _ in range(_CHAIN_LIMIT):
            style = self._styles.get(name)
            if style is None:
                return ""
            for properties in style.iterfind("{*}text-properties"):
                if value := attribute(properties, key):
                    return value
            name = attribute(style, "parent-style-name")
        return ""


def is_bold(paragraph: etree._Element, styles: Styles) -> bool:
    """Whether every letter of a paragraph is bold, by its own style or those of its spans."""
    base = styles.is_bold(attribute(paragraph, "style-name"))
    letters = [(base, paragraph.text)]
    for child in paragraph:
        own = styles.is_bold(attribute(child, "style-name")) if local_name(child) == "span" else base
        letters += [(own or base, "".join(map(str, child.itertext()))), (base, child.tail)]
    return any(text and text.strip() for _, text in letters) and all(
        bold or not any(map(str.isalnum, text or "")) for bold, text in letters
    )
