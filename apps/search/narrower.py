"""Narrower searches for one word with many hits: frequent compounds of it, such as `lokalplan` for `plan`."""

from functools import lru_cache
from time import monotonic

from apps.search.filters import Filters
from apps.search.language.analyzer import analyze
from apps.search.language.query_keys import typed_key
from apps.search.matching import Matches, find_occurring
from apps.search.models import VocabularyWord
from apps.search.query_language import Origin, Question, Term, TermKind
from apps.search.results import Suggestion
from apps.search.search_request import SearchRequest

# With so few hits a reader needs no help to look through them.
_FEW_HITS = 10
_SHORTEST_WORD = 3
# Words that hold the letters are looked through this far, and again after so many seconds.
_LOOK_THROUGH = 500
_REMEMBERED_SECONDS = 600
_MOST_CANDIDATES = 12
_MOST_SHOWN = 5


def narrower_searches(request: SearchRequest, question: Question, matches: Matches) -> tuple[Suggestion, ...]:
    """Searches for compounds of the only word of a question, the most frequent first; all have hits."""
    typed = [term for term in question.terms if term.origin is Origin.TYPED]
    if request.page > 1 or matches.total <= _FEW_HITS or len(question.groups) != 1 or len(typed) != 1:
        return ()
    word = typed[0]
    if word.kind is not TermKind.WORD or not word.text.isalpha() or len(word.text) < _SHORTEST_WORD:
        return ()
    return _that_occur(request, word, matches.filters)


def _that_occur(request: SearchRequest, word: Term, filters: Filters) -> tuple[Suggestion, ...]:
    tokens = analyze(word.text)
    key = typed_key(tokens[0]) if len(tokens) == 1 else ""
    compounds = _compounds_of(key, int(monotonic() // _REMEMBERED_SECONDS)) if key.isalpha() else ()
    groups = [(Term(compound, scope=word.scope),) for compound in compounds]
    if not groups:
        return ()
    occurring = find_occurring(groups, filters.all())
    found = [compound for compound, occurs in zip(compounds, occurring, strict=True) if occurs]
    return tuple(Suggestion(each, request.with_text(each).url) for each in found[:_MOST_SHOWN])


@lru_cache(maxsize=256)
def _compounds_of(key: str, _period: int) -> tuple[str, ...]:
    """The words of the index that a word is a part of, each in its shortest form."""
    rows = VocabularyWord.objects.filter(folded__contains=key).values_list("word", "item_count")
    counts: dict[str, int] = {}
    shortest: dict[str, str] = {}
    for word, count in rows[:_LOOK_THROUGH]:
        compound = analyze(word)[0]
        if key in compound.keys or all(member.key != key for member in compound.members):
            continue
        counts[compound.keys[0]] = counts.get(compound.keys[0], 0) + count
        known = shortest.get(compound.keys[0], word)
        shortest[compound.keys[0]] = min(word, known, key=lambda form: (len(form), form))
    frequent = sorted(counts, key=lambda each: (-counts[each], each))[:_MOST_CANDIDATES]
    return tuple(shortest[each] for each in frequent)
