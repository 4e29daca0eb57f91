"""The desk: the queue of a municipality, handing files in, and how far they have come."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.models import Role, User
from apps.accounts.permissions import may_approve, membership_required, municipalities_of
from apps.archive.models import SourceDocument
from apps.ingest.desk import overview
from apps.ingest.desk.figures import read_figures
from apps.ingest.desk.upload_limits import files_without_room
from apps.ingest.desk.uploading import receive_files
from apps.ingest.models import Upload

ROWS_PER_PAGE = 50


@require_GET
@login_required
def start(request: HttpRequest) -> HttpResponse:
    places = list(municipalities_of(request.user).order_by("sort_key"))
    if len(places) == 1:
        return redirect("ingest:desk", places[0].slug)
    return render(request, "ingest/start.html", {"places": places})


@require_GET
@membership_required(Role.UPLOADER)
def desk_page(request: HttpRequest, municipality: Any) -> HttpResponse:
    state = request.GET.get("tilstand", "")
    chosen = state if state in SourceDocument.State.values else ""
    page = Paginator(overview.queue(municipality, chosen), ROWS_PER_PAGE).get_page(request.GET.get("side"))
    context = {
        "municipality": municipality,
        "page": page,
        "chosen": chosen,
        "query": f"tilstand={chosen}" if chosen else "",
        "states": overview.count_by_state(municipality),
        "may_approve": may_approve(request.user, municipality),
    }
    return render(request, "ingest/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@membership_required(Role.UPLOADER)
def upload(request: HttpRequest, municipality: Any) -> HttpResponse:
    files = request.FILES.getlist("files")
    if request.method != "POST":
        return render(request, "ingest/upload.html", {"municipality": municipality})
    without_room = files_without_room(request)
    if not files and not without_room:
        context = {"municipality": municipality, "error": "Vælg mindst én fil."}
        return render(request, "ingest/upload.html", context, status=422)
    user = get_object_or_404(User, pk=request.user.pk)
    batch = receive_files(files, municipality, user, without_room=without_room)
    return redirect("ingest:delivery", municipality.slug, batch)


@require_GET
@membership_required(Role.UPLOADER)
def delivery(request: HttpRequest, municipality: Any, batch: uuid.UUID) -> HttpResponse:
    """How far the files have come. It shows itself again while any waits, with or without JavaScript."""
    rows = Upload.objects.filter(batch=batch, municipality=municipality)
    uploads = list(rows.select_related("source").defer("source__record").order_by("pk"))
    if not uploads:
        get_object_or_404(rows)
    # A copy waits for the one that was handed in first.
    waiting = sum(
        row.source is not None and row.source.state == SourceDocument.State.RECEIVED for row in uploads
    )
    context = {"municipality": municipality, "uploads": uploads, "waiting_count": waiting}
    return render(request, "ingest/delivery.html", context)


@require_GET
@membership_required(Role.UPLOADER)
def figures(request: HttpRequest, municipality: Any) -> HttpResponse:
    context = {"municipality": municipality, "figures": read_figures(municipality)}
    return render(request, "ingest/figures.html", context)


@require_GET
@membership_required(Role.UPLOADER)
def completeness(request: HttpRequest, municipality: Any) -> HttpResponse:
    context = {"municipality": municipality, "rows": overview.completeness_of(municipality)}
    return render(request, "ingest/completeness.html", context)
