import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from apps.accounts.models import Membership, Role
from apps.accounts.permissions import (
    may_administer,
    may_approve,
    may_upload,
    municipalities_of,
    needs_second_factor,
)


@pytest.mark.parametrize(
    ("who", "rights"),
    [
        ("uploader", (True, False, False)),
        ("approver", (True, True, False)),
        ("administrator", (True, True, True)),
        ("stranger", (False, False, False)),
        ("platform", (True, True, True)),
    ],
)
def test_a_role_gives_its_own_rights_and_those_below(people, home, who, rights):
    user = getattr(people, who)

    assert (may_upload(user, home), may_approve(user, home), may_administer(user, home)) == rights


def test_a_visitor_may_nothing(home):
    visitor = AnonymousUser()

    assert (may_upload(visitor, home), may_approve(visitor, home), may_administer(visitor, home)) == (
        False,
        False,
        False,
    )
    assert not municipalities_of(visitor).exists()


@pytest.mark.parametrize("who", ["administrator", "platform"])
def test_a_closed_account_may_nothing(people, home, who):
    user = getattr(people, who)
    user.is_active = False

    assert not may_upload(user, home)


def test_municipalities_are_those_with_a_role(people, home, elsewhere):
    Membership.objects.create(user=people.uploader, municipality=elsewhere, role=Role.APPROVER)

    assert set(municipalities_of(people.uploader)) == {home, elsewhere}
    assert set(municipalities_of(people.stranger)) == {elsewhere}
    assert municipalities_of(people.platform).count() == type(home).objects.count()


def test_approving_anywhere_asks_for_a_second_factor(people, elsewhere):
    assert not needs_second_factor(people.uploader)
    Membership.objects.create(user=people.uploader, municipality=elsewhere, role=Role.APPROVER)

    assert needs_second_factor(people.uploader)
    assert needs_second_factor(people.administrator)
    assert needs_second_factor(people.platform)


def test_a_user_has_one_role_in_a_municipality(people, home):
    with pytest.raises(IntegrityError, match="user_has_one_role_in_municipality"):
        Membership.objects.create(user=people.uploader, municipality=home, role=Role.APPROVER)
