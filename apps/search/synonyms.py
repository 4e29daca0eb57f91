"""Words that mean the same: abbreviations and what they stand for, and a few other true equivalents.

`data/synonyms.tsv` is used on the reader's side only, so a change of it needs no new index.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from apps.search.language.analyzer import QUERY_SIDE_LIST, analyze, is_abbreviation
from apps.search.language.lists import LIST_FOLDER
from apps.search.language.query_keys import abbreviation_key, typed_key

_EVERYWHERE = ""
_ONLY_IN_CAPITALS = "^"

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Expression:
    """One entry of the list: an expression as the keys of its words, and what else may be meant by it."""

    keys: Keys
    equivalents: tuple[str, ...]
    municipality: str


def find_equivalents(keys: Keys, municipalities: tuple[str, ...]) -> tuple[str, ...]:
    """What else is said for an expression given as the keys of its words.

    What a municipality alone says counts when it is the only one asked for, or when all who say it agree.
    """
    entries = _entries().get(keys, {})
    local = {place: said for place, said in entries.items() if place != _EVERYWHERE}
    found = list(entries.get(_EVERYWHERE, ()))
    if len(municipalities) == 1:
        found += local.get(municipalities[0], ())
    elif len(set(local.values())) == 1:
        found += next(iter(local.values()))
    return tuple(dict.fromkeys(found))


def expression_keys(text: str) -> Keys:
    """The keys by which an expression is looked up: any inflection and spelling, without function words.

    An abbreviation has the key of its capitals alone.
    """
    if is_abbreviation(text):
        return (abbreviation_key(text),)
    plain = [token for token in analyze(text) if not token.is_extra]
    return tuple(typed_key(token) for token in plain if not token.is_stop_word) or tuple(
        map(typed_key, plain)
    )


@lru_cache(maxsize=1)
def _entries() -> dict[Keys, dict[str, tuple[str, ...]]]:
    entries: dict[Keys, dict[str, tuple[str, ...]]] = {}
    for expression in _read_expressions():
        known = entries.setdefault(expression.keys, {})
        known[expression.municipality] = (*known.get(expression.municipality, ()), *expression.equivalents)
    return entries


def _read_expressions() -> Iterator[_Expression]:
    """`a = b = c`: each may stand for the others; `a > b = c`: only `a` may stand for the rest."""
    for line in (LIST_FOLDER / QUERY_SIDE_LIST).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        rule, _, rest = line.partition("\t")
        municipality = rest.partition("\t")[2].strip()
        short, arrow, meanings = rule.partition(" > ")
        words = [short, *meanings.split(" = ")] if arrow else rule.split(" = ")
        for place, word in enumerate(words[:1] if arrow else words):
            others = tuple(
                other.removeprefix(_ONLY_IN_CAPITALS) for other in (*words[:place], *words[place + 1 :])
            )
            for keys in _all_keys(word):
                yield _Expression(keys, others, municipality)


def _all_keys(word: str) -> set[Keys]:
    """An abbreviation is understood in small letters too, unless it is marked as a word in its own right."""
    if word.startswith(_ONLY_IN_CAPITALS):
        return {expression_keys(word.removeprefix(_ONLY_IN_CAPITALS))}
    return {expression_keys(word), expression_keys(word.lower())}
