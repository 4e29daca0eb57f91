"""The filters of a request as conditions: names and slugs looked up, each facet apart for the counts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apps.archive.models import Committee, Municipality
from apps.archive.slugs import danish_slug
from apps.search.conditions import NOTHING, Condition
from apps.search.marks import (
    any_mark,
    attachments_mark,
    committee_mark,
    kind_mark,
    municipality_mark,
    outcome_mark,
    subject_mark,
    year_mark,
)
from apps.search.query_language import Question
from apps.search.search_request import HAS_ATTACHMENTS, KINDS, SearchRequest

# Years beyond these have no marks of their own in a range of dates.
_FIRST_YEAR, _LAST_YEAR = 1970, 2069


@dataclass(frozen=True, slots=True)
class FacetFilter:
    """The choice of one facet: as a condition to find by, and as SQL on a row that was found."""

    condition: Condition
    flag: str
    params: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """`always` holds whatever facet is counted; `by_facet` has an entry for each facet with a choice.

    `named` is the part of `always` that stands in the question itself (`kommune:`, `udvalg:`).
    """

    named: Condition
    always: Condition
    by_facet: Mapping[str, FacetFilter]
    notes: tuple[str, ...]

    def all(self) -> Condition:
        """Every filter together."""
        condition = self.always
        for facet in self.by_facet.values():
            condition &= facet.condition
        return condition


def read_filters(request: SearchRequest, question: Question) -> Filters:
    """The conditions of a request; an unknown municipality or committee is left out and noted."""
    notes: list[str] = []
    by_facet = {
        "kommune": _municipalities(request.municipalities, notes),
        "udvalg": _committees(request.committees, notes),
        "aar": _among("year", request.years, year_mark),
        "afgoerelse": _among("outcome", request.outcomes, outcome_mark),
        "emne": _subjects(request.subjects),
        "art": _among("kind", [KINDS[each] for each in request.kinds], kind_mark),
        "bilag": _among(
            "has_attachments", [HAS_ATTACHMENTS[each] for each in request.attachments], attachments_mark
        ),
    }
    named = _named(question, notes)
    chosen = {facet: each for facet, each in by_facet.items() if each is not None}
    return Filters(named, _dates(request) & named, chosen, tuple(notes))


def _municipalities(slugs: tuple[str, ...], notes: list[str]) -> FacetFilter | None:
    found = list(Municipality.objects.filter(slug__in=slugs).values_list("pk", "slug")) if slugs else []
    _note_unknown("kommunen", slugs, found, notes)
    return _among("municipality_id", tuple(pk for pk, _ in found), municipality_mark)


def _committees(slugs: tuple[str, ...], notes: list[str]) -> FacetFilter | None:
    known = Committee.objects.published().filter(slug__in=slugs)
    found = list(known.values_list("pk", "slug")) if slugs else []
    _note_unknown("udvalget", slugs, found, notes)
    return _among("committee_id", tuple(pk for pk, _ in found), committee_mark)


def _note_unknown(
    meaning: str, slugs: tuple[str, ...], found: Iterable[tuple[int, str]], notes: list[str]
) -> None:
    for slug in sorted(set(slugs) - {slug for _, slug in found}):
        notes.append(f"Arkivet kender ikke {meaning} »{slug}«, så det filter er ikke brugt.")


def _among(column: str, values: Iterable[Any], mark: Callable[[Any], str]) -> FacetFilter | None:
    chosen = list(values)
    if not chosen:
        return None
    return FacetFilter(Condition(any_mark(map(mark, chosen))), f"{column} = ANY(%s)", (chosen,))


def _subjects(numbers: tuple[str, ...]) -> FacetFilter | None:
    """KLE numbers at any level: 15 is every subject below it."""
    if not numbers:
        return None
    patterns = [f"{number}%" for number in numbers]
    return FacetFilter(
        Condition(any_mark(map(subject_mark, numbers))), "subject_number LIKE ANY(%s)", (patterns,)
    )


def _dates(request: SearchRequest) -> Condition:
    """The dates themselves, and the marks of their years so that the index finds them."""
    first, last = request.held_from, request.held_to
    if not first and not last:
        return Condition()
    from_year = max(first.year, _FIRST_YEAR) if first else _FIRST_YEAR
    to_year = min(last.year, _LAST_YEAR) if last else _LAST_YEAR
    is_covered = (not first or first.year >= _FIRST_YEAR) and (not last or last.year <= _LAST_YEAR)
    condition = Condition(any_mark(map(year_mark, range(from_year, to_year + 1))) if is_covered else "")
    if first:
        condition &= Condition(other="held_on >= %s", other_params=(first,))
    if last:
        condition &= Condition(other="held_on <= %s", other_params=(last,))
    return condition


def _named(question: Question, notes: list[str]) -> Condition:
    """`kommune:herning` and `udvalg:miljø`, by the beginning of a name and by any part of one."""
    condition = Condition()
    for name in question.municipality_names:
        places = Municipality.objects.filter(slug__startswith=danish_slug(name))
        found = list(places.values_list("pk", flat=True)) if danish_slug(name) else []
        condition &= _named_place(found, municipality_mark)
        if not found:
            notes.append(f"Arkivet har ingen kommune med navnet »{name}«.")
    for name in question.committee_names:
        committees = Committee.objects.published().filter(slug__contains=danish_slug(name))
        found = list(committees.values_list("pk", flat=True)) if danish_slug(name) else []
        condition &= _named_place(found, committee_mark)
        if not found:
            notes.append(f"Arkivet har intet udvalg med »{name}« i navnet.")
    return condition


def _named_place(ids: list[int], mark: Callable[[int], str]) -> Condition:
    return Condition(any_mark(map(mark, ids))) if ids else NOTHING
