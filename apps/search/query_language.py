"""What a reader typed, understood: words, "exact phrases", ELLER, -word, ord* and prefixes such as titel:.

All words must be there; ELLER (or OR) joins its two neighbours before that. No text is an error: what cannot
be used is left out, and a note in Danish says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto

from apps.search.language.analyzer import Token, analyze
from apps.search.language.numbers import find_case_numbers

MOST_TERMS = 32
SHORTEST_PREFIX = 3


class Scope(StrEnum):
    """Which part of an item is searched; the values are those of the parameter `i`."""

    ALL = "alt"
    TITLE = "titel"
    DECISION = "beslutning"
    ATTACHMENT = "bilag"


class TermKind(Enum):
    WORD = auto()
    PHRASE = auto()
    PREFIX = auto()
    # Only in capitals: what the search adds for a reader who wrote the words in full.
    ABBREVIATION = auto()


class Origin(Enum):
    """Where a term comes from: the reader, or what the search knows beside it."""

    TYPED = auto()
    SYNONYM = auto()
    SPELLING = auto()
    # A misspelling of it that stands in documents.
    MISSPELT = auto()
    PART = auto()


_SPELLINGS = {
    TermKind.WORD: "{}",
    TermKind.PHRASE: '"{}"',
    TermKind.PREFIX: "{}*",
    TermKind.ABBREVIATION: "{}",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for in one part of the items; `typed_as` is what a reader wrote for it."""

    text: str
    kind: TermKind = TermKind.WORD
    scope: Scope = Scope.ALL
    origin: Origin = Origin.TYPED
    typed_as: str = ""

    @property
    def typed(self) -> str:
        """The term as a reader would type it."""
        return _SPELLINGS[self.kind].format(self.text)


# Alternatives: one of them must be there.
Group = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Every group must be found and no excluded term; names restrict to places that are called so."""

    groups: tuple[Group, ...] = ()
    excluded: tuple[Term, ...] = ()
    municipality_names: tuple[str, ...] = ()
    committee_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms to look for, excluded ones not counted."""
        return tuple(term for group in self.groups for term in group)


# Stands for a space inside a number while a question is read; no keyboard has it.
_GLUE = "\ue000"
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_SEPARATORS = re.compile(r"(?<!\d)[,;/()\[\]{}|]+|[,;/()\[\]{}|]+(?!\d)")
# The beginning of a pasted address, which documents are read without.
_ADDRESS_START = re.compile(r"\bhttps?://(?:www\.)?|\bwww\.", re.IGNORECASE)
_PARAGRAPH_SPACE = re.compile(r"(?<=§) (?=\d)")
_SPACED_NUMBER = re.compile(
    r"(?<![\d.])(\d\d\.\d\d(?:\.\d\d)?[- ]?[A-ZÆØÅ]\d\d)((?:[- ]\d{1,5}){1,3})(?![\w.])", re.IGNORECASE
)
_PIECE = re.compile(
    r"""
    (?P<minus>(?<!\S)-(?=[\w"]))?
    (?:(?P<field>(?<![^\s-])(?:titel|beslutning|sag|kommune|udvalg)):\s*)?
    (?: "(?P<phrase>[^"]*)" | (?P<word>[^\s"]+) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FIELD_SCOPES = {"titel": Scope.TITLE, "beslutning": Scope.DECISION, "sag": Scope.TITLE}
_INTERROGATIVE = re.compile(
    r"(?:hvad|hvem|hvor|hvordan|hvorfor|hvornår|hvornaar|hvilken|hvilket|hvilke)\b", re.IGNORECASE
)
# Words of a question that its answer needs not have.
_ASKING_WORDS = (
    "mange meget længe ofte tit langt stor stort store gammel besluttet beslutter besluttede vedtaget vedtog "
    "bestemt bestemte sagt siger sagde sker sket skete betyder mener mente gælder handler findes står synes "
    "skal kommunen udvalget byrådet politikerne"
)
_OR = frozenset({"ELLER", "OR"})


def parse_question(text: str, scope: Scope = Scope.ALL) -> Question:
    """The question in any text; `scope` holds for terms without a prefix of their own."""
    return _Reader(scope).read(text)


class _Reader:
    """Reads one question from left to right."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.groups: list[Group] = []
        self.left_out: list[Term] = []
        self.excluded: list[Term] = []
        self.municipality_names: list[str] = []
        self.committee_names: list[str] = []
        self.notes: list[str] = []
        self._joins_next = False

    def read(self, text: str) -> Question:
        for piece in _PIECE.finditer(self._prepare(text)):
            self._take(piece)
        if _INTERROGATIVE.match(text):
            self.groups = _without_asking(self.groups)
        if not self.groups:
            self.groups = _only_function_words(self.left_out)
        if len(self.groups) > MOST_TERMS:
            self.groups = self.groups[:MOST_TERMS]
            self.notes.append(f"Søgningen er lang. Kun de første {MOST_TERMS} ord er brugt.")
        if self.excluded and not self.groups:
            self.notes.append("Skriv også mindst ét ord, der skal findes – ikke kun ord, der skal udelades.")
        return Question(
            tuple(self.groups),
            tuple(self.excluded[:MOST_TERMS]) if self.groups else (),
            tuple(self.municipality_names[:MOST_TERMS]),
            tuple(self.committee_names[:MOST_TERMS]),
            tuple(self.notes),
        )

    def _prepare(self, text: str) -> str:
        text = _ADDRESS_START.sub(" ", text.translate(_QUOTES))
        if text.count('"') % 2:
            before, _, after = text.rpartition('"')
            # Within a word (`med"-projekt`) a space would make something to leave out of what follows.
            text = f"{before}{after}" if after.startswith("-") else f"{before} {after}"
            self.notes.append("Der mangler et anførselstegn. Ordene efter det er søgt som almindelige ord.")
        return _glue_numbers(_without_caps_lock(text))

    def _take(self, piece: re.Match[str]) -> None:
        if piece["word"] in _OR and not piece["minus"] and not piece["field"]:
            self._joins_next = bool(self.groups)
            return
        field = (piece["field"] or "").lower()
        if field in ("kommune", "udvalg"):
            names = self.municipality_names if field == "kommune" else self.committee_names
            names.append(piece["phrase"] or piece["word"] or "")
            return
        for term in self._terms(piece, _FIELD_SCOPES.get(field, self.scope)):
            self._add(term, excluded=bool(piece["minus"]))

    def _terms(self, piece: re.Match[str], scope: Scope) -> Iterator[Term]:
        if piece["phrase"] is not None:
            yield Term(piece["phrase"].replace(_GLUE, " ").strip(), TermKind.PHRASE, scope)
        else:
            for word in _SEPARATORS.sub(" ", piece["word"]).split():
                yield self._word(word.replace(_GLUE, " "), scope)

    def _word(self, word: str, scope: Scope) -> Term:
        stem = word.rstrip("*")
        if stem == word:
            return Term(word, scope=scope)
        if sum(character.isalnum() for character in stem) < SHORTEST_PREFIX:
            self.notes.append(f"Skriv mindst {SHORTEST_PREFIX} bogstaver før *.")
            return Term(stem, scope=scope)
        return Term(stem, TermKind.PREFIX, scope)

    def _add(self, term: Term, *, excluded: bool) -> None:
        tokens = analyze(term.text)
        if not tokens:
            return
        if excluded:
            self.excluded.append(term)
        elif term.kind is TermKind.WORD and all(_is_function_word(token) for token in tokens):
            self.left_out.append(term)
        elif self._joins_next:
            self.groups[-1] = (*self.groups[-1], term)
        else:
            self.groups.append((term,))
        self._joins_next = False


def _glue_numbers(text: str) -> str:
    """`15.20.00 G01-2-24` is one number, though it is written with a space, and so is `§ 56`.

    A reader may also copy or dictate it with spaces for all of its hyphens.
    """
    text = _PARAGRAPH_SPACE.sub(_GLUE, text)
    text = _SPACED_NUMBER.sub(lambda number: number[1] + number[2].replace(" ", "-"), text)
    for number in find_case_numbers(text):
        glued = text[number.start : number.end].replace(" ", _GLUE)
        text = text[: number.start] + glued + text[number.end :]
    return text


def _without_caps_lock(text: str) -> str:
    """A question typed in capitals holds no abbreviations: `NY SKOLE I BYEN` asks for `ny skole i byen`."""
    words = text.split()
    if not text.isupper() or len(words) < 2 or all(len(word) <= 6 for word in words):
        return text
    return " ".join(word if word in _OR else word.lower() for word in words)


def _without_asking(groups: list[Group]) -> list[Group]:
    """What a question is about: in "hvor mange boliger blev der godkendt" nobody looks for `mange`.

    What could be one who does something is there what is done: "hvornår åbner badet".
    """
    kept = [group for group in groups if not all(map(_only_asks, group))]
    return [
        tuple(alternative for term in group for alternative in _with_verb(term)) for group in kept or groups
    ]


def _with_verb(term: Term) -> Iterator[Term]:
    yield term
    tokens = analyze(term.text) if term.kind is TermKind.WORD else []
    if len(tokens) == 1:
        yield from (replace(term, text=key) for key in tokens[0].keys[1:] if key.isalpha())


def _only_asks(term: Term) -> bool:
    return term.kind is TermKind.WORD and term.text.rstrip("?").lower() in _ASKING_WORDS.split()


def _is_function_word(token: Token) -> bool:
    # A function word that is also an abbreviation, such as KL, keeps a key of its own.
    return token.is_stop_word and len(token.keys) == 1


def _only_function_words(terms: list[Term]) -> list[Group]:
    """ "til og fra" is searched as a phrase: each word alone stands in nearly every item."""
    if len(terms) < 2:
        return [(term,) for term in terms]
    return [(replace(terms[0], text=" ".join(term.text for term in terms), kind=TermKind.PHRASE),)]
