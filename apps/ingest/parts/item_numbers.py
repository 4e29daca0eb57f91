"""The numbers of items count up: which of the lines that could begin an item go on from each other."""

from collections.abc import Sequence

from apps.ingest.parts.item_proof import ItemStart, as_int

_NUMBER_LIMIT = 1 << 14


def rising(candidates: Sequence[ItemStart], proven: set[int]) -> set[int]:
    """The part of the proven candidates that counts best: numbers that rise, most of them by one.

    Those of a list inside an item do not go on from the items before it, and are left out.
    """
    chains = _Chains()
    for index in sorted(proven):
        chains.add(index, as_int(candidates[index].number))
    return chains.longest()


class _Chains:
    """Chains of rising numbers. Each link adds one, a step to the very next number adds one more, a gap
    takes it away again; the best end is kept for every number, and for all numbers below it in a tree."""

    def __init__(self) -> None:
        self._ends: dict[int, tuple[int, int]] = {}
        self._tree: dict[int, tuple[int, int]] = {}
        self._before: dict[int, int | None] = {}

    def add(self, index: int, number: int) -> None:
        """Puts candidate `index` behind the chain that it continues best."""
        score, before = 1, None
        if number - 1 in self._ends:
            end, before = self._ends[number - 1]
            score = end + 2
        lower = self._best_below(number)
        if lower and lower[0] >= score:
            score, before = lower[0], lower[1]
        self._before[index] = before
        if (score, 0) > (self._ends.get(number, (0, 0))[0], 0):
            self._ends[number] = (score, index)
        place = number + 1
        while place <= _NUMBER_LIMIT:
            if self._tree.get(place, (-1, 0))[0] <= score:
                self._tree[place] = (score, index)
            place += place & -place

    def _best_below(self, number: int) -> tuple[int, int] | None:
        best, place = None, number
        while place > 0:
            found = self._tree.get(place)
            if found and (best is None or found[0] > best[0]):
                best = found
            place -= place & -place
        return best

    def longest(self) -> set[int]:
        """The places of the candidates in the best chain."""
        best = self._best_below(_NUMBER_LIMIT)
        last = best[1] if best else None
        chain: set[int] = set()
        while last is not None:
            chain.add(last)
            last = self._before[last]
        return chain
