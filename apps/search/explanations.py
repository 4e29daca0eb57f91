"""Why a hit is there, in a few Danish words, where the marked text does not say it by itself."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from apps.search.language.analyzer import Token, analyze
from apps.search.language.candidates import find_windows
from apps.search.language.folding import fold
from apps.search.language.highlighting import find_matches, want_phrase
from apps.search.language.query_keys import abbreviation_key, typed_key
from apps.search.query_language import Group, Origin, Term, TermKind
from apps.search.snippets import wanted_keys

_MOST_REASONS = 2
# A form that begins with so many of the same letters explains itself: skole, skolernes.
_SAME_BEGINNING = 4
# The same words stand in many hits.
_WINDOWS_AT_HAND = 4_096

# The plainest comes first: as typed, another form, part of a word, a synonym; with the words for it.
_Reason = tuple[int, str]
_NO_REASON: _Reason = (9, "")


def explain(groups: Iterable[Group], shown: str) -> str:
    """The reasons for a hit whose title and passage are `shown`; empty when they speak for themselves."""
    reasons = (_plainest_reason(group, shown)[1] for group in groups)
    return ". ".join(list(dict.fromkeys(filter(None, reasons)))[:_MOST_REASONS])


def _plainest_reason(group: Group, shown: str) -> _Reason:
    windows = find_windows(shown, wanted_keys(group).signs)
    return min((_reason_in(group, shown[start:end]) for start, end in windows), default=_NO_REASON)


@lru_cache(maxsize=_WINDOWS_AT_HAND)
def _reason_in(group: Group, shown: str) -> _Reason:
    tokens = analyze(shown)
    return min((reason for term in group for reason in _reasons(term, tokens, shown)), default=_NO_REASON)


def _reasons(term: Term, tokens: list[Token], shown: str) -> Iterator[_Reason]:
    if term.origin is Origin.SYNONYM:
        if _has_synonym(term, tokens, shown):
            yield 3, f"»{term.text}« betyder det samme som »{term.typed_as}«"
        return
    if term.origin is Origin.MISSPELT:
        if _has_synonym(term, tokens, shown):
            yield 3, f"»{term.text}« er nok en stavefejl for »{term.typed_as}«"
        return
    plain = [token for token in analyze(term.text) if not token.is_extra]
    if term.kind is not TermKind.WORD or len(plain) != 1 or not plain[0].keys[0].isalpha():
        return
    key, typed = typed_key(plain[0]), fold(term.text[plain[0].start : plain[0].end])
    for token in tokens:
        word = shown[token.start : token.end]
        if key in token.keys:
            is_plain = token.is_extra or fold(word)[:_SAME_BEGINNING] == typed[:_SAME_BEGINNING]
            yield (0, "") if is_plain else (1, f"»{word}« er en form af »{term.text}«")
        elif any(member.key == key for member in token.members):
            yield 2, f"»{term.text}« er en del af »{word}«"


def _has_synonym(term: Term, tokens: list[Token], shown: str) -> bool:
    if term.kind is TermKind.PHRASE:
        return bool(find_matches(shown, want_phrase(term.text)))
    if term.kind is TermKind.ABBREVIATION:
        return any(abbreviation_key(term.text) in token.keys for token in tokens)
    wanted = {typed_key(token) for token in analyze(term.text)}
    return any(
        not wanted.isdisjoint((*token.keys, *(member.key for member in token.members))) for token in tokens
    )
