"""Where what once stood at an address is now: committees that got another name, cases that were merged."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from apps.archive.case_numbers import case_number_key
from apps.archive.models import Case, CaseRuling, Committee, Municipality


def led_by_former_name(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The address under a committee's former name leads for good to the same place under its name now."""

    @wraps(view)
    def answer(request: HttpRequest, municipality: str, committee: str, **address: Any) -> HttpResponseBase:
        try:
            return view(request, municipality=municipality, committee=committee, **address)
        except Http404:
            now = find_renamed_committee(municipality, committee)
            if now is None:
                raise
        former, here = f"/{municipality}/{committee}/", f"/{municipality}/{now.slug}/"
        return redirect(request.get_full_path().replace(former, here, 1), permanent=True)

    return answer


def find_renamed_committee(municipality_slug: str, committee_slug: str) -> Committee | None:
    """The public committee that this one was renamed to or merged into."""
    found: Committee | None = (
        Committee.objects.published()
        .filter(former_names__municipality__slug=municipality_slug, former_names__slug=committee_slug)
        .first()
    )
    return found


def find_merged_case(municipality: Municipality, written: str) -> Case | None:
    """The public case that somebody merged this number into."""
    rulings = CaseRuling.objects.filter(municipality=municipality, kind=CaseRuling.Kind.MERGED)
    numbers = rulings.order_by("pk").values_list("number", "into")
    newest = {case_number_key(number): case_number_key(into) for number, into in numbers}
    key, seen = case_number_key(written), set[str]()
    while newest.get(key) and key not in seen:
        seen.add(key)
        key = newest[key]
    cases = Case.objects.published().select_related("municipality", "subject")
    found: Case | None = cases.filter(municipality=municipality, number_key=key).first() if seen else None
    return found
