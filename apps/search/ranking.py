"""The best of very many matches, found without reading them all.

The strength marks of the words asked for divide the matches into shells, from those that must score highest
downwards. The index yields shell after shell until there are enough candidates; these are scored by BM25.
"""

# Values are parameters; only names from this module and other conditions are put together to SQL.
# ruff: noqa: S608

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, product
from math import log

from apps.search.conditions import Condition, widen
from apps.search.estimates import TABLE, Estimates, count_words
from apps.search.marks import AVERAGE_LENGTH, K1, MARK, STRENGTHS, B, least_score

# The pages a reader can turn are cut from the same candidates. The first of them are found and scored alone,
# for most readers turn no page; so many are taken from the shells, the last of which gives its newest.
FIRST_CANDIDATES = 400
CANDIDATES = 1_500
_FIRST_COLLECTED = 1_000
_COLLECTED = 4_000
# How many pairs of strengths each shell adds to the ones above it.
_SHELL_SIZES = (1, 2, 3, 4, 6, 9, 13, 19, 27)

Word = tuple[str, ...]
# The strength of each of some words; 0 asks for none.
Strengths = tuple[int, ...]


def rank_candidates(condition: Condition, estimates: Estimates, *, offset: int, limit: int) -> Condition:
    """A SELECT of (item_id, score) for one page, best first; ties go to the newest and then to the highest
    item id.
    """
    order = "shell, held_on DESC, item_id DESC"
    if offset < FIRST_CANDIDATES:
        taken = f"LIMIT {_FIRST_COLLECTED}) AS first ORDER BY {order} LIMIT {FIRST_CANDIDATES}"
        ranked = _rank(condition, estimates, f"SELECT * FROM ({{collected}} {taken}")
    else:
        offset -= FIRST_CANDIDATES
        taken = (
            f"LIMIT {_COLLECTED}) AS united) AS arrived ORDER BY arrival > {_FIRST_COLLECTED}, {order} "
            f"OFFSET {FIRST_CANDIDATES} LIMIT {CANDIDATES - FIRST_CANDIDATES}"
        )
        arrived = "SELECT * FROM (SELECT *, row_number() OVER () AS arrival FROM ({collected} "
        ranked = _rank(condition, estimates, arrived + taken)
    return Condition(
        other=f"{ranked.other} OFFSET %s LIMIT %s", other_params=(*ranked.other_params, offset, limit)
    )


def rank_nearby(condition: Condition, estimates: Estimates, *, most_unpacked: int) -> Condition:
    """The same of all candidates that fulfil a condition on nearness.

    What the index alone can tell is collected and held against the whole condition afterwards, so that no
    more vectors are unpacked than are collected.
    """
    widest = widen(condition)
    chosen = f"SELECT * FROM ({{collected}} LIMIT {most_unpacked}) AS united WHERE vector @@ %s::tsquery"
    ranked = _rank(widest, estimates, chosen, condition.query)
    return Condition(other=f"{ranked.other} LIMIT {CANDIDATES}", other_params=ranked.other_params)


def _rank(condition: Condition, estimates: Estimates, chosen: str, *chosen_params: str) -> Condition:
    """The entries that `chosen` takes from the shells, scored."""
    weights = [_rarity(count, estimates.archive) for count in count_words(estimates)]
    branches = [
        Condition(shell) & condition if shell else condition for shell in _shells(estimates.words, weights)
    ]
    collected = " UNION ALL ".join(
        f"(SELECT {place} AS shell, item_id, held_on, key_count, vector FROM {TABLE} WHERE {branch.sql})"
        for place, branch in enumerate(branches)
    )
    score, score_params = _score(estimates.words, weights)
    return Condition(
        other=f"SELECT item_id, {score} AS score FROM ({chosen.format(collected=collected)}) AS candidates "
        "ORDER BY score DESC, held_on DESC, item_id DESC",
        other_params=(
            *score_params,
            *(param for branch in branches for param in branch.params),
            *chosen_params,
        ),
    )


def _rarity(count: int, archive: int) -> float:
    """BM25's inverse document frequency."""
    return log(1 + (max(archive - count, 0) + 0.5) / (count + 0.5))


def _shells(words: Sequence[Word], weights: Sequence[float]) -> Iterator[str]:
    """Queries for the shells, each without those above; the last one is empty: whatever else matches.

    With several words the two that weigh most make the shells.
    """
    heaviest = sorted(range(len(words)), key=lambda place: -weights[place])[:2]
    above = ""
    for within in _growing([words[place] for place in heaviest], [weights[place] for place in heaviest]):
        yield f"({within}) & !({above})" if above else within
        above = within
    yield f"!({above})" if above else ""


def _growing(words: Sequence[Word], weights: Sequence[float]) -> Iterator[str]:
    """Queries for ever more of the best combinations of strengths, each including those before it."""
    share = weights[0] / sum(weights) if words and sum(weights) else 1.0
    for corners in _growing_corners(len(words), round(share, 2)):
        yield " | ".join(_corner(words, corner) for corner in corners)


@lru_cache(maxsize=128)
def _growing_corners(word_count: int, share: float) -> tuple[tuple[Strengths, ...], ...]:
    """For each query the least combinations of strengths; `share` is what the first word weighs of all."""
    weights = (share, 1 - share)[:word_count]
    combinations = sorted(
        product(range(len(STRENGTHS) + 1), repeat=word_count),
        key=lambda strengths: (
            -sum(weight * least_score(strength) for weight, strength in zip(weights, strengths, strict=True))
        ),
    )
    # The last combination asks for no strength at all.
    combinations = [strengths for strengths in combinations if any(strengths)]
    sizes = _SHELL_SIZES if word_count > 1 else [1] * len(STRENGTHS)
    return tuple(tuple(_corners(combinations[:taken])) for taken in accumulate(sizes))


def _corners(combinations: Sequence[Strengths]) -> list[Strengths]:
    """The least combinations: those at or above one of them are all of the given ones."""
    return [
        one
        for one in combinations
        if not any(
            other != one and all(least <= own for least, own in zip(other, one, strict=True))
            for other in combinations
        )
    ]


def _corner(words: Sequence[Word], strengths: Strengths) -> str:
    marks = [
        _any_of(f"'{MARK}{strength}{lexeme[1:]}" for lexeme in word)
        for word, strength in zip(words, strengths, strict=True)
        if strength
    ]
    return " & ".join(marks)


def _any_of(queries: Iterator[str]) -> str:
    found = list(queries)
    return found[0] if len(found) == 1 else f"({' | '.join(found)})"


def _score(words: Sequence[Word], weights: Sequence[float]) -> tuple[str, tuple[str | float, ...]]:
    """BM25 of an entry in SQL.

    `ts_rank` of one lexeme is the sum of 1/j² for its occurrences j, divided by pi²/6: turned around it tells
    how often the word stands there; n/(n + norm) is written so that this is asked once.
    """
    norm = f"{K1} * ({1 - B} + {B} * key_count / {AVERAGE_LENGTH}.0)"
    parts: list[str] = []
    params: list[str | float] = []
    for word, weight in zip(words, weights, strict=True):
        parts.append(f"%s * {K1 + 1} * (1 - {norm} / ({norm} + {' + '.join(_OCCURRENCES for _ in word)}))")
        params += [weight, *word]
    return " + ".join(parts) or "0.0", tuple(params)


_OCCURRENCES = "round(1 / (1.6449341 * (1 - least(ts_rank('{1,1,1,1}', vector, %s::tsquery), 0.9999))) - 0.5)"
