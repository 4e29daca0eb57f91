"""Marks: lexemes that an entry carries beside its words, so that the one index of words serves filters too.

Filter marks say where and when an entry belongs; sample marks, whether it is one of so many; strength marks,
how much an entry is about a word. No word that a reader can type begins with MARK. Every mark follows from
the entry alone, so nothing has to be kept up when other entries change.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

MARK = "¤"

# BM25 (Robertson and Zaragoza 2009) with its usual constants. The length of an entry is the count of its
# keys; the average is fixed, so that the strength of a word does not change when other items come.
K1 = 1.2
B = 0.75
AVERAGE_LENGTH = 600
# An entry has the strengths 1, 2, … of a word whose bounds its occurrences reach. The steps are finest where
# the best of a very frequent word are to be told apart; see docs/search.md.
STRENGTHS = (1.35, 2.0, 3.0, 4.6, 6.8, 10.0, 15.0, 23.0, 35.0)

# The sample table holds one in 2**4 items; its entries are marked for smaller samples.
SMALLEST_SAMPLE, LARGEST_SAMPLE = 14, 4


def strength_mark(strength: int, key: str) -> str:
    """The mark of entries in which the word has at least this strength."""
    return f"{MARK}{strength}{key}"


def strength_marks(occurrences: Mapping[str, int], length: int) -> Iterator[str]:
    """The strength marks of an entry, from how often each key stands in it."""
    norm = K1 * (1 - B + B * length / AVERAGE_LENGTH)
    for key, count in occurrences.items():
        for strength in range(1, bisect_right(STRENGTHS, count / norm) + 1):
            yield strength_mark(strength, key)


def least_score(strength: int) -> float:
    """The BM25 score without document frequency that a strength promises; half the first bound for none."""
    bound = STRENGTHS[strength - 1] if strength else STRENGTHS[0] / 2
    return (K1 + 1) * bound / (1 + bound)


def municipality_mark(municipality_id: int) -> str:
    return f"{MARK}m{municipality_id}"


def committee_mark(committee_id: int) -> str:
    return f"{MARK}c{committee_id}"


def year_mark(year: int) -> str:
    return f"{MARK}y{year}"


def outcome_mark(outcome: str) -> str:
    return f"{MARK}o{outcome}"


def subject_mark(number: str) -> str:
    return f"{MARK}e{number}"


def kind_mark(kind: str) -> str:
    return f"{MARK}k{kind}"


def attachments_mark(has_attachments: bool) -> str:
    return f"{MARK}b{int(has_attachments)}"


def sample_mark(size: int) -> str:
    """The mark of one entry in 2**size."""
    return f"{MARK}s{size}"


def filter_marks(
    *,
    municipality_id: int,
    committee_id: int,
    held_on: date,
    outcome: str,
    subject: str,
    kind: str,
    has_attachments: bool,
) -> Iterator[str]:
    """The marks of what an entry can be filtered by; a subject has those of its wider subjects too."""
    yield municipality_mark(municipality_id)
    yield committee_mark(committee_id)
    yield year_mark(held_on.year)
    yield kind_mark(kind)
    yield attachments_mark(has_attachments)
    if outcome:
        yield outcome_mark(outcome)
    yield from (subject_mark(subject[:length]) for length in (2, 5, 8) if len(subject) >= length)


def sample_size(item_id: int) -> int:
    """The smallest sample an item belongs to: one in 2**size. Neighbouring ids fall apart like coins."""
    scrambled = (item_id * 2_654_435_761) & 0xFFFF_FFFF
    scrambled = ((scrambled ^ (scrambled >> 15)) * 2_246_822_519) & 0xFFFF_FFFF
    return min(32 - scrambled.bit_length(), SMALLEST_SAMPLE)


def sample_marks(item_id: int) -> Iterator[str]:
    """The marks of all samples smaller than the sample table that an item belongs to."""
    yield from (sample_mark(size) for size in range(LARGEST_SAMPLE + 1, sample_size(item_id) + 1))


def any_mark(marks: Iterable[str]) -> str:
    """Some marks as tsquery text: one of them; no mark at all matches nothing."""
    return " | ".join(f"'{mark}'" for mark in marks) or f"'{MARK}'"
