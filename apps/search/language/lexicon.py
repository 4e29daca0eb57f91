"""The compiled Danish lexicon: for a folded word its lemma, and whether it can stand first or last in a compound.

`lexicon_build` makes the file at set-up; here it is mapped into memory, so that processes share its pages. Without the
file everything still works, but no word is known: no lemmas beyond the irregular ones, and no compound is split.
"""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import marisa_trie

LEXICON_NAME = "danish.marisa"
FINGERPRINT_NAME = "danish.fingerprint"
# One byte before each stored lemma says what the entry is: a word form, the first part of a compound, or a name.
FORM, LEMMA_ONLY, MODIFIER, NAME = b"f", b"l", b"m", b"n"


def lexicon_folder() -> Path:
    """The folder of the compiled lexicon: LEXICON_DIR, else `build/lexicon` in the project."""
    chosen = os.environ.get("LEXICON_DIR")
    return Path(chosen) if chosen else Path(__file__).resolve().parents[3] / "build" / "lexicon"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon knows of one folded spelling; a lemma or stem is folded too, and None when it has none."""

    lemma: str | None
    modifies: str | None
    is_final: bool
    is_name: bool


class Lexicon:
    """Look-ups in the compiled file; an empty lexicon knows nothing."""

    def __init__(self, trie: marisa_trie.BytesTrie | None, fingerprint: str) -> None:
        self._trie = trie
        self.fingerprint = fingerprint

    def find(self, folded: str) -> Entry | None:
        """The entry of one folded spelling."""
        values = self._trie.get(folded) if self._trie is not None else None
        return _entry(folded, values) if values else None

    def beginnings(self, folded: str) -> list[str]:
        """All spellings of the lexicon that `folded` begins with, shortest first."""
        return self._trie.prefixes(folded) if self._trie is not None else []


def _entry(folded: str, values: list[bytes]) -> Entry:
    by_kind = {value[:1]: value[1:] for value in values}
    lemma = by_kind.get(FORM, by_kind.get(LEMMA_ONLY, by_kind.get(NAME)))
    return Entry(
        lemma=None if lemma is None else apply_change(folded, lemma),
        modifies=apply_change(folded, by_kind[MODIFIER]) if MODIFIER in by_kind else None,
        is_final=FORM in by_kind,
        is_name=NAME in by_kind,
    )


def describe_change(form: str, lemma: str) -> bytes:
    """How to get from a form to its lemma: the count of letters to drop, then the letters to add."""
    shared = 0
    while form[shared : shared + 1] == lemma[shared : shared + 1] != "":
        shared += 1
    return bytes([len(form) - shared]) + lemma[shared:].encode()


def apply_change(form: str, change: bytes) -> str:
    """The lemma that `describe_change` described."""
    return form[: len(form) - change[0]] + change[1:].decode()


@lru_cache(maxsize=4)
def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The compiled lexicon of a folder, or an empty one when it was not built."""
    place = folder or lexicon_folder()
    path = place / LEXICON_NAME
    if not path.is_file():
        return Lexicon(None, "none")
    trie = marisa_trie.BytesTrie().mmap(str(path))
    return Lexicon(trie, (place / FINGERPRINT_NAME).read_text().strip())
