"""The words and sentences that generated minutes are put together from, read from the files beside."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Area:
    """An area of work: KLE group, name, key of the committee that decides on it, its own words."""

    group: str
    name: str
    committee: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordBanks:
    """A head has four forms: the word, its definite form, its plural, the definite plural."""

    modifiers: tuple[str, ...]
    heads: tuple[tuple[str, str, str, str], ...]
    areas: tuple[Area, ...]
    committees: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    decisions: tuple[tuple[str, str], ...]
    places: tuple[str, ...]


@lru_cache(maxsize=1)
def read_word_banks() -> WordBanks:
    first_parts, last_parts = (line.split() for line in _lines("places.txt"))
    return WordBanks(
        modifiers=tuple(dict.fromkeys(word for line in _lines("modifiers.txt") for word in line.split())),
        heads=tuple(_head(line) for line in _lines("heads.txt")),
        areas=tuple(_area(line) for line in _lines("areas.txt")),
        committees=tuple(_pair(line) for line in _lines("committees.txt")),
        titles=tuple(_lines("titles.txt")),
        sentences=tuple(_lines("sentences.txt")),
        decisions=tuple(_pair(line) for line in _lines("decisions.txt")),
        places=tuple(first + last for first in first_parts for last in last_parts),
    )


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _head(line: str) -> tuple[str, str, str, str]:
    word, definite, plural, definite_plural = line.split()
    return word, definite, plural, definite_plural


def _area(line: str) -> Area:
    group, name, committee, topics = line.split(";")
    return Area(group, name, committee, tuple(topics.split()))


def _pair(line: str) -> tuple[str, str]:
    first, _, second = line.partition(";")
    return first, second
