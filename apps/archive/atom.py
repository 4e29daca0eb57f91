"""Feeds in the Atom format (RFC 4287): one way to write an entry, so that it is the same in every feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import truncatechars
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from apps.archive.addresses import absolute_url, tag_for
from apps.archive.citations import date_in_words
from apps.archive.following import MeetingNews, own_decision_text
from apps.archive.models import AgendaItem, Meeting, Outcome

AUTHOR = "Referatarkivet"
SUMMARY_LENGTH = 400
# The format wants a time of the last change even where there is nothing.
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot hold: control characters other than tab and line ends, and two non-characters.
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)], " ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `path` is what it tells of, and gives it its lasting id. `summary` is plain text."""

    path: str
    title: str
    summary: str
    author: str
    published_at: datetime
    updated_at: datetime
    categories: tuple[str, ...] = ()


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """The last change of any entry; the same feed is always the same bytes, an empty one too."""
        return max((item["updateddate"] for item in self.items), default=_NEVER)


def answer_with_feed(
    request: HttpRequest, *, title: str, page: str, entries: Iterable[Entry], query: str = ""
) -> HttpResponse:
    """The feed of the listing at the path `page`, in the order given; `query` is the feed's canonical one."""
    own_path = request.path + (f"?{query}" if query else "")
    feed = _Feed(
        title=printable(title),
        link=absolute_url(request, page),
        description=None,
        language="da",
        author_name=AUTHOR,
        author_link=absolute_url(request, "/"),
        feed_url=absolute_url(request, own_path),
        feed_guid=tag_for(request, own_path),
    )
    for entry in entries:
        _add_entry(feed, entry, request)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add_entry(feed: Atom1Feed, entry: Entry, request: HttpRequest) -> None:
    feed.add_item(
        title=printable(entry.title),
        link=absolute_url(request, entry.path),
        # The format's summaries are HTML, so that text has to be escaped to stay text.
        description=escape(printable(truncatechars(entry.summary, SUMMARY_LENGTH))),
        unique_id=tag_for(request, entry.path),
        author_name=printable(entry.author),
        pubdate=entry.published_at,
        updateddate=entry.updated_at,
        categories=entry.categories,
    )


def meeting_entry(news: MeetingNews) -> Entry:
    """`Byrådet, onsdag den 13. november 2024`, and the first of its items in the summary."""
    meeting, kind = news.meeting, news.meeting.get_kind_display()
    count = f"{news.item_count} punkt{'' if news.item_count == 1 else 'er'}"
    titles = "; ".join(item.title for item in news.first_items if item.title)
    more = " …" if titles and news.item_count > len(news.first_items) else ""
    return Entry(
        path=meeting.get_absolute_url(),
        title=f"{meeting.committee.name}, {date_in_words(meeting.held_on)}",
        summary=f"{kind} med {count}" + (f": {titles}{more}" if titles else "."),
        author=author_of(meeting),
        categories=(kind.lower(),),
        **_times(meeting),
    )


def item_entry(item: AgendaItem, summary: str = "") -> Entry:
    """`Punkt 3: Nye cykelstier`; the summary is the decision where no other text is given."""
    meeting, decision = item.meeting, item.own_decision
    place = f"{meeting.committee.name}, {date_in_words(meeting.held_on)}."
    told = summary or own_decision_text(item)
    known = decision and decision.outcome not in (Outcome.UNKNOWN, Outcome.NONE)
    return Entry(
        path=item.get_absolute_url(),
        title=item_title(item),
        summary=f"{place} {told}".strip(),
        author=author_of(meeting),
        categories=(decision.get_outcome_display(),) if decision and known else (),
        **_times(meeting),
    )


def item_title(item: AgendaItem) -> str:
    """Number and public title, as far as they are known."""
    number = f"Punkt {item.number}" if item.number else "Punkt"
    return f"{number}: {item.title}" if item.title else number


def author_of(meeting: Meeting) -> str:
    """Whose minutes they are; an example says so."""
    municipality = meeting.committee.municipality
    return f"{municipality.full_name} (eksempel)" if municipality.is_example else municipality.full_name


def _times(meeting: Meeting) -> dict[str, datetime]:
    """A published meeting always has a time of publication: the database holds to it."""
    return {"published_at": meeting.published_at or meeting.changed_at, "updated_at": meeting.changed_at}


def printable(text: str) -> str:
    """The text on one line, without the characters that XML has no way to write."""
    return " ".join(text.translate(_NOT_IN_XML).split())
