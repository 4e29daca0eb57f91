"""From an address to what stands there: found, never public (404), or withdrawn (410)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from apps.archive import queries
from apps.archive.former_addresses import find_merged_case
from apps.archive.models import AgendaItem, Attachment, Case, Committee, Meeting, Municipality, Withdrawal


class Withdrawn(Exception):
    """The meeting or item was public once and is no longer; `withdrawal` is None where nobody noted why."""

    def __init__(self, withdrawal: Withdrawal | None) -> None:
        super().__init__()
        self.withdrawal = withdrawal


def gone_when_withdrawn(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What was withdrawn answers with a page that says so and status 410, and nothing of its text."""

    @wraps(view)
    def answer(request: HttpRequest, **address: Any) -> HttpResponseBase:
        try:
            return view(request, **address)
        except Withdrawn as gone:
            return render(request, "410.html", {"withdrawal": gone.withdrawal}, status=410)

    return answer


def municipality_at(slug: str) -> Municipality:
    """A municipality whether or not it has meetings."""
    return queries.find_municipality(slug) or not_found()


def committee_at(municipality: str, committee: str) -> Committee:
    return queries.find_committee(municipality, committee) or not_found()


def meeting_at(municipality: str, committee: str, address: str) -> Meeting:
    """The public meeting; raises `Withdrawn` where there was one."""
    found = queries.find_meeting(municipality, committee, address)
    if found is None and queries.is_withdrawn(municipality, committee, address):
        raise Withdrawn(queries.find_withdrawal(municipality, committee, address))
    return found or not_found()


def item_at(meeting: Meeting, slug: str) -> AgendaItem:
    """The item of a public meeting; raises `Withdrawn` where there was one."""
    found = queries.find_item(meeting, slug)
    if found is None:
        withdrawal = meeting.withdrawals.filter(item_slug=slug, attachment_key="", passage_key="").first()
        if withdrawal:
            raise Withdrawn(withdrawal)
    return found or not_found()


def attachment_at(item: AgendaItem, position: int) -> Attachment:
    """The attachment of a public item when we hold its file; raises `Withdrawn` where there was one.

    Positions are counted from 1 and keep their holes, so a hole is what was withdrawn.
    """
    rows: dict[int, Attachment] = {row.position: row for row in item.attachments.all()}
    if position not in rows:
        withdrawals = item.meeting.withdrawals.filter(item_slug=item.slug).exclude(attachment_key="")
        gone = list(withdrawals.order_by("-pk"))
        if gone and 0 < position <= len(rows) + len(gone):
            raise Withdrawn(gone[0])
    found = rows.get(position)
    return found if found and found.sha256 else not_found()


def case_at(municipality: Municipality, written: str) -> Case:
    return queries.find_case(municipality, written) or find_merged_case(municipality, written) or not_found()


def not_found() -> NoReturn:
    raise Http404
