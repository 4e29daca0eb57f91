"""The amounts of money that an item names, with the sentence that each stands in."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.archive.amounts import find_amounts
from apps.archive.models import AgendaItem, Amount
from apps.ingest.records import SectionKind

_SENTENCE_END = re.compile(r"(?<!\bkl)(?<!\bca)(?<!\bpkt)(?<!\bnr)[.!?]\s+(?=[A-ZÆØÅ\"”])|\n")
_AMOUNTS_LIMIT = 100
_SENTENCE_LENGTH = 500
# What the column holds; more than all of Denmark's money is a slip of the pen.
_KRONER_LIMIT = Decimal(10) ** 14


def amounts_of(row: AgendaItem, decision: str) -> Iterator[Amount]:
    """The rows of an open item with this decision, whose amounts come first.

    An amount said twice in one sentence counts once.
    """
    if row.closed:
        return
    texts = [(decision, True)]
    texts += [(part["text"], False) for part in row.sections if part["kind"] != SectionKind.DECISION]
    seen: set[tuple[Decimal, str]] = set()
    for text, is_decided in texts:
        for amount in find_amounts(text):
            kroner = Decimal(amount.kroner).quantize(Decimal("0.01"))
            sentence = _sentence_around(text, amount.start, amount.end)
            if (kroner, sentence) in seen or abs(kroner) >= _KRONER_LIMIT:
                continue
            seen.add((kroner, sentence))
            yield Amount(
                item=row,
                position=len(seen),
                kroner=kroner,
                text=text[amount.start : amount.end][:60],
                sentence=sentence,
                is_decided=is_decided,
            )
            if len(seen) == _AMOUNTS_LIMIT:
                return


def _sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that holds `text[start:end]`, cut to what a list can show."""
    window = max(0, start - _SENTENCE_LENGTH)
    before = [found.end() for found in _SENTENCE_END.finditer(text, window, start)]
    first = before[-1] if before else window
    after = _SENTENCE_END.search(text, end, min(len(text), first + _SENTENCE_LENGTH))
    last = after.end() if after else min(len(text), max(end, first + _SENTENCE_LENGTH))
    return text[first:last].strip()
