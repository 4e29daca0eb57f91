"""Generated meetings as plain values: the same seed and number always give the same meeting.

Any meeting can be made without those before it, so that processes can share the work. Cases travel: an item
often takes up a case that its municipality opened some months before, perhaps in another committee.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from apps.search.corpus.word_banks import Area, WordBanks, read_word_banks
from apps.search.corpus.writer import TextWriter

MUNICIPALITY_COUNT = 98
FIRST_YEAR = 2008
MONTH_COUNT = 216
# A number without a common divisor with the months, so that few meetings are spread over all years too.
_MONTH_STEP = 125
_FEWEST_ITEMS, _MOST_ITEMS = 6, 18
_SAME_CASE_SHARE = 0.35
CASES_A_MONTH = 40
_FACETS = ("A00", "G01", "K08", "P16", "P20", "S00", "A08", "P05")


@dataclass(frozen=True, slots=True)
class GeneratedCase:
    """`serial` numbers the cases of a municipality without gaps or repeats."""

    serial: int
    number: str
    area: Area


@dataclass(frozen=True, slots=True)
class GeneratedItem:
    title: str
    case: GeneratedCase | None
    is_closed: bool
    presentation: str
    recommendation: str
    decision: str
    outcome: str
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GeneratedMeeting:
    """`committee` is the place of the committee in the word banks, `municipality` a number from 0."""

    municipality: int
    committee: int
    held_on: date
    sequence: int
    items: tuple[GeneratedItem, ...]


def count_items(seed: int, number: int) -> int:
    """How many items a meeting has, without making them."""
    return Random(f"{seed}/size/{number}").randint(_FEWEST_ITEMS, _MOST_ITEMS)  # noqa: S311


def make_meeting(seed: int, number: int, item_count: int) -> GeneratedMeeting:
    """The meeting of a number with its first items."""
    banks = read_word_banks()
    committee_count = len(banks.committees)
    place, turn = (
        number % (MUNICIPALITY_COUNT * committee_count),
        number // (MUNICIPALITY_COUNT * committee_count),
    )
    municipality, committee = divmod(place, committee_count)
    month = (turn * _MONTH_STEP + place * 7) % MONTH_COUNT
    random = Random(f"{seed}/meeting/{number}")  # noqa: S311 - the same text again, nothing secret
    held_on = date(FIRST_YEAR + month // 12, month % 12 + 1, random.randint(1, 28))
    items = _items(banks, random, seed=seed, municipality=municipality, committee=committee, month=month)
    return GeneratedMeeting(
        municipality, committee, held_on, 1 + turn, tuple(next(items) for _ in range(item_count))
    )


def _items(
    banks: WordBanks, random: Random, *, seed: int, municipality: int, committee: int, month: int
) -> Iterator[GeneratedItem]:
    key = banks.committees[committee][0]
    own_areas = [area for area in banks.areas if area.committee == key]
    year = FIRST_YEAR + month // 12
    while True:
        case: GeneratedCase | None = _case(banks, random, seed=seed, municipality=municipality, month=month)
        if case and random.random() < _SAME_CASE_SHARE:
            area = case.area
        else:
            area, case = random.choice(own_areas), None if random.random() < 0.25 else case
        yield _item(banks, random, area, case, year=year)


def _case(banks: WordBanks, random: Random, *, seed: int, municipality: int, month: int) -> GeneratedCase:
    opened = max(month - int(random.expovariate(0.3)), 0)
    serial = opened * CASES_A_MONTH + random.randrange(CASES_A_MONTH)
    source = Random(f"{seed}/case/{municipality}/{serial}")  # noqa: S311
    area = source.choice(banks.areas)
    subject = f"{area.group}.{source.randrange(0, 4) * 5:02}.{source.randrange(0, 12):02}"
    year = (FIRST_YEAR + opened // 12) % 100
    number = f"{subject}-{source.choice(_FACETS)}-{serial % (12 * CASES_A_MONTH) + 1}-{year:02}"
    return GeneratedCase(serial, number, area)


def _item(
    banks: WordBanks, random: Random, area: Area, case: GeneratedCase | None, *, year: int
) -> GeneratedItem:
    writer = TextWriter(banks, area, random, year=year)
    title = writer.fill(random.choice(banks.titles))
    outcome, decision = random.choice(banks.decisions)
    is_closed = random.random() < 0.04
    length = 0 if is_closed else writer.draw_length()
    attachments = tuple(
        writer.fill(
            random.choice(("Notat om {c}", "Bilag: {cd}", "Kort over {place}", "Høringssvar fra {cd}"))
        )
        for _ in range(0 if is_closed else random.choice((0, 0, 1, 1, 2, 4)))
    )
    return GeneratedItem(
        title,
        case,
        is_closed,
        presentation=writer.write_body(length),
        recommendation="" if is_closed else writer.fill("Forvaltningen indstiller, at {cd} godkendes."),
        decision=writer.fill(decision),
        outcome=outcome,
        attachments=attachments,
    )
