"""Which page of its attachments an item was found by, where its own text does not have all the words.

Asked for the few items that are shown.
"""

# Values are parameters; only names from this module are put together to SQL.
# ruff: noqa: S608

from collections.abc import Iterable

from apps.archive.models import AttachmentPage
from apps.search.conditions import group_query
from apps.search.estimates import TABLE, read_rows
from apps.search.query_language import Group, Question, Scope
from apps.search.shown_items import ShownItem

# Pages are told apart by so many words; more would make one question cost like many.
_MOST_GROUPS = 8


def find_pages(items: Iterable[ShownItem], question: Question) -> dict[int, AttachmentPage]:
    """By the id of the item, the page with most of the words that its own text lacks; none without any."""
    with_files = [item.row.pk for item in items if any(each.sha256 for each in item.attachments)]
    asked = [(query, group) for group in question.groups[:_MOST_GROUPS] if (query := _query(group))]
    if not with_files or not asked:
        return {}
    queries = [query for query, _ in asked]
    places = range(len(asked))
    # A word of attachments alone stands nowhere in the vector of the item, so it has no rank there.
    lacks = ", ".join(f"ts_rank_cd(vector, %s::tsquery) = 0 OR %s AS lacks_{place}" for place in places)
    found = " + ".join(f"(lacks_{place} AND page.vector @@ %s::tsquery)::int" for place in places)
    rows = read_rows(
        f"WITH shown AS MATERIALIZED (SELECT item_id, {lacks} FROM {TABLE} WHERE item_id = ANY(%s)), "
        f"pages AS (SELECT page.item_id, page_id, {found} AS found, "
        "ts_rank(page.vector, %s::tsquery) AS rank FROM search_pageentry AS page JOIN shown USING (item_id)) "
        "SELECT DISTINCT ON (item_id) item_id, page_id FROM pages WHERE found > 0 "
        "ORDER BY item_id, found DESC, rank DESC, page_id",
        [
            *(value for query, group in asked for value in (query, _is_of_attachments(group))),
            with_files,
            *queries,
            " | ".join(f"({query})" for query in queries),
        ],
    )
    pages = AttachmentPage.objects.published().select_related("attachment").in_bulk([row[1] for row in rows])
    return {item_id: pages[page_id] for item_id, page_id in rows if page_id in pages}


def _query(group: Group) -> str:
    """Terms for titles and decisions alone are not looked for in attachments."""
    return group_query(term for term in group if term.scope in (Scope.ALL, Scope.ATTACHMENT))


def _is_of_attachments(group: Group) -> bool:
    return all(term.scope is Scope.ATTACHMENT for term in group)
