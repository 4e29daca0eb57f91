"""Taking back what is public, seeing what was taken back, and lifting what was taken back by mistake."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts.models import Role, User
from apps.accounts.permissions import may_administer, membership_required
from apps.archive.models import AgendaItem, Attachment, Meeting, Withdrawal
from apps.ingest.desk.forms import LiftForm, WithdrawForm, WithdrawPassageForm
from apps.ingest.desk.lifting import CannotLift, lift_withdrawal
from apps.ingest.desk.withdrawals import (
    NothingToWithdraw,
    Reason,
    other_places,
    withdraw_attachment,
    withdraw_item,
    withdraw_meeting,
    withdraw_passage,
)

ROWS_PER_PAGE = 50
_DONE = "Det er trukket tilbage og vises ikke længere."


@require_http_methods(["GET", "HEAD", "POST"])
@membership_required(Role.APPROVER)
def withdraw(request: HttpRequest, municipality: Any, meeting: int) -> HttpResponse:
    found = _meeting(municipality, meeting)
    form = WithdrawForm(
        request.POST or None,
        choices=_withdrawable(found),
        initial={"what": request.GET.get("hvad", "")},
        auto_id="hvad-%s",
    )
    if request.method == "POST" and form.is_valid():
        try:
            _withdraw(found, form, _user(request))
            messages.success(request, _DONE)
        except NothingToWithdraw as refusal:
            messages.error(request, str(refusal))
        return redirect("ingest:withdrawn", municipality.slug)
    return _show(request, found, form, WithdrawPassageForm(auto_id="passage-%s"))


@require_POST
@membership_required(Role.APPROVER)
def withdraw_words(request: HttpRequest, municipality: Any, meeting: int) -> HttpResponse:
    found = _meeting(municipality, meeting)
    form = WithdrawPassageForm(request.POST, auto_id="passage-%s")
    if form.is_valid():
        text = form.cleaned_data["passage"]
        reason = Reason(form.cleaned_data["kind"], form.cleaned_data["note"])
        try:
            items = withdraw_passage(found, text, by=_user(request), reason=reason)
        except NothingToWithdraw as refusal:
            form.add_error("passage", str(refusal))
        else:
            numbers = ", ".join(item.number or "uden nummer" for item in items)
            messages.success(request, f"Passagen er fjernet i punkt {numbers}.")
            for other in other_places(items, text):
                messages.warning(request, f"Samme ord står også i {other.meeting}, {other}.")
            return redirect("ingest:withdrawn", municipality.slug)
    choices = WithdrawForm(choices=_withdrawable(found), auto_id="hvad-%s")
    return _show(request, found, choices, form)


@require_GET
@membership_required(Role.UPLOADER)
def withdrawn(request: HttpRequest, municipality: Any) -> HttpResponse:
    rows = Withdrawal.with_lifted.filter(meeting__committee__municipality=municipality)
    rows = rows.select_related("meeting__committee__municipality", "withdrawn_by", "lifted_by")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("side"))
    may_lift = may_administer(request.user, municipality)
    context = {"municipality": municipality, "page": page, "may_lift": may_lift}
    return render(request, "ingest/withdrawn.html", context)


@require_POST
@membership_required(Role.ADMINISTRATOR)
def lift(request: HttpRequest, municipality: Any, withdrawal: int) -> HttpResponse:
    rows = Withdrawal.with_lifted.filter(meeting__committee__municipality=municipality)
    found, form = get_object_or_404(rows, pk=withdrawal), LiftForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Skriv, hvorfor tilbagetrækningen var en fejl.")
        return redirect("ingest:withdrawn", municipality.slug)
    try:
        source = lift_withdrawal(found, by=_user(request), note=form.cleaned_data["note"])
    except CannotLift as refusal:
        messages.error(request, str(refusal))
        return redirect("ingest:withdrawn", municipality.slug)
    messages.success(request, "Tilbagetrækningen er ophævet. Godkend dokumentet for at vise det hele igen.")
    return redirect("ingest:review", municipality.slug, source.pk)


def _withdrawable(meeting: Meeting) -> list[tuple[str, str]]:
    choices = [("", "Vælg"), ("meeting", "Hele mødet")]
    for item in meeting.items.prefetch_related("attachments"):
        choices.append((f"item-{item.pk}", f"Punkt {item.number}: {item.title}"[:120]))
        choices += [
            (f"attachment-{row.pk}", f"Bilag til punkt {item.number}: {row.title}"[:120])
            for row in item.attachments.all()
        ]
    return choices


def _withdraw(meeting: Meeting, form: WithdrawForm, user: User) -> None:
    kind, _, pk = form.cleaned_data["what"].partition("-")
    reason = Reason(form.cleaned_data["kind"], form.cleaned_data["note"])
    if kind == "meeting":
        withdraw_meeting(meeting, by=user, reason=reason)
    elif kind == "item":
        withdraw_item(get_object_or_404(AgendaItem, pk=pk, meeting=meeting), by=user, reason=reason)
    else:
        attachment = get_object_or_404(Attachment, pk=pk, item__meeting=meeting)
        withdraw_attachment(attachment, by=user, reason=reason)


def _show(
    request: HttpRequest, meeting: Meeting, form: WithdrawForm, passage_form: WithdrawPassageForm
) -> HttpResponse:
    context = {
        "municipality": meeting.committee.municipality,
        "meeting": meeting,
        "form": form,
        "passage_form": passage_form,
    }
    is_wrong = form.is_bound or passage_form.is_bound
    return render(request, "ingest/withdraw.html", context, status=422 if is_wrong else 200)


def _meeting(municipality: Any, pk: int) -> Meeting:
    meetings = Meeting.objects.published().filter(committee__municipality=municipality)
    found: Meeting = get_object_or_404(meetings.select_related("committee__municipality"), pk=pk)
    return found


def _user(request: HttpRequest) -> User:
    return get_object_or_404(User, pk=request.user.pk)
