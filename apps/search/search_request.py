"""The only description of a search, checked and bounded: page, API, feeds and alerts all use it."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Self, TypeVar

from django.http import QueryDict
from django.urls import reverse

from apps.archive.models import Meeting, Outcome
from apps.search.query_language import Question, Scope, parse_question

Value = TypeVar("Value")
Ordered = TypeVar("Ordered", str, int)

LONGEST_QUERY = 500
LAST_PAGE = 50
MOST_VALUES = 50


# The values of the parameters `art` and `bilag`, and what each means.
KINDS = {
    "referat": Meeting.Kind.MINUTES,
    "dagsorden": Meeting.Kind.AGENDA,
    "tillaegsdagsorden": Meeting.Kind.SUPPLEMENT,
}
HAS_ATTACHMENTS = {"ja": True, "nej": False}


class Sort(StrEnum):
    """The order of the hits; the values are those of the parameter `sort`."""

    RELEVANCE = "relevans"
    NEWEST = "nyeste"
    OLDEST = "aeldste"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search. Several values of one filter mean OR; `notes` tell in Danish what was not used."""

    q: str = ""
    municipalities: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    held_from: date | None = None
    held_to: date | None = None
    years: tuple[int, ...] = ()
    outcomes: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    scope: Scope = Scope.ALL
    sort: Sort = Sort.RELEVANCE
    # The words as they were typed: no spelling is corrected and no synonym added.
    is_literal: bool = False
    # Hits of one case on their own, not under the first of them.
    is_unfolded: bool = False
    page: int = 1
    notes: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: QueryDict) -> Self:
        """The request in an address; whatever cannot be understood is left out and noted."""
        reader = _QueryReader(query)
        q = reader.read_text()
        return cls(
            q=q,
            municipalities=reader.read_values("kommune", _read_slug),
            committees=reader.read_values("udvalg", _read_slug),
            held_from=reader.read_one("fra", date.fromisoformat),
            held_to=reader.read_one("til", date.fromisoformat),
            years=reader.read_values("aar", _read_year),
            outcomes=reader.read_values("afgoerelse", lambda value: Outcome(value).value),
            subjects=reader.read_values("emne", _read_subject),
            kinds=reader.read_values("art", lambda value: _read_among(value, KINDS)),
            attachments=reader.read_values("bilag", lambda value: _read_among(value, HAS_ATTACHMENTS)),
            scope=reader.read_one("i", Scope) or Scope.ALL,
            # Without words there is no relevance to sort by.
            sort=reader.read_one("sort", lambda value: _read_sort(value, q)) or _usual_sort(q),
            is_literal=reader.read_one("ordret", _read_yes) or False,
            is_unfolded=reader.read_one("saml", _read_no) or False,
            page=reader.read_page(),
            notes=tuple(reader.notes),
        )

    @classmethod
    def from_words(cls, text: str) -> Self:
        """The request that a reader makes by typing words and nothing else."""
        query = QueryDict(mutable=True)
        query["q"] = text
        return cls.from_query(query)

    def to_query(self) -> str:
        """The canonical query string: fixed order, nothing that is the usual choice anyway."""
        query = QueryDict(mutable=True)
        query["q"] = self.q
        query.setlist("kommune", list(self.municipalities))
        query.setlist("udvalg", list(self.committees))
        query["fra"] = self.held_from.isoformat() if self.held_from else ""
        query["til"] = self.held_to.isoformat() if self.held_to else ""
        query.setlist("aar", [str(year) for year in self.years])
        query.setlist("afgoerelse", list(self.outcomes))
        query.setlist("emne", list(self.subjects))
        query.setlist("art", list(self.kinds))
        query.setlist("bilag", list(self.attachments))
        query["i"] = "" if self.scope is Scope.ALL else self.scope
        query["sort"] = "" if self.sort in (_usual_sort(self.q), Sort.RELEVANCE) else self.sort
        query["ordret"] = "ja" if self.is_literal else ""
        query["saml"] = "nej" if self.is_unfolded else ""
        query["side"] = str(self.page) if self.page > 1 else ""
        for name in [name for name in query if not query[name]]:
            del query[name]
        return query.urlencode()

    def facet_values(self) -> dict[str, tuple[str, ...] | tuple[int, ...]]:
        """The chosen values by facet, which are also the names of the parameters."""
        return {
            "kommune": self.municipalities,
            "udvalg": self.committees,
            "aar": self.years,
            "afgoerelse": self.outcomes,
            "emne": self.subjects,
            "art": self.kinds,
            "bilag": self.attachments,
        }

    @property
    def question(self) -> Question:
        return parse_question(self.q, self.scope)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked: no words and no filter."""
        return not (self.q or self.held_from or self.held_to or any(self.facet_values().values()))

    @property
    def url(self) -> str:
        query = self.to_query()
        return reverse("search:search") + (f"?{query}" if query else "")

    def on_page(self, page: int) -> Self:
        return replace(self, page=page, notes=())

    def with_text(self, q: str) -> Self:
        sort = _usual_sort(q) if self.sort is _usual_sort(self.q) else self.sort
        return replace(self, q=q, sort=sort, page=1, notes=())

    def as_typed(self) -> Self:
        return replace(self, is_literal=True, page=1, notes=())

    def unfolded(self) -> Self:
        return replace(self, is_unfolded=True, notes=())

    def with_value(self, facet: str, value: str | int) -> Self:
        """With one more value of a facet, from page one."""
        return self._with_facet(facet, {*self.facet_values()[facet], value})

    def without_value(self, facet: str, value: str | int) -> Self:
        return self._with_facet(facet, {*self.facet_values()[facet]} - {value})

    def without_dates(self) -> Self:
        return replace(self, held_from=None, held_to=None, page=1, notes=())

    def in_scope(self, scope: Scope) -> Self:
        return replace(self, scope=scope, page=1, notes=())

    def in_order(self, sort: Sort) -> Self:
        return replace(self, sort=sort, page=1, notes=())

    def without_filters(self) -> Self:
        """The words alone, in every part of the items."""
        return type(self)(q=self.q, sort=_usual_sort(self.q))

    def _with_facet(self, facet: str, values: Iterable[str | int]) -> Self:
        return replace(self, **{_FIELDS[facet]: tuple(sorted(values))}, page=1, notes=())  # type: ignore[arg-type]


_FIELDS = {
    "kommune": "municipalities",
    "udvalg": "committees",
    "aar": "years",
    "afgoerelse": "outcomes",
    "emne": "subjects",
    "art": "kinds",
    "bilag": "attachments",
}
_MEANINGS = {
    "kommune": "kommunen",
    "udvalg": "udvalget",
    "fra": "datoen",
    "til": "datoen",
    "aar": "året",
    "afgoerelse": "afgørelsen",
    "emne": "emnet",
    "art": "arten",
    "bilag": "valget bilag",
    "i": "stedet",
    "sort": "rækkefølgen",
    "ordret": "valget ordret",
    "saml": "valget saml",
}
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,199}")
_SUBJECT = re.compile(r"\d\d(?:\.\d\d){0,2}", re.ASCII)


class _QueryReader:
    """Reads parameters one at a time and notes what it left out."""

    def __init__(self, query: QueryDict) -> None:
        self._query = query
        self.notes: list[str] = []

    def read_text(self) -> str:
        text = clean_text(self._query.get("q", ""))
        if len(text) > LONGEST_QUERY:
            self.notes.append(f"Søgningen er meget lang. Kun de første {LONGEST_QUERY} tegn er brugt.")
        return text[:LONGEST_QUERY].strip()

    def read_values(self, name: str, read: Callable[[str], Ordered]) -> tuple[Ordered, ...]:
        found = {
            value for text in self._query.getlist(name) if (value := self._read(name, text, read)) is not None
        }
        return tuple(sorted(found))[:MOST_VALUES]

    def read_one(self, name: str, read: Callable[[str], Value]) -> Value | None:
        return self._read(name, self._query.get(name, ""), read)

    def read_page(self) -> int:
        page = self.read_one("side", int) or 1
        if page > LAST_PAGE:
            self.notes.append(
                f"Der vises højst {LAST_PAGE} sider. Gør søgningen smallere med flere ord eller filtre."
            )
        return min(max(page, 1), LAST_PAGE)

    def _read(self, name: str, text: str, read: Callable[[str], Value]) -> Value | None:
        text = clean_text(text)[:200]
        if not text:
            return None
        try:
            return read(text)
        except ValueError:
            self.notes.append(
                f"{_MEANINGS.get(name, name).capitalize()} »{text}« kendes ikke og er ikke brugt."
            )
            return None


def clean_text(text: str) -> str:
    """One line without control characters, direction marks and other things nobody can see."""
    visible = "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)
    visible = "".join(
        character for character in visible if unicodedata.category(character) not in ("Cf", "Cs")
    )
    return " ".join(visible.split())


def _usual_sort(q: str) -> Sort:
    return Sort.RELEVANCE if q else Sort.NEWEST


def _read_sort(value: str, q: str) -> Sort:
    sort = Sort(value)
    return _usual_sort(q) if sort is Sort.RELEVANCE else sort


def _read_yes(value: str) -> bool:
    if value != "ja":
        raise ValueError(value)
    return True


def _read_no(value: str) -> bool:
    if value != "nej":
        raise ValueError(value)
    return True


def _read_among(value: str, values: Container[str]) -> str:
    if value not in values:
        raise ValueError(value)
    return value


def _read_slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise ValueError(value)
    return value


def _read_year(value: str) -> int:
    year = int(value)
    if not 1800 <= year <= 2200:
        raise ValueError(value)
    return year


def _read_subject(value: str) -> str:
    if not _SUBJECT.fullmatch(value):
        raise ValueError(value)
    return value
