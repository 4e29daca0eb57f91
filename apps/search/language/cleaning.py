"""Text as the analyzer reads it: one spelling of each character, and the way back to the original."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# The words of an address may be all that is known of a source; how it begins says nothing.
_URL = re.compile(r"[hHwW](?:[tT]{2}[pP][sS]?://(?:www\.)?|[wW]{2}\.)(?=[^\s<>\"])")
_CONJUNCTIONS = "og|eller|samt|til"
# The patterns with a hyphen begin with it, so that looking for them costs next to nothing.
# "beskæf-\ntigelse" is one word, but "Social-\nog Sundhedsudvalget" keeps its hyphen.
_LINE_BREAK_HYPHEN = re.compile(rf"-(?<=[^\W\d_]-)[ \t]*\r?\n[ \t]*(?!(?:{_CONJUNCTIONS})\b)(?=[a-zæøå])")
# "IPS -modellen" is "IPS-modellen"; in "planer og -mål" the hyphen stands for an omitted word and keeps its
# space.
_STRAY_SPACE = re.compile(r" (?=-[a-zæøå]{3})(?<=[^\W_] )(?<!\bog )(?<!\beller )(?<!\bsamt )(?<!\btil )")
# "Job-og Ungecenter" is "Job- og Ungecenter".
_MISSING_SPACE = re.compile(r"-(?<=[^\W\d_]{2}-)(?=(?:og|eller|samt)\s+[^\W\d_])")
# Anything that normalisation may change, with the character before it, which a combining mark belongs to.
_UNUSUAL = re.compile(r"[\x00-\x7fÆØÅæøåéü]?[^\x00-\x7fÆØÅæøåéü]+")
_SAME_LENGTH = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "\x00": " "}
)
_OTHER_SIGNS = re.compile("[" + "".join(map(chr, _SAME_LENGTH)) + "]")


@dataclass(frozen=True, slots=True)
class _Changes:
    """What one step of cleaning replaced: spans of its result, each with the span it was made from."""

    starts: list[int]
    ends: list[int]
    old_starts: list[int]
    old_ends: list[int]

    def add(self, start: int, end: int, old_start: int, old_end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.old_starts.append(old_start)
        self.old_ends.append(old_end)

    def span_of(self, index: int) -> tuple[int, int]:
        """The span that one character of the result was made from."""
        change = bisect_right(self.starts, index) - 1
        if change < 0:
            return index, index + 1
        if index < self.ends[change]:
            return self.old_starts[change], self.old_ends[change]
        old = self.old_ends[change] + index - self.ends[change]
        return old, old + 1


@dataclass(frozen=True, slots=True)
class CleanText:
    """Cleaned text, with what each step of cleaning changed."""

    text: str
    changes: tuple[_Changes, ...] = ()

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original text of the non-empty cleaned span [start, end)."""
        for change in reversed(self.changes):
            start, end = change.span_of(start)[0], change.span_of(end - 1)[1]
        return start, end


def clean(text: str) -> CleanText:
    """Fold what only layout or encoding made different; any text is accepted."""
    cleaned = _normalise(text.translate(_SAME_LENGTH) if _OTHER_SIGNS.search(text) else text)
    cleaned = _without(cleaned, _INVISIBLE)
    cleaned = _blank(cleaned, _URL)
    if "-" not in cleaned.text:
        return cleaned
    cleaned = _without(cleaned, _LINE_BREAK_HYPHEN)
    if " -" in cleaned.text:
        cleaned = _without(cleaned, _STRAY_SPACE)
    return _with_spaces(cleaned, _MISSING_SPACE)


def _normalise(text: str) -> CleanText:
    if unicodedata.is_normalized("NFKC", text):
        return CleanText(text)
    kept: list[str] = []
    changes = _Changes([], [], [], [])
    length = position = 0
    for match in _UNUSUAL.finditer(text):
        kept.append(text[position : match.start()])
        length += match.start() - position
        for start, end in _character_groups(text, *match.span()):
            normal = unicodedata.normalize("NFKC", text[start:end]).translate(_SAME_LENGTH)
            if "\u2044" in normal:  # "2½" is 2 and 1/2, not 21/2
                normal = f" {normal} "
            kept.append(normal)
            if end - start != 1 or len(normal) != 1:
                changes.add(length, length + len(normal), start, end)
            length += len(normal)
        position = match.end()
    kept.append(text[position:])
    return CleanText("".join(kept), (changes,))


def _character_groups(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Spans of one character with the combining marks that belong to it."""
    start = first
    for index in range(first + 1, last + 1):
        if index == last or not unicodedata.combining(text[index]):
            yield start, index
            start = index


def _blank(cleaned: CleanText, pattern: re.Pattern[str]) -> CleanText:
    return CleanText(pattern.sub(lambda match: " " * len(match[0]), cleaned.text), cleaned.changes)


def _without(cleaned: CleanText, pattern: re.Pattern[str]) -> CleanText:
    return _replace(cleaned, [match.span() for match in pattern.finditer(cleaned.text)], "")


def _with_spaces(cleaned: CleanText, pattern: re.Pattern[str]) -> CleanText:
    return _replace(cleaned, [(match.end(), match.end()) for match in pattern.finditer(cleaned.text)], " ")


def _replace(cleaned: CleanText, spans: list[Span], replacement: str) -> CleanText:
    if not spans:
        return cleaned
    kept: list[str] = []
    changes = _Changes([], [], [], [])
    length = position = 0
    for start, end in spans:
        kept += (cleaned.text[position:start], replacement)
        length += start - position + len(replacement)
        changes.add(length - len(replacement), length, start, end)
        position = end
    kept.append(cleaned.text[position:])
    return CleanText("".join(kept), (*cleaned.changes, changes))
