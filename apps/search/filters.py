"""The filters of a request as conditions: names and slugs looked up, each facet apart for the counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from apps.archive.models import Committee, Municipality
from apps.archive.slugs import danish_slug
from apps.search.matching import Condition
from apps.search.query_language import Question
from apps.search.search_request import SearchRequest

_NOTHING = Condition("false")


@dataclass(frozen=True, slots=True)
class Filters:
    """`always` holds whatever facet is counted; `by_facet` has an entry for each facet with a choice.

    `named` is the part of `always` that stands in the question itself (`kommune:`, `udvalg:`).
    """

    named: Condition
    always: Condition
    by_facet: Mapping[str, Condition]
    notes: tuple[str, ...]

    def all(self) -> Condition:
        """Every filter together."""
        condition = self.always
        for facet in self.by_facet.values():
            condition &= facet
        return condition


def read_filters(request: SearchRequest, question: Question) -> Filters:
    """The conditions of a request; an unknown municipality or committee is left out and noted."""
    notes: list[str] = []
    by_facet = {
        "kommune": _known_slugs("municipality_id", Municipality.objects.all(), request.municipalities, notes),
        "udvalg": _known_slugs("committee_id", Committee.objects.published(), request.committees, notes),
        "aar": _among("year", request.years),
        "afgoerelse": _among("outcome", request.outcomes),
        "emne": _subjects(request.subjects),
    }
    named = _named(question, notes)
    chosen = {facet: condition for facet, condition in by_facet.items() if condition is not None}
    return Filters(named, _dates(request) & named, chosen, tuple(notes))


def _known_slugs(
    column: str, known: QuerySet[Any], slugs: tuple[str, ...], notes: list[str]
) -> Condition | None:
    if not slugs:
        return None
    found = list(known.filter(slug__in=slugs).values_list("pk", "slug"))
    for slug in sorted(set(slugs) - {slug for _, slug in found}):
        notes.append(f"Arkivet kender ikke {_NAMES[column]} »{slug}«, så det filter er ikke brugt.")
    return _among(column, tuple(pk for pk, _ in found))


_NAMES = {"municipality_id": "kommunen", "committee_id": "udvalget"}


def _among(column: str, values: tuple[int, ...] | tuple[str, ...]) -> Condition | None:
    return Condition(f"{column} = ANY(%s)", (list(values),)) if values else None


def _subjects(numbers: tuple[str, ...]) -> Condition | None:
    """KLE numbers at any level: 15 is every subject below it."""
    if not numbers:
        return None
    return Condition("subject_number LIKE ANY(%s)", ([f"{number}%" for number in numbers],))


def _dates(request: SearchRequest) -> Condition:
    condition = Condition()
    if request.held_from:
        condition &= Condition("held_on >= %s", (request.held_from,))
    if request.held_to:
        condition &= Condition("held_on <= %s", (request.held_to,))
    return condition


def _named(question: Question, notes: list[str]) -> Condition:
    """`kommune:herning` and `udvalg:miljø`, by the beginning of a name and by any part of one."""
    condition = Condition()
    for name in question.municipality_names:
        found = Municipality.objects.filter(slug__startswith=danish_slug(name))
        condition &= _named_one(
            "municipality_id", "kommune", name, list(found.values_list("pk", flat=True)), notes
        )
    for name in question.committee_names:
        found = Committee.objects.published().filter(slug__contains=danish_slug(name))
        condition &= _named_one(
            "committee_id", "udvalg", name, list(found.values_list("pk", flat=True)), notes
        )
    return condition


def _named_one(column: str, meaning: str, name: str, ids: list[int], notes: list[str]) -> Condition:
    if not ids or not danish_slug(name):
        notes.append(
            f"Arkivet har ingen {meaning} med navnet »{name}«."
            if meaning == "kommune"
            else f"Arkivet har intet {meaning} med »{name}« i navnet."
        )
        return _NOTHING
    return _among(column, tuple(ids)) or _NOTHING
