"""The dictionary form of a single word, folded: `boern` and `barn` are both `barn`."""

from functools import lru_cache

from apps.search.language.lexicon import load_lexicon
from apps.search.language.lists import read_pairs

# An unknown word in -s after one of these letters is read as a genitive ("Eksempelbys" is left, "Hansens"
# is not).
_GENITIVE_AFTER = frozenset("bdefghklmnprtv")
_SHORTEST_GENITIVE = 6
_SHORTEST_REGULAR_STEM = 4
# Works (`vejarbejder`) more often than workers.
_WORKS = "arbejder"


@lru_cache(maxsize=1)
def _irregular_lemmas() -> dict[str, str]:
    return dict(read_pairs("irregular_forms.tsv"))


def lemma_of(folded: str) -> str:
    """The folded lemma of one folded word; a word nobody knows is its own lemma, but for a genitive -s."""
    irregular = _irregular_lemmas().get(folded)
    if irregular:
        return irregular
    entry = load_lexicon().find(folded)
    if entry is not None and entry.lemma is not None:
        return _stem_of_regular_form(folded) or entry.lemma
    if len(folded) >= _SHORTEST_GENITIVE and folded.endswith("s") and folded[-2] in _GENITIVE_AFTER:
        return folded[:-1]
    return folded


def plural_of_agent(folded: str) -> str | None:
    """`borgere` for `borger`, which the lemma table takes for a form of the verb `borge`; else None."""
    if not folded.endswith("er") or folded.endswith(_WORKS) or lemma_of(folded) == folded:
        return None
    plural = f"{folded}e"
    return plural if lemma_of(plural) == folded else None


def _stem_of_regular_form(folded: str) -> str | None:
    """The word of a form that the lemma table takes for a word of its own: passives such as `foretages`, and
    adjectives in -ig with the -t of the neuter.
    """
    stem = folded[:-1]
    if not folded.endswith(("es", "igt")) or len(stem) < _SHORTEST_REGULAR_STEM:
        return None
    found = load_lexicon().find(stem)
    return stem if found is not None and found.lemma == stem else None
