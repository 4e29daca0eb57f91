"""The reader's side: a typed word, phrase, beginning or number as the text of a tsquery fragment.

Every function takes any text and gives valid tsquery text to cast with `::tsquery`, or "" when nothing
remains of it. A fragment of alternatives stands in parentheses; put parentheses around a phrase before
joining it with `&`, `|`, `!`.
"""

import re
from itertools import pairwise

from apps.search.language.analyzer import LONGEST_KEY, Token, analyze, is_stop_word
from apps.search.language.cleaning import clean
from apps.search.language.compounds import WordReading, prefix_keys, read_word
from apps.search.language.folding import fold
from apps.search.language.numbers import BARE_SERIAL, BARE_SUBJECT, other_case_number_key
from apps.search.language.tokens import PieceKind, cut
from apps.search.language.vectors import quote_lexeme

# How far after its head the modifier may stand: "møde i udvalget", "indsats for de unge". Nearer there is
# no room for a preposition; farther on the two rarely belong together.
HEAD_DISTANCES = (2, 3)
# A plan that is local ("lokal plan") is no lokalplan.
_ADJECTIVE = re.compile(
    r".{3,}(?:al|el|ig|isk|iv|aer|oes|baer|bar|som)|ny|stor|lille|smaa|hoej|lav|lang|kort|groen|fri"
)
_MOST_WORDS = 32
_EXACT = ":AB"


def word_query(word: str) -> str:
    """One typed word: its key, a hyphen word also as one word, a compound also as its parts written apart."""
    number = number_query(word)
    if number:
        return number
    tokens = analyze(word)[:_MOST_WORDS]
    plain = _plain(tokens)
    if len(plain) == 1:
        return _any_of(_word_alternatives(plain[0], reading_of(word)))
    alternatives = [_phrase(plain)]
    alternatives += [quote_lexeme(key) for token in tokens if token.is_extra for key in token.keys]
    return _any_of(alternatives)


def reading_of(word: str) -> WordReading:
    """How the analyzer reads a single typed word; the reading of "" when it is not one word of letters."""
    pieces = cut(clean(word).text)
    if len(pieces) != 1 or pieces[0].kind is not PieceKind.WORD:
        return WordReading("")
    return read_word(fold(pieces[0].text)[:LONGEST_KEY])


def word_lexemes(word: str) -> tuple[str, ...]:
    """The single lexemes that `word_query` asks for first, one per word typed: for document frequencies."""
    return tuple(typed_key(token) for token in _plain(analyze(word))[:_MOST_WORDS])


def phrase_query(text: str) -> str:
    """The words of a quotation exactly in their order, in any inflection, never inside a compound."""
    return _phrase(_plain(analyze(text))[:_MOST_WORDS], always_exact=True)


def abbreviation_query(word: str) -> str:
    """An abbreviation where it is written in capitals, so that MUS is not mice."""
    return quote_lexeme(abbreviation_key(word))


def abbreviation_key(word: str) -> str:
    """The key that a word in capitals has beside its own."""
    return f"^{fold(word)[:LONGEST_KEY]}"


def prefix_query(word: str) -> str:
    """Words that begin with the letters typed, and inflections of such words."""
    return _any_of([f"{quote_lexeme(beginning)}:*" for beginning in beginnings_of(word)])


def beginnings_of(word: str) -> tuple[str, ...]:
    """The beginnings of keys that `ord*` stands for; of several words only the first counts."""
    tokens = analyze(word)
    if not tokens:
        return ()
    first = tokens[0]
    if BARE_SUBJECT.fullmatch(word):
        return (first.keys[0], typed_key(first))
    if not first.keys[0].isalpha():
        return (typed_key(first),)
    letters = clean(word[first.start : first.end]).text.replace("'", "")
    return tuple(dict.fromkeys((*prefix_keys(fold(letters)[:LONGEST_KEY]), first.keys[0])))


def number_query(text: str) -> str | None:
    """A case number, a part of one or a § as its most specific key; None when the text is not such a number.

    What may be two numbers or a date as well is also asked for as that.
    """
    tokens = _plain(analyze(text))
    serial = BARE_SERIAL.fullmatch(text)
    other = f"#{serial[1]}" if serial else other_case_number_key(text)
    if other:
        return _any_of([quote_lexeme(other), _phrase(tokens)])
    if len(tokens) != 1 or not any(key.startswith(("#", "§")) for key in tokens[0].keys):
        return None
    plain = [quote_lexeme(tokens[0].keys[0])] if BARE_SUBJECT.fullmatch(text) else []
    return _any_of([quote_lexeme(typed_key(tokens[0])), *plain])


def typed_key(token: Token) -> str:
    """The one key of a typed word: all of a case number, an abbreviation only where capitals matter."""
    if token.keys[-1].startswith("#"):
        return token.keys[-1]
    return token.keys[-1] if token.keys[-1].startswith("^") and is_stop_word(token.keys[0]) else token.keys[0]


def _plain(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if not token.is_extra]


def _word_alternatives(token: Token, reading: WordReading) -> list[str]:
    """The key, and for a compound its head near its modifier: "plan for beskæftigelse"."""
    alternatives = [quote_lexeme(typed_key(token))]
    if may_stand_apart(reading) and reading.key in token.keys:
        head, modifier = f"{quote_lexeme(reading.head)}:AB", f"{quote_lexeme(reading.modifier)}:AB"
        alternatives += [f"{head} <{distance}> {modifier}" for distance in HEAD_DISTANCES]
        alternatives.append(f"{modifier} <-> {head}")
    return alternatives


def may_stand_apart(reading: WordReading) -> bool:
    """Whether the two halves of a compound written apart mean the same."""
    return bool(reading.head) and not _ADJECTIVE.fullmatch(reading.modifier)


def _phrase(tokens: list[Token], *, always_exact: bool = False) -> str:
    if not tokens:
        return ""
    exact = _EXACT if always_exact or len(tokens) > 1 else ""
    text = f"{quote_lexeme(typed_key(tokens[0]))}{exact}"
    for before, token in pairwise(tokens):
        text += f" <{token.position - before.position}> {quote_lexeme(typed_key(token))}{exact}"
    return text


def _any_of(alternatives: list[str]) -> str:
    kept = list(dict.fromkeys(filter(None, alternatives)))
    if len(kept) <= 1:
        return "".join(kept)
    return f"({' | '.join(f'({text})' for text in kept)})"
