"""Text as the analyzer reads it: one spelling of each character, and the way back to the original."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_CONJUNCTIONS = "og|eller|samt|til"
# "beskæf-\ntigelse" is one word, but "Social-\nog Sundhedsudvalget" keeps its hyphen.
_LINE_BREAK_HYPHEN = re.compile(rf"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?!(?:{_CONJUNCTIONS})\b)(?=[a-zæøå])")
# "IPS -modellen" is "IPS-modellen"; in "planer og -mål" the hyphen stands for an omitted word and keeps its
# space.
_STRAY_SPACE = re.compile(r"(?<=[^\W_])(?<!\bog)(?<!\beller)(?<!\bsamt)(?<!\btil) (?=-[a-zæøå]{3})")
# "Job-og Ungecenter" is "Job- og Ungecenter".
_MISSING_SPACE = re.compile(r"(?<=[^\W\d_]{2}-)(?=(?:og|eller|samt)\s+[^\W\d_])")
# Anything that normalisation may change, with the character before it, which a combining mark belongs to.
_UNUSUAL = re.compile(r"[\x00-\x7fÆØÅæøåéü]?[^\x00-\x7fÆØÅæøåéü]+")
_SAME_LENGTH = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "\x00": " "}
)


@dataclass(frozen=True, slots=True)
class CleanText:
    """Cleaned text; `origins` gives (start, end) in the original for each character, None when equal."""

    text: str
    origins: tuple[tuple[int, int], ...] | None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original text of the non-empty cleaned span [start, end)."""
        if self.origins is None:
            return start, end
        return self.origins[start][0], self.origins[end - 1][1]


def clean(text: str) -> CleanText:
    """Fold what only layout or encoding made different; any text is accepted."""
    cleaned = _normalise(text.translate(_SAME_LENGTH))
    cleaned = _without(cleaned, _INVISIBLE)
    cleaned = _blank(cleaned, _URL)
    cleaned = _without(cleaned, _LINE_BREAK_HYPHEN)
    cleaned = _without(cleaned, _STRAY_SPACE)
    return _with_spaces(cleaned, _MISSING_SPACE)


def _normalise(text: str) -> CleanText:
    if unicodedata.is_normalized("NFKC", text):
        return CleanText(text, None)
    characters: list[str] = []
    origins: list[tuple[int, int]] = []
    position = 0
    for match in _UNUSUAL.finditer(text):
        characters.append(text[position : match.start()])
        origins.extend((index, index + 1) for index in range(position, match.start()))
        for start, end in _character_groups(text, *match.span()):
            normal = unicodedata.normalize("NFKC", text[start:end]).translate(_SAME_LENGTH)
            if "\u2044" in normal:  # "2½" is 2 and 1/2, not 21/2
                normal = f" {normal} "
            characters.append(normal)
            origins.extend([(start, end)] * len(normal))
        position = match.end()
    characters.append(text[position:])
    origins.extend((index, index + 1) for index in range(position, len(text)))
    return CleanText("".join(characters), tuple(origins))


def _character_groups(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Spans of one character with the combining marks that belong to it."""
    start = first
    for index in range(first + 1, last + 1):
        if index == last or not unicodedata.combining(text[index]):
            yield start, index
            start = index


def _blank(cleaned: CleanText, pattern: re.Pattern[str]) -> CleanText:
    return CleanText(pattern.sub(lambda match: " " * len(match[0]), cleaned.text), cleaned.origins)


def _without(cleaned: CleanText, pattern: re.Pattern[str]) -> CleanText:
    spans = [match.span() for match in pattern.finditer(cleaned.text)]
    if not spans:
        return cleaned
    origins = _origins(cleaned)
    kept_text: list[str] = []
    kept_origins: list[tuple[int, int]] = []
    position = 0
    for start, end in [*spans, (len(cleaned.text), len(cleaned.text))]:
        kept_text.append(cleaned.text[position:start])
        kept_origins.extend(origins[position:start])
        position = end
    return CleanText("".join(kept_text), tuple(kept_origins))


def _with_spaces(cleaned: CleanText, pattern: re.Pattern[str]) -> CleanText:
    places = [match.start() for match in pattern.finditer(cleaned.text)]
    if not places:
        return cleaned
    origins = list(_origins(cleaned))
    for place in reversed(places):
        origins.insert(place, (origins[place][0], origins[place][0]))
    return CleanText(pattern.sub(" ", cleaned.text), tuple(origins))


def _origins(cleaned: CleanText) -> tuple[tuple[int, int], ...]:
    return cleaned.origins or tuple((index, index + 1) for index in range(len(cleaned.text)))
