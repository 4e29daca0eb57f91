"""The file of a document as it came, for those who decide whether it may be published."""

from pathlib import PurePosixPath
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from apps.accounts.models import Role
from apps.accounts.permissions import membership_required
from apps.archive.models import SourceDocument
from apps.archive.originals import DamagedOriginal, open_original


@require_GET
@membership_required(Role.UPLOADER)
def original(request: HttpRequest, municipality: Any, document: int) -> HttpResponseBase:
    """Always downloaded and run by no browser: nobody has looked at the file yet."""
    source = get_object_or_404(SourceDocument, pk=document, municipality=municipality)
    try:
        file = open_original(source.sha256, source.byte_count)
    except DamagedOriginal:
        messages.error(request, "Filen ligger ikke i lageret, som den kom. Læg den ind igen.")
        return redirect("ingest:review", municipality.slug, document)
    name = PurePosixPath(source.file_name).name
    response = FileResponse(
        file, as_attachment=True, filename=name, content_type=source.media_type or "application/octet-stream"
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
