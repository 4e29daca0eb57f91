"""One document: what it says, what was understood, and what people decide about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.models import Role, User
from apps.accounts.permissions import membership_required
from apps.archive.models import SourceDocument
from apps.ingest.attaching.showing import refresh_where_attached
from apps.ingest.checking.findings import accept_finding
from apps.ingest.desk import approval
from apps.ingest.desk.approval import ChangedMeanwhile, NotReady
from apps.ingest.desk.corrections import ITEM_FIELDS, MEETING_FIELDS, Decided
from apps.ingest.desk.decision_words import describe_decision
from apps.ingest.desk.discarding import discard_document, take_up_document
from apps.ingest.desk.forms import DiscardForm, ReasonForm
from apps.ingest.desk.review_page import corrected_fields, form_for, show_review, trail_of
from apps.ingest.models import Finding

# A box without its tick, and attachments, whose fields have names of their own. What else is missing from
# what was sent was not on the page, and so nothing was decided about it.
_NOT_SENT_WHEN_EMPTY = ("closed", "attachments")


@require_GET
@membership_required(Role.UPLOADER)
def review(request: HttpRequest, municipality: Any, document: int) -> HttpResponse:
    source = _document(municipality, document)
    if source.state == SourceDocument.State.UNPACKED and (upload := source.uploads.order_by("pk").first()):
        # A ZIP says nothing itself: here are its files.
        return redirect("ingest:delivery", municipality.slug, upload.batch)
    return show_review(request, municipality, source)


@require_POST
@membership_required(Role.UPLOADER)
def correct(request: HttpRequest, municipality: Any, document: int) -> HttpResponse:
    """Corrections of the meeting (no `target`) or of one item, or all of them taken back."""
    source = _document(municipality, document)
    if not source.record:
        return redirect("ingest:review", municipality.slug, document)
    target = request.POST.get("target", "")
    form, before = form_for(request, source, target)
    if "take_back" in request.POST:
        decisions = [Decided(target, field, None) for field in corrected_fields(source, target)]
        place = municipality
    elif not form.is_valid():
        return show_review(request, municipality, source, bound=form, target=target)
    else:
        decisions = [
            Decided(target, field, form.cleaned_data[field])
            for field in (ITEM_FIELDS if target else MEETING_FIELDS)
            if (field in request.POST or field in _NOT_SENT_WHEN_EMPTY)
            and form.cleaned_data[field] != before[field]
        ]
        place = form.cleaned_data.get("municipality", municipality)
    try:
        approval.correct_document(
            source.pk,
            by=_user(request),
            seen=request.POST.get("seen", ""),
            decisions=decisions,
            municipality=place,
        )
    except ChangedMeanwhile:
        return _conflict(request, municipality, source, decisions)
    except NotReady as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Rettelsen er gemt." if decisions else "Der var ingen ændringer at gemme.")
    source.refresh_from_db(fields=["municipality"])
    now_at = source.municipality or municipality
    return redirect("ingest:review", now_at.slug, document)


@require_POST
@membership_required(Role.APPROVER)
def accept(request: HttpRequest, municipality: Any, document: int, finding: int) -> HttpResponse:
    source = _document(municipality, document)
    found = get_object_or_404(Finding, pk=finding, source=source, tier=Finding.Tier.REVIEW)
    form = ReasonForm(request.POST)
    if form.is_valid():
        accept_finding(found, by=_user(request), reason=form.cleaned_data["reason"])
        refresh_where_attached(source)
        messages.success(request, "Vurderingen er gemt.")
    else:
        messages.error(request, "Skriv, hvorfor det må offentliggøres.")
    return redirect("ingest:review", municipality.slug, document)


@require_POST
@membership_required(Role.APPROVER)
def approve(request: HttpRequest, municipality: Any, document: int) -> HttpResponse:
    source = _document(municipality, document)
    try:
        approved = approval.approve_document(source.pk, by=_user(request), seen=request.POST.get("seen", ""))
    except ChangedMeanwhile:
        return _conflict(request, municipality, source, [])
    except NotReady as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Offentliggjort: {approved.summary}.")
    return redirect("ingest:review", municipality.slug, document)


@require_POST
@membership_required(Role.UPLOADER)
def discard(request: HttpRequest, municipality: Any, document: int) -> HttpResponse:
    source, form = _document(municipality, document), DiscardForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Skriv, hvorfor dokumentet ikke skal bruges.")
        return redirect("ingest:review", municipality.slug, document)
    reason, seen = form.cleaned_data["reason"], request.POST.get("seen", "")
    try:
        discard_document(source.pk, by=_user(request), seen=seen, reason=reason)
    except ChangedMeanwhile:
        return _conflict(request, municipality, source, [])
    except NotReady as refusal:
        messages.error(request, str(refusal))
        return redirect("ingest:review", municipality.slug, document)
    messages.success(request, f"{source.file_name} er kasseret. Filen er gemt, og du kan tage den frem igen.")
    return redirect("ingest:desk", municipality.slug)


@require_POST
@membership_required(Role.UPLOADER)
def take_up(request: HttpRequest, municipality: Any, document: int) -> HttpResponse:
    source = _document(municipality, document)
    try:
        upload = take_up_document(source.pk, by=_user(request), seen=request.POST.get("seen", ""))
    except ChangedMeanwhile:
        return _conflict(request, municipality, source, [])
    except NotReady as refusal:
        messages.error(request, str(refusal))
        return redirect("ingest:review", municipality.slug, document)
    return redirect("ingest:delivery", municipality.slug, upload.batch)


def _conflict(
    request: HttpRequest, municipality: Any, source: SourceDocument, decisions: list[Decided]
) -> HttpResponse:
    context = {
        "municipality": municipality,
        "document": source,
        "mine": [describe_decision(decided) for decided in decisions],
        "trail": trail_of(source)[:10],
    }
    return render(request, "ingest/conflict.html", context, status=409)


def _document(municipality: Any, pk: int) -> SourceDocument:
    return get_object_or_404(
        SourceDocument.objects.select_related("meeting"), pk=pk, municipality=municipality
    )


def _user(request: HttpRequest) -> User:
    return get_object_or_404(User, pk=request.user.pk)
