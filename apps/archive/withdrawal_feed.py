"""The Atom feed of what was taken back: where, when and which kind of reason, never what it said."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.archive.atom import Entry, answer_with_feed, author_of
from apps.archive.citations import date_in_words
from apps.archive.following import FEED_LENGTH
from apps.archive.models import Withdrawal
from apps.archive.page_frame import public_page


@require_safe
@public_page
def withdrawals(request: HttpRequest) -> HttpResponse:
    rows = Withdrawal.with_lifted.select_related("meeting__committee__municipality")
    return answer_with_feed(
        request,
        title="Trukket tilbage fra Referatarkivet",
        page=reverse("archive:withdrawn"),
        entries=map(_entry, rows[:FEED_LENGTH]),
    )


def _entry(row: Withdrawal) -> Entry:
    """`Byrådet, onsdag den 13. november 2024: punkt 3`; one that was lifted comes back and says so."""
    lifted = f" Ophævet {date_in_words(row.lifted_at.date())}." if row.lifted_at else ""
    reason = f"Grund: {row.get_kind_display()}.{lifted}"
    return Entry(
        path=f"{reverse('archive:withdrawn')}#{row.pk}",
        title=f"{row.meeting.committee.name}, {date_in_words(row.meeting.held_on)}: {row.what}",
        summary=f"Trukket tilbage {date_in_words(row.withdrawn_at.date())}. {reason}",
        author=author_of(row.meeting),
        published_at=row.withdrawn_at,
        updated_at=row.lifted_at or row.withdrawn_at,
        categories=(row.get_kind_display(),),
    )
