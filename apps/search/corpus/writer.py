"""Writes the text of one generated item: sentences whose slots are filled by a random source of their own.

Compounds follow Zipf's law: a few stand everywhere, tens of thousands hardly ever. Each area of work has its
own order of them, so that items of one area share words.
"""

from collections.abc import Callable
from math import exp, log
from random import Random

from apps.search.corpus.word_banks import Area, WordBanks

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
# A compound is of its item's own area more often than of any.
_OWN_AREA_SHARE = 0.6
# Half of the items speak of one compound again and again: their subject.
_SUBJECT_SHARE = 0.15
# The length of an item in characters: log-normal with this median, a mean of about 3,000 and a long tail.
_MEDIAN_LENGTH = 1_750
_LENGTH_SPREAD = 1.04
_LONGEST = 60_000


class TextWriter:
    """Fills the slots of one item's sentences."""

    def __init__(self, banks: WordBanks, area: Area, random: Random, *, year: int) -> None:
        self.banks = banks
        self.area = area
        self.random = random
        self.year = year
        self.place = random.choice(banks.places)
        self.subject = self._compound_number()

    def draw_length(self) -> int:
        """How many characters the item is to have."""
        return min(int(self.random.lognormvariate(log(_MEDIAN_LENGTH), _LENGTH_SPREAD)) + 60, _LONGEST)

    def write_body(self, length: int) -> str:
        """Paragraphs of whole sentences, about so many characters."""
        paragraphs: list[str] = []
        written = 0
        while written < length:
            sentences = [
                self.fill(self.random.choice(self.banks.sentences)) for _ in range(self.random.randint(2, 6))
            ]
            paragraphs.append(" ".join(sentences))
            written += len(paragraphs[-1])
        return "\n\n".join(paragraphs)

    def fill(self, template: str) -> str:
        """A template with every slot filled."""
        pieces = template.split("{")
        text = pieces[0]
        for piece in pieces[1:]:
            slot, _, rest = piece.partition("}")
            text += self._slot(slot) + rest
        return text

    def _slot(self, slot: str) -> str:
        value = _SLOTS[slot.lower()](self)
        return value[0].upper() + value[1:] if slot[0].isupper() else value

    def compound(self, form: int) -> str:
        """A compound in one of the four forms of its head."""
        number = self.subject if self.random.random() < _SUBJECT_SHARE else self._compound_number()
        modifier, head = divmod(number, len(self.banks.heads))
        return self.banks.modifiers[modifier] + self.banks.heads[head][form]

    def _compound_number(self) -> int:
        count = len(self.banks.modifiers) * len(self.banks.heads)
        rank = int(exp(self.random.random() * log(count))) - 1
        shift = int(self.area.group) * 7919 if self.random.random() < _OWN_AREA_SHARE else 0
        # A prime that divides neither count spreads neighbouring ranks over all compounds.
        return (rank * 15_485_863 + shift) % count

    def topic(self) -> str:
        area = self.area if self.random.random() < _OWN_AREA_SHARE else self.random.choice(self.banks.areas)
        return self.random.choice(area.topics)

    def amount(self) -> str:
        thousands = self.random.choice((25, 50, 75, 100, 120, 150, 200, 250, 300, 450, 600, 750, 900))
        return (
            f"{thousands}.000"
            if self.random.random() < 0.6
            else f"{thousands / 10:.1f} mio.".replace(".", ",", 1)
        )


_SLOTS: dict[str, Callable[[TextWriter], str]] = {
    "c": lambda writer: writer.compound(0),
    "cd": lambda writer: writer.compound(writer.random.choice((1, 1, 3))),
    "cp": lambda writer: writer.compound(2),
    "topic": TextWriter.topic,
    "place": lambda writer: writer.place,
    "area": lambda writer: writer.area.name,
    "amount": TextWriter.amount,
    "number": lambda writer: str(writer.random.randint(2, 98)),
    "section": lambda writer: str(writer.random.randint(2, 140)),
    "day": lambda writer: str(writer.random.randint(1, 28)),
    "month": lambda writer: writer.random.choice(_MONTHS),
    "year": lambda writer: str(writer.year),
    "nextyear": lambda writer: str(writer.year + 1),
}
