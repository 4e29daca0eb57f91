"""One document: what it says, what was understood, and what people decide about it."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.models import Role, User
from apps.accounts.permissions import may_approve, membership_required, municipalities_of
from apps.archive.models import SourceDocument
from apps.archive.originals import DamagedOriginal
from apps.ingest.checking.findings import accept_finding
from apps.ingest.desk import approval, overview
from apps.ingest.desk.approval import ChangedMeanwhile, NotReady
from apps.ingest.desk.corrections import ITEM_FIELDS, MEETING_FIELDS, Decided
from apps.ingest.desk.differences import find_differences
from apps.ingest.desk.forms import ItemForm, MeetingForm, ReasonForm
from apps.ingest.errors import DocumentError
from apps.ingest.models import Finding
from apps.ingest.records import MeetingRecord
from apps.ingest.storing.placing import Unplaced


@require_GET
@membership_required(Role.UPLOADER)
def review(request: HttpRequest, municipality: Any, document: int) -> HttpResponse:
    return _show(request, municipality, _document(municipality, document))


@require_POST
@membership_required(Role.UPLOADER)
def correct(request: HttpRequest, municipality: Any, document: int) -> HttpResponse:
    """Corrections of the meeting (no `target`) or of one item, or all of them taken back."""
    source = _document(municipality, document)
    if not source.record:
        return redirect("ingest:review", municipality.slug, document)
    target, record = request.POST.get("target", ""), approval.current_record(source)
    form, before = _form_for(request, source, record, target)
    if "take_back" in request.POST:
        decisions = [Decided(target, field, None) for field in _corrected_fields(source, target)]
        place = municipality
    elif not form.is_valid():
        return _show(request, municipality, source, bound=form, target=target)
    else:
        decisions = [
            Decided(target, field, form.cleaned_data[field])
            for field in (ITEM_FIELDS if target else MEETING_FIELDS)
            if form.cleaned_data[field] != before[field]
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


def _show(
    request: HttpRequest,
    municipality: Any,
    source: SourceDocument,
    *,
    bound: Form | None = None,
    target: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "municipality": municipality,
        "document": source,
        "findings": source.findings.select_related("accepted_by"),
        "may_approve": may_approve(request.user, municipality),
        "seen": approval.seen_version(source),
        "approvals": source.approvals.select_related("approved_by"),
    }
    if source.record:
        context |= _understood(request, source, bound, target)
    return render(request, "ingest/review.html", context, status=422 if bound else 200)


def _understood(
    request: HttpRequest, source: SourceDocument, bound: Form | None, target: str
) -> dict[str, Any]:
    record = approval.current_record(source)
    corrected = {row for row, _ in _standing(source)}
    items = overview.items_of(record, source.problems, corrected)
    forms = [bound if bound and shown.slug == target else _item_form(shown) for shown in items]
    try:
        lines = overview.lines_of(source)
    except (DocumentError, DamagedOriginal):
        lines = []
    return {
        "record": record,
        "lines": lines,
        "is_open": source.state in approval.OPEN_STATES,
        "titles": [(shown.item.number, overview.without_numbers(shown.item.title)) for shown in items],
        "meeting_form": bound
        if bound and not target
        else _form_for(request, source, record, "", unbound=True)[0],
        "meeting_is_corrected": "" in corrected,
        "items": list(zip(items, forms, strict=True)),
        "open_target": target,
        "problems": source.problems,
        "differences": _differences(record, source),
        "corrections": source.corrections.select_related("made_by").order_by("-pk")[:50],
    }


def _differences(record: MeetingRecord, source: SourceDocument) -> Any:
    """None for what can't be placed, so that nobody knows yet what it would change."""
    try:
        return find_differences(record, source)
    except Unplaced:
        return None


def _form_for(
    request: HttpRequest, source: SourceDocument, record: MeetingRecord, target: str, *, unbound: bool = False
) -> tuple[Any, dict[str, Any]]:
    """The form of the meeting or an item, and what its fields hold now."""
    posted = None if unbound else request.POST
    if target:
        shown = next((row for row in overview.items_of(record, (), set()) if row.slug == target), None)
        before = _item_values(shown) if shown else dict.fromkeys(ITEM_FIELDS)
        return ItemForm(posted, initial=before, auto_id=f"punkt-{target}-%s"), before
    before = {field: getattr(record, field) or "" for field in MEETING_FIELDS}
    initial = before | {"municipality": source.municipality_id}
    return MeetingForm(posted, initial=initial, places=municipalities_of(request.user)), before


def _item_form(shown: overview.ItemShown) -> ItemForm:
    return ItemForm(initial=_item_values(shown), auto_id=f"punkt-{shown.slug}-%s")


def _item_values(shown: overview.ItemShown) -> dict[str, Any]:
    item = shown.item
    return {
        "title": item.title,
        "case_number": item.case_number or "",
        "closed": item.closed,
        "decision": item.decision or "",
        "outcome": item.outcome,
    }


def _standing(source: SourceDocument) -> set[tuple[str, str]]:
    """Target and field of every decision that has not been taken back."""
    newest = {(row.target, row.field): row.value for row in source.corrections.order_by("pk")}
    return {key for key, value in newest.items() if value is not None}


def _corrected_fields(source: SourceDocument, target: str) -> list[str]:
    return sorted(field for row, field in _standing(source) if row == target)


def _conflict(
    request: HttpRequest, municipality: Any, source: SourceDocument, decisions: list[Decided]
) -> HttpResponse:
    context = {
        "municipality": municipality,
        "document": source,
        "mine": decisions,
        "theirs": source.corrections.select_related("made_by").order_by("-pk")[:10],
    }
    return render(request, "ingest/conflict.html", context, status=409)


def _document(municipality: Any, pk: int) -> SourceDocument:
    return get_object_or_404(
        SourceDocument.objects.select_related("meeting"), pk=pk, municipality=municipality
    )


def _user(request: HttpRequest) -> User:
    return get_object_or_404(User, pk=request.user.pk)
