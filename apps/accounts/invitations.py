"""Inviting somebody, and taking the invitation. The secret is in the mail; the database keeps its SHA-256."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Invitation, Membership, Role, User

VALID_FOR = timedelta(days=7)


class InvitationRefused(Exception):
    """The invitation can't be made or taken; the message says why in Danish."""


@transaction.atomic
def make_invitation(
    email: str, municipality: Model | None, role: Role | None, *, invited_by: User | None = None
) -> tuple[Invitation, str]:
    """A new invitation and its secret. Without municipality and role it makes a platform administrator."""
    email = email.strip().lower()
    place: int | None = municipality.pk if municipality else None
    if place and Membership.objects.filter(user__email=email, municipality_id=place).exists():
        raise InvitationRefused(f"{email} har allerede en rolle i kommunen. Ret rollen i stedet.")
    waiting = Invitation.objects.filter(email=email, municipality=place, accepted_at=None, revoked_at=None)
    if waiting.exists():
        raise InvitationRefused(f"{email} er allerede inviteret. Send den igen, eller træk den tilbage.")
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        municipality_id=place,
        role=role or "",
        token_hash=hash_of(secret),
        invited_by=invited_by,
        expires_at=timezone.now() + VALID_FOR,
    )
    return invitation, secret


def renew_invitation(invitation: Invitation) -> str:
    """A new secret, valid from now on; the link sent before stops working."""
    secret = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(secret)
    invitation.expires_at = timezone.now() + VALID_FOR
    invitation.save(update_fields=["token_hash", "expires_at"])
    return secret


def revoke_invitation(invitation: Invitation) -> None:
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])


def send_invitation(invitation: Invitation, address: str) -> None:
    """Mail `address`, the whole link, to whoever is invited. Raises OSError or SMTPException."""
    text = {"invitation": invitation, "address": address, "days": VALID_FOR.days}
    send_mail(
        subject=render_to_string("accounts/mail/invitation_subject.txt", text).strip(),
        message=render_to_string("accounts/mail/invitation.txt", text).strip(),
        from_email=None,
        recipient_list=[invitation.email],
    )


def path_of(secret: str) -> str:
    return reverse("accounts:invitation", args=[secret])


def address_of(secret: str) -> str:
    """The whole link, for a mail that no request asked for."""
    return (settings.SITE_URL or "http://127.0.0.1:8000").rstrip("/") + path_of(secret)


def find_open_invitation(secret: str, *, lock: bool = False) -> Invitation | None:
    """The invitation that `secret` opens; None when it is unknown, used, revoked or too old."""
    invitations = Invitation.objects.select_related("municipality")
    if lock:
        invitations = invitations.select_for_update(of=("self",))
    invitation = invitations.filter(token_hash=hash_of(secret)).first()
    return invitation if invitation and invitation.is_open else None


@transaction.atomic
def accept_invitation(secret: str, user: User) -> None:
    """Give `user`, whose address the invitation was sent to, what it promises. It works once."""
    invitation = find_open_invitation(secret, lock=True)
    if invitation is None or invitation.email != user.email or not user.is_active:
        raise InvitationRefused("Invitationen gælder ikke længere.")
    if invitation.municipality_id is None:
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
    else:
        Membership.objects.get_or_create(
            user=user, municipality_id=invitation.municipality_id, defaults={"role": invitation.role}
        )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])


@transaction.atomic
def accept_as_new_user(secret: str, *, name: str, password: str) -> User:
    """Make the user that is invited. That they hold the secret proves that the address is theirs."""
    invitation = find_open_invitation(secret, lock=True)
    if invitation is None or User.objects.filter(email=invitation.email).exists():
        raise InvitationRefused("Invitationen gælder ikke længere.")
    user = User.objects.create_user(invitation.email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    accept_invitation(secret, user)
    return user


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
