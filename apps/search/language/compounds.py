"""Compound words: the members a reader may search for, and where their letters stand in the word."""

from dataclasses import dataclass
from functools import lru_cache

from apps.search.language.lemmas import lemma_of

_CACHED_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Member:
    """A word inside a compound: its key, and where its letters stand in the folded word."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordReading:
    """A word as the search reads it: its key, its members, and the two halves of a compound as keys (else empty)."""

    key: str
    members: tuple[Member, ...] = ()
    modifier: str = ""
    head: str = ""


@lru_cache(maxsize=_CACHED_WORDS)
def read_word(folded: str) -> WordReading:
    """The reading of one folded word."""
    return WordReading(lemma_of(folded))
