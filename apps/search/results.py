"""What a search gives back, as frozen values that page, API, feeds and alerts print in their own ways."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.safestring import SafeString

from apps.archive.models import Case, Committee
from apps.search.search_request import SearchRequest


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of an item, plain and with the found words marked; `part` says in Danish where it stands."""

    part: str
    html: SafeString
    text: str


@dataclass(frozen=True, slots=True)
class AttachedPage:
    """The page of an attachment that an excerpt is from; browsers open the file there."""

    title: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One agenda item as it is shown; `title_html` and the excerpt are escaped and marked.

    `attached_page` is where the excerpt stands when that is in an attachment's file.
    `reason` says in Danish why it is there when the marks do not. Its case `is_one_story`, or holds many.
    """

    id: int
    url: str
    title: str
    title_html: SafeString
    municipality: str
    municipality_is_example: bool
    committee: str
    held_on: date
    kind: str
    item_number: str
    case_number: str
    case_url: str
    outcome: str
    outcome_label: str
    outcome_tone: str
    is_closed: bool
    excerpt: Excerpt | None
    attached_page: AttachedPage | None
    reason: str
    is_one_story: bool
    score: float

    type = "item"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value to choose; `count` is the hits it would give with the other filters as they are."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values; when not exact the counts are estimates, to be shown as "ca."."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    is_exact: bool


class Relaxation(StrEnum):
    """Why the hits are not what was asked for."""

    UNKNOWN_WORDS = "unknown_words"
    SOME_WORDS = "some_words"
    ATTACHMENTS = "attachments"
    BEGINNINGS = "beginnings"


@dataclass(frozen=True, slots=True)
class Relaxed:
    """At zero hits something wider is shown instead; `reason` says so in Danish."""

    kind: Relaxation
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another search or page that may be what the reader wants."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The words that were looked for instead of misspelt ones, and the address of a search as typed."""

    text: str
    typed_url: str


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to one request. `total` counts exactly, or says "more than" when `total_is_exact` is false.

    `cases` are the published cases whose number was typed: with exactly one the reader is sent there.
    """

    request: SearchRequest
    total: int = 0
    total_is_exact: bool = True
    hits: tuple[SearchHit, ...] = ()
    facets: tuple[Facet, ...] = ()
    notes: tuple[str, ...] = ()
    page: int = 1
    page_count: int = 0
    relaxed: Relaxed | None = None
    corrected: Corrected | None = None
    meant: Suggestion | None = None
    cases: tuple[Case, ...] = ()
    committees: tuple[Committee, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    narrower: tuple[Suggestion, ...] = ()
