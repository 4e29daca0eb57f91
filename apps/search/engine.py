"""The only way to ask: match, rank, count facets, highlight the rows of one page.

The number of database reads depends on what was asked, never on how much was found.
"""

from dataclasses import replace

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from apps.archive.case_numbers import case_number_key
from apps.archive.glossary import OUTCOME_TONES
from apps.archive.models import AgendaItem, AttachmentPage, Case, Committee, Outcome
from apps.archive.slugs import danish_slug
from apps.search.attached_pages import find_pages
from apps.search.conditions import Condition
from apps.search.expansion import Understanding, replace_words, understand
from apps.search.explanations import explain
from apps.search.facets import count_facets
from apps.search.filters import Filters, read_filters
from apps.search.language.highlighting import WantedKeys
from apps.search.matching import Matches, RankedItem, find_matches, read_page
from apps.search.names import is_part_of_slug
from apps.search.narrower import narrower_searches
from apps.search.query_language import Question, Scope
from apps.search.relaxation import relax, suggest_searches
from apps.search.results import (
    AttachedPage,
    Corrected,
    Excerpt,
    Relaxed,
    SearchHit,
    SearchResults,
    Suggestion,
)
from apps.search.search_request import LAST_PAGE, SearchRequest
from apps.search.shown_items import ShownItem, read_items
from apps.search.snippets import excerpt_from, make_excerpt, mark_text, wanted_keys

PAGE_SIZE = 20
STATEMENT_TIMEOUT_MS = 5_000
_MOST_SHORTCUTS = 5


class SearchTimedOut(Exception):
    """The question needs more work than one reader may ask of the database."""


def run_search(request: SearchRequest) -> SearchResults:
    """The answer to a request. Raises `SearchTimedOut`; no other input is an error."""
    if request.is_empty:
        return SearchResults(request, notes=request.notes)
    try:
        with transaction.atomic():
            _limit_statements()
            return _search(request)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise SearchTimedOut from error
        raise


def _limit_statements() -> None:
    """A time limit, and plans through the indexes.

    Without `enable_seqscan` off PostgreSQL reads the whole table for a frequent word, unpacking every vector.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true), set_config('enable_seqscan', 'off', true), "
            "set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)",
            [str(STATEMENT_TIMEOUT_MS)],
        )


def _search(request: SearchRequest) -> SearchResults:
    question = request.question
    filters = read_filters(request, question)
    understood = _understand(request, question)
    notes = [*request.notes, *question.notes, *filters.notes, *understood.notes]
    found = SearchResults(request, cases=_find_cases(request), committees=_find_committees(request, question))
    is_browsing = filters.all() != Condition() and not request.q
    if not question.groups and not is_browsing and not question.municipality_names + question.committee_names:
        return replace(found, notes=(*notes, *_nothing_to_search(request, question)))
    matches, relaxed = _match(understood.question, filters)
    page_count = min(-(-matches.total // PAGE_SIZE), LAST_PAGE)
    page = min(request.page, max(page_count, 1))
    if page < request.page:
        notes.append(f"Side {request.page} findes ikke. Her er den sidste side.")
    if question.excluded:
        left_out = ", ".join(f"»{term.text}«" for term in question.excluded)
        notes.append(f"Punkter, hvor der står {left_out}, er udeladt.")
    if matches.bounded is not None:
        notes.append(
            "Ordene står i så mange punkter, at der kun er ledt efter dem ved siden af hinanden "
            "i de punkter, der handler mest om dem."
        )
    ranked = read_page(matches, sort=request.sort, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return replace(
        found,
        total=matches.total,
        total_is_exact=matches.is_exact,
        hits=_read_hits(ranked, matches.question),
        facets=count_facets(request, matches),
        notes=tuple(notes),
        page=page,
        page_count=page_count,
        relaxed=relaxed,
        corrected=_corrected(request, understood),
        meant=_meant(request, understood),
        suggestions=() if matches.total else suggest_searches(request, filters),
        narrower=narrower_searches(request, question, matches),
    )


def _nothing_to_search(request: SearchRequest, question: Question) -> tuple[str, ...]:
    return () if question.notes or not request.q else (f"Der er ingen ord at søge efter i »{request.q}«.",)


def _understand(request: SearchRequest, question: Question) -> Understanding:
    return Understanding(question) if request.is_literal else understand(question, request.municipalities)


def _corrected(request: SearchRequest, understood: Understanding) -> Corrected | None:
    if not understood.corrections:
        return None
    return Corrected(replace_words(request.q, understood.corrections), request.as_typed().url)


def _meant(request: SearchRequest, understood: Understanding) -> Suggestion | None:
    """ "Mente du" is offered for words that are searched as typed."""
    if not understood.meant:
        return None
    text = replace_words(request.q, understood.meant)
    return Suggestion(text, request.with_text(text).url)


def _match(question: Question, filters: Filters) -> tuple[Matches, Relaxed | None]:
    matches = find_matches(question, filters)
    if matches.total or not question.groups:
        return matches, None
    wider = relax(question, filters)
    return (wider.matches, wider.label) if wider else (matches, None)


def _find_cases(request: SearchRequest) -> tuple[Case, ...]:
    """The published cases whose number is all that was typed, in any spelling."""
    key = case_number_key(request.q)
    if not any(character.isdigit() for character in key):
        return ()
    cases = Case.objects.published().filter(number_key=key).select_related("municipality")
    if request.municipalities:
        cases = cases.filter(municipality__slug__in=request.municipalities)
    return tuple(cases.order_by("municipality")[:100])


def _find_committees(request: SearchRequest, question: Question) -> tuple[Committee, ...]:
    """The few committees whose name holds the words typed; none when it holds for many."""
    slug = danish_slug(" ".join(term.text for term in question.terms))
    if len(slug) < 4 or question.excluded or not is_part_of_slug(Committee, slug):
        return ()
    committees = Committee.objects.published().filter(slug__contains=slug).select_related("municipality")
    if request.municipalities:
        committees = committees.filter(municipality__slug__in=request.municipalities)
    found = tuple(committees[: _MOST_SHORTCUTS + 1])
    return found if len(found) <= _MOST_SHORTCUTS else ()


def _read_hits(ranked: list[RankedItem], question: Question) -> tuple[SearchHit, ...]:
    """The items of one page; an item unpublished since it was indexed is left out."""
    items = read_items([each.item_id for each in ranked])
    wanted = wanted_keys(question.terms)
    pages = find_pages(items.values(), question)
    return tuple(
        _make_hit(items[each.item_id], each.score, question, wanted, pages.get(each.item_id))
        for each in ranked
        if each.item_id in items
    )


def _make_hit(
    shown: ShownItem, score: float, question: Question, wanted: WantedKeys, page: AttachmentPage | None
) -> SearchHit:
    item, decision = shown.row, shown.own_decision
    meeting, case = item.meeting, item.case
    municipality = meeting.committee.municipality
    if case and case.municipality_id == municipality.pk:
        case.municipality = municipality
    title = item.title or "Punkt uden titel"
    outcome = decision.outcome if decision else ""
    excerpt = excerpt_from(page, wanted) if page else _excerpt(shown, question, wanted)
    shown_outcome = "" if outcome in (Outcome.NONE, Outcome.UNKNOWN) else outcome
    return SearchHit(
        id=item.pk,
        url=item.get_absolute_url(),
        title=title,
        title_html=mark_text(title, wanted),
        municipality=municipality.full_name,
        municipality_is_example=municipality.is_example,
        committee=meeting.committee.name,
        held_on=meeting.held_on,
        kind=meeting.kind,
        item_number=item.number,
        case_number=case.number if case else item.case_number_raw,
        case_url=case.get_absolute_url() if case else "",
        outcome=outcome,
        outcome_label=Outcome(shown_outcome).label.capitalize() if shown_outcome else "",
        outcome_tone=OUTCOME_TONES.get(outcome, ""),
        is_closed=item.closed,
        excerpt=excerpt,
        attached_page=_attached_page(item, page) if page else None,
        reason=explain(question.groups, f"{title}\n\n{excerpt.text if excerpt else ''}"),
        is_one_story=case is not None and not case.is_catch_all,
        score=round(score, 6),
    )


def _excerpt(item: ShownItem, question: Question, wanted: WantedKeys) -> Excerpt | None:
    return make_excerpt(item, wanted, word_count=len(question.groups), scope=_scope(question))


def _scope(question: Question) -> Scope:
    """The one part that was asked for, else all."""
    scopes = {term.scope for term in question.terms}
    return scopes.pop() if len(scopes) == 1 else Scope.ALL


def _attached_page(item: AgendaItem, page: AttachmentPage) -> AttachedPage:
    # The item that is at hand has its meeting, which the address needs.
    page.attachment.item = item
    address = f"{page.attachment.get_absolute_url()}#page={page.number}"
    return AttachedPage(page.attachment.title, page.number, address)
