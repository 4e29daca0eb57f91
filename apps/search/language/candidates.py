"""Where in a text the keys of a query may stand, told from the letters alone.

Reading a word that was never met takes half a millisecond and a text has hundreds of them, so only what may
be wanted is read. Danish inflection and linking letters change vowels, endings and double consonants: a key
is looked for by the consonants it begins with.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from apps.search.language.folding import fold
from apps.search.language.lists import read_pairs, read_words

_SOUND = re.compile(r"[aeiouy]+|ks|th|(\w)\1*")
_VOWELS = "[aeiouyæøåäöüéèêëáàâíóôúý]"
_SPELLINGS = {"ks": "(?:ks|x)", "th": "(?:th|þ)", "c": "[cç]", "d": "[dð]", "n": "[nñ]", "s": "[sß]"}
# Forms that begin otherwise than their lemma, beside those of the curated list.
_OTHER_FORMS = {
    "bringe": ("bragt",),
    "burde": ("boer",),
    "gaelde": ("gjald",),
    "gammel": ("aeldst",),
    "goere": ("gjor",),
    "grov": ("groft",),
    "have": ("haft", "har"),
    "lille": ("smaa", "mindre", "mindst"),
    "ligge": ("laa",),
    "stiv": ("stift",),
    "vaere": ("er",),
}
# What can stand inside a word: invisible characters, combining marks and ligatures; and line ends.
_BROKEN_WORD = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufb00-\ufb06\ufeff]")
_BROKEN_LINE = re.compile(r"-[ \t]*\r?\n")
_OUTER_SIGNS = '.,;:!?()[]»«"'
_SPACE = re.compile(r"\s")
# "Social- og Sundhedsudvalget", "planer og -mål".
_HALF_WORD = re.compile(r"\w-\s|(?:og|eller|samt|til)\s+-\w")
# Function words as short as these are parts of no compound.
_SHORT_WORD = 3
# So many letters around may complete a word that is half written.
_HALF_WORD_REACH = 60
# In a text with more places than this the rest is no better.
_MOST_PLACES = 200

Window = tuple[int, int]
# Patterns of which one is met, in lower case.
Alternatives = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """What is met wherever something wanted stands: one of each alternatives, the rarest first.

    `reach` is how many words to both sides must be read with it. Without alternatives everything must be.
    """

    alternatives: tuple[Alternatives, ...]
    reach: int = 0


def sign_of_keys(keys: Iterable[str], reach: int) -> Sign:
    """The sign of keys that stand near each other."""
    found = sorted(filter(None, map(patterns_of_key, keys)), key=lambda patterns: -len(patterns[0]))
    return Sign(tuple(found), reach)


@lru_cache(maxsize=512)
def patterns_of_key(key: str) -> Alternatives:
    """What is met in every word that has the key, or a member with it; empty when that cannot be told."""
    word = key.lstrip("^#§")
    digits = [character for character in word if character.isdigit()]
    if digits:
        return (r"\.?".join(digits[:4]),)
    sounds = [match[0] for match in _SOUND.finditer(word)]
    if not word.isalpha() or not sounds:
        return ()
    if len(word) <= _SHORT_WORD and word in read_words("stop_words.tsv"):
        return (rf"{_pattern(sounds[:2], at_start=True)}\w{{0,3}}\b",)
    others = [*_irregular_forms().get(word, ()), *_OTHER_FORMS.get(word, ())]
    forms = [_beginning(sounds), *([match[0] for match in _SOUND.finditer(form)] for form in others)]
    patterns = dict.fromkeys(map(_pattern, forms))
    return tuple(
        one for one in patterns if not any(one != other and one.startswith(other) for other in patterns)
    )


def find_windows(text: str, signs: tuple[Sign, ...]) -> list[Window]:
    """The stretches that hold all that may be wanted, in order and apart; they begin and end at words."""
    lowered = text.lower()
    if len(lowered) != len(text) or not all(sign.alternatives for sign in signs) or _has_broken_words(text):
        return [(0, len(text))]
    windows: list[Window] = []
    for start, end in sorted(set(chain.from_iterable(_windows_of(lowered, sign) for sign in signs))):
        if windows and start < windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows


def _has_broken_words(text: str) -> bool:
    if "-" in text and _BROKEN_LINE.search(text):
        return True
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return _BROKEN_WORD.search(text) is not None
    return "\u00ad" in text


def _windows_of(lowered: str, sign: Sign) -> Iterator[Window]:
    rarest, *others = sign.alternatives
    for pattern in rarest:
        end = 0
        for _, match in zip(range(_MOST_PLACES), _compiled(pattern).finditer(lowered), strict=False):
            if match.start() >= end:
                start, end = _window(lowered, *match.span(), sign.reach)
                # Both halves of a compound stand in the compound itself; here they must stand apart.
                word = _window(lowered, *match.span(), 0) if others else (start, end)
                if all(_is_beside(lowered, (start, end), word, patterns) for patterns in others):
                    yield start, end


def _is_beside(lowered: str, window: Window, word: Window, patterns: Alternatives) -> bool:
    return any(
        _compiled(pattern).search(lowered, window[0], word[0])
        or _compiled(pattern).search(lowered, word[1], window[1])
        for pattern in patterns
    )


def _window(text: str, start: int, end: int, reach: int) -> Window:
    """A place's word and `reach` words to both sides; more where words are half written."""
    first, last = max(0, start - _HALF_WORD_REACH), min(len(text), end + _HALF_WORD_REACH)
    if _HALF_WORD.search(text, first, last):
        start, end = first, last
    start, end = _word_start(text, start), _word_end(text, end)
    if not reach:
        # The same word with and without a full stop is read once.
        core = text[start:end].strip(_OUTER_SIGNS)
        start = text.index(core, start)
        return start, start + len(core)
    for _ in range(reach):
        start, end = _word_start(text, max(start - 1, 0)), _word_end(text, min(end + 1, len(text)))
    return start, end


def _word_start(text: str, place: int) -> int:
    return max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1


def _word_end(text: str, place: int) -> int:
    space = _SPACE.search(text, place)
    return space.start() if space else len(text)


def _beginning(sounds: list[str]) -> list[str]:
    """The sounds of a lemma that its forms share: gam(mel), a(del), skol(e)."""
    count = len(sounds)
    if count > 4:
        sounds = sounds[: max(4, count - 2) if count <= 7 else count - 3]
    elif count == 4 and _is_vowel(sounds[0]):
        sounds = sounds[:2]
    return sounds[:-1] if len(sounds) > 2 and _is_vowel(sounds[-1]) else sounds


def _pattern(sounds: list[str], *, at_start: bool = False) -> str:
    """Sounds in any spelling, from a plain letter on where there is one: that is found ten times faster."""
    first, *rest = sounds
    edge = r"\b" if at_start else ""
    if _is_vowel(first) and rest and _is_letter(rest[0]):
        letter = rest.pop(0)[0]
        start = f"{letter}(?<={edge}{_VOWELS}{letter}){letter}?"
    elif _is_letter(first):
        start = f"{first[0]}(?<={edge}{first[0]}){first[0]}?" if edge else f"{first[0]}{first[0]}?"
    else:
        start = edge + _spelled(first)
    return start + "".join(map(_spelled, rest))


def _spelled(sound: str) -> str:
    if _is_vowel(sound):
        return f"{_VOWELS}+"
    spelling = _SPELLINGS.get(sound if sound in _SPELLINGS else sound[0], sound[0])
    return f"{spelling}{spelling}?"


def _is_letter(sound: str) -> bool:
    """Whether a sound is one letter, or the same twice."""
    return (not _is_vowel(sound) and sound not in _SPELLINGS) or sound in "cdns"


def _is_vowel(sound: str) -> bool:
    return sound[0] in "aeiouy"


@lru_cache(maxsize=1)
def _irregular_forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for form, lemma in read_pairs("irregular_forms.tsv"):
        forms[fold(lemma)] = (*forms.get(fold(lemma), ()), fold(form))
    return forms


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
