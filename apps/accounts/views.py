"""The pages of one's own account, and those where administrators look after the users of a municipality."""

import logging
from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.accounts import audit, invitations
from apps.accounts.forms import AcceptForm, InviteForm, RoleForm
from apps.accounts.invitations import InvitationRefused
from apps.accounts.models import Invitation, Membership, Role, User
from apps.accounts.permissions import membership_required, needs_second_factor

ENTRIES_PER_PAGE = 50
logger = logging.getLogger(__name__)


@require_GET
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    memberships = Membership.objects.filter(user=request.user.pk).select_related("municipality")
    return render(
        request,
        "accounts/overview.html",
        {
            "memberships": memberships.order_by("municipality__name"),
            "needs_second_factor": needs_second_factor(request.user),
        },
    )


@require_GET
@membership_required(Role.ADMINISTRATOR)
def users(request: HttpRequest, municipality: Any) -> HttpResponse:
    return _show_users(request, municipality, InviteForm())


@require_POST
@membership_required(Role.ADMINISTRATOR)
def invite(request: HttpRequest, municipality: Any) -> HttpResponse:
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _show_users(request, municipality, form)
    try:
        invitation, secret = invitations.make_invitation(
            form.cleaned_data["email"],
            municipality,
            Role(form.cleaned_data["role"]),
            invited_by=_user(request),
        )
    except InvitationRefused as refusal:
        form.add_error("email", str(refusal))
        return _show_users(request, municipality, form)
    return _send(request, municipality, invitation, secret)


@require_POST
@membership_required(Role.ADMINISTRATOR)
def resend(request: HttpRequest, municipality: Any, invitation: int) -> HttpResponse:
    found = _waiting_invitation(municipality, invitation)
    return _send(request, municipality, found, invitations.renew_invitation(found))


@require_POST
@membership_required(Role.ADMINISTRATOR)
def revoke(request: HttpRequest, municipality: Any, invitation: int) -> HttpResponse:
    found = _waiting_invitation(municipality, invitation)
    invitations.revoke_invitation(found)
    messages.success(request, f"Invitationen til {found.email} er trukket tilbage.")
    return redirect("accounts:users", municipality.slug)


@require_POST
@membership_required(Role.ADMINISTRATOR)
def change_role(request: HttpRequest, municipality: Any, membership: int) -> HttpResponse:
    found = get_object_or_404(Membership, pk=membership, municipality=municipality)
    form = RoleForm(request.POST)
    if found.user_id == request.user.pk:
        messages.error(request, "Du kan ikke ændre din egen rolle. Bed en anden administrator om det.")
    elif form.is_valid():
        found.role = form.cleaned_data["role"]
        found.save(update_fields=["role"])
        messages.success(request, f"{found.user.name} er nu {found.get_role_display().lower()}.")
    return redirect("accounts:users", municipality.slug)


@require_POST
@membership_required(Role.ADMINISTRATOR)
def remove_member(request: HttpRequest, municipality: Any, membership: int) -> HttpResponse:
    found = get_object_or_404(Membership, pk=membership, municipality=municipality)
    if found.user_id == request.user.pk:
        messages.error(request, "Du kan ikke fjerne dig selv. Bed en anden administrator om det.")
    else:
        found.delete()
        messages.success(request, f"{found.user.name} har ikke længere adgang til {municipality.full_name}.")
    return redirect("accounts:users", municipality.slug)


@require_GET
@membership_required(Role.ADMINISTRATOR)
def audit_trail(request: HttpRequest, municipality: Any) -> HttpResponse:
    page = Paginator(audit.entries_of(municipality), ENTRIES_PER_PAGE).get_page(request.GET.get("side"))
    rows = [audit.describe_entry(entry) for entry in page]
    return render(
        request,
        "accounts/audit_trail.html",
        {"municipality": municipality, "page": page, "columns": audit.COLUMNS, "rows": rows},
    )


@require_GET
@membership_required(Role.ADMINISTRATOR)
def audit_trail_csv(request: HttpRequest, municipality: Any) -> StreamingHttpResponse:
    lines = audit.write_csv(audit.entries_of(municipality).iterator(chunk_size=1000))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="spor-{municipality.slug}.csv"'
    return response


@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Take an invitation: as a new user, or signed in as the one who has the address already."""
    found = invitations.find_open_invitation(secret)
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=410)
    if User.objects.filter(email=found.email).exists():
        return _join(request, found, secret)
    form = AcceptForm(request.POST or None, email=found.email)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.accept_as_new_user(
                secret, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
            )
        except InvitationRefused:
            return render(request, "accounts/invitation_gone.html", status=410)
        messages.success(request, "Din bruger er klar. Log ind med den adgangskode, du lige har valgt.")
        return redirect("account_login")
    return render(request, "accounts/invitation.html", {"invitation": found, "form": form})


def _join(request: HttpRequest, found: Invitation, secret: str) -> HttpResponse:
    is_invited = request.user.is_authenticated and _user(request).email == found.email
    if request.method == "POST" and is_invited:
        try:
            invitations.accept_invitation(secret, _user(request))
        except InvitationRefused:
            return render(request, "accounts/invitation_gone.html", status=410)
        messages.success(request, "Invitationen er taget imod.")
        return redirect("accounts:overview")
    return render(request, "accounts/invitation_join.html", {"invitation": found, "is_invited": is_invited})


def _show_users(request: HttpRequest, municipality: Any, form: InviteForm) -> HttpResponse:
    members = Membership.objects.filter(municipality=municipality).select_related("user")
    waiting = Invitation.objects.filter(municipality=municipality, accepted_at=None, revoked_at=None)
    return render(
        request,
        "accounts/users.html",
        {
            "municipality": municipality,
            "members": members.order_by("user__name", "user__email"),
            "waiting": waiting.select_related("invited_by"),
            "form": form,
            "roles": Role,
        },
        status=422 if form.is_bound else 200,
    )


def _send(request: HttpRequest, municipality: Any, invitation: Invitation, secret: str) -> HttpResponse:
    address = request.build_absolute_uri(invitations.path_of(secret))
    try:
        invitations.send_invitation(invitation, address)
    except (OSError, SMTPException):
        logger.exception("Invitation %s could not be sent", invitation.pk)
        messages.error(request, "Mailen kunne ikke sendes. Invitationen er gemt: prøv “Send igen”.")
    else:
        messages.success(request, f"Invitationen er sendt til {invitation.email}.")
    return redirect("accounts:users", municipality.slug)


def _waiting_invitation(municipality: Any, pk: int) -> Invitation:
    return get_object_or_404(Invitation, pk=pk, municipality=municipality, accepted_at=None, revoked_at=None)


def _user(request: HttpRequest) -> User:
    """Who is signed in, where a decorator has seen to it that somebody is."""
    return get_object_or_404(User, pk=request.user.pk)
