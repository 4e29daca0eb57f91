"""From what was typed to what is looked for: synonyms beside the words, and other words for unknown ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from apps.search.conditions import Condition, words_condition
from apps.search.dictionary import compound_boundary, is_dictionary_word, is_proper_compound, is_right
from apps.search.language.analyzer import is_abbreviation, is_stop_word
from apps.search.language.folding import fold
from apps.search.language.query_keys import reading_of
from apps.search.matching import find_occurring
from apps.search.query_language import Group, Origin, Question, Term, TermKind
from apps.search.spelling import (
    LONGEST_CORRECTED,
    SHORTEST_CORRECTED,
    Neighbour,
    find_misspellings,
    find_neighbours,
    known_counts,
)
from apps.search.synonyms import expression_keys, find_equivalents

# The longest expression with synonyms: "lov om retssikkerhed og administration på det sociale område".
_LONGEST_EXPRESSION = 6
# Unknown words are looked up one by one, so a pasted page must not mean a page of look-ups.
_MOST_UNKNOWN = 5
_SHORTEST_PART = 3
# A word in hardly any item, and a neighbour in so many times more: perhaps the neighbour was meant.
_RARE_COUNT = 3
_MUCH_MORE = 10
# Misspellings in documents are looked for where a word has few hits, and where they are no other word.
_FEW_COUNT = 200
_MOST_MISSPELT = 3
_SHORTEST_MISSPELT = 7


@dataclass(frozen=True, slots=True)
class Correction:
    """A typed word that no item has, and the word of the index that is looked for instead."""

    typed: str
    word: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question as it is looked for; `meant` are other words for typed ones, offered but not used."""

    question: Question
    corrections: tuple[Correction, ...] = ()
    meant: tuple[Correction, ...] = ()
    notes: tuple[str, ...] = ()


def understand(question: Question, municipalities: tuple[str, ...] = ()) -> Understanding:
    """Correct what the index does not know, then add what else may be said for the words."""
    reader = _Reader(question)
    groups = [add_misspellings(group, reader.misspellings) for group in reader.read()]
    expanded = replace(question, groups=tuple(add_synonyms(groups, municipalities)))
    return Understanding(expanded, tuple(reader.corrections), tuple(reader.meant), tuple(reader.notes))


def replace_words(text: str, corrections: Sequence[Correction]) -> str:
    """A question as typed with other words in it."""
    for each in corrections:
        typed = r"\s+".join(map(re.escape, each.typed.split()))
        text = re.sub(rf"(?<!\w){typed}(?!\w)", each.word.replace("\\", r"\\"), text)
    return text


def add_synonyms(groups: Sequence[Group], municipalities: tuple[str, ...]) -> list[Group]:
    """Every word of an expression with equivalents gets them as alternatives.

    `særligt tilrettelagt ungdomsuddannelse` becomes three groups that STU fulfils, each of them.
    """
    words = [_only_word(group) for group in groups]
    keys = [expression_keys(word.text.lower()) if word else () for word in words]
    expanded = list(groups)
    for first in range(len(groups)):
        for after in range(first + 1, min(first + _LONGEST_EXPRESSION, len(groups)) + 1):
            run = [word for word in words[first:after] if word]
            if len(run) < after - first:
                break
            said = expression_keys(run[0].text) if len(run) == 1 else tuple(chain(*keys[first:after]))
            equivalents = find_equivalents(said, municipalities)
            added = tuple(_synonym(equivalent, run) for equivalent in equivalents)
            for place in range(first, after):
                expanded[place] += added
    return [tuple(dict.fromkeys(group)) for group in expanded]


def add_misspellings(group: Group, misspellings: dict[Term, list[str]]) -> Group:
    """With the ways in which documents misspell its words."""
    added = (
        replace(term, text=spelling, origin=Origin.MISSPELT, typed_as=term.text)
        for term in group
        for spelling in misspellings.get(term, ())
    )
    return (*group, *added)


def _only_word(group: Group) -> Term | None:
    """The word of a group that is one word and nothing else; words in quotes are looked for as they stand."""
    return group[0] if len(group) == 1 and group[0].kind is TermKind.WORD else None


def _synonym(text: str, words: Sequence[Term]) -> Term:
    kind = TermKind.WORD
    if is_abbreviation(text):
        kind = TermKind.ABBREVIATION
    elif " " in text:
        kind = TermKind.PHRASE
    typed = " ".join(word.text for word in words)
    return Term(text, kind, words[0].scope, Origin.SYNONYM, typed)


class _Reader:
    """Reads the groups of one question and replaces words that the index does not know."""

    def __init__(self, question: Question) -> None:
        self._groups = question.groups
        self.corrections: list[Correction] = []
        self.meant: list[Correction] = []
        self.notes: list[str] = []
        self.misspellings: dict[Term, list[str]] = {}

    def read(self) -> list[Group]:
        unknown = self._unknown_words()
        groups: list[Group] = []
        skipped = False
        for place, group in enumerate(self._groups):
            if skipped:
                skipped = False
                continue
            following = self._groups[place + 1] if place + 1 < len(self._groups) else ()
            joined = _joined(group, following, unknown)
            if joined is not None:
                self.corrections.append(Correction(joined.typed_as, joined.text))
                groups.append((joined,))
                skipped = True
            else:
                groups += self._read_group(group, unknown)
        return groups

    def _read_group(self, group: Group, unknown: frozenset[Term]) -> list[Group]:
        if len(group) == 1 and group[0] in unknown:
            return self._replace(group[0])
        return [tuple(self._correct(term) if term in unknown else term for term in group)]

    def _unknown_words(self) -> frozenset[Term]:
        words = {term: fold(term.text) for group in self._groups for term in group if _is_correctable(term)}
        counts = known_counts(words.values())
        self._offer_frequent(words, counts)
        self._find_misspellings(words, counts)
        doubtful = [
            term for term, folded in words.items() if folded not in counts and term not in self.misspellings
        ][:_MOST_UNKNOWN]
        if not doubtful:
            return frozenset()
        occurring = find_occurring([(term,) for term in doubtful], Condition())
        return frozenset(term for term, occurs in zip(doubtful, occurring, strict=True) if not occurs)

    def _offer_frequent(self, words: dict[Term, str], counts: dict[str, int]) -> None:
        """ "Mente du" for a word in few items, written almost like one in many."""
        rare = [term for term, folded in words.items() if 0 < counts.get(folded, 0) <= _RARE_COUNT]
        for term in rare[:_MOST_UNKNOWN]:
            if is_dictionary_word(term.text) or is_proper_compound(term.text):
                continue
            near = [each for each in find_neighbours(term.text) if each.distance == 1]
            best = max(near, key=lambda each: each.item_count, default=None)
            if (
                best
                and best.item_count >= _MUCH_MORE * counts[words[term]]
                and not _is_same_word(term.text, best.word)
            ):
                self.meant.append(Correction(term.text, best.word))

    def _find_misspellings(self, words: dict[Term, str], counts: dict[str, int]) -> None:
        """Only of words that are right themselves: misspelt ones are corrected, names are like each other."""
        right = {
            folded: term
            for term, folded in words.items()
            if len(folded) >= _SHORTEST_MISSPELT
            and counts.get(folded, 0) <= _FEW_COUNT
            and is_right(term.text)
        }
        for folded, spellings in find_misspellings(list(right)[:_MOST_MISSPELT]).items():
            if kept := [each for each in spellings if not is_right(each)]:
                self.misspellings[right[folded]] = kept[:_MOST_MISSPELT]

    def _replace(self, term: Term) -> list[Group]:
        """What to look for instead of a word that no item has: its parts, or the nearest word."""
        parts = _parts(term)
        if parts and _occur_together(parts):
            said = " og ".join(f"»{part.text}«" for part in parts)
            self.notes.append(f"»{term.text}« står ikke i arkivet. Vi søger på {said} hver for sig.")
            return [(part,) for part in parts]
        return [(self._correct(term),)]

    def _correct(self, term: Term) -> Term:
        neighbours = find_neighbours(term.text)
        if is_dictionary_word(term.text):
            misspelt = [each.word for each in neighbours if each.item_count and not is_right(each.word)]
            if misspelt:
                self.misspellings[term] = misspelt[:1]
                return term
        nearest = _nearest(term, neighbours)
        if nearest is None:
            return term
        correction = Correction(term.text, nearest.word)
        if is_dictionary_word(term.text):
            self.meant.append(correction)
            return term
        self.corrections.append(correction)
        return _corrected(term, nearest.word)


def _occur_together(terms: Sequence[Term]) -> bool:
    first, *others = terms
    return all(find_occurring([(first,)], words_condition(Question(tuple((other,) for other in others)))))


def _corrected(term: Term, word: str) -> Term:
    return replace(term, text=word, origin=Origin.SPELLING, typed_as=term.text)


def _is_correctable(term: Term) -> bool:
    """A single word of letters that is no abbreviation: numbers, names in quotes and beginnings stay."""
    return (
        term.kind is TermKind.WORD
        and term.text.isalpha()
        and not is_abbreviation(term.text)
        and not is_stop_word(term.text)
        and SHORTEST_CORRECTED <= len(term.text) <= LONGEST_CORRECTED
    )


def _joined(group: Group, following: Group, unknown: frozenset[Term]) -> Term | None:
    """Two words that are one in the index, when one of them is not known by itself: `beskæf tigelse`."""
    first, second = _only_word(group), _only_word(following) if following else None
    if (
        first is None
        or second is None
        or unknown.isdisjoint((first, second))
        or first.scope is not second.scope
    ):
        return None
    word = first.text + second.text
    if not word.isalpha() or fold(word) not in known_counts([fold(word)]):
        return None
    return replace(first, text=word, origin=Origin.SPELLING, typed_as=f"{first.text} {second.text}")


def _parts(term: Term) -> list[Term]:
    """The words of a compound, or two words typed as one: `skolerenovering`, `socialeydelser`."""
    boundary = compound_boundary(term.text) or _forgotten_space(term.text)
    if not boundary:
        return []
    texts = (term.text[:boundary], term.text[boundary:])
    return [replace(term, text=text, origin=Origin.PART, typed_as=term.text) for text in texts]


def _forgotten_space(word: str) -> int:
    """Where to split a word into two of the index, so that the rarer of them stands in most items."""
    places = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    counts = known_counts({fold(part) for place in places for part in (word[:place], word[place:])})
    worth = {
        place: min(counts.get(fold(word[:place]), 0), counts.get(fold(word[place:]), 0)) for place in places
    }
    best = max(worth, key=lambda place: worth[place], default=0)
    return best if worth.get(best) else 0


def _nearest(term: Term, neighbours: Sequence[Neighbour]) -> Neighbour | None:
    """The first neighbour that some item has."""
    unseen = [each for each in neighbours if not each.item_count][:_MOST_UNKNOWN]
    if not unseen:
        return next(iter(neighbours), None)
    occurring = find_occurring([(_corrected(term, each.word),) for each in unseen], Condition())
    return next((each for each, occurs in zip(unseen, occurring, strict=True) if occurs), None)


def _is_same_word(first: str, second: str) -> bool:
    return reading_of(first).key == reading_of(second).key
