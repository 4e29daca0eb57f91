"""Compound words: the members a reader may search for, and where their letters stand in the word.

The dictionary says which forms can stand first (with their linking letters) and which last; curated lists in
`apps/search/data` correct it. Rules and lists were tuned on words of municipal life, see
`compounds_gold.tsv`.
"""

import os
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from apps.search.language.lemmas import lemma_of, plural_of_agent
from apps.search.language.lexicon import Entry, load_lexicon
from apps.search.language.lists import read_pairs, read_splits, read_words

# Enough for a web process, and some 5 MB of memory for each of the two caches of this size. A process that
# indexes a whole archive is given more room by this variable: reading a new word costs a millisecond.
CACHED_WORDS = int(os.environ.get("SEARCH_CACHED_WORDS", "8192"))
_LONGEST_COMPOUND = 60
_MOST_MEMBERS = 16
_MOST_PREFIX_READINGS = 4
# In how many dictionary words a short part must stand before it counts as a part of another dictionary word.
_SHORTEST_KNOWN_COMPOUND = 9
_USES_IN_SHORT_WORD = 12
_USES_IN_LONG_WORD = 3
_USES_OF_COMMON_HEAD = 20
_SHORTEST_LOOSE_COMPOUND = 10
_PART_COST = 10.0
_LOOSE_COST = 6.0
_ATOM_BONUS = 4.0


class Member(NamedTuple):
    """A word inside a compound: its key, and where its letters stand in the folded word."""

    key: str
    start: int
    end: int


class WordReading(NamedTuple):
    """A word as the search reads it: key, members, and the two halves of a compound as keys (else empty).

    `agent` is a second key where the word may say who does something: `borger` beside the verb `borge`.
    """

    key: str
    members: tuple[Member, ...] = ()
    modifier: str = ""
    head: str = ""
    agent: str = ""


class _Part(NamedTuple):
    """A part of a split: its letters in the word, and the word it is a form of."""

    start: int
    end: int
    word: str


@lru_cache(maxsize=CACHED_WORDS)
def read_word(folded: str) -> WordReading:
    """The reading of one folded word."""
    stem = _stem_of_bare_modifier(folded)
    if stem:
        return read_word(stem)
    lemma = lemma_of(folded)
    plural = plural_of_agent(folded)
    agent = read_word(plural).key if plural else ""
    if lemma in read_words("atoms.tsv") or len(folded) > _LONGEST_COMPOUND:
        return WordReading(lemma, agent=agent)
    parts = _parts(folded, lemma)
    if not parts:
        return WordReading(lemma, agent=agent)
    reading = _reading(parts)
    return reading._replace(agent=agent) if agent else reading


def read_joined(words: tuple[str, ...]) -> WordReading:
    """The reading of a word whose writer showed the parts, such as `JobCamp`."""
    ends = list(accumulate(len(word) for word in words))
    return _reading([_Part(end - len(word), end, word) for word, end in zip(words, ends, strict=True)])


def _reading(parts: list[_Part]) -> WordReading:
    readings = [read_word(part.word) for part in parts]
    keys = [reading.key for reading in readings]
    agents = [reading.agent or reading.key for reading in readings]
    members = dict.fromkeys(_members(parts, readings))
    return WordReading(
        "".join(keys),
        tuple(members)[:_MOST_MEMBERS],
        "".join(keys[:-1]),
        keys[-1],
        "".join(agents) if agents != keys else "",
    )


def read_modifier(folded: str) -> str:
    """The key of a first part that stands alone with its linking letters, as `Børne-` does."""
    return read_word(_modified_word(folded) or folded).key


def prefix_keys(folded: str) -> tuple[str, ...]:
    """What the key of a word beginning with these letters may begin with.

    `beskaeftigelsesp` is `beskaeftigelsep` in the key of beskæftigelsesplan, which has no linking letter.
    """
    keys = [folded, read_word(folded).key]
    beginnings = [text for text in load_lexicon().beginnings(folded) if 3 < len(text) < len(folded)]
    for text in beginnings[: -_MOST_PREFIX_READINGS - 1 : -1]:
        stem = _modified_word(text)
        if stem and text not in read_words("blocked_first.tsv"):
            keys.append(read_word(stem).key + folded[len(text) :])
    return tuple(dict.fromkeys(keys))


def _stem_of_bare_modifier(folded: str) -> str | None:
    """The word of a form that only stands first in compounds, such as `arbejds`."""
    entry = load_lexicon().find(folded)
    if entry is None or entry.lemma is not None or entry.modifies in (None, folded):
        return None
    return entry.modifies


def _members(parts: list[_Part], readings: list[WordReading]) -> Iterator[Member]:
    """Each part, what it is made of itself, and every run of neighbouring words within the whole."""
    words: list[Member] = []
    for part, reading in zip(parts, readings, strict=True):
        whole = Member(reading.key, part.start, part.end)
        yield whole
        if reading.agent:
            yield whole._replace(key=reading.agent)
        inner = list(_members_within(part, reading))
        yield from inner
        words += _smallest(inner) or [whole]
    for first in range(len(words)):
        for after in range(first + 2, len(words) + 1):
            if after - first < len(words):
                run = words[first:after]
                yield Member("".join(word.key for word in run), run[0].start, run[-1].end)


def _members_within(part: _Part, reading: WordReading) -> Iterator[Member]:
    last = max((member.end for member in reading.members), default=0)
    for member in reading.members:
        end = part.end if member.end == last else min(part.start + member.end, part.end)
        if part.start + member.start < end:
            yield Member(member.key, part.start + member.start, end)


def _smallest(members: list[Member]) -> list[Member]:
    """The members that hold no other one, in the order of the word."""
    spans = [(member.start, member.end) for member in members]
    return sorted(
        (
            member
            for member in members
            if not any(
                member.start <= start and end <= member.end and end - start < member.end - member.start
                for start, end in spans
            )
        ),
        key=lambda member: member.start,
    )


def _parts(folded: str, lemma: str) -> list[_Part]:
    """The parts of a word; a known word is split as its lemma, so that all its forms are split alike."""
    listed = _listed_parts(lemma)
    entry = load_lexicon().find(folded)
    is_known = entry is not None and entry.lemma is not None
    if entry is not None and entry.is_name and not entry.is_final:
        return []
    parts = listed or (_split_known(lemma) if is_known else _split_unknown(folded))
    if parts and folded[: parts[-1].start] == lemma[: parts[-1].start]:
        return [*parts[:-1], _Part(parts[-1].start, len(folded), parts[-1].word)]
    return _split_known(folded) if parts else []


@lru_cache(maxsize=1)
def _splits() -> dict[str, tuple[str, ...]]:
    return {"".join(parts): parts for parts in read_splits("compound_splits.tsv")}


def _listed_parts(lemma: str) -> list[_Part]:
    parts: list[_Part] = []
    start = 0
    for text in _splits().get(lemma, ()):
        parts.append(_Part(start, start + len(text), _word_of(text, is_last=start + len(text) == len(lemma))))
        start += len(text)
    return parts


def _word_of(text: str, *, is_last: bool) -> str:
    return text if is_last else _modified_word(text) or text


def _split_known(word: str) -> list[_Part]:
    parts = _cheapest_split(word, is_loose=False)
    if not parts:
        return []
    if lemma_of(parts[-1].word) in read_words("short_heads.tsv"):
        return parts
    least = _USES_IN_SHORT_WORD if len(word) < _SHORTEST_KNOWN_COMPOUND else _USES_IN_LONG_WORD
    texts = [word[part.start : part.end] for part in parts]
    is_chance = any(_is_rare(text, least, is_last=False) for text in texts[:-1])
    return [] if is_chance or _is_rare(texts[-1], least, is_last=True) else parts


def _split_unknown(word: str) -> list[_Part]:
    parts = _cheapest_split(word, is_loose=False)
    if not parts and len(word) >= _SHORTEST_LOOSE_COMPOUND:
        parts = _cheapest_split(word, is_loose=True) or _split_before_common_head(word)
    if parts and lemma_of(parts[-1].word) in read_words("place_name_endings.tsv"):
        return []
    return parts


def _split_before_common_head(word: str) -> list[_Part]:
    """A word whose beginning nobody knows (a name, a misspelling) and whose end builds many words."""
    for start in range(3, len(word) - 4):
        entry = load_lexicon().find(word[start:])
        is_common = entry is not None and entry.uses_as_head >= _USES_OF_COMMON_HEAD
        if is_common and _last_cost(word[start:]) and not set("aeiouy").isdisjoint(word[:start]):
            return [_Part(0, start, word[:start]), _Part(start, len(word), word[start:])]
    return []


def _is_rare(text: str, least_uses: int, *, is_last: bool) -> bool:
    """Whether a short part hardly builds other words in this place: its letters are probably chance."""
    if len(text) >= 6 or text in read_words("short_parts.tsv") or text in _extra_modifiers():
        return False
    entry = load_lexicon().find(text)
    if entry is None:
        return True
    uses = entry.uses_as_head if is_last else entry.uses_as_modifier
    return uses < (least_uses if len(text) == 5 else 2 * least_uses)


def _cheapest_split(word: str, *, is_loose: bool) -> list[_Part]:
    """The cheapest split into first parts and a last part: few parts, long parts, parts much in use."""
    # For each place that can be reached: the cost, where the part that ends there begins, that part's word.
    best: dict[int, tuple[float, int, str]] = {0: (0.0, 0, "")}
    for start in range(len(word) - 1):
        if start not in best:
            continue
        cost = best[start][0]
        rest = word[start:]
        for text in load_lexicon().beginnings(rest) + _extra_beginnings(rest):
            end = start + len(text)
            if end == len(word):
                step = _last_cost(text) if start else None
            else:
                step = _first_cost(text, is_loose=is_loose)
            if step is not None and (end not in best or cost + step[0] < best[end][0]):
                best[end] = (cost + step[0], start, step[1])
    return _parts_on_the_way(best, len(word))


def _parts_on_the_way(best: dict[int, tuple[float, int, str]], end: int) -> list[_Part]:
    parts: list[_Part] = []
    while end in best and end:
        _, start, word = best[end]
        parts.append(_Part(start, end, word))
        end = start
    return parts[::-1]


def _extra_beginnings(text: str) -> list[str]:
    return [extra for extra in _extras_by_letter().get(text[0], ()) if text.startswith(extra)]


@lru_cache(maxsize=1)
def _extras_by_letter() -> dict[str, list[str]]:
    """The extra modifiers by their first letter, shortest first."""
    extras: dict[str, list[str]] = {}
    for extra in sorted(_extra_modifiers(), key=len):
        extras.setdefault(extra[0], []).append(extra)
    return extras


@lru_cache(maxsize=1)
def _extra_modifiers() -> dict[str, str]:
    return dict(read_pairs("extra_modifiers.tsv"))


def _modified_word(text: str) -> str | None:
    """The word that a first part is a form of, or None when the text cannot stand first."""
    extra = _extra_modifiers().get(text)
    if extra:
        return extra
    entry = load_lexicon().find(text)
    return entry.modifies if entry is not None else None


@lru_cache(maxsize=CACHED_WORDS)
def _first_cost(text: str, *, is_loose: bool) -> tuple[float, str] | None:
    if text in read_words("blocked_first.tsv") or not _is_long_enough(text):
        return None
    stem = _modified_word(text)
    if stem is not None:
        return _cost(text, load_lexicon().find(text), is_last=False), stem
    return _loose_cost(text) if is_loose else None


def _loose_cost(text: str) -> tuple[float, str] | None:
    """A first part without its linking letter ("kontanthjælpsystem"), or a name."""
    entry = load_lexicon().find(text)
    if entry is None or len(text) < 5:
        return None
    if entry.is_name or (entry.is_final and entry.lemma in (text, text.removesuffix("s"))):
        return _PART_COST + _LOOSE_COST, entry.lemma or text
    return None


@lru_cache(maxsize=CACHED_WORDS)
def _last_cost(text: str) -> tuple[float, str] | None:
    entry = load_lexicon().find(text)
    if entry is None or not entry.is_final or not _is_long_enough(entry.lemma or text):
        return None
    if text in read_words("blocked_last.tsv") or lemma_of(text) in read_words("blocked_last.tsv"):
        return None
    return _cost(text, entry, is_last=True), text


def _is_long_enough(text: str) -> bool:
    return len(text) > 3 or text in read_words("short_parts.tsv")


def _cost(text: str, entry: Entry | None, *, is_last: bool) -> float:
    uses = 255 if entry is None else (entry.uses_as_head if is_last else entry.uses_as_modifier)
    short = 3.0 if len(text) <= 3 else 1.0 if len(text) == 4 else 0.0
    unused = 3.0 if uses == 0 else 1.5 if uses < 4 else 0.0
    return _PART_COST + short + unused - (_ATOM_BONUS if text in read_words("atoms.tsv") else 0.0)
