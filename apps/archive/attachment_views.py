"""The file of an attachment, for whoever reads the item that it belongs to."""

import logging

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from apps.archive.attachment_files import answer_with_file
from apps.archive.lookups import attachment_at, gone_when_withdrawn, item_at, meeting_at, not_found
from apps.archive.originals import DamagedOriginal

logger = logging.getLogger(__name__)


@require_safe
@gone_when_withdrawn
def attachment(
    request: HttpRequest, *, municipality: str, committee: str, meeting: str, item: str, position: int
) -> HttpResponseBase:
    held = item_at(meeting_at(municipality, committee, meeting), item)
    found = attachment_at(held, position)
    if unchanged := get_conditional_response(request, etag=f'"{found.sha256}"'):
        return unchanged
    try:
        return answer_with_file(found)
    except DamagedOriginal as damage:
        logger.warning("File of attachment %s can't be shown: %s", found.pk, damage.fault.name)
        not_found()
