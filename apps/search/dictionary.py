"""Which words are spelt right: those of the dictionary, and compounds of them."""

from apps.search.language.analyzer import analyze
from apps.search.language.folding import fold
from apps.search.language.lexicon import load_lexicon
from apps.search.language.query_keys import reading_of


def is_right(word: str) -> bool:
    """Whether a word is spelt as the dictionary has it, or as a compound of such words."""
    return is_dictionary_word(word) or is_proper_compound(word)


def is_dictionary_word(word: str) -> bool:
    entry = load_lexicon().find(fold(word))
    return entry is not None and entry.lemma is not None


def is_proper_compound(word: str) -> bool:
    """Whether both halves are words; "resourceforløb" is a misspelling with a last part that is known."""
    boundary = compound_boundary(word)
    entry = load_lexicon().find(fold(word[:boundary]))
    return boundary > 0 and entry is not None


def compound_boundary(word: str) -> int:
    """Where the last part of a compound begins, when that is a word of the dictionary; else 0."""
    head = reading_of(word).head
    for token in analyze(word) if head else ():
        starts = [member.start for member in token.members if member.key == head and member.end == len(word)]
        if starts and is_dictionary_word(word[starts[0] :]):
            return starts[0]
    return 0
