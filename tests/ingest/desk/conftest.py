"""Clerks of the example municipality and of another one, and documents that they hand in."""

from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import Membership, Role, User
from apps.archive.models import SourceDocument
from apps.ingest.desk.uploading import receive_files
from apps.ingest.worker import work_once
from tests.factories import municipality
from tests.ingest.documents import make_document
from tests.ingest.records import EXAMPLE


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def home(db):
    return municipality(EXAMPLE)


@pytest.fixture
def people(home):
    def make(email, place=None, role=None, **fields):
        user = User.objects.create_user(email, None, name=email.partition("@")[0].capitalize(), **fields)
        if role:
            Membership.objects.create(user=user, municipality=place or home, role=role)
        TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        return user

    return SimpleNamespace(
        uploader=make("indlaegger@eksempelby.dk", role=Role.UPLOADER),
        approver=make("godkender@eksempelby.dk", role=Role.APPROVER),
        administrator=make("admin@eksempelby.dk", role=Role.ADMINISTRATOR),
        stranger=make("admin@andenby.dk", municipality("Odense"), Role.ADMINISTRATOR),
        platform=make("platform@arkiv.dk", is_superuser=True),
    )


@pytest.fixture
def hand_in(home, people):
    """Uploads a document as the uploader and lets the worker read it; returns the row as it is then."""

    def act(content=None, name="referat.txt", place=None):
        batch = receive_files(
            [SimpleUploadedFile(name, make_document() if content is None else content)],
            place or home,
            people.uploader,
        )
        while work_once():
            pass
        return SourceDocument.objects.get(uploads__batch=batch)

    return act
