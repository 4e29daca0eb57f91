"""The compiled Danish lexicon: for a folded word its lemma, and whether it can stand first or last in a
compound.

`lexicon_build` makes the file at set-up; here it is mapped into memory, so that processes share its pages.
Without the file everything still works, but no word is known: no lemmas beyond the irregular ones, and no
compound is split.
"""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import marisa_trie

# The number is the format: a file of an older one is not read, but built anew.
LEXICON_NAME = "danish-2.marisa"
FINGERPRINT_NAME = "danish.fingerprint"
# A stored value is the kind of the entry (word form, form known to the lemma table alone, first part of a
# compound, name), the count of its uses in compounds (one byte), and the way to its lemma.
FORM, LEMMA_ONLY, MODIFIER, NAME = b"f", b"l", b"m", b"n"


def lexicon_folder() -> Path:
    """The folder of the compiled lexicon: LEXICON_DIR, else `build/lexicon` in the project."""
    chosen = os.environ.get("LEXICON_DIR")
    return Path(chosen) if chosen else Path(__file__).resolve().parents[3] / "build" / "lexicon"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon knows of one folded spelling; lemma and stem are folded too, None when it has none.

    The uses count, up to 255, in how many dictionary words the spelling stands last (as head) or first (as
    modifier).
    """

    lemma: str | None
    modifies: str | None
    is_final: bool
    is_name: bool
    uses_as_head: int
    uses_as_modifier: int


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
    change = by_kind.get(FORM, by_kind.get(LEMMA_ONLY, by_kind.get(NAME)))
    modifier = by_kind.get(MODIFIER)
    return Entry(
        lemma=None if change is None else apply_change(folded, change[1:]),
        modifies=None if modifier is None else apply_change(folded, modifier[1:]),
        is_final=FORM in by_kind,
        is_name=NAME in by_kind,
        uses_as_head=0 if change is None else change[0],
        uses_as_modifier=0 if modifier is None else modifier[0],
    )


def describe_change(form: str, lemma: str) -> bytes:
    """How to get from a form to its lemma: the count of letters to drop, then the letters to add."""
    shared = len(lemma) if form.startswith(lemma) else 0
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
