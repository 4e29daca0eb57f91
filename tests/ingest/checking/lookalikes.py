"""Pages full of numbers that are no CPR numbers, to see how often one is taken for certain.

By hand: `python -m tests.ingest.checking.lookalikes 2000` makes that many pages; file names after the number
are read as well, as pages of the same length.
"""

import random
import sys
from collections import Counter
from pathlib import Path

from apps.ingest.checking.cpr import Tier, find_candidates
from apps.ingest.checking.layers.looking import look_through

_PAGE_LENGTH = 2_500
_WORDS = (
    "udvalget",
    "drøftede",
    "forslaget om",
    "veje",
    "skoler",
    "støj",
    "lokalplan",
    "budget for næste år",
)


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def _day(chance: random.Random) -> tuple[str, str, str]:
    return f"{chance.randint(1, 28):02}", f"{chance.randint(1, 12):02}", f"{chance.randint(0, 26):02}"


def number_of(chance: random.Random) -> str:
    """One number as minutes are full of: of a case, an account, a telephone, a company, a field, a year."""
    day, month, year = _day(chance)
    digits = _digits(chance, 13)
    return chance.choice(
        (
            f"{day}.{month}.{year}-P{digits[:2]}-{digits[2]}-{year}",
            f"sagsnr. {day}{month}{year}-{digits[:4]}",
            f"20{year}-{digits[:6]}",
            f"20{year}{month}{day}-{digits[:4]}",
            f"tlf. {digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:8]}",
            f"{digits[:8]} / {digits[5:13]}",
            f"+45 {digits[:4]} {digits[4:8]}",
            f"EAN {digits}",
            digits,
            f"reg. {digits[:4]} konto {digits[3:13]}",
            f"{digits[:4]} {digits[3:13]}",
            f"faktura {digits[:10]}",
            f"Faktura nr. {digits[:6]}-{digits[6:10]}",
            f"P-nummer {digits[:10]}",
            f"CVR {digits[:8]}",
            f"matr.nr. {digits[:3]}a, {digits[4:6]}-{digits[6:8]}",
            f"{digits[:2]}.{digits[2:5]}.{digits[5:8]} kr.",
            f"{digits[:6]} {digits[6:13]}",
            f"{day}{month}{year}-{day}{month}{year}",
            f"{day}.{month}.{year}-{day}.{month}.{year}",
            f"{day}.{month}.20{year} kl. {digits[0]}.30",
            f"{day}{month}{year}-20{year}",
            f"ISBN 978-87-{digits[:4]}-{digits[4:7]}-{digits[7]}",
            f"DK{digits[:2]} {digits[:4]} {digits[4:8]} {digits[8:12]} {digits[1:3]}",
            f"{digits[:10]}",
        )
    )


def page_of(chance: random.Random) -> str:
    """A page on which every eighth word is a number."""
    words: list[str] = []
    while sum(map(len, words)) < _PAGE_LENGTH:
        words += [*chance.choices(_WORDS, k=7), number_of(chance)]
    return " ".join(words)


def count_tiers(text: str) -> Counter[Tier]:
    return Counter(candidate.tier for candidate in find_candidates(text))


def main(page_count: int, names: list[str]) -> None:
    chance = random.Random(page_count)
    made: Counter[Tier] = Counter()
    for _ in range(page_count):
        made += count_tiers(page_of(chance))
    print(f"{page_count} pages made up: {made[Tier.BLOCK]} blocked, {made[Tier.REVIEW]} to review")  # noqa: T201
    told, length = Counter(), 0
    for path in map(Path, names):
        layers = look_through(path.read_bytes(), path.name)
        for layer in layers.texts:
            told += count_tiers(layer.text)
            length += len(layer.text)
        for concern in layers.concerns:
            told[concern.code] += 1
    print(f"{len(names)} files, {length // _PAGE_LENGTH} pages: {dict(told)}")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
