"""What the page of one document shows: its text, what was understood, and the forms to correct it with."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.accounts.permissions import may_approve, municipalities_of
from apps.archive.models import Committee, SourceDocument
from apps.archive.originals import DamagedOriginal
from apps.ingest.attaching.problems import describe_files, shown_name
from apps.ingest.desk import approval, overview
from apps.ingest.desk.corrections import ITEM_FIELDS, MEETING_FIELDS, Decided
from apps.ingest.desk.decision_words import describe_decision
from apps.ingest.desk.differences import Differences, find_differences
from apps.ingest.desk.discarding import is_discardable
from apps.ingest.desk.forms import DiscardForm, ItemForm, MeetingForm
from apps.ingest.errors import DocumentError
from apps.ingest.records import MeetingRecord
from apps.ingest.storing.decided import decided_record
from apps.ingest.storing.placing import Unplaced

_NEWEST = 50


def show_review(
    request: HttpRequest,
    municipality: Any,
    source: SourceDocument,
    *,
    bound: Form | None = None,
    target: str = "",
) -> HttpResponse:
    """The page; `bound` is a form that was filled in wrongly, of the item at `target` or of the meeting."""
    context: dict[str, Any] = {
        "municipality": municipality,
        "document": source,
        "findings": source.findings.select_related("accepted_by"),
        "may_approve": may_approve(request.user, municipality),
        "may_discard": is_discardable(source),
        "discard_form": DiscardForm(auto_id="kasser-%s"),
        "seen": approval.seen_version(source),
        "trail": trail_of(source),
        "attached_to": _documents_with(source),
    }
    if source.record:
        context |= _understood(request, source, bound, target)
    return render(request, "ingest/review.html", context, status=422 if bound else 200)


def form_for(
    request: HttpRequest, source: SourceDocument, target: str
) -> tuple[MeetingForm | ItemForm, dict[str, Any]]:
    """The form that was sent for the meeting or an item, and what its fields hold now."""
    if not target:
        return _meeting_form(request, source, request.POST)
    shown = next((row for row in _items(source) if row.slug == target), None)
    before = _item_values(shown) if shown else dict.fromkeys(ITEM_FIELDS)
    attachments = list(shown.attachments) if shown else []
    form = ItemForm(request.POST, initial=before, attachments=attachments, auto_id=f"punkt-{target}-%s")
    return form, before


def corrected_fields(source: SourceDocument, target: str) -> list[str]:
    return sorted(field for row, field in _standing(source) if row == target)


def trail_of(source: SourceDocument) -> list[tuple[Any, str, str]]:
    """What people did with a document, newest first: when, who and what, in words."""
    rows: list[tuple[Any, str, str]] = []
    for approved in source.approvals.select_related("approved_by"):
        rows.append((approved.approved_at, approved.approved_by.name, f"offentliggjorde: {approved.summary}"))
    for discard in source.discards.select_related("made_by"):
        what = "tog dokumentet frem igen" if discard.is_taken_back else f"kasserede: {discard.reason}"
        rows.append((discard.made_at, discard.made_by.name, what))
    for row in source.corrections.select_related("made_by").order_by("-pk")[:_NEWEST]:
        decided = Decided(row.target, row.field, row.value)
        rows.append((row.made_at, row.made_by.name, f"rettede {describe_decision(decided)}"))
    return sorted(rows, reverse=True)


def _documents_with(file: SourceDocument) -> list[tuple[SourceDocument, str]]:
    """The documents that a file came together with, and what it was called there."""
    rows = file.attached_to.filter(document__municipality=file.municipality).select_related("document")
    return [(row.document, shown_name(row.path)) for row in rows.defer("document__record")]


def _understood(
    request: HttpRequest, source: SourceDocument, bound: Form | None, target: str
) -> dict[str, Any]:
    record, items = decided_record(source), _items(source)
    forms = [bound if bound and shown.slug == target else _item_form(shown) for shown in items]
    try:
        lines = overview.lines_of(source)
    except (DocumentError, DamagedOriginal):
        lines = []
    return {
        "lines": lines,
        "is_open": source.state in approval.OPEN_STATES,
        "titles": [(shown.item.number, overview.without_numbers(shown.item.title)) for shown in items],
        "meeting_form": bound if bound and not target else _meeting_form(request, source, None)[0],
        "committee_names": Committee.objects.filter(municipality=source.municipality).values_list(
            "name", flat=True
        ),
        "meeting_is_corrected": bool(corrected_fields(source, "")),
        "items": list(zip(items, forms, strict=True)),
        "problems": source.problems,
        "files": describe_files(source, record),
        "differences": _differences(record, source),
    }


def _differences(record: MeetingRecord, source: SourceDocument) -> Differences | None:
    """None for what can't be placed, so that nobody knows yet what it would change."""
    try:
        return find_differences(record, source)
    except Unplaced:
        return None


def _items(source: SourceDocument) -> list[overview.ItemShown]:
    read, record = approval.parsed_record(source), decided_record(source)
    return overview.items_of(read, record, source.problems, _standing(source))


def _meeting_form(
    request: HttpRequest, source: SourceDocument, posted: Any
) -> tuple[MeetingForm, dict[str, Any]]:
    record = decided_record(source)
    before = {field: getattr(record, field) or "" for field in MEETING_FIELDS}
    initial = before | {"municipality": source.municipality_id}
    return MeetingForm(posted, initial=initial, places=municipalities_of(request.user)), before


def _item_form(shown: overview.ItemShown) -> ItemForm:
    return ItemForm(
        initial=_item_values(shown), attachments=list(shown.attachments), auto_id=f"punkt-{shown.slug}-%s"
    )


def _item_values(shown: overview.ItemShown) -> dict[str, Any]:
    item = shown.item
    return {
        "number": item.number,
        "title": item.title,
        "case_number": item.case_number or "",
        "closed": item.closed,
        "decision": item.decision or "",
        "outcome": item.outcome,
        "attachments": {read: called for read, called in shown.attachments if read != called},
    }


def _standing(source: SourceDocument) -> dict[tuple[str, str], Any]:
    """Every decision that has not been taken back, by target and field."""
    newest = {(row.target, row.field): row.value for row in source.corrections.order_by("pk")}
    return {key: value for key, value in newest.items() if value is not None}
