"""The pages where people settle which committees and cases there are."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from apps.accounts.models import Role, User
from apps.accounts.permissions import may_approve, membership_required
from apps.archive.case_numbers import case_number_key
from apps.archive.models import Case, Committee
from apps.ingest.desk import case_rulings, committees
from apps.ingest.desk.case_rulings import CannotRule
from apps.ingest.desk.committees import CannotChange
from apps.ingest.desk.forms import MergeCaseForm, MergeCommitteeForm, RenameForm, SplitForm, SuccessorForm

ROWS_PER_PAGE = 50
_MOST_ITEMS = 200


@require_GET
@membership_required(Role.UPLOADER)
def committee_list(request: HttpRequest, municipality: Any) -> HttpResponse:
    rows = committees.committees_of(municipality)
    context = {
        "municipality": municipality,
        "committees": rows,
        "may_approve": may_approve(request.user, municipality),
    }
    return render(request, "ingest/committees.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@membership_required(Role.APPROVER)
def committee(request: HttpRequest, municipality: Any, committee: int) -> HttpResponse:
    """One committee, renamed, merged or followed by another as the button says."""
    found = get_object_or_404(Committee.objects.filter(municipality=municipality), pk=committee)
    what = request.POST.get("what", "")
    others = Committee.objects.filter(municipality=municipality).exclude(pk=found.pk)
    rename = RenameForm(request.POST if what == "rename" else None, initial={"name": found.name})
    merge = MergeCommitteeForm(request.POST if what == "merge" else None, others=others)
    now = {"successor": found.successor_id}
    successor = SuccessorForm(request.POST if what == "successor" else None, others=others, initial=now)
    form = {"rename": rename, "merge": merge, "successor": successor}.get(what)
    if form is not None and form.is_valid():
        try:
            messages.success(request, _change_committee(request, found, what, form.cleaned_data))
        except CannotChange as refusal:
            messages.error(request, str(refusal))
        return redirect("ingest:committees", municipality.slug)
    context = {
        "municipality": municipality,
        "committee": found,
        "former_names": found.former_names.select_related("decided_by"),
        "rename_form": rename,
        "merge_form": merge,
        "successor_form": successor,
    }
    return render(request, "ingest/committee.html", context, status=422 if what else 200)


@require_GET
@membership_required(Role.UPLOADER)
def case_list(request: HttpRequest, municipality: Any) -> HttpResponse:
    """The cases that a number finds; without one, those that are shown as catch-alls."""
    written = request.GET.get("nummer", "").strip()[:100]
    rows = Case.objects.filter(municipality=municipality).annotate(item_count=Count("items"))
    key = case_number_key(written)
    found = rows.filter(number_key__startswith=key) if key else rows.filter(is_catch_all=True)
    page = Paginator(found.order_by("number"), ROWS_PER_PAGE).get_page(request.GET.get("side"))
    context = {
        "municipality": municipality,
        "page": page,
        "written": written,
        "query": urlencode({"nummer": written}) if written else "",
        "may_approve": may_approve(request.user, municipality),
    }
    return render(request, "ingest/cases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@membership_required(Role.APPROVER)
def case(request: HttpRequest, municipality: Any, case: int) -> HttpResponse:
    """One case, settled as the button says."""
    found = get_object_or_404(Case.objects.filter(municipality=municipality), pk=case)
    rows = found.items.select_related("meeting__committee", "meeting__source").defer(
        "meeting__source__record"
    )
    items = rows.order_by("-meeting__held_on", "position")[:_MOST_ITEMS]
    what = request.POST.get("what", "")
    merge = MergeCaseForm(request.POST if what == "merge" else None, auto_id="sammen-%s")
    split = SplitForm(request.POST if what == "split" else None, items=items, auto_id="del-%s")
    forms = {"merge": merge, "split": split}
    if what and (what not in forms or forms[what].is_valid()):
        try:
            settled = _settle_case(request, found, what, forms.get(what))
            messages.success(request, "Beslutningen er gemt og gælder også, når filer læses igen.")
        except CannotRule as refusal:
            messages.error(request, str(refusal))
            settled = found
        return redirect("ingest:case", municipality.slug, settled.pk)
    context = {
        "municipality": municipality,
        "case": found,
        "rulings": municipality.case_rulings.filter(
            Q(number=found.number) | Q(into=found.number)
        ).select_related("made_by"),
        "merged_numbers": case_rulings.merged_into(found),
        "merge_form": merge,
        "split_form": split,
    }
    return render(request, "ingest/case.html", context, status=422 if what else 200)


def _change_committee(request: HttpRequest, found: Committee, what: str, answers: dict[str, Any]) -> str:
    """Do it and say what was done."""
    user = _user(request)
    if what == "rename":
        committees.rename_committee(found, answers["name"], by=user, seen=request.POST.get("seen", ""))
        return f"Udvalget hedder nu {answers['name']}. Den gamle adresse fører hertil."
    if what == "merge":
        count = committees.merge_committee(found, answers["into"], by=user)
        return f"{count} møde{'' if count == 1 else 'r'} er flyttet fra {found} til {answers['into']}."
    successor = answers["successor"]
    committees.set_successor(found, successor)
    return f"{found} er afløst af {successor}." if successor else "Afløseren er fjernet."


def _settle_case(request: HttpRequest, found: Case, what: str, form: Any) -> Case:
    """`Any` is the form of `what`; returns the case to show next."""
    user = _user(request)
    if what == "merge":
        return case_rulings.merge_cases(found, form.cleaned_data["into"], by=user)
    if what == "split":
        return case_rulings.split_case(found, form.chosen_items, form.cleaned_data["number"], by=user)
    if what == "unmerge":
        return case_rulings.take_merging_back(found, request.POST.get("number", ""), by=user)
    case_rulings.rule_catch_all(found, is_catch_all=what == "catch_all", by=user)
    return found


def _user(request: HttpRequest) -> User:
    return get_object_or_404(User, pk=request.user.pk)
