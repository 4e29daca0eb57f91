"""How good the answers are: recall, precision and nDCG@10 against queries that people have judged.

Recall, precision and nDCG are averaged over queries; precision only over queries that returned something.
Items judged ambiguous are neither rewarded nor punished: they are taken out before the answer is measured.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import fsum, log2
from statistics import fmean
from typing import Any

from apps.archive.models import AgendaItem
from apps.search.engine import run_search
from apps.search.search_request import LAST_PAGE, SearchRequest

_DEPTH = 10


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query with the grade (1 or 2) of each relevant item id."""

    text: str
    grades: Mapping[int, int]
    ambiguous: frozenset[int]


@dataclass(frozen=True, slots=True)
class Score:
    """How one answer measures; `precision` is None when it was empty. Items are named by their addresses."""

    recall: float
    precision: float | None
    ndcg: float
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    recall: float
    precision: float
    ndcg: float
    empty_count: int


def read_judged_queries(content: Mapping[str, Any]) -> list[JudgedQuery]:
    """The queries of a judged file; raises LookupError (in Danish) for an item that is not in the archive."""
    return [
        JudgedQuery(
            query["query"],
            {_find_item(each): int(each["grade"]) for each in query["relevant"]},
            frozenset(_find_item(each) for each in query.get("ambiguous", [])),
        )
        for query in content["queries"]
    ]


def _find_item(place: Mapping[str, Any]) -> int:
    items = AgendaItem.objects.published().filter(
        meeting__source__file_name=place["file"], number=str(place["item"])
    )
    found = items.values_list("pk", flat=True).first()
    if found is None:
        raise LookupError(f"Punkt {place['item']} i {place['file']} findes ikke i arkivet.")
    return int(found)


def judge(query: JudgedQuery) -> Score:
    """Ask the query and measure the answer."""
    found = [item for item in _answer(query.text) if item not in query.ambiguous]
    right = [item for item in found if item in query.grades]
    ideal = _discounted(sorted(query.grades.values(), reverse=True))
    gained = _discounted([query.grades.get(item, 0) for item in found])
    return Score(
        recall=len(right) / len(query.grades) if query.grades else 1.0,
        precision=len(right) / len(found) if found else None,
        ndcg=gained / ideal if ideal else 1.0,
        missing=_addresses(query.grades.keys() - set(found)),
        wrong=_addresses(set(found) - query.grades.keys()),
    )


def average(scores: Iterable[Score]) -> Summary:
    """The macro averages of some scores."""
    scores = list(scores)
    precisions = [score.precision for score in scores if score.precision is not None]
    return Summary(
        recall=fmean(score.recall for score in scores) if scores else 0.0,
        precision=fmean(precisions) if precisions else 0.0,
        ndcg=fmean(score.ndcg for score in scores) if scores else 0.0,
        empty_count=len(scores) - len(precisions),
    )


def _answer(text: str) -> list[int]:
    """The item ids of every page of hits, best first."""
    request = SearchRequest.from_words(text)
    ids: list[int] = []
    for page in range(1, LAST_PAGE + 1):
        results = run_search(replace(request, page=page))
        ids += [hit.id for hit in results.hits]
        if page >= results.page_count:
            break
    return ids


def _discounted(grades: list[int]) -> float:
    return fsum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:_DEPTH]))


def _addresses(items: Iterable[int]) -> tuple[str, ...]:
    found = AgendaItem.objects.filter(pk__in=list(items)).select_related("meeting__committee__municipality")
    return tuple(item.get_absolute_url() for item in found)
