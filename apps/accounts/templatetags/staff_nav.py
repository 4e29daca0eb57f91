"""The pages that somebody may open for a municipality, for the row of links above each of them."""

from typing import Any

from django import template
from django.db.models import Model
from django.template import Context
from django.urls import reverse

from apps.accounts.models import Role
from apps.accounts.permissions import role_in

register = template.Library()

# Address, label, the least role, and the pages that lie under it.
_PAGES = (
    (
        "ingest:desk",
        "Dokumenter",
        Role.UPLOADER,
        ("review", "delivery", "correct", "approve", "discard", "take_up"),
    ),
    ("ingest:upload", "Læg filer ind", Role.UPLOADER, ()),
    ("ingest:committees", "Udvalg", Role.UPLOADER, ("committee",)),
    ("ingest:cases", "Sager", Role.UPLOADER, ("case",)),
    ("ingest:withdrawn", "Trukket tilbage", Role.UPLOADER, ("withdraw", "withdraw_passage")),
    ("ingest:completeness", "Fuldstændighed", Role.UPLOADER, ()),
    ("ingest:figures", "Drift", Role.UPLOADER, ()),
    ("accounts:users", "Brugere", Role.ADMINISTRATOR, ()),
    ("accounts:audit_trail", "Hvem har gjort hvad", Role.ADMINISTRATOR, ()),
)


@register.simple_tag(takes_context=True)
def staff_pages_of(context: Context, municipality: Model) -> list[dict[str, Any]]:
    """Label, address and whether it is the page shown, of each that the user's role opens."""
    request = context["request"]
    role, match = role_in(request.user, municipality), request.resolver_match
    slug = getattr(municipality, "slug", "")
    return [
        {
            "label": label,
            "url": reverse(name, args=[slug]),
            "is_here": match.view_name == name or match.view_name in {f"ingest:{page}" for page in under},
        }
        for name, label, least, under in _PAGES
        if role and role.rank >= least.rank
    ]
