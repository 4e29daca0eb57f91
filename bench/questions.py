"""Questions drawn from the corpus at random, by class: nobody has chosen them by hand."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.db.models import QuerySet

from apps.archive.models import AgendaItem, Municipality
from apps.search.models import SearchEntry, VocabularyWord

_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Question:
    """One question for every engine: all words, or one phrase, or the beginning of a word."""

    kind: str
    words: tuple[str, ...] = ()
    is_phrase: bool = False
    is_prefix: bool = False
    municipality: str = ""
    municipality_id: int = 0
    year: int = 0
    newest_first: bool = False
    page: int = 1

    @property
    def text(self) -> str:
        """As a reader types it."""
        joined = " ".join(self.words)
        return f'"{joined}"' if self.is_phrase else joined + "*" * self.is_prefix


def draw_questions() -> list[Question]:
    """QUESTIONS (5) of each class; the same SEED draws the same ones."""
    source = _Source(int(os.environ.get("SEED") or 1) + 1)
    per_class = int(os.environ.get("QUESTIONS") or 5)
    return [question for _ in range(per_class) for question in source.one_of_each()]


class _Source:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        total = SearchEntry.objects.count()
        # Shares of the items in which a spelling stands.
        self.rare = self._words(2, max(total // 5_000, 10))
        self.medium = self._words(total // 1_000 + 1, total // 100)
        self.common = self._words(total // 10, total)
        self.municipalities = list(Municipality.objects.published().values_list("slug", "pk"))
        self.years = sorted(set(SearchEntry.objects.values_list("year", flat=True).distinct()))
        self.items = SearchEntry.objects.order_by("item").values_list("item", flat=True)
        self.total = total

    def _words(self, least: int, most: int) -> list[str]:
        found: QuerySet[VocabularyWord] = VocabularyWord.objects.filter(item_count__range=(least, most))
        return [
            word
            for word in found.order_by("word").values_list("word", flat=True)
            if len(word) >= _SHORTEST and word.isalpha()
        ]

    def one_of_each(self) -> Iterator[Question]:
        choose = self.random.choice
        yield Question("rare", (choose(self.rare),))
        yield Question("medium", (choose(self.medium),))
        yield Question("common", (choose(self.common),))
        yield Question("two common", tuple(self.random.sample(self.common, 2)))
        yield Question("common + medium", (choose(self.common), choose(self.medium)))
        yield Question("three words", (*self.random.sample(self.common, 2), choose(self.medium)))
        yield Question("phrase", self._phrase(), is_phrase=True)
        yield Question(
            "prefix", (choose(self.common + self.medium)[: self.random.randint(4, 6)],), is_prefix=True
        )
        yield Question("number", (self._case_number(),))
        slug, municipality_id = choose(self.municipalities)
        yield Question("common in municipality", (choose(self.common),), municipality=slug,
                       municipality_id=municipality_id)  # fmt: skip
        yield Question("common in year", (choose(self.common),), year=choose(self.years))
        yield Question("common, page 50", (choose(self.common),), page=50)
        yield Question("common, newest", (choose(self.common),), newest_first=True)
        yield Question("medium, newest", (choose(self.medium),), newest_first=True)
        yield Question("two common, newest, page 50", tuple(self.random.sample(self.common, 2)),
                       newest_first=True, page=50)  # fmt: skip

    def _item(self) -> AgendaItem:
        return AgendaItem.objects.get(pk=self.items[self.random.randrange(self.total)])

    def _phrase(self) -> tuple[str, ...]:
        while True:
            item = self._item()
            words = item.sections[0]["text"].split() if item.sections else []
            starts = [at for at in range(len(words) - 1) if words[at].isalpha() and words[at + 1].isalpha()]
            if starts:
                first = self.random.choice(starts)
                return (words[first].lower(), words[first + 1].lower())

    def _case_number(self) -> str:
        while True:
            number = self._item().case_number_raw
            if number:
                return number
