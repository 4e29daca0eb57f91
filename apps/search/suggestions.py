"""What a reader may mean while still typing: committees, cases, subjects and words of the index.

Every read goes through the beginning of an index and stops early; a slow one gives nothing instead.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from django.db import OperationalError, connection, transaction
from django.db.models import Q, Value
from django.db.models.functions import Length
from psycopg.errors import QueryCanceled

from apps.archive.models import Case, Committee, KleSubject
from apps.archive.slugs import danish_slug
from apps.search.language.folding import fold
from apps.search.language.query_keys import prefix_query
from apps.search.models import SearchEntry, VocabularyWord
from apps.search.search_request import SearchRequest, clean_text

SHORTEST_TEXT = 2
LONGEST_TEXT = 80
_TIMEOUT_MS = 300
_SHORTEST_TITLE_WORD = 4
_CASE_NUMBER = re.compile(r"\d\d\.\d\d[\d.]*(?:[- ]?[A-ZÆØÅ]\d[\d-]*)?", re.IGNORECASE)
# So many rows are looked through for those that differ.
_LOOK_THROUGH = 40
_MOST_SUBJECTS = 20
_LEAST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class TypingSuggestion:
    """One line of the list; `kind` is committee, case, subject or word, `detail` says where or which."""

    kind: str
    label: str
    detail: str
    url: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def suggest(typed: str) -> list[TypingSuggestion]:
    """At most a dozen suggestions for a text that is being typed, the most particular first."""
    text = clean_text(typed)[:LONGEST_TEXT].strip()
    if len(text) < SHORTEST_TEXT:
        return []
    sources: tuple[tuple[Callable[[str], Iterator[TypingSuggestion]], int], ...] = (
        (_cases_by_number, 5),
        (_committees, 3),
        (_cases_by_title, 4),
        (_subjects, 2),
        (_words, 6),
    )
    found = [suggestion for source, most in sources for suggestion in _first(source, text, most)]
    return list({suggestion.url: suggestion for suggestion in reversed(found)}.values())[::-1]


def _first(
    source: Callable[[str], Iterator[TypingSuggestion]], text: str, most: int
) -> list[TypingSuggestion]:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(_TIMEOUT_MS)])
            return list(islice(source(text), most))
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            return []
        raise


def _cases_by_number(text: str) -> Iterator[TypingSuggestion]:
    if not _CASE_NUMBER.fullmatch(text):
        return
    number = text.upper().replace(" ", "-")
    found = Case.objects.published().filter(number__startswith=number)
    for case in found.select_related("municipality").order_by("number", "municipality")[:_LOOK_THROUGH]:
        yield _case(case)


def _committees(text: str) -> Iterator[TypingSuggestion]:
    slug = danish_slug(text)
    if len(slug) < _SHORTEST_TITLE_WORD - 1:
        return
    found = Committee.objects.published().filter(slug__contains=slug).select_related("municipality")
    ranked = sorted(found[:_LOOK_THROUGH], key=lambda each: not each.slug.startswith(slug))
    for committee in ranked:
        yield TypingSuggestion(
            "committee", committee.name, committee.municipality.full_name, committee.get_absolute_url()
        )


def _cases_by_title(text: str) -> Iterator[TypingSuggestion]:
    """Cases with all the words, or beginnings of words, in the title of an item."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= _SHORTEST_TITLE_WORD]
    query = " & ".join(filter(None, map(prefix_query, words[:4])))
    if not query:
        return
    entries = SearchEntry.objects.extra(where=["title_vector @@ %s::tsquery"], params=[query])
    newest = entries.filter(case__is_catch_all=False).order_by("-held_on", "-item_id")
    cases = dict.fromkeys(newest.values_list("case_id", flat=True)[:_LOOK_THROUGH])
    known = Case.objects.published().select_related("municipality").in_bulk(list(cases)[:10])
    for pk in cases:
        if pk in known:
            yield _case(known[pk])


def _case(case: Case) -> TypingSuggestion:
    label = f"{case.number} {case.title}".strip()
    return TypingSuggestion("case", label, case.municipality.full_name, case.get_absolute_url())


def _subjects(text: str) -> Iterator[TypingSuggestion]:
    """Subjects with published cases, the widest first.

    There are a thousand in all, so any part of a title may be looked for.
    """
    matching = KleSubject.objects.filter(Q(title__icontains=text) | Q(number__startswith=text))
    found = list(matching.order_by(Length("number"), "number")[:_MOST_SUBJECTS])
    used = _used_subjects([subject.number for subject in found])
    for subject in found:
        if subject.number not in used:
            continue
        url = SearchRequest(subjects=(subject.number,)).url
        yield TypingSuggestion("subject", subject.title, subject.number, url)


def _used_subjects(numbers: Sequence[str]) -> set[str]:
    """Those at or below which some case is published, all asked in one read through the index of numbers."""
    asked = [
        Case.objects.published()
        .filter(subject__number__startswith=number)
        .order_by()
        .values_list(Value(number))[:1]
        for number in numbers
    ]
    return {number for (number,) in asked[0].union(*asked[1:], all=True)} if asked else set()


def _words(text: str) -> Iterator[TypingSuggestion]:
    """The most frequent words that begin with the last word typed; the words before it are kept."""
    before, _, last = text.rpartition(" ")
    beginning = fold(last)
    if len(last) < SHORTEST_TEXT or not beginning.isalpha():
        return
    found = VocabularyWord.objects.filter(folded__startswith=beginning, item_count__gte=_LEAST_ITEMS)
    for word in found.order_by("-item_count", "word").values_list("word", flat=True)[:_LOOK_THROUGH]:
        whole = f"{before} {word}".strip()
        yield TypingSuggestion("word", whole, "", SearchRequest(q=whole).url)
