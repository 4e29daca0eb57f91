"""Pages of a list by keyset: the next page begins after the last row seen, so every page costs the same."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja.errors import HttpError

from apps.archive.addresses import absolute_url

LONGEST_PAGE = 100
USUAL_PAGE = 50
UNREADABLE_CURSOR = "Parameteren »efter« kan ikke læses. Brug adressen i »next«, som den er."
LARGEST_ID = 2**63 - 1


def page_by_id(rows: QuerySet[Any], after: str, length: int) -> tuple[list[Any], str]:
    """The rows after the id `after`, and the cursor of the next page; empty on the last."""
    if after:
        rows = rows.filter(pk__gt=_read_id(after))
    found = list(rows.order_by("pk")[: length + 1])
    return found[:length], str(found[length - 1].pk) if len(found) > length else ""


def page_by_date(rows: QuerySet[Any], field: str, after: str, length: int) -> tuple[list[Any], str]:
    """The newest rows first by the date `field`, from after the cursor `2024-11-13.17` (date and id)."""
    if after:
        written, _, pk = after.partition(".")
        day, key = _read_date(written), _read_id(pk)
        rows = rows.filter(**{f"{field}__lte": day}).exclude(**{field: day, "pk__gte": key})
    found = list(rows.order_by(f"-{field}", "-pk")[: length + 1])
    return found[:length], _cursor(found[length - 1], field) if len(found) > length else ""


def next_url(request: HttpRequest, cursor: str) -> str | None:
    """The address of the same list from the cursor on; None on the last page."""
    if not cursor:
        return None
    query = request.GET.copy()
    query["efter"] = cursor
    return absolute_url(request, f"{request.path}?{query.urlencode()}")


def _cursor(row: Any, field: str) -> str:
    value = row
    for name in field.split("__"):
        value = getattr(value, name)
    return f"{value.isoformat()}.{row.pk}"


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HttpError(422, UNREADABLE_CURSOR) from None


def _read_id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_ID):
        raise HttpError(422, UNREADABLE_CURSOR)
    return int(text)
