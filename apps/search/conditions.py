"""What a question and its filters mean to the database: conditions on entries.

Words and filters that have marks become one tsquery on the vector of everything: one index finds both.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from apps.search.language.query_keys import (
    abbreviation_key,
    abbreviation_query,
    phrase_query,
    prefix_query,
    word_lexemes,
    word_query,
)
from apps.search.language.vectors import quote_lexeme
from apps.search.query_language import Group, Origin, Question, Scope, Term, TermKind

COLUMNS = {
    Scope.ALL: "vector",
    Scope.TITLE: "title_vector",
    Scope.DECISION: "decision_vector",
    Scope.ATTACHMENT: "attachment_vector",
}
_QUERIES = {
    TermKind.WORD: word_query,
    TermKind.PHRASE: phrase_query,
    TermKind.PREFIX: prefix_query,
    TermKind.ABBREVIATION: abbreviation_query,
}
_NEARNESS = re.compile(r"<(?:-|\d+)>")
_IN_FULL = re.compile(r"(?<='):AB\b")


@dataclass(frozen=True, slots=True)
class Condition:
    """Entries whose vector matches `query` and that fulfil `other` (SQL with parameters); join with `&`."""

    query: str = ""
    other: str = ""
    other_params: tuple[Any, ...] = ()

    @property
    def sql(self) -> str:
        """For WHERE; the parameters are `params`."""
        parts = ["vector @@ %s::tsquery"] if self.query else []
        return " AND ".join([*parts, self.other] if self.other else parts) or "true"

    @property
    def params(self) -> tuple[Any, ...]:
        return ((self.query,) if self.query else ()) + self.other_params

    @property
    def is_rechecked(self) -> bool:
        """Whether PostgreSQL must unpack the vector of what the index finds: for nearness and weights."""
        return "<" in self.query or ":AB" in self.query

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(
            _join(" & ", self.query, other.query),
            " AND ".join(filter(None, (self.other, other.other))),
            self.other_params + other.other_params,
        )

    def __or__(self, other: "Condition") -> "Condition":
        if not self.other and not other.other:
            return Condition(_join(" | ", self.query, other.query))
        return Condition(other=f"({self.sql} OR {other.sql})", other_params=self.params + other.params)


NOTHING = Condition(other="false")


def words_condition(question: Question, *, plain: bool = False) -> Condition:
    """Every group found, each in the part it was asked for, and no excluded term.

    `plain` leaves out compounds written apart ("plan for beskæftigelse") and synonyms of several words.
    """
    condition = Condition()
    for group in question.groups:
        condition &= _group_condition(group, plain=plain)
    for column, query in _by_column(question.excluded, plain=True).items():
        # A phrase that is left out must not leave out all items with its words when it is widened.
        if column == "vector" and "<" not in query and condition.query:
            condition &= Condition(f"!({query})")
        else:
            condition &= Condition(other=f"NOT {column} @@ %s::tsquery", other_params=(query,))
    return condition


def widen(condition: Condition) -> Condition:
    """The words of a condition wherever they stand: what the index can tell without unpacking a vector."""
    query = _IN_FULL.sub("", _NEARNESS.sub("&", condition.query))
    return Condition(query, condition.other, condition.other_params)


def ranking_query(question: Question) -> str:
    """All terms to be found as one tsquery, whatever part they were asked for in."""
    queries = map(group_query, question.groups)
    return " & ".join(f"({query})" for query in queries if query)


def group_query(terms: Iterable[Term]) -> str:
    """Any of some terms as one tsquery, whatever part they were asked for in."""
    return _any_of(map(term_query, terms))


def weighed_words(question: Question) -> tuple[tuple[str, ...], ...]:
    """The words to rank by: for each the lexemes that stand for it, quoted, with `:*` for a beginning.

    The words of a quotation count one by one.
    """
    words: list[tuple[str, ...]] = []
    for group in question.groups:
        lexemes = [found for term in group if (found := _lexemes(term))]
        if len(lexemes) == 1 and group[0].kind is not TermKind.PREFIX:
            words += [(lexeme,) for lexeme in lexemes[0]]
        else:
            words.append(tuple(dict.fromkeys(lexeme for each in lexemes for lexeme in each)))
    return tuple(dict.fromkeys(filter(None, words)))


def term_query(term: Term, *, plain: bool = False) -> str:
    """One term as tsquery text."""
    query = _QUERIES[term.kind](term.text) or ""
    if plain and term.kind is TermKind.WORD and "<" in query:
        lexemes = word_lexemes(term.text)
        return quote_lexeme(lexemes[0]) if len(lexemes) == 1 else query
    return query


def _lexemes(term: Term) -> list[str]:
    """The lexemes that a term is weighed by; a synonym of several words is not."""
    if term.kind is TermKind.PREFIX:
        return [query.strip(" ()") for query in prefix_query(term.text).split(" | ")]
    if term.kind is TermKind.ABBREVIATION:
        return [quote_lexeme(abbreviation_key(term.text))]
    lexemes = [quote_lexeme(lexeme) for lexeme in word_lexemes(term.text)]
    return lexemes if len(lexemes) == 1 or term.origin is not Origin.SYNONYM else []


def _group_condition(group: Group, *, plain: bool) -> Condition:
    if plain:
        group = tuple(term for term in group if not _is_said_otherwise(term)) or group
    by_column = _by_column(group, plain=plain)
    if set(by_column) <= {"vector"}:
        return Condition(by_column.get("vector", ""))
    alternatives = " OR ".join(f"{column} @@ %s::tsquery" for column in by_column)
    return Condition(other=f"({alternatives})", other_params=tuple(by_column.values()))


def _is_said_otherwise(term: Term) -> bool:
    return term.origin is Origin.SYNONYM and term.kind is TermKind.PHRASE


def _by_column(terms: Iterable[Term], *, plain: bool) -> dict[str, str]:
    """The alternatives of each vector column as one tsquery."""
    queries: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        queries[COLUMNS[term.scope]].append(term_query(term, plain=plain))
    joined = {column: _any_of(found) for column, found in queries.items()}
    return {column: query for column, query in joined.items() if query}


def _any_of(queries: Iterable[str]) -> str:
    return " | ".join(f"({query})" for query in queries if query)


def _join(operator: str, *queries: str) -> str:
    found = [query for query in queries if query]
    return operator.join(f"({query})" for query in found) if len(found) > 1 else "".join(found)
