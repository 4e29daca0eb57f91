"""People with every kind of role, in two municipalities."""

import time
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache

from apps.accounts.models import Membership, Role, User
from tests.factories import municipality

PASSWORD = "syv gule traktorer"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_counted_failures(db):
    cache.clear()


@pytest.fixture
def home(db):
    return municipality("Herning")


@pytest.fixture
def elsewhere(db):
    return municipality("Odense")


@pytest.fixture
def make_user(home):
    return lambda email, **options: _make_user(home, email, **options)


@pytest.fixture
def people(make_user, elsewhere):
    """One of each kind, all with a second factor."""
    return SimpleNamespace(
        uploader=make_user("indlaegger@eksempelby.dk", role=Role.UPLOADER, second_factor=True),
        approver=make_user("godkender@eksempelby.dk", role=Role.APPROVER, second_factor=True),
        administrator=make_user("admin@eksempelby.dk", role=Role.ADMINISTRATOR, second_factor=True),
        stranger=make_user("admin@andenby.dk", role=Role.ADMINISTRATOR, place=elsewhere, second_factor=True),
        platform=make_user("platform@arkiv.dk", is_superuser=True, second_factor=True),
    )


def _make_user(home, email, *, role=None, place=None, second_factor=False, **fields):
    user = User.objects.create_user(email, PASSWORD, name=email.split("@")[0].capitalize(), **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if role:
        Membership.objects.create(user=user, municipality=place or home, role=role)
    if second_factor:
        give_second_factor(user)
    return user


def give_second_factor(user):
    TOTP.activate(user, TOTP_SECRET)
    RecoveryCodes.activate(user)


def has_second_factor(user):
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def totp_code(secret=TOTP_SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(client, email, password=PASSWORD, **extra):
    return client.post("/konto/log-ind/", {"login": email, "password": password}, **extra)
