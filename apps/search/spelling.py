"""The words of the index nearest to one it does not know: letters left out, added, changed or swapped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from apps.search.estimates import read_rows
from apps.search.language.folding import fold
from apps.search.language.lexicon import load_lexicon
from apps.search.models import VocabularyWord

SHORTEST_CORRECTED = 4
LONGEST_CORRECTED = 40
# Two mistakes in a short word make another word.
_SHORTEST_WITH_TWO_MISTAKES = 7
_MOST_NEIGHBOURS = 60
# How much of its groups of three letters a word with two mistakes keeps, at least.
_LEAST_SIMILARITY = "0.25"
# Endings that the index may have on a word and a reader not, or the other way around.
_ENDINGS = ("s", "e", "n", "t", "r", "en", "et", "er", "ne", "ens", "ets", "ene", "erne", "enes", "ernes")
_LONGEST_ENDING = 5


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A word near another; `item_count` is 0 for a word of the dictionary that no item has as it stands."""

    word: str
    distance: int
    item_count: int


def known_counts(words: Iterable[str]) -> dict[str, int]:
    """For each folded word that stands in the index the number of items of its most frequent spelling."""
    rows = read_rows(
        "SELECT folded, max(item_count) FROM search_vocabularyword WHERE folded = ANY(%s) GROUP BY folded",
        [list(words)],
    )
    return dict(row[:2] for row in rows)


def find_neighbours(word: str) -> list[Neighbour]:
    """Words that differ little from `word`, the likeliest first; at most two mistakes, in short words one."""
    folded = fold(word)
    if not SHORTEST_CORRECTED <= len(folded) <= LONGEST_CORRECTED or not folded.isalpha():
        return []
    near = _one_edit_away(folded)
    rows = list(VocabularyWord.objects.filter(folded__in=near).values_list("word", "folded", "item_count"))
    if not rows and len(folded) >= _SHORTEST_WITH_TWO_MISTAKES:
        rows = _similar_rows(folded)
    neighbours = [
        (Neighbour(spelling, _distance(folded, other), count), other) for spelling, other, count in rows
    ]
    if not neighbours:
        neighbours = [(Neighbour(other, 1, 0), other) for other in sorted(near) if _is_dictionary_word(other)]
    kept = [
        (neighbour, other)
        for neighbour, other in neighbours
        if 0 < neighbour.distance <= _most_mistakes(folded)
    ]
    kept.sort(key=lambda pair: _unlikeliness(folded, *pair))
    return [neighbour for neighbour, _ in kept]


def edit_distance(first: str, second: str) -> int:
    """How many letters are left out, added, changed or swapped with their neighbour (Damerau-Levenshtein)."""
    before: Sequence[int] = []
    above: Sequence[int] = range(len(second) + 1)
    for row, letter in enumerate(first, 1):
        current = [row]
        for column, other in enumerate(second, 1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1]


def _distance(folded: str, other: str) -> int:
    """The mistakes between two words; an ending that only one of them has counts as one."""
    distance = edit_distance(folded, other)
    longer, shorter = (folded, other) if len(folded) > len(other) else (other, folded)
    if distance <= 2 or len(shorter) < _SHORTEST_WITH_TWO_MISTAKES:
        return distance
    stems = (longer.removesuffix(ending) for ending in _ENDINGS if longer.endswith(ending))
    return 2 if any(edit_distance(stem, shorter) <= 1 for stem in stems) else distance


def find_misspellings(words: Iterable[str]) -> dict[str, list[str]]:
    """For each of some folded words the spellings in the index that are one mistake away and no words."""
    near = {other: word for word in words for other in _one_edit_away(word)}
    rows = VocabularyWord.objects.filter(folded__in=near).order_by("-item_count", "word")
    found: dict[str, list[str]] = {}
    for spelling, other in rows.values_list("word", "folded") if near else ():
        if load_lexicon().find(other) is None:
            found.setdefault(near[other], []).append(spelling)
    return found


def _most_mistakes(folded: str) -> int:
    return 2 if len(folded) >= _SHORTEST_WITH_TWO_MISTAKES else 1


def _unlikeliness(folded: str, neighbour: Neighbour, other: str) -> tuple[int, bool, int, str]:
    """Few mistakes first; people rarely mistake the first letter; then the word that stands in most items."""
    return neighbour.distance, other[0] != folded[0], -neighbour.item_count, neighbour.word


def _one_edit_away(word: str) -> set[str]:
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    edits = {before + after[1:] for before, after in splits if after}
    edits |= {before + after[1] + after[0] + after[2:] for before, after in splits if len(after) > 1}
    edits |= {before + letter + after[1:] for before, after in splits if after for letter in ascii_lowercase}
    edits |= {before + letter + after for before, after in splits for letter in ascii_lowercase}
    return edits - {word}


def _similar_rows(folded: str) -> list[tuple[str, str, int]]:
    read_rows("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", (_LEAST_SIMILARITY,))
    rows = read_rows(
        "SELECT word, folded, item_count FROM search_vocabularyword "
        "WHERE lower(folded) %% %s AND length(folded) BETWEEN %s AND %s "
        "ORDER BY similarity(folded, %s) DESC, item_count DESC, word LIMIT %s",
        (folded, len(folded) - _LONGEST_ENDING, len(folded) + _LONGEST_ENDING, folded, _MOST_NEIGHBOURS),
    )
    return [(word, other, count) for word, other, count in rows]


def _is_dictionary_word(folded: str) -> bool:
    entry = load_lexicon().find(folded)
    return entry is not None and entry.is_final
