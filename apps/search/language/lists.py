"""The curated word lists in `apps/search/data`: tab-separated, "#" begins a comment, reasons come last."""

import hashlib
from functools import lru_cache
from pathlib import Path

from apps.search.language.folding import fold

LIST_FOLDER = Path(__file__).resolve().parent.parent / "data"


@lru_cache(maxsize=32)
def read_words(name: str) -> frozenset[str]:
    """The folded words of a list."""
    return frozenset(fold(columns[0]) for columns in _rows(name))


@lru_cache(maxsize=32)
def read_pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The folded (word, other word) pairs of a list."""
    return tuple((fold(columns[0]), fold(columns[1])) for columns in _rows(name))


@lru_cache(maxsize=32)
def read_splits(name: str) -> tuple[tuple[str, ...], ...]:
    """The folded parts of each word of a list written as `med|finansiering`."""
    return tuple(tuple(fold(part) for part in columns[0].split("|")) for columns in _rows(name))


def fingerprint_lists(names: tuple[str, ...]) -> str:
    """A hash that changes when one of the lists does."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((LIST_FOLDER / name).read_bytes())
    return digest.hexdigest()[:16]


def _rows(name: str) -> list[list[str]]:
    lines = (LIST_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
