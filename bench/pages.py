"""The archive's own page for a question, and the items as the other engines get them."""

from collections.abc import Iterator

from django.http import QueryDict

from apps.archive.models import AgendaItem
from apps.search.engine import run_search
from apps.search.results import SearchResults
from apps.search.search_request import SearchRequest
from bench.peers import Document
from bench.questions import Question


class Archive:
    """The archive itself, asked as its search page asks."""

    name = "arkivet"

    def page(self, question: Question) -> SearchResults:
        """Everything the page shows: hits with marked words, total and facets."""
        query = QueryDict(mutable=True)
        query["q"] = question.text
        if question.municipality:
            query["kommune"] = question.municipality
        if question.year:
            query["aar"] = str(question.year)
        if question.newest_first:
            query["sort"] = "nyeste"
        if question.page > 1:
            query["side"] = str(question.page)
        return run_search(SearchRequest.from_query(query))


def read_documents() -> Iterator[Document]:
    """Every item as one text, with the values that filters and dates need."""
    items = AgendaItem.objects.exclude(search_entry=None).select_related("search_entry")
    for item in items.prefetch_related("decisions", "attachments").order_by("pk").iterator(1_000):
        entry = item.search_entry
        parts = [item.title, item.case_number_raw, *(decision.text for decision in item.decisions.all())]
        parts += [section["text"] for section in item.sections]
        parts += [attachment.title for attachment in item.attachments.all()]
        yield Document(
            item.pk,
            "\n".join(parts),
            entry.held_on.toordinal(),
            (entry.municipality_id, entry.committee_id, entry.year, entry.outcome, entry.subject_group),
        )
