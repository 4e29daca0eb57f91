"""Joins lines that were wrapped, and words that were divided, and keeps hyphens that belong to a word."""

import re
from collections.abc import Iterable

_HYPHENS = "-\u2010\u00ad"
_DIVIDED = re.compile(r"(?P<word>[^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# `Børne- og`, `for- eller`: the hyphen stands for the rest of the word.
_CONJUNCTIONS = frozenset(("og", "eller", "samt", "til", "som", "men"))
_SHORTEST_PART = 2


class Hyphenation:
    """Knows the words of one document, which tell whether `børne-have` is written with a hyphen there."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {word.strip('.,:;()"”»«').lower() for word in words}

    def join(self, above: str, below: str) -> str:
        """The text of two lines that were one."""
        above, below = above.rstrip(), below.lstrip()
        if above.endswith("/"):
            return above + below
        if not above.endswith(tuple(_HYPHENS)):
            return f"{above} {below}"
        first = _FIRST_WORD.match(below)
        if first and first[0].lower() in _CONJUNCTIONS:
            return f"{above[:-1]}- {below}"
        if above[:-1].endswith((" ", "\t")):
            return f"{above[:-1]}- {below}"
        return above[:-1] + ("" if self._is_divided(above, first) else "-") + below

    def _is_divided(self, above: str, first: re.Match[str] | None) -> bool:
        """Whether the hyphen came with the line break: small letters on both sides, and no word like it
        elsewhere.
        """
        match = _DIVIDED.search(above)
        if not match or not first or not match["word"][-1].islower() or not first[0][0].islower():
            return False
        last_word = above.split()[-1][:-1].lower()
        if f"{last_word}-{first[0].lower()}" in self._words:
            return False
        if last_word + first[0].lower() in self._words:
            return True
        return "-" not in last_word and len(match["word"]) > _SHORTEST_PART
