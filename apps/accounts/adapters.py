"""How we differ from allauth: nobody signs up alone, and secrets of the second factor are kept encrypted."""

import base64
import hashlib
import logging
import time
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes

from apps.accounts import lockouts
from apps.accounts.permissions import needs_second_factor

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types, here and below
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "E-mailadressen eller adgangskoden er forkert.",
        "too_many_login_attempts": "Der er forsøgt for mange gange. Vent et kvarter, og prøv igen.",
        "account_inactive": "Kontoen er lukket.",
        "email_taken": "Adressen kan ikke bruges.",
        "enter_current_password": "Den nuværende adgangskode er forkert.",
        "incorrect_password": "Adgangskoden er forkert.",
        "same_as_current": "Den nye skal være en anden end den nuværende.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"Referatarkivet: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away stops nobody: what was done is done, and the log tells of the mail."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("The mail %s could not be sent", template_prefix)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The owner of an account that is now closed for a while is told by mail, once."""
        email = str(credentials.get("email") or "")
        if lockouts.is_locked_now(email) and (owner := lockouts.find_owner(email)):
            told = {"user": owner, "failures": lockouts.FAILURES}
            self.send_mail("account/email/locked_out", owner.email, told)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in is not asked again straight away."""
        records = get_authentication_records(self.request, self.request.user)
        is_recent = bool(records) and time.time() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT
        return not is_recent and bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:overview")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Koden er forkert eller brugt. Vent på den næste i appen, og prøv igen.",
        "cannot_delete_authenticator": "Din rolle kræver, at du logger ind i to trin.",
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not needs_second_factor(authenticator.user)

    def get_totp_issuer(self) -> str:
        return "Referatarkivet"


def _fernet() -> MultiFernet:
    """Keys of their own, made from SECRET_KEY; those of earlier keys still open what they closed."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_key(force_bytes(secret)) for secret in secrets])


def _key(secret: bytes) -> Fernet:
    digest = hashlib.sha256(b"second factor:" + secret).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
