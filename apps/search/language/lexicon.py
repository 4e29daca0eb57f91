"""The compiled Danish lexicon: for a folded word its lemma, and whether it can stand first or last in a
compound.

`lexicon_build` makes the file at set-up; here it is mapped into memory, so that processes share its pages.
Without the file everything still works, but no word is known: no lemmas beyond the irregular ones, and no
compound is split.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

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


class Entry(NamedTuple):
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
    lemma = modifies = None
    is_final = is_name = False
    uses_as_head = uses_as_modifier = 0
    # In order of kind: a word form comes before what the lemma table or a name says.
    for value in values:
        kind = value[:1]
        if kind == MODIFIER:
            modifies, uses_as_modifier = apply_change(folded, value[2:]), value[1]
        elif lemma is None:
            lemma, uses_as_head = apply_change(folded, value[2:]), value[1]
        is_final |= kind == FORM
        is_name |= kind == NAME
    return Entry(lemma, modifies, is_final, is_name, uses_as_head, uses_as_modifier)


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
