"""When nothing is found: something wider instead, always labelled, and other searches to try."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from operator import or_

from apps.search.conditions import Condition, words_condition
from apps.search.filters import Filters
from apps.search.matching import COUNT_CAP, Matches, count_matches, find_matches, find_occurring
from apps.search.query_language import Group, Origin, Question, Scope, Term, TermKind
from apps.search.results import Relaxation, Relaxed, Suggestion
from apps.search.search_request import SearchRequest

_ATTACHED_REASON = "Ordene står kun sådan i bilag."
_ADDED = (Origin.SYNONYM, Origin.MISSPELT)
_SHORTEST_BEGINNING = 5
# Subsets of more words than this would make one question cost like many.
_MOST_COMBINED = 8


@dataclass(frozen=True, slots=True)
class RelaxedMatch:
    matches: Matches
    label: Relaxed


def relax(question: Question, filters: Filters) -> RelaxedMatch | None:
    """The widest part of a question without hits that has some: without unknown words, else with fewer words.

    Where a reader asked for several words, an unknown one is told apart from known ones that never meet.
    """
    attached = _in_attachments(question, filters) or _with_beginnings(question, filters)
    if attached or len(question.groups) < 2:
        return attached
    occurring = find_occurring(question.groups, filters.all())
    known = [group for group, occurs in zip(question.groups, occurring, strict=True) if occurs]
    unknown = [group for group, occurs in zip(question.groups, occurring, strict=True) if not occurs]
    if not known:
        return None
    if unknown:
        matches = find_matches(replace(question, groups=tuple(known)), filters)
        if matches.total:
            return RelaxedMatch(matches, Relaxed(Relaxation.UNKNOWN_WORDS, _unknown_reason(unknown)))
    return _with_fewer(question, known, filters)


def _in_attachments(question: Question, filters: Filters) -> RelaxedMatch | None:
    """Quotations of attachments: items have the words of their attachments, but not where they stand."""
    if not any(term.kind is TermKind.PHRASE and term.scope is Scope.ALL for term in question.terms):
        return None
    groups = tuple(tuple(map(_attached, group)) for group in question.groups)
    matches = find_matches(replace(question, groups=groups), filters)
    return RelaxedMatch(matches, Relaxed(Relaxation.ATTACHMENTS, _ATTACHED_REASON)) if matches.total else None


def _with_beginnings(question: Question, filters: Filters) -> RelaxedMatch | None:
    """Words that begin with one nobody wrote: `velfærdsteknologi` where items say `velfærdsteknologiske`."""
    longer = [_longer(group) for group in question.groups]
    if not any(longer):
        return None
    occurring = find_occurring(question.groups, filters.all())
    groups = [
        (longest,) if longest and not occurs else group
        for group, longest, occurs in zip(question.groups, longer, occurring, strict=True)
    ]
    matches = find_matches(replace(question, groups=tuple(groups)), filters)
    if not matches.total:
        return None
    said = " og ".join(
        f"»{_typed(group)}«" for group, occurs in zip(question.groups, occurring, strict=True) if not occurs
    )
    return RelaxedMatch(
        matches,
        Relaxed(
            Relaxation.BEGINNINGS,
            f"Ingen punkter indeholder {said}. Her er punkter med længere ord, der begynder sådan.",
        ),
    )


def _longer(group: Group) -> Term | None:
    """The beginning that stands for a typed word."""
    typed = [term for term in group if term.origin is Origin.TYPED]
    if len(typed) != 1 or typed[0].kind is not TermKind.WORD or not typed[0].text.isalpha():
        return None
    return replace(typed[0], kind=TermKind.PREFIX) if len(typed[0].text) >= _SHORTEST_BEGINNING else None


def _attached(term: Term) -> Term:
    is_anywhere = term.kind is TermKind.PHRASE and term.scope is Scope.ALL
    return replace(term, scope=Scope.ATTACHMENT) if is_anywhere else term


def _with_fewer(question: Question, groups: Sequence[Group], filters: Filters) -> RelaxedMatch | None:
    combined = list(groups[:_MOST_COMBINED])
    alternatives = replace(question, groups=(tuple(term for group in combined for term in group),))
    excluded = words_condition(replace(question, groups=()))
    for size in range(len(combined) - 1, 0, -1):
        matches = find_matches(alternatives, filters, _some_of(combined, size) & excluded)
        if matches.total:
            label = Relaxed(Relaxation.SOME_WORDS, _fewer_reason(size, len(question.groups)))
            return RelaxedMatch(matches, label)
    return None


def _some_of(groups: Sequence[Group], size: int) -> Condition:
    """Any `size` of the groups."""
    subsets = (words_condition(Question(tuple(subset))) for subset in combinations(groups, size))
    return reduce(or_, subsets)


def _unknown_reason(unknown: Sequence[Group]) -> str:
    words = " og ".join(f"»{_typed(group)}«" for group in unknown)
    return f"Ingen punkter indeholder {words}. Her er punkter med resten af ordene."


def _fewer_reason(size: int, asked: int) -> str:
    if size == 1:
        return "Ordene står ikke i samme punkt. Her er punkter med mindst ét af dem."
    return f"Ingen punkter indeholder alle ordene. Her er punkter med mindst {size} af de {asked}."


def _typed(group: Group) -> str:
    return " ELLER ".join(term.typed for term in group if term.origin not in _ADDED)


def suggest_searches(request: SearchRequest, filters: Filters) -> tuple[Suggestion, ...]:
    """Searches close to one without hits that do have some."""
    suggestions = []
    for label, other, other_filters in _close_searches(request, filters):
        count = count_matches(words_condition(other.question) & other_filters)
        if count:
            number = "over 10.000" if count > COUNT_CAP else str(count)
            suggestions.append(Suggestion(f"{label} ({number})", other.url))
    return tuple(suggestions)


def _close_searches(
    request: SearchRequest, filters: Filters
) -> Iterator[tuple[str, SearchRequest, Condition]]:
    question = request.question
    if request.q and request != request.without_filters():
        yield "Søg uden filtre", request.without_filters(), filters.named
    if request.scope is not Scope.ALL:
        yield "Søg i hele teksten", request.in_scope(Scope.ALL), filters.all()
    if question.excluded:
        together = _EXCLUSION.sub("-", request.q)
        yield f"Søg på »{together}«", request.with_text(together), filters.all()
        without = _EXCLUDED_WORD.sub("", request.q).strip()
        yield f"Søg på »{without}« uden at udelade noget", request.with_text(without), filters.all()
    if any(term.kind is TermKind.PHRASE for term in question.terms):
        yield "Søg uden anførselstegn", request.with_text(request.q.translate(_NO_QUOTES)), filters.all()
    if len(question.terms) == 1 and question.terms[0].kind is TermKind.WORD:
        longer = request.with_text(f"{request.q}*")
        if any(term.kind is TermKind.PREFIX for term in longer.question.terms):
            yield f"Søg efter ord, der begynder med »{request.q}«", longer, filters.all()


# "IPS -modellen" is mostly pasted: a stray space before the hyphen of one word.
_EXCLUSION = re.compile(r"\s+-(?=\w)")
_EXCLUDED_WORD = re.compile(r"(?<!\S)-(?:\w+:)?(?:\"[^\"]*\"|\S+)")
_NO_QUOTES = str.maketrans(dict.fromkeys('“”„‟«»″＂"'))
